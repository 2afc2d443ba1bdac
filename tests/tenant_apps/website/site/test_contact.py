"""/contact/"""

from urllib.parse import urlencode

import pytest

from core.tenancy import mairie_context
from tenant_apps.messages.models import Conversation
from tests.sites import browse, change_section, publish_site, read

BODY = {
    "name": "Camille Martin",
    "email": "camille@exemple.fr",
    "category": "voirie",
    "subject": "Lampadaire éteint",
    "content": "Celui de la rue des Écoles.",
}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def site(mairie_a):
    publish_site(mairie_a)
    return mairie_a


def send(mairie, body, **headers):
    return browse(mairie, "/contact/", method="POST", data=urlencode(body), content_type=FORM, **headers)


def conversations(mairie):
    with mairie_context(mairie):
        return list(Conversation.objects.values_list("visitor_name", "visitor_email", "category", "subject"))


def test_a_message_reaches_the_mairie_and_reloading_sends_nothing_twice(site, mairie_b):
    response = send(site, BODY)
    assert (response.status_code, response["Location"]) == (302, "/contact/merci/")
    assert conversations(site) == [("Camille Martin", "camille@exemple.fr", "voirie", "Lampadaire éteint")]
    assert conversations(mairie_b) == []
    assert not response.cookies
    assert "Votre message est bien arrivé" in read(site, "/contact/merci/")


@pytest.mark.parametrize("field", sorted(BODY))
def test_a_missing_field_is_named_and_the_others_are_kept(site, field):
    response = send(site, {**BODY, field: "" if field != "category" else "inconnue"})
    text = response.content.decode()
    assert response.status_code == 422
    assert f'href="#contact-{field}"' in text
    assert f'id="contact-{field}_error"' in text
    kept = "subject" if field != "subject" else "name"
    assert f'value="{BODY[kept]}"' in text
    assert conversations(site) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "camille"},
        {"email": "a@b.fr\nBcc: tous@exemple.fr"},
        {"subject": "x" * 201},
        {"content": "x" * 5_001},
        {"name": "\x00"},
        {"content": "   "},
    ],
    ids=str,
)
def test_what_is_not_acceptable_is_refused(site, wrong):
    assert send(site, {**BODY, **wrong}).status_code == 422
    assert conversations(site) == []


def test_a_robot_is_told_the_same_and_sends_nothing(site):
    assert send(site, {**BODY, "website": "https://spam.exemple"}).status_code == 302
    assert conversations(site) == []


def test_another_site_can_not_send_for_a_visitor(site):
    response = send(site, BODY, HTTP_ORIGIN="https://ailleurs.exemple", HTTP_SEC_FETCH_SITE="cross-site")
    assert response.status_code == 403
    assert conversations(site) == []


def test_too_many_messages_from_one_address_have_to_wait(site):
    answers = [send(site, BODY).status_code for _number in range(11)]
    assert answers == [302] * 10 + [429]


def test_what_was_written_is_escaped_when_it_is_shown_again(site):
    text = send(site, {**BODY, "email": "", "content": "</textarea><script>x</script>"}).content.decode()
    assert "<script>x" not in text


def test_before_the_site_is_on_line_nobody_writes(mairie_a):
    response = send(mairie_a, BODY)
    assert "Site en construction" in response.content.decode()
    assert conversations(mairie_a) == []


def test_the_home_page_has_the_form_where_the_mairie_wants_it(site):
    assert 'action="/contact/"' in read(site, "/")
    change_section(site, "contact", show_form=False)
    assert 'action="/contact/"' not in read(site, "/")
