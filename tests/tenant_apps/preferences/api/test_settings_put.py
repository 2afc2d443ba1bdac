"""PUT and PATCH /api/v1/settings/."""

from unittest.mock import ANY

import pytest

from core.pages.changes import CHANGED_KEY
from core.redis import client as redis_client
from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from shared_apps.municipalities.models import Municipality
from tenant_apps.dashboard.models import Activity
from tenant_apps.preferences.models import Settings
from tenant_apps.preferences.selectors.people import notification_choices
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.configuration import update_configuration

PATH = "/api/v1/settings/"
KEY = "0123456789abcdef0123456789abcdef-us21"


def settings_of(mairie):
    with mairie_context(mairie):
        return Settings.objects.get()


@pytest.mark.parametrize("method", ["put", "patch"])
def test_the_contract_s_body_changes_what_it_holds_by_both_routes(mairie_a, client_for, via, method):
    client = client_for(mairie_a, "citizen", via=via)
    body = {
        "notifications": {"email_new_message": False, "digest_frequency": "weekly"},
        "display": {"timezone": "Indian/Reunion"},
    }

    response = getattr(client, method)(PATH, json=body)

    assert response.status_code == 200
    assert response.json() == {"message": "Paramètres mis à jour", "updated_at": ANY}
    answer = client.get(PATH).json()
    assert answer["notifications"]["digest_frequency"] == "weekly"
    assert answer["notifications"]["email_new_message"] is False
    assert answer["notifications"]["email_new_comment"] is True
    assert answer["display"]["timezone"] == "Indian/Reunion"
    with mairie_context(mairie_a):
        choices = notification_choices([client.user.id, 999_999])
        assert not Activity.objects.filter(type="settings_updated").exists()
    assert (choices[client.user.id].email_new_message, choices[client.user.id].digest_frequency) == (False, "weekly")
    assert choices[999_999].digest_frequency == "daily"


def test_later_changes_keep_the_earlier_ones(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    client.put(PATH, json={"notifications": {"email_new_message": False}})
    client.put(PATH, json={"notifications": {"email_new_comment": False}})
    client.put(PATH, json={"display": {"time_format": "12h"}})

    answer = client.get(PATH).json()

    assert answer["notifications"]["email_new_message"] is answer["notifications"]["email_new_comment"] is False
    assert answer["display"]["time_format"] == "12h"


@pytest.mark.parametrize("role", ["admin", "mayor"])
def test_a_manager_changes_the_mairie_s(mairie_a, client_for, role):
    client = client_for(mairie_a, role)

    response = client.put(
        PATH,
        json={
            "municipality": {"address": "2 place du Marché", "phone": "0170565200", "email": "accueil@gif.example"},
            "security": {"session_timeout": 600, "allowed_ips": ["127.0.0.1/8", "2001:DB8::1", "203.0.113.7/32"]},
            "integrations": {"google_analytics_id": "UA-XXXXXXXX-X", "mailchimp_api_key": KEY},
            "retention": {"conversations_months": None, "view_counts_months": 12},
        },
    )

    assert response.status_code == 200, response.content
    answer = client.get(PATH).json()
    assert answer["municipality"]["address"] == "2 place du Marché"
    assert answer["municipality"]["phone"] == "0170565200"
    assert answer["municipality"]["email"] == "accueil@gif.example"
    assert answer["security"] == {
        "two_factor_enabled": False,
        "session_timeout": 600,
        "allowed_ips": ["127.0.0.0/8", "2001:db8::1", "203.0.113.7"],
    }
    assert answer["integrations"] == {
        "google_analytics_id": "UA-XXXXXXXX-X",
        "facebook_pixel_id": None,
        "mailchimp_api_key": "********us21",
    }
    assert answer["retention"] == {
        "conversations_months": None,
        "inactive_accounts_months": 24,
        "view_counts_months": 12,
    }
    with mairie_context(mairie_a):
        activity = Activity.objects.get(type="settings_updated")
    assert activity.actor_id == client.user.id
    assert activity.description == "coordonnées, sécurité, intégrations, durées de conservation"


def test_the_mairie_s_contact_reaches_its_pages(mairie_a, client_for, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client_for(mairie_a, "mayor").put(PATH, json={"municipality": {"phone": "0170565200"}})

    assert redis_client().zrange(CHANGED_KEY, 0, -1) == [mairie_a.code.encode()]


def test_the_site_follows_where_it_said_the_same_or_nothing(mairie_a, client_for):
    client = client_for(mairie_a, "mayor")
    client.put(PATH, json={"municipality": {"phone": "0170565200", "email": "accueil@gif.example"}})
    with mairie_context(mairie_a):
        update_configuration(actor=client.user, fields={"contact": {"email": "site@gif.example"}})

    client.put(PATH, json={"municipality": {"phone": "0170565299", "email": "bureau@gif.example"}})

    with mairie_context(mairie_a):
        contact = current_site().contact
    assert (contact["phone"], contact["email"]) == ("0170565299", "site@gif.example")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"municipality": {"phone": "0170565200"}}, ["municipality.phone"]),
        ({"security": {"session_timeout": 600}}, ["security.session_timeout"]),
        ({"security": {"allowed_ips": []}}, ["security.allowed_ips"]),
        ({"integrations": {"facebook_pixel_id": None}}, ["integrations.facebook_pixel_id"]),
        ({"retention": {"view_counts_months": 3}}, ["retention.view_counts_months"]),
    ],
)
@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_others_are_told_which_settings_are_the_mairie_s(mairie_a, client_for, refused, role, body, names):
    client = client_for(mairie_a, role)

    response = client.put(PATH, json={**body, "display": {"time_format": "12h"}})

    refused(response, 403, "MAIRIE_SETTINGS_DENIED", {"settings": names})
    assert client.get(PATH).json()["display"]["time_format"] == "24h"


