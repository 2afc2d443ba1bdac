"""What one mairie signed is worth nothing in another, nor for another purpose."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from core.tenancy import mairie_context
from core.tenancy.signing import digest, is_digest, is_genuine, number_of, numbered, signed, unsigned

HOUR = timedelta(hours=1)


def read(token: str, purpose: str = "test") -> object:
    return unsigned(token, purpose=purpose, max_age=HOUR)


def test_a_token_says_its_value_where_it_was_made(mairie_a, mairie_b):
    with mairie_context(mairie_a):
        token = signed(12, purpose="test")
        assert (read(token), read(token, "another")) == (12, None)
    with mairie_context(mairie_b):
        assert read(token) is None
    assert read(token) is None


def test_a_token_lives_as_long_as_its_reader_allows(mairie_a, inside):
    inside(mairie_a)
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False) as clock:
        token = signed(12, purpose="test")
        clock.shift(HOUR)
        assert read(token) == 12
        clock.shift(timedelta(seconds=2))
        assert read(token) is None


@pytest.mark.parametrize("token", ["", "é", "a:b:c", "12", "x" * 5000])
def test_what_is_no_token_says_nothing(mairie_a, inside, token):
    inside(mairie_a)
    assert read(token) is None


def test_a_numbered_token_belongs_to_its_mairie_purpose_number_and_secret(mairie_a, mairie_b):
    with mairie_context(mairie_a):
        token = numbered(12, purpose="test", secret="s")
        assert is_genuine(token, number=12, purpose="test", secret="s")
        assert not is_genuine(token, number=13, purpose="test", secret="s")
        assert not is_genuine(token, number=12, purpose="another", secret="s")
        assert not is_genuine(token, number=12, purpose="test", secret="t")
    with mairie_context(mairie_b):
        assert not is_genuine(token, number=12, purpose="test", secret="s")


def test_a_former_secret_of_the_platform_is_believed_for_as_long_as_it_is_named(mairie_a, inside, settings):
    inside(mairie_a)
    token, proof, value = numbered(12, purpose="test"), digest(12, purpose="test"), signed(12, purpose="test")
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-of-the-platform-0123456789"

    def believed() -> list[bool]:
        genuine = is_genuine(token, number=12, purpose="test")
        return [genuine, is_digest(proof, 12, purpose="test"), read(value) == 12]

    assert believed() == [False, False, False]
    settings.SECRET_KEY_FALLBACKS = [former]
    assert believed() == [True, True, True]
    assert digest(12, purpose="test") != proof
    assert not is_genuine(token, number=13, purpose="test")


@pytest.mark.parametrize(
    ("token", "number"), [("12-3f", 12), ("12", 12), ("", 0), ("²-a", 0), ("-1", 0), ("9" * 19, 0)]
)
def test_a_number_is_read_without_trusting_it(token, number):
    assert number_of(token) == number


def test_outside_any_mairie_a_digest_is_another_one(mairie_a):
    with mairie_context(mairie_a):
        inside = digest("x", purpose="test")
    assert inside != digest("x", purpose="test")
