import pytest

from shared_apps.municipalities import hosts


def test_a_subdomain_is_stored_as_its_label_so_that_the_base_domain_may_change() -> None:
    assert hosts.stored("gometz-la-ville.localhost") == "gometz-la-ville"
    assert hosts.shown("gometz-la-ville") == "gometz-la-ville.localhost"


def test_a_custom_domain_is_stored_whole() -> None:
    assert hosts.stored("www.gometz.fr") == "www.gometz.fr"
    assert hosts.shown("www.gometz.fr") == "www.gometz.fr"


@pytest.mark.parametrize("host", ["gometz-la-ville", "localhost", ""])
def test_a_bare_name_stands_for_nothing(host: str) -> None:
    assert hosts.stored(host) == ""


def test_a_label_below_a_subdomain_is_no_subdomain() -> None:
    assert hosts.stored("evil.gometz-la-ville.localhost") == "evil.gometz-la-ville.localhost"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("WWW.Gometz.FR", "www.gometz.fr"),
        (" gometz.fr. ", "gometz.fr"),
        ("mairie-évry.fr", "xn--mairie-vry-h7a.fr"),
    ],
)
def test_a_domain_is_normalised_to_lower_case_ascii(typed: str, name: str) -> None:
    assert hosts.normalised(typed) == name


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "gometz",
        "http://gometz.fr",
        "gometz.fr/x",
        "gometz.fr:80",
        "-a.fr",
        "a..fr",
        "1.2.3.4",
        "a b.fr",
        "a_b.fr",
        "x" * 64 + ".fr",
        "a." * 130 + "fr",
    ],
)
def test_what_is_no_host_name_is_refused(typed: str) -> None:
    with pytest.raises((ValueError, UnicodeError)):
        hosts.normalised(typed)


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost", True),
        ("x.localhost", True),
        ("a.b.localhost", True),
        ("notlocalhost", False),
        ("gometz.fr", False),
    ],
)
def test_the_base_domain_and_all_below_it_are_the_platforms(host: str, ours: bool) -> None:
    assert hosts.belongs_to_platform(host) is ours
