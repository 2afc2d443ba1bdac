import pytest

from core.tenancy import mairie_context
from shared_apps.municipalities.login_digest import login_digest
from shared_apps.municipalities.models import LoginEntry
from shared_apps.municipalities.selectors.directory import tenants_of_email
from shared_apps.municipalities.services import lifecycle, login_directory

pytestmark = pytest.mark.django_db
EMAIL = "claire.dupont@exemple.fr"


def codes(email: str = EMAIL) -> list[str | None]:
    return [tenant.code if tenant else None for tenant in tenants_of_email(email)]


def test_an_address_is_known_where_it_was_added(mairie_a, mairie_b):
    login_directory.add(email=EMAIL)
    for mairie in (mairie_b, mairie_a):
        with mairie_context(mairie):
            login_directory.add(email=EMAIL)

    assert codes() == [None, "17300", "91272"]
    assert codes("autre@exemple.fr") == []


def test_adding_twice_is_adding_once(mairie_a):
    for _time in range(2):
        login_directory.add(email=EMAIL)
        with mairie_context(mairie_a):
            login_directory.add(email=EMAIL)

    assert LoginEntry.objects.filter(digest=login_digest(EMAIL)).count() == 2


def test_removing_forgets_one_place_only(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            login_directory.add(email=EMAIL)

    with mairie_context(mairie_a):
        login_directory.remove(email=EMAIL)
    login_directory.remove(email=EMAIL)

    assert codes() == ["17300"]


@pytest.mark.parametrize("spelling", ["Claire.Dupont@Exemple.FR", f"  {EMAIL} ", EMAIL.upper()])
def test_case_and_blanks_do_not_make_another_address(mairie_a, spelling):
    with mairie_context(mairie_a):
        login_directory.add(email=spelling)

    assert codes() == ["91272"]


def test_the_directory_holds_a_keyed_digest_and_no_address(mairie_a, settings):
    login_directory.add(email=EMAIL)
    stored = bytes(LoginEntry.objects.get(digest=login_digest(EMAIL)).digest)

    settings.LOGIN_DIGEST_KEYS = [b"another key"]

    assert len(stored) == 32
    assert login_digest(EMAIL) != stored


def test_the_caller_stays_in_its_schema(mairie_a):
    with mairie_context(mairie_a) as tenant:
        login_directory.add(email=EMAIL)
        tenants_of_email(EMAIL)
        from core.tenancy import current

        assert current() == tenant


def test_a_suspended_mairie_is_still_named_an_archived_one_is_not(mairie_a):
    with mairie_context(mairie_a):
        login_directory.add(email=EMAIL)

    lifecycle.suspend(code=mairie_a.code)
    assert codes() == ["91272"]

    lifecycle.archive(code=mairie_a.code)
    assert codes() == []