def test_a_manager_with_an_unverified_address_changes_nothing_of_the_mairie(mairie_a, client_for, refused):
    client = client_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        type(client.user).objects.filter(id=client.user.id).update(is_verified=False)

    refused(client.put(PATH, json={"security": {"session_timeout": 600}}), 403, "EMAIL_NOT_VERIFIED")


def test_what_was_read_can_be_sent_back_whole(mairie_a, client_for, via):
    client = client_for(mairie_a, "mayor", via=via)
    client.put(PATH, json={"integrations": {"mailchimp_api_key": KEY}})
    read = client.get(PATH).json()
    sealed = settings_of(mairie_a).mailchimp_api_key

    response = client.put(PATH, json=read)

    assert response.status_code == 200, response.content
    assert client.get(PATH).json() == read
    assert settings_of(mairie_a).mailchimp_api_key == sealed


def test_null_and_the_empty_text_take_the_key_away(mairie_a, client_for):
    client = client_for(mairie_a, "mayor")
    for nothing in (None, ""):
        client.put(PATH, json={"integrations": {"mailchimp_api_key": KEY}})
        client.put(PATH, json={"integrations": {"mailchimp_api_key": nothing}})

        assert client.get(PATH).json()["integrations"]["mailchimp_api_key"] is None


def test_the_mask_of_another_key_is_not_taken_for_a_key(mairie_a, client_for, refused):
    client = client_for(mairie_a, "mayor")
    client.put(PATH, json={"integrations": {"mailchimp_api_key": KEY}})

    response = client.put(PATH, json={"integrations": {"mailchimp_api_key": "********us22"}})

    refused(response, 422, "VALIDATION_ERROR", {"integrations.mailchimp_api_key": [ANY]})


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"unknown": {}}, "unknown"),
        ({"display": {"colour": "red"}}, "display.colour"),
        ({"display": {"timezone": "Europe/Gif"}}, "display.timezone"),
        ({"display": {"timezone": "europe/paris"}}, "display.timezone"),
        ({"display": {"timezone": "Factory"}}, "display.timezone"),
        ({"display": {"language": "en"}}, "display.language"),
        ({"display": {"date_format": "DDMMYY"}}, "display.date_format"),
        ({"display": {"time_format": "25h"}}, "display.time_format"),
        ({"display": None}, "display"),
        ({"display": []}, "display"),
        ({"notifications": "all"}, "notifications"),
        ({"notifications": {"digest_frequency": "hourly"}}, "notifications.digest_frequency"),
        ({"notifications": {"push_enabled": "perhaps"}}, "notifications.push_enabled"),
        ({"notifications": {"push_enabled": None}}, "notifications.push_enabled"),
        ({"security": {"session_timeout": 299}}, "security.session_timeout"),
        ({"security": {"session_timeout": 86_401}}, "security.session_timeout"),
        ({"security": {"session_timeout": "soon"}}, "security.session_timeout"),
        ({"security": {"allowed_ips": ["127.0.0.1", "gif"]}}, "security.allowed_ips.1"),
        ({"security": {"allowed_ips": ["10.0.0.0/33"]}}, "security.allowed_ips.0"),
        ({"security": {"allowed_ips": "127.0.0.1"}}, "security.allowed_ips"),
        ({"security": {"allowed_ips": ["127.0.0.1"] * 101}}, "security.allowed_ips"),
        ({"security": {"two_factor_enabled": True}}, "security.two_factor_enabled"),
        ({"municipality": {"name": "Mairie d'ailleurs"}}, "municipality.name"),
        ({"municipality": {"code": "75101"}}, "municipality.code"),
        ({"municipality": {"id": 0}}, "municipality.id"),
        ({"municipality": {"logo_url": "/media/other.png"}}, "municipality.logo_url"),
        ({"municipality": {"phone": "call me"}}, "municipality.phone"),
        ({"municipality": {"email": "nobody"}}, "municipality.email"),
        ({"integrations": {"google_analytics_id": "<script>"}}, "integrations.google_analytics_id"),
        ({"integrations": {"facebook_pixel_id": "abc"}}, "integrations.facebook_pixel_id"),
        ({"integrations": {"mailchimp_api_key": "a b"}}, "integrations.mailchimp_api_key"),
        ({"retention": {"inactive_accounts_months": 5}}, "retention.inactive_accounts_months"),
        ({"retention": {"conversations_months": 0}}, "retention.conversations_months"),
        ({"retention": {"view_counts_months": 241}}, "retention.view_counts_months"),
    ],
    ids=str,
)
def test_a_wrong_value_is_named_and_nothing_changes(mairie_a, client_for, refused, body, field):
    client = client_for(mairie_a, "mayor")
    before = client.get(PATH).json()

    response = client.put(PATH, json={"municipality": {"phone": "0170565200"}, **body})

    refused(response, 422, "VALIDATION_ERROR", {field: [ANY]})
    assert client.get(PATH).json() == before


