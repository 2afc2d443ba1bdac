"""/mon-espace/securite/: password, second factor, devices; and the end of an account."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.conf import settings
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.site.devices import device_name
from tenant_apps.preferences.models import Settings
from tests.factories import PASSWORD

SECURITY = "/mon-espace/securite/"
CHANGE, FACTOR, LEAVE = (
    f"{SECURITY}mot-de-passe/",
    f"{SECURITY}double-authentification/",
    "/mon-espace/donnees/quitter/",
)
NEW = "Un-nouveau-mot-de-passe-2026"


def stored(person):
    with mairie_context(person.mairie):
        return User.objects.get(id=person.user.id)


def sessions_of(person):
    with mairie_context(person.mairie):
        return list(Session.objects.filter(user=person.user, revoked_at__isnull=True).order_by("created_at"))


def enrol(person):
    """Begin; gives the secret and the backup codes that the page shows."""
    page = person.send(f"{FACTOR}commencer/").content.decode()
    assert 'src="data:image/png;base64,' in page
    secret = re.search(r"cette clé&nbsp;: <code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    return secret, re.findall(r"<li><code>(\d{8})</code></li>", page)


def protect(person):
    secret, codes = enrol(person)
    response = person.send(f"{FACTOR}confirmer/", code=pyotp.TOTP(secret).now())
    assert response["Location"] == f"{SECURITY}?fait=1"
    return codes


def test_another_password_signs_out_the_other_devices(person_for, mairie_a, deliver):
    person = person_for(mairie_a)
    other = person_for(mairie_a, user=person.user)

    response = person.send(CHANGE, current_password=PASSWORD, new_password=NEW, new_password_confirm=NEW)

    assert "C'est fait." in person.read(response["Location"]).replace("&#x27;", "'")
    assert stored(person).check_password(NEW)
    assert other.get(SECURITY).status_code == 302
    assert [mail.to for mail in deliver()] == [[person.user.email]]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"current_password": "autre"}, "current_password"),
        ({"new_password": "12345678", "new_password_confirm": "12345678"}, "new_password"),
        ({"new_password_confirm": "autre-chose"}, "new_password_confirm"),
        ({"new_password": ""}, "new_password"),
    ],
    ids=str,
)
def test_a_password_is_refused_at_the_field_that_is_wrong(person_for, mairie_a, fields, field):
    person = person_for(mairie_a)

    response = person.send(
        CHANGE, **{"current_password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW, **fields}
    )

    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert NEW not in response.content.decode()
    assert stored(person).check_password(PASSWORD)


def test_the_second_factor_is_turned_on_and_off(person_for, mairie_a):
    person = person_for(mairie_a)
    other = person_for(mairie_a, user=person.user)
    assert "Commencer" in person.read(FACTOR)

    codes = protect(person)

    assert len(codes) == 10
    assert stored(person).two_factor_enabled
    assert other.get(SECURITY).status_code == 302
    assert codes[0] not in person.read(FACTOR)
    assert person.send(FACTOR, password="autre", code=codes[0]).status_code == 422
    assert person.send(FACTOR, password=PASSWORD, code="00000000").status_code == 422
    assert person.send(FACTOR, password=PASSWORD, code=codes[0])["Location"] == f"{SECURITY}?fait=1"
    assert not stored(person).two_factor_enabled


def test_a_wrong_first_code_may_be_typed_again(person_for, mairie_a):
    person = person_for(mairie_a)
    secret, _codes = enrol(person)

    response = person.send(f"{FACTOR}confirmer/", code="000000")

    assert response.status_code == 422
    assert 'id="id_code_error"' in response.content.decode()
    assert secret not in response.content.decode()
    assert person.send(f"{FACTOR}confirmer/", code=pyotp.TOTP(secret).now()).status_code == 302


@pytest.mark.parametrize("step", ["commencer/", "confirmer/"])
def test_what_is_on_is_not_begun_again(person_for, mairie_a, step):
    person = person_for(mairie_a)
    protect(person)

    response = person.send(f"{FACTOR}{step}", code="123456")

    assert response.status_code == 409
    assert "déjà active" in response.content.decode()


def test_devices_are_named_and_ended_one_by_one_or_together(person_for, mairie_a):
    person = person_for(mairie_a)
    others = [person_for(mairie_a, user=person.user) for _browser in range(3)]
    mine, *theirs = sessions_of(person)
    page = person.read(SECURITY)
    assert (page.count("cet appareil"), page.count("/fermer/")) == (1, 4)

    person.send(f"{SECURITY}appareils/{theirs[0].id}/fermer/")

    assert [other.get(SECURITY).status_code for other in others] == [302, 200, 200]
    person.send(f"{SECURITY}appareils/fermer/")
    assert [other.get(SECURITY).status_code for other in others] == [302, 302, 302]
    assert sessions_of(person) == [mine]


def test_nobody_ends_the_session_of_somebody_else(person_for, mairie_a, mairie_b):
    person, neighbour, elsewhere = person_for(mairie_a), person_for(mairie_a), person_for(mairie_b)
    for other in (neighbour, elsewhere):
        (session,) = sessions_of(other)
        person.send(f"{SECURITY}appareils/{session.id}/fermer/")
        assert other.get(SECURITY).status_code == 200


def test_sessions_that_have_ended_or_idled_are_no_devices(person_for, mairie_a):
    person = person_for(mairie_a)
    for _browser in range(3):
        person_for(mairie_a, user=person.user)
    with mairie_context(mairie_a):
        Settings.objects.update_or_create(id=1, defaults={"session_timeout": 600})
        ended, expired, idle = (session.id for session in sessions_of(person)[1:])
        now = timezone.now()
        Session.objects.filter(id=ended).update(revoked_at=now)
        Session.objects.filter(id=expired).update(expires_at=now)
        Session.objects.filter(id=idle).update(last_seen_at=now - timedelta(minutes=21))

    assert "/fermer/" not in person.read(SECURITY)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox sur Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/128.0 Safari/537.36", "Chrome sur Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/128.0 Safari/537.36 Edg/128.0", "Edge sur Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari sur iPhone"),
        (
            "Mozilla/5.0 (Linux; Android 14; SM-S911B) SamsungBrowser/25.0 Chrome/121.0 Safari",
            "Samsung Internet sur Android",
        ),
        ("MairieMobile/2.1 (Android 14)", "Application sur Android"),
        ("python-httpx/0.27", "Application"),
        ("", "Application"),
    ],
)
def test_a_device_has_a_name_in_plain_french(agent, name):
    assert device_name(agent) == name


def test_an_account_is_deleted_by_whoever_knows_its_password(person_for, mairie_a):
    person = person_for(mairie_a)
    assert 'name="otp_code"' not in person.read(LEAVE)
    assert person.send(LEAVE, password="autre").status_code == 422

    response = person.send(LEAVE, password=PASSWORD)

    assert response.cookies[settings.TICKET_COOKIE]["max-age"] == 0
    person.client.cookies.clear()
    assert "Votre compte est supprimé" in person.read(response["Location"])
    assert stored(person).deleted_at is not None


def test_a_protected_account_is_deleted_with_a_code(person_for, mairie_a):
    person = person_for(mairie_a)
    codes = protect(person)

    assert person.send(LEAVE, password=PASSWORD).status_code == 422
    assert person.send(LEAVE, password=PASSWORD, otp_code="00000000").status_code == 422
    assert person.send(LEAVE, password=PASSWORD, otp_code=codes[0]).status_code == 302


def test_the_last_manager_can_not_leave(person_for, mairie_a):
    with mairie_context(mairie_a):
        User.objects.update(is_active=False)
    person = person_for(mairie_a, "mayor")

    response = person.send(LEAVE, password=PASSWORD)

    assert response.status_code == 409
    assert "au moins un maire ou un administrateur" in response.content.decode()
    assert stored(person).deleted_at is None
