"""/compte/conserver/ on a mairie's host."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tenant_apps.accounts.services.inactivity import forget_inactive
from tests.factories import make_known_user

LINK = re.compile(r"/compte/conserver/[^/\s]+/")


class TwoYears:
    inactive_accounts_months = 24


@pytest.fixture
def warned(mairie_a, deliver):
    """An account that is about to be erased, and the link of its warning."""
    with mairie_context(mairie_a):
        user = make_known_user(last_seen_at=timezone.now() - timedelta(days=1000))
        forget_inactive(TwoYears())
        (mail,) = deliver()
    return user, LINK.search(mail.body)[0]


def warned_at(mairie, user):
    with mairie_context(mairie):
        return User.objects.get(id=user.id).warned_at


def test_a_look_alone_keeps_nothing(mairie_a, visitor, text_of, warned):
    user, link = warned

    assert "Conserver mon compte" in text_of(visitor(mairie_a).get(link))
    assert warned_at(mairie_a, user) is not None


def test_the_button_keeps_the_account_however_often_it_is_pressed(mairie_a, visitor, text_of, warned):
    user, link = warned

    for _press in range(2):
        assert "Votre compte est conservé" in text_of(visitor(mairie_a).post(link))
    assert warned_at(mairie_a, user) is None


@pytest.mark.parametrize("token", ["nonsense", "%00", "a:b:c"])
def test_anything_else_is_no_link(mairie_a, visitor, text_of, token):
    response = visitor(mairie_a).post(f"/compte/conserver/{token}/")

    assert "Ce lien n'est plus valable" in text_of(response, 422)


def test_another_mairie_s_link_keeps_nothing_here(mairie_b, visitor, text_of, warned):
    _user, link = warned

    assert "Ce lien n'est plus valable" in text_of(visitor(mairie_b).post(link), 422)