def test_the_second_factor_is_not_switched_off_in_passing(mairie_a, client_for, refused):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        type(client.user).objects.filter(id=client.user.id).update(two_factor_enabled=True)

    assert client.put(PATH, json={"security": {"two_factor_enabled": True}}).status_code == 200
    refused(client.put(PATH, json={"security": {"two_factor_enabled": False}}), 422, "VALIDATION_ERROR")


@pytest.mark.parametrize("allowed", [["203.0.113.0/24"], ["::1"]])
def test_a_list_that_leaves_its_author_out_is_refused(mairie_a, client_for, refused, allowed):
    client = client_for(mairie_a, "mayor")

    response = client.put(PATH, json={"security": {"allowed_ips": allowed, "session_timeout": 600}})

    refused(response, 409, "IP_LOCKED_OUT", {"address": "127.0.0.1"})
    assert client.get(PATH).json()["security"]["session_timeout"] == 3600


def test_the_night_s_work_follows_the_periods(mairie_a, client_for):
    client = client_for(mairie_a, "mayor")
    client.put(PATH, json={"retention": {"view_counts_months": 3}})
    with public_context():
        planned = list(Job.objects.filter(kind="preferences.retention").values_list("municipality_id", flat=True))

    forever = {"conversations_months": None, "inactive_accounts_months": None, "view_counts_months": None}
    client.put(PATH, json={"retention": forever})

    assert planned == [mairie_a.id]
    with public_context():
        assert not Job.objects.filter(kind="preferences.retention").exists()


def test_another_mairie_keeps_its_settings(mairie_a, mairie_b, client_for):
    before = client_for(mairie_b, "mayor").get(PATH).json()

    client_for(mairie_a, "mayor").put(
        PATH, json={"municipality": {"phone": "0170565200"}, "security": {"session_timeout": 600}}
    )

    assert client_for(mairie_b, "mayor").get(PATH).json() == before
    with public_context():
        assert Municipality.objects.get(id=mairie_b.id).phone == before["municipality"]["phone"]
