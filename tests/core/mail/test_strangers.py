"""Mails that anybody can have sent to any address."""

from core.mail.strangers import may_mail
from core.tenancy import mairie_context


def test_an_address_gets_a_few_for_each_purpose_however_it_is_spelt(mairie_a):
    with mairie_context(mairie_a):
        spellings = ["v@exemple.fr", " V@exemple.fr", "v@EXEMPLE.fr", "v@exemple.fr"]
        assert [may_mail(purpose="alerts", address=address) for address in spellings] == [True, True, True, False]
        assert may_mail(purpose="contact", address="v@exemple.fr")
        assert may_mail(purpose="alerts", address="w@exemple.fr")


def test_the_forms_of_many_mairies_together_send_it_no_flood(mairie_a, mairie_b):
    sent = 0
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            for purpose in ("alerts", "contact", "other"):
                sent += sum(may_mail(purpose=purpose, address="v@exemple.fr") for _again in range(4))
    assert sent == 10
