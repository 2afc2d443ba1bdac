import pytest

from shared_apps.municipalities.models import Domain

URL = "/api/v1/platform/municipalities/91272/domains/"
HOST = "www.gif.fr"


@pytest.fixture
def operator(mairie_a, client_for):
    return client_for(None, "operator")


@pytest.fixture
def dns(monkeypatch):
    """TXT records by name; nothing leaves this machine."""
    records: dict[str, list[str]] = {}
    monkeypatch.setattr("shared_apps.municipalities.dns_records.lookup_txt", lambda name: records.get(name, []))
    return records


@pytest.fixture
def added(operator):
    return operator.post(URL, json={"domain": HOST}).json()


def test_a_new_domain_comes_with_the_record_that_proves_it(operator):
    response = operator.post(URL, json={"domain": "WWW.Gif.fr"})

    token = Domain.objects.get(domain=HOST).verification_token
    assert response.status_code == 201
    assert {**response.json(), "created_at": None} == {
        "domain": HOST,
        "kind": "custom",
        "is_primary": False,
        "verified": False,
        "verified_at": None,
        "verification": {"type": "TXT", "name": f"_ecms-verification.{HOST}", "value": token},
        "created_at": None,
    }


def test_domains_are_listed_with_the_primary_one_first(operator, added):
    results = operator.get(URL).json()["results"]

    assert [(row["domain"], row["is_primary"]) for row in results] == [
        ("gif-sur-yvette.localhost", True),
        (HOST, False),
    ]


@pytest.mark.parametrize("domain", ["", None, "gif", "x.localhost", "http://gif.fr", "a b.fr"])
def test_what_is_no_domain_of_the_mairies_own_is_refused(operator, domain):
    assert operator.post(URL, json={"domain": domain}).status_code == 422


def test_a_domain_can_not_be_added_twice(operator, added):
    response = operator.post(URL, json={"domain": HOST})

    assert (response.status_code, response.json()["error"]["code"]) == (409, "DOMAIN_TAKEN")


def test_from_the_record_to_the_primary_host(operator, added, dns):
    dns[added["verification"]["name"]] = [added["verification"]["value"]]

    verified = operator.post(f"{URL}{HOST}/verify/").json()
    assert (verified["verified"], verified["verification"], verified["is_primary"]) == (True, None, False)

    assert operator.post(f"{URL}{HOST}/primary/").json()["is_primary"] is True
    assert [row["domain"] for row in operator.get(URL).json()["results"]] == [HOST, "gif-sur-yvette.localhost"]


def test_without_its_record_a_domain_is_neither_verified_nor_primary(operator, added, dns):
    verify, primary = operator.post(f"{URL}{HOST}/verify/"), operator.post(f"{URL}{HOST}/primary/")

    assert (verify.status_code, verify.json()["error"]["code"]) == (409, "DOMAIN_RECORD_MISSING")
    assert verify.json()["error"]["details"]["record"] == f"_ecms-verification.{HOST}"
    assert (primary.status_code, primary.json()["error"]["code"]) == (409, "DOMAIN_NOT_VERIFIED")


def test_a_domain_may_be_removed_but_not_the_one_in_use(operator, added):
    assert operator.delete(f"{URL}{HOST}/").status_code == 204
    assert operator.delete(f"{URL}{HOST}/").status_code == 404

    in_use = operator.delete(f"{URL}gif-sur-yvette.localhost/")
    assert (in_use.status_code, in_use.json()["error"]["code"]) == (409, "DOMAIN_IN_USE")


def test_another_mairies_domain_is_not_found(operator, mairie_b, added):
    theirs = URL.replace("91272", mairie_b.code)

    assert operator.post(f"{theirs}{HOST}/verify/").status_code == 404
    assert operator.post(f"{theirs}{HOST}/primary/").status_code == 404
    assert operator.delete(f"{theirs}{HOST}/").status_code == 404


def test_other_hosts_redirect_to_the_primary_one(committed_db, client_for, mairie_a, dns):
    operator = client_for(None, "operator")
    proof = operator.post(URL, json={"domain": HOST}).json()["verification"]
    site = client_for(mairie_a)
    dns[proof["name"]] = [proof["value"]]
    operator.post(f"{URL}{HOST}/verify/")
    operator.post(f"{URL}{HOST}/primary/")

    response = site.get("/api/v1/publications/?page=1")

    assert response.status_code == 301
    assert response.headers["Location"].endswith("/api/v1/publications/?page=1")
    assert response.headers["Location"].split("/")[2].split(":")[0] == HOST
