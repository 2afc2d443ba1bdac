"""GET /api/v1/settings/."""

import pytest

from core.tenancy import mairie_context, public_context
from core.tenancy.directory import directory
from shared_apps.municipalities.models import Municipality
from tenant_apps.preferences.integrations import sealed_key
from tenant_apps.preferences.models import Settings
from tests.factories import make_user

PATH = "/api/v1/settings/"
NOTIFICATIONS = {
    "email_new_message": True,
    "email_new_comment": True,
    "email_event_reminder": True,
    "push_enabled": False,
    "digest_frequency": "daily",
}
DISPLAY = {"language": "fr", "timezone": "Europe/Paris", "date_format": "DD/MM/YYYY", "time_format": "24h"}
RETENTION = {"conversations_months": 36, "inactive_accounts_months": 24, "view_counts_months": 25}
KEY = "0123456789abcdef0123456789abcdef-us21"


def fill(mairie):
    with public_context():
        Municipality.objects.filter(id=mairie.id).update(
            address="1 rue de la Mairie\n91190 Gif-sur-Yvette", phone="+33 1 70 56 52 00", email="mairie@gif.example"
        )
    with mairie_context(mairie):
        Settings.objects.update(
            session_timeout=1800,
            allowed_ips=["127.0.0.0/8"],
            google_analytics_id="G-ABC123",
            facebook_pixel_id="12345678",
            mailchimp_api_key=sealed_key(KEY),
        )


def municipality(mairie):
    return {
        "id": mairie.id,
        "name": mairie.name,
        "code": mairie.code,
        "address": "1 rue de la Mairie\n91190 Gif-sur-Yvette",
        "phone": "+33 1 70 56 52 00",
        "email": "mairie@gif.example",
        "logo_url": None,
    }


def test_the_mayor_reads_everything_but_the_key_by_both_routes(mairie_a, client_for, via):
    client = client_for(mairie_a, "mayor", via=via)
    fill(mairie_a)

    response = client.get(PATH)

    assert response.status_code == 200
    assert response.json() == {
        "municipality": municipality(mairie_a),
        "notifications": NOTIFICATIONS,
        "security": {"two_factor_enabled": False, "session_timeout": 1800, "allowed_ips": ["127.0.0.0/8"]},
        "display": DISPLAY,
        "integrations": {
            "google_analytics_id": "G-ABC123",
            "facebook_pixel_id": "12345678",
            "mailchimp_api_key": "********us21",
        },
        "retention": RETENTION,
    }


@pytest.mark.parametrize("fields", [{}, {"role": "mayor", "role_status": "pending"}, {"is_verified": False}])
def test_a_citizen_reads_no_secret_of_the_mairie(mairie_a, client_for, fields):
    fill(mairie_a)
    with mairie_context(mairie_a):
        user = make_user(**fields)

    response = client_for(mairie_a, user=user).get(PATH)

    assert response.json() == {
        "municipality": municipality(mairie_a),
        "notifications": NOTIFICATIONS,
        "security": {"two_factor_enabled": False, "session_timeout": 1800, "allowed_ips": []},
        "display": DISPLAY,
        "integrations": {"google_analytics_id": None, "facebook_pixel_id": None, "mailchimp_api_key": None},
        "retention": RETENTION,
    }


def test_the_key_is_unreadable_in_the_database_and_nowhere_answered_whole(mairie_a, client_for):
    client = client_for(mairie_a, "mayor")
    fill(mairie_a)

    response = client.get(PATH)

    with mairie_context(mairie_a):
        stored = Settings.objects.get().mailchimp_api_key
    assert KEY not in stored
    assert KEY.encode() not in response.content


def test_a_key_copied_into_another_mairie_is_no_key_there(mairie_a, mairie_b, client_for):
    fill(mairie_a)
    with mairie_context(mairie_a):
        stored = Settings.objects.get().mailchimp_api_key
    with mairie_context(mairie_b):
        Settings.objects.update(mailchimp_api_key=stored)

    assert client_for(mairie_b, "mayor").get(PATH).json()["integrations"]["mailchimp_api_key"] is None


def test_each_person_reads_their_own_choices(mairie_a, client_for):
    first, second = client_for(mairie_a, "citizen"), client_for(mairie_a, "citizen")
    first.put(PATH, json={"display": {"time_format": "12h"}})

    assert first.get(PATH).json()["display"] == {**DISPLAY, "time_format": "12h"}
    assert second.get(PATH).json()["display"] == DISPLAY


def test_times_are_the_mairie_s_until_a_person_says_otherwise(mairie_a, client_for):
    with public_context():
        Municipality.objects.filter(id=mairie_a.id).update(timezone="Indian/Reunion")
    directory.clear()

    assert client_for(mairie_a, "citizen").get(PATH).json()["display"]["timezone"] == "Indian/Reunion"


def test_a_mairie_from_before_there_were_settings_gets_the_defaults(mairie_a, client_for):
    with mairie_context(mairie_a):
        Settings.objects.all().delete()

    answer = client_for(mairie_a, "mayor").get(PATH).json()

    assert answer["security"] == {"two_factor_enabled": False, "session_timeout": 3600, "allowed_ips": []}
    assert answer["retention"] == RETENTION


def test_it_takes_five_queries(mairie_a, client_for, django_assert_num_queries):
    client = client_for(mairie_a, "mayor")
    client.get(PATH)

    with django_assert_num_queries(5):
        client.get(PATH)


def test_nobody_reads_them_without_an_account(mairie_a, client_for, refused):
    refused(client_for(mairie_a).get(PATH), 401, "UNAUTHENTICATED")
