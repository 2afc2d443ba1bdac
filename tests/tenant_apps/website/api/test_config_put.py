"""PUT and PATCH /website/config/."""

import json
import struct

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL.PngImagePlugin import PngImageFile

from core.pages.changes import CHANGED_KEY
from core.redis import client as redis_client
from core.tenancy import mairie_context
from core.tenancy.storage import storage
from tenant_apps.dashboard.models import Activity
from tenant_apps.website.models import Site
from tests.tenant_apps.website.factories import CONFIG, make_media, picture

WEEK = {
    **{day: {"open": "08:30", "close": "17:00"} for day in ("monday", "tuesday", "wednesday", "thursday")},
    "friday": {"open": "08:30", "close": "16:00"},
    "saturday": {"open": None, "close": None},
    "sunday": {"open": None, "close": None},
}
THEME = {
    "primary_color": "#1E40AF",
    "secondary_color": "#3B82F6",
    "accent_color": "#10B981",
    "background_color": "#F8FAFC",
    "text_color": "#1E293B",
    "font_family": "Inter",
}
META = {
    "title": "Mairie de Paris 1er - Site Officiel",
    "description": "Bienvenue sur le site officiel de la Mairie de Paris 1er arrondissement",
    "keywords": ["mairie", "paris", "1er arrondissement", "services municipaux"],
}
SOCIAL = {
    "facebook": "https://facebook.com/mairieparis1",
    "twitter": "https://twitter.com/mairieparis1",
    "instagram": "https://instagram.com/mairieparis1",
    "linkedin": None,
    "youtube": None,
}
CONTACT = {
    "address": "1 Place du Louvre, 75001 Paris",
    "phone": "+33 1 23 45 67 89",
    "email": "contact@mairie-paris1.fr",
    "opening_hours": WEEK,
}


def put(client, **body):
    return client.put(CONFIG, json=body)


def day(client, name):
    return client.get(CONFIG).json()["contact"]["opening_hours"][name]


def slots(*pairs):
    return [{"open": opens, "close": closes} for opens, closes in pairs]


def closing(start):
    return {"start": start, "end": "2026-03-01"}


def test_the_form_of_the_contract_is_taken_as_it_is_written(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)

    response = client.put(
        CONFIG,
        data={
            "theme": json.dumps(THEME),
            "meta": json.dumps(META),
            "social_links": json.dumps(SOCIAL),
            "contact": json.dumps(CONTACT),
            "logo": picture("logo.png"),
            "favicon": picture("favicon.ico", format="ICO"),
        },
    )

    read = client.get(CONFIG).json()
    assert (response.status_code, response.json()) == (
        200,
        {"message": "Configuration mise à jour", "updated_at": read["updated_at"]},
    )
    assert (read["theme"], read["meta"], read["social_links"]) == (THEME, META, SOCIAL)
    assert read["contact"]["address"] == CONTACT["address"]
    assert read["contact"]["opening_hours"]["friday"] == {
        "open": "08:30",
        "close": "16:00",
        "slots": slots(("08:30", "16:00")),
    }
    assert read["contact"]["opening_hours"]["sunday"] == {"open": None, "close": None, "slots": []}
    assert read["logo_url"].startswith("/media/website/logo-")
    assert ".png" in read["favicon_url"]
    with mairie_context(mairie_a):
        assert storage.exists(Site.objects.get().favicon.name)
        assert Activity.objects.filter(type="site_updated").count() == 1


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_only_what_is_sent_changes_at_every_depth(client_for, mairie_a, method):
    client = client_for(mairie_a, "admin")
    put(client, theme=THEME, meta=META, social_links=SOCIAL, contact=CONTACT)
    before = client.get(CONFIG).json()

    body = {
        "theme": {"accent_color": "#f59e0b"},
        "meta": {"title": "Nouveau titre"},
        "social_links": {"facebook": None, "youtube": "https://youtube.com/@paris1"},
        "contact": {"phone": "", "opening_hours": {"monday": None, "tuesday": {"close": "19:00"}}},
    }
    assert client.request(method, CONFIG, json=body).status_code == 200

    after = client.get(CONFIG).json()
    assert after["theme"] == {**THEME, "accent_color": "#F59E0B"}
    assert after["meta"] == {**META, "title": "Nouveau titre"}
    assert after["social_links"] == {**SOCIAL, "facebook": None, "youtube": "https://youtube.com/@paris1"}
    assert after["contact"] == {
        **before["contact"],
        "phone": "",
        "opening_hours": {
            **before["contact"]["opening_hours"],
            "monday": {"open": None, "close": None, "slots": []},
            "tuesday": {"open": "08:30", "close": "19:00", "slots": slots(("08:30", "19:00"))},
        },
    }


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_an_account_that_is_emptied_is_none(client_for, mairie_a, empty):
    client = client_for(mairie_a, "mayor")
    client.put(CONFIG, json={"social_links": SOCIAL})

    client.put(CONFIG, json={"social_links": {"facebook": empty}})

    assert client.get(CONFIG).json()["social_links"] == {**SOCIAL, "facebook": None}


