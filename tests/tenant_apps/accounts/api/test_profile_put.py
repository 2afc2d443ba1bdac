"""PUT and PATCH /api/v1/auth/profile/."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User

PATH = "/api/v1/auth/profile/"


def picture(name="moi.png", size=(300, 200), **options):
    content = BytesIO()
    Image.new("RGB", size, "teal").save(content, format="PNG", **options)
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")


def stored(client):
    with mairie_context(client.mairie):
        return User.objects.get(id=client.user.id)


def exists(mairie, name):
    with mairie_context(mairie):
        return default_storage.exists(name)


def test_the_contract_s_form_changes_names_phone_and_picture_by_both_routes(mairie_a, client_for, via):
    client = client_for(mairie_a, "mayor", via=via)
    form = {"first_name": "Jean", "last_name": "Dupont", "phone": "+33612345678", "avatar": picture()}

    response = client.put(PATH, data=form)

    user = stored(client)
    assert response.status_code == 200, response.content
    assert response.json() == {
        "id": user.id,
        "email": user.email,
        "first_name": "Jean",
        "last_name": "Dupont",
        "role": "mayor",
        "role_status": "active",
        "phone": "+33612345678",
        "birth_year": None,
        "avatar_url": f"/media/{user.avatar}" + ("" if via == "host" else f"?municipality_code={mairie_a.code}"),
        "is_verified": True,
        "municipality": {"id": mairie_a.id, "name": mairie_a.name, "code": mairie_a.code},
        "created_at": user.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "last_login": user.last_login.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "message": "Profil mis à jour",
    }


@pytest.mark.parametrize("method", ["put", "patch"])
def test_json_changes_only_what_is_sent(mairie_a, client_for, method):
    client = client_for(mairie_a, "citizen")
    last_name = client.user.last_name

    response = getattr(client, method)(PATH, json={"first_name": "Anne", "birth_year": 1985})

    assert response.status_code == 200
    user = stored(client)
    assert (user.first_name, user.last_name, user.birth_year) == ("Anne", last_name, 1985)


def test_email_role_and_state_are_not_one_s_own_to_change(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")

    client.put(PATH, json={"email": "x@x.fr", "role": "mayor", "role_status": "active", "is_verified": False, "id": 1})

    user = stored(client)
    assert (user.email, user.role, user.is_verified) == (client.user.email, "citizen", True)


def test_the_picture_is_decoded_and_the_old_one_goes_once_the_new_one_is_stored(
    mairie_a, client_for, django_capture_on_commit_callbacks
):
    client = client_for(mairie_a, "citizen")
    with django_capture_on_commit_callbacks(execute=True):
        client.put(PATH, data={"avatar": picture()})
    first = stored(client).avatar
    assert exists(mairie_a, first)

    with django_capture_on_commit_callbacks(execute=True):
        client.put(PATH, data={"avatar": picture()})

    second = stored(client).avatar
    assert first != second
    assert exists(mairie_a, second)
    assert not exists(mairie_a, first)
    with mairie_context(mairie_a), default_storage.open(second) as content, Image.open(content) as image:
        assert image.width == image.height


@pytest.mark.parametrize("how", ["json", "form"])
def test_null_removes_the_picture(mairie_a, client_for, django_capture_on_commit_callbacks, how):
    client = client_for(mairie_a, "citizen")
    with django_capture_on_commit_callbacks(execute=True):
        client.put(PATH, data={"avatar": picture()})
    name = stored(client).avatar

    with django_capture_on_commit_callbacks(execute=True):
        response = client.put(PATH, **({"json": {"avatar": None}} if how == "json" else {"data": {"avatar": "null"}}))

    assert response.json()["avatar_url"] is None
    assert not exists(mairie_a, name)


@pytest.mark.parametrize(
    "content", [b"not a picture", b"", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", b"\x89PNG\r\n\x1a\nbroken"]
)
def test_what_is_no_picture_is_refused_and_changes_nothing(mairie_a, client_for, refused, content):
    client = client_for(mairie_a, "citizen")

    response = client.put(
        PATH, data={"first_name": "Anne", "avatar": SimpleUploadedFile("moi.png", content, content_type="image/png")}
    )

    refused(response, 422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == ["avatar"]
    assert stored(client).first_name == client.user.first_name


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"last_name": None}, "last_name"),
        ({"phone": "call me"}, "phone"),
        ({"birth_year": 1850}, "birth_year"),
        ({"birth_year": 3000}, "birth_year"),
        ({"birth_year": "MCMLXX"}, "birth_year"),
        ({"birth_year": 10**18}, "birth_year"),
        ({"avatar": "https://x.test/a.png"}, "avatar"),
    ],
)
def test_wrong_values_are_named_by_field(mairie_a, client_for, refused, change, field):
    response = client_for(mairie_a, "citizen").put(PATH, json=change)

    refused(response, 422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == [field]


def test_phone_and_birth_year_can_be_emptied(mairie_a, client_for):
    client = client_for(mairie_a, "citizen")
    client.put(PATH, json={"phone": "0612345678", "birth_year": 1985})

    client.put(PATH, json={"phone": "", "birth_year": None})

    user = stored(client)
    assert (user.phone, user.birth_year) == ("", None)


def test_an_operator_changes_the_name_and_picture_too(db, client_for):
    client = client_for(None, "operator")

    response = client.put(PATH, data={"first_name": "Anne", "avatar": picture()})

    assert response.status_code == 200, response.content
    assert response.json()["avatar_url"].startswith("/media/platform/avatars/")


def test_nobody_signed_in_is_unauthenticated(mairie_a, client_for, refused):
    refused(client_for(mairie_a).put(PATH, json={"first_name": "Anne"}), 401, "UNAUTHENTICATED")
