"""GET /api/v1/export/download/{name}."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine

from core.tenancy import mairie_context
from core.tenancy.storage import storage
from tenant_apps.exports.models import Export
from tenant_apps.exports.services.links import link_to
from tests.factories import make_user
from tests.tenant_apps.exports.factories import make_export
from tests.tenant_apps.exports.files import BASE, content, download, link, parts


@pytest.fixture
def url(mairie_a, client_for):
    return link(client_for(mairie_a, "admin"), "publications", "format=csv")


def changed(url: str, **values: str) -> str:
    path, query = parts(url)
    return f"{path}?{urlencode({**query, **values})}"


def refused(response) -> None:
    assert (response.status_code, response.json()["error"]["code"]) == (404, "EXPORT_NOT_FOUND")


def test_a_link_works_without_a_token_more_than_once(mairie_a, url):
    assert content(download(mairie_a, url)) == content(download(mairie_a, url))


def test_a_link_with_a_token_works_too(mairie_a, client_for, url):
    assert client_for(mairie_a, "citizen").get(url).status_code == 200


@pytest.mark.parametrize("name", ["key", "expires", "signature"])
@pytest.mark.parametrize("value", ["", "0", "-1", "9" * 40, "é", "²", "x" * 500])
def test_a_changed_link_is_404(mairie_a, url, name, value):
    refused(download(mairie_a, changed(url, **{name: value})))


def test_a_link_without_its_signature_is_404(mairie_a, url):
    refused(download(mairie_a, parts(url)[0]))


def test_a_longer_life_can_not_be_written_into_it(mairie_a, url):
    later = int(parts(url)[1]["expires"]) + 3600

    refused(download(mairie_a, changed(url, expires=str(later))))


def test_the_name_belongs_to_the_signature(mairie_a, url):
    refused(download(mairie_a, url.replace("export_publications", "export_accounts")))


def test_it_expires_after_an_hour(mairie_a, client_for):
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        url = link(client_for(mairie_a, "admin"), "publications", "format=csv")
        clock.shift(timedelta(minutes=59))
        assert download(mairie_a, url).status_code == 200
        clock.shift(timedelta(minutes=2))
        refused(download(mairie_a, url))


def test_a_link_of_one_mairie_is_worth_nothing_in_another(mairie_a, mairie_b):
    urls = {}
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            urls[mairie.code] = link_to(make_export(pk=4711, key="a" * 32, body=mairie.code.encode())).url

    assert parts(urls[mairie_a.code])[1]["signature"] != parts(urls[mairie_b.code])[1]["signature"]
    refused(download(mairie_b, urls[mairie_a.code]))
    on_platform = {"municipality_code": mairie_b.code}
    refused(download(mairie_b, changed(urls[mairie_a.code], **on_platform), via="code"))
    assert content(download(mairie_a, urls[mairie_a.code])) == mairie_a.code.encode()


def test_on_the_platform_host_the_address_names_the_municipality(mairie_a, client_for):
    url = link(client_for(mairie_a, "admin", via="code"), "publications", "format=csv")

    assert parts(url)[1]["municipality_code"] == mairie_a.code
    assert download(mairie_a, url, via="code").status_code == 200


def test_a_failed_one_says_why(mairie_a):
    with mairie_context(mairie_a):
        url = link_to(make_export(state="failed", error="Le disque est plein.")).url

    response = download(mairie_a, url)

    assert (response.status_code, response.json()["error"]["code"]) == (409, "EXPORT_FAILED")
    assert response.json()["error"]["details"] == {"reason": "Le disque est plein."}


@pytest.mark.parametrize("how", ["deleted", "expired"])
def test_one_that_is_gone_is_404(mairie_a, how):
    with mairie_context(mairie_a):
        export = make_export()
        url = link_to(export).url
        if how == "deleted":
            Export.objects.filter(pk=export.pk).delete()
        else:
            Export.objects.filter(pk=export.pk).update(expires_at=datetime.now(UTC))

    refused(download(mairie_a, url))


def test_a_file_that_the_storage_has_lost_is_404(mairie_a):
    with mairie_context(mairie_a):
        export = make_export()
        storage.delete(export.file)
        url = link_to(export).url

    refused(download(mairie_a, url))


def test_the_file_is_served_nowhere_else(mairie_a, client_for):
    with mairie_context(mairie_a):
        export = make_export(created_by=make_user(role="admin"))

    for role in (None, "mayor"):
        assert client_for(mairie_a, role).get(f"/media/{export.file}").status_code == 404


@pytest.mark.parametrize("name", ["", "x", "..%2f..%2fetc%2fpasswd", "export_publications_20251205.csv/"])
def test_a_made_up_name_is_404(mairie_a, client_for, name):
    assert client_for(mairie_a).get(f"{BASE}download/{name}").status_code in {404, 405, 401}