def test_a_lunch_break_is_told_by_slots(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    break_at_noon = slots(("08:30", "12:00"), ("13:30", "17:30"))

    response = put(client, contact={"opening_hours": {"monday": {"slots": break_at_noon}}})

    assert response.status_code == 200
    assert day(client, "monday") == {"open": "08:30", "close": "17:30", "slots": break_at_noon}


def test_a_client_that_knows_no_slots_keeps_the_lunch_break(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    put(client, contact={"opening_hours": {"monday": {"slots": slots(("08:30", "12:00"), ("13:30", "17:30"))}}})

    put(client, contact={"opening_hours": {"monday": {**day(client, "monday"), "close": "18:00"}}})

    assert day(client, "monday")["slots"] == slots(("08:30", "12:00"), ("13:30", "18:00"))


def test_a_client_that_changes_the_slots_may_send_the_old_edges(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    put(client, contact={"opening_hours": {"monday": {"open": "08:30", "close": "17:30"}}})

    put(client, contact={"opening_hours": {"monday": {**day(client, "monday"), "slots": slots(("09:00", "12:00"))}}})

    assert day(client, "monday") == {"open": "09:00", "close": "12:00", "slots": slots(("09:00", "12:00"))}


@pytest.mark.parametrize(
    "wrong",
    [
        {"open": "17:00", "close": "08:30"},
        {"open": "08:30", "close": "08:30"},
        {"open": "08:30", "close": None},
        {"open": "08:30"},
        {"slots": slots(("08:30", "12:30"), ("12:00", "17:00"))},
        {"slots": slots(("13:30", "17:00"), ("08:30", "12:00"))},
    ],
)
def test_hours_that_make_no_sense_are_refused_under_their_day(client_for, mairie_a, wrong):
    client = client_for(mairie_a, "mayor")

    response = put(client, contact={"address": "Ici", "opening_hours": {"monday": wrong}})

    assert response.status_code == 422
    assert list(response.json()["error"]["details"]) == ["contact.opening_hours.monday"]
    assert client.get(CONFIG).json()["contact"]["address"] == ""


def test_exceptional_closings_are_kept_in_the_order_of_their_days(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")

    closings = [
        {"start": "2026-12-24", "end": "2027-01-02", "reason": "Fêtes"},
        {"start": "2026-05-15", "end": "2026-05-15"},
    ]
    put(client, contact={"exceptional_closings": closings})

    assert client.get(CONFIG).json()["contact"]["exceptional_closings"] == [
        {"start": "2026-05-15", "end": "2026-05-15", "reason": ""},
        {"start": "2026-12-24", "end": "2027-01-02", "reason": "Fêtes"},
    ]


def test_a_theme_that_cannot_be_read_is_refused_with_the_ratio_and_a_colour_that_passes(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)

    response = put(client, theme={"text_color": "#94a3b8"}, meta={"title": "Perdu"})

    assert (response.status_code, response.json()) == (
        422,
        {
            "error": {
                "code": "VALIDATION_ERROR",
                "message": "Les données fournies sont invalides",
                "details": {
                    "theme.text_color": [
                        "Contraste de 2,45:1 sur le fond, 4,50:1 au moins est exigé : #667488 conviendrait."
                    ],
                    "contrast": [
                        {"field": "text_color", "ratio": 2.45, "required": 4.5, "suggestion": "#667488"},
                    ],
                },
            }
        },
    )
    assert client.get(CONFIG).json()["meta"]["title"] != "Perdu"
    assert put(client, theme={"text_color": "#667488"}).status_code == 200


def test_a_background_is_judged_by_the_colours_that_are_there(client_for, mairie_a):
    response = put(client_for(mairie_a, "mayor"), theme={"background_color": "#1E293B"})

    details = response.json()["error"]["details"]
    assert (response.status_code, {one["field"] for one in details["contrast"]}) == (
        422,
        {"text_color", "primary_color"},
    )


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"theme": {"primary_color": "bleu"}}, "theme.primary_color"),
        ({"theme": {"primary_color": "#1E40A\n"}}, "theme.primary_color"),
        ({"theme": {"primary_color": None}}, "theme.primary_color"),
        ({"theme": {"font_family": "Comic Sans MS"}}, "theme.font_family"),
        ({"theme": None}, "theme"),
        ({"theme": "texte"}, "theme.non_field_errors"),
        ({"meta": {"title": "x" * 201}}, "meta.title"),
        ({"meta": {"keywords": ["x" * 51]}}, "meta.keywords.0"),
        ({"social_links": {"facebook": "javascript:alert(1)"}}, "social_links.facebook"),
        ({"social_links": {"facebook": "facebook.com/moi"}}, "social_links.facebook"),
        ({"contact": {"email": "mairie"}}, "contact.email"),
        ({"contact": {"phone": "appelez-nous"}}, "contact.phone"),
        ({"contact": {"opening_hours": {"monday": {"open": "8h30"}}}}, "contact.opening_hours.monday.open"),
        ({"contact": {"opening_hours": {"monday": {"open": "24:00"}}}}, "contact.opening_hours.monday.open"),
        ({"contact": {"exceptional_closings": [closing("2026-02-30")]}}, "contact.exceptional_closings.0.start"),
        ({"contact": {"exceptional_closings": [closing("2026-03-02")]}}, "contact.exceptional_closings.0.end"),
        ({"logo": "media_999999"}, "logo"),
        ({"favicon": 3}, "favicon"),
    ],
)
def test_wrong_values_are_named_and_change_nothing(client_for, mairie_a, body, field):
    client = client_for(mairie_a, "mayor")
    before = client.get(CONFIG).json()

    response = client.put(CONFIG, json={"meta": {"description": "Perdu"}, **body})

    assert (response.status_code, list(response.json()["error"]["details"])[:1]) == (
        422,
        [field.removesuffix(".non_field_errors")],
    )
    assert client.get(CONFIG).json() == before


