"""manage.py reseal: a change of the platform's secret costs nobody anything but signing in again."""

from io import StringIO

import pytest
from django.conf import settings as current_settings
from django.core.management import call_command

from core.tenancy import mairie_context
from shared_apps.municipalities.selectors.directory import tenants_of_email
from shared_apps.municipalities.services import login_directory
from tenant_apps.accounts.models import User
from tenant_apps.accounts.services import codes
from tenant_apps.preferences.integrations import masked_key, sealed_key
from tenant_apps.preferences.models import Settings
from tests.factories import make_user

FORMER, PRESENT = current_settings.SECRET_KEY, "another-secret-of-the-platform-0123456789"
FORMER_KEY, PRESENT_KEY = current_settings.LOGIN_DIGEST_KEYS[0], b"derived from the other secret"
BACKUP = "12345678"


@pytest.fixture
def use(settings):
    """`use(PRESENT)`, `use(PRESENT, FORMER)`: the platform's secret, and former ones that are still named."""
    keys = {FORMER: FORMER_KEY, PRESENT: PRESENT_KEY}

    def change(*secrets: str) -> None:
        settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS = secrets
        settings.LOGIN_DIGEST_KEYS = [keys[secret] for secret in secrets]

    return change


@pytest.fixture
def people(mairie_a):
    """An account with a second factor in a mairie, which has a key of a service too, and an operator's."""
    operator = make_user(email="operateur@plateforme.test")
    seal(operator)
    with mairie_context(mairie_a):
        person = make_user(email="maire@exemple.fr", role="mayor")
        seal(person)
        Settings.objects.update(mailchimp_api_key=sealed_key("abcdef-us1"))
    return operator, person


def seal(user: User) -> None:
    login_directory.add(email=user.email)
    user.totp_secret = codes.sealed_secret("JBSWY3DPEHPK3PXP")
    user.backup_codes = codes.backup_digests(user, [BACKUP])
    user.save()


def read(mairie, operator, person) -> list[bool]:
    """Whether each thing can still be read: the two authenticators, the key, the two ways to an account."""
    with mairie_context(mairie):
        secret = codes.unseal(User.objects.get(pk=person.pk).totp_secret, purpose=codes.PURPOSE)
        key = masked_key(Settings.objects.get().mailchimp_api_key)
    own = codes.unseal(User.objects.get(pk=operator.pk).totp_secret, purpose=codes.PURPOSE)
    ways = [len(tenants_of_email(user.email)) == 1 for user in (operator, person)]
    return [own == "JBSWY3DPEHPK3PXP", secret == "JBSWY3DPEHPK3PXP", key == "********-us1", *ways]


def reseal(*codes: str) -> str:
    output = StringIO()
    call_command("reseal", *codes, stdout=output)
    return output.getvalue()


def test_what_was_written_under_a_former_secret_is_written_again(mairie_a, mairie_b, people, use):
    assert all(read(mairie_a, *people))
    use(PRESENT)
    assert not any(read(mairie_a, *people))

    use(PRESENT, FORMER)
    assert all(read(mairie_a, *people))
    assert reseal().splitlines() == ["plateforme : 1", f"{mairie_b.code} : 0", f"{mairie_a.code} : 2"]
    assert all(read(mairie_a, *people))

    use(PRESENT)
    assert all(read(mairie_a, *people))


def test_it_may_be_done_again_and_for_some_mairies_alone(mairie_a, mairie_b, people, use):
    use(PRESENT, FORMER)

    for _time in range(2):
        assert reseal(mairie_b.code).splitlines() == ["plateforme : 1", f"{mairie_b.code} : 0"]

    use(PRESENT)
    assert read(mairie_a, *people) == [True, False, False, True, False]


def test_what_no_secret_reads_stays_as_it_is(mairie_a, people, use):
    use(PRESENT)

    reseal()

    use(FORMER)
    assert all(read(mairie_a, *people))


def test_backup_codes_are_worth_something_while_the_former_secret_is_named(mairie_a, people, use):
    _operator, person = people
    with mairie_context(mairie_a):
        use(PRESENT)
        assert not codes.use_backup_code(user=person, code=BACKUP)
        use(PRESENT, FORMER)
        assert codes.use_backup_code(user=person, code=BACKUP)
        assert not codes.use_backup_code(user=person, code=BACKUP)
