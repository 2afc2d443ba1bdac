"""Secrets at rest."""

from core.sealing import seal, unseal
from core.tenancy import mairie_context

TEXT = "clé secrète"


def test_what_was_sealed_is_read_again_and_never_looks_the_same(mairie_a):
    with mairie_context(mairie_a):
        first, second = (seal(TEXT, purpose="test") for _time in range(2))

        assert first != second
        assert TEXT not in first
        assert unseal(first, purpose="test") == unseal(second, purpose="test") == TEXT


def test_it_is_unreadable_in_another_mairie_on_the_platform_and_for_another_purpose(mairie_a, mairie_b):
    with mairie_context(mairie_a):
        sealed = seal(TEXT, purpose="test")
        assert unseal(sealed, purpose="other") is None
    with mairie_context(mairie_b):
        assert unseal(sealed, purpose="test") is None
    assert unseal(sealed, purpose="test") is None


def test_a_former_secret_of_the_platform_still_reads(mairie_a, settings):
    former = settings.SECRET_KEY
    with mairie_context(mairie_a):
        sealed = seal(TEXT, purpose="test")
        settings.SECRET_KEY = "another-secret-of-the-platform-0123456789"
        assert unseal(sealed, purpose="test") is None
        settings.SECRET_KEY_FALLBACKS = [former]
        assert unseal(sealed, purpose="test") == TEXT


def test_what_was_never_sealed_is_not_read(mairie_a):
    with mairie_context(mairie_a):
        assert unseal("", purpose="test") is unseal("nonsense", purpose="test") is unseal("é", purpose="test") is None