def test_a_logo_may_be_an_image_of_the_library_and_be_taken_away(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)
    with mairie_context(mairie_a):
        media = make_media()

    client.put(CONFIG, json={"logo": f"media_{media.pk:03d}"})
    shown = client.get(CONFIG).json()["logo_url"]
    kept = client.put(CONFIG, json={"logo": shown})
    assert (kept.status_code, client.get(CONFIG).json()["logo_url"]) == (200, shown)
    client.put(CONFIG, data={"logo": "null"})

    assert f"/media/{media.name}" in shown
    assert client.get(CONFIG).json()["logo_url"] is None


def test_an_icon_that_hides_a_large_picture_is_refused_before_it_is_decoded(client_for, mairie_a, monkeypatch):
    decoded = []
    monkeypatch.setattr(PngImageFile, "load", decoded.append)
    large = picture("large.png", size=(1_200, 1_200)).read()
    entry = struct.pack("<BBBBHHII", 0, 0, 0, 0, 1, 32, len(large), 22)
    file = SimpleUploadedFile("favicon.ico", struct.pack("<HHH", 0, 1, 1) + entry + large)

    response = client_for(mairie_a, "mayor").put(CONFIG, data={"favicon": file})

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["favicon"])
    assert decoded == []


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x00\x00\x01\x00broken", b""])
def test_a_file_that_is_no_picture_is_refused_and_nothing_is_stored(client_for, mairie_a, content):
    file = picture("favicon.ico")
    file.file.seek(0)
    file.file.truncate()
    file.file.write(content)
    file.file.seek(0)

    response = client_for(mairie_a, "mayor").put(CONFIG, data={"favicon": file, "meta": '{"title": "Perdu"}'})

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["favicon"])
    with mairie_context(mairie_a):
        assert list(storage.walk()) == []
        assert Site.objects.get().meta["title"] != "Perdu"


def test_the_pages_of_the_site_are_rendered_anew(client_for, mairie_a, django_capture_on_commit_callbacks):
    client = client_for(mairie_a, "mayor")

    with django_capture_on_commit_callbacks(execute=True):
        put(client, meta={"title": "Autre"})

    assert redis_client().zscore(CHANGED_KEY, mairie_a.code)


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 403)])
def test_only_the_mayor_and_administrators_change_it(client_for, mairie_a, via, role, status):
    assert put(client_for(mairie_a, role, via=via), meta={"title": "X"}).status_code == status


def test_the_other_mairie_keeps_its_own(client_for, mairie_a, mairie_b):
    put(client_for(mairie_a, "mayor"), meta={"title": "A seule"})

    assert client_for(mairie_b, "mayor").get(CONFIG).json()["meta"]["title"] == "Mairie de La Rochelle - Site officiel"
