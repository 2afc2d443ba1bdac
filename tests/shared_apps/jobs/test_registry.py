"""Kinds, their patience and what is kept of an error."""

import datetime as dt
from datetime import timedelta

import psycopg
import pytest

from shared_apps.jobs import registry
from shared_apps.jobs.errors import UnknownKind
from shared_apps.jobs.failures import describe
from shared_apps.jobs.runs import Run
from tests.shared_apps.jobs import kinds


def test_a_kind_has_one_handler(db):
    with pytest.raises(ValueError, match=r"test\.effect"):

        @registry.job("test.effect")
        def other(*, payload, key):
            raise AssertionError

    assert registry.get("test.effect").handler is kinds.effect


def test_work_of_an_unknown_kind_fails_with_a_clear_error():
    kind = registry.get("gone.kind")
    with pytest.raises(UnknownKind):
        kind.handler(payload={}, key="x")
    assert kind.max_attempts == registry.MAX_ATTEMPTS


def test_pauses_double_up_to_the_longest_and_are_spread():
    kind = registry.Kind("k", kinds.effect, first_pause=timedelta(seconds=10), longest_pause=timedelta(minutes=5))
    expected = [10, 20, 40, 80, 160, 300, 300]
    for attempts, seconds in enumerate(expected, start=1):
        pauses = {kind.pause_after(attempts).total_seconds() for _ in range(50)}
        assert seconds * 0.8 <= min(pauses) < max(pauses) <= seconds * 1.2
    assert kind.pause_after(10_000) <= timedelta(minutes=6)


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (ValueError("bad value"), "ValueError: bad value"),
        (ValueError(), "ValueError"),
        (ValueError("for jeanne.martin@exemple.fr: no"), "ValueError: for <address>: no"),
        (ValueError("{'a@b.fr': (550, b'no')}"), "ValueError: {'<address>': (550, b'no')}"),
        (ValueError("call +33 6 12 34 56 78 now"), "ValueError: call <number> now"),
        (
            psycopg.errors.UniqueViolation("duplicate key\nDETAIL:  Key (name)=(Jeanne) exists"),
            "UniqueViolation: duplicate key",
        ),
        (ValueError("\x00nul"), "ValueError: nul"),
    ],
)
def test_what_is_kept_of_an_error_holds_no_personal_data(error, kept):
    assert describe(error) == kept


def test_what_is_kept_of_an_error_is_short():
    assert len(describe(ValueError("x" * 1000))) == 300
    assert len(describe(ValueError("x" * 1_000_000))) == 300  # and for as long as it takes to read the beginning


def test_work_enqueued_anew_has_another_work_id():
    run = Run(7, "k", "x", {}, 1, 1, dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    other = Run(7, "k", "x", {}, 3, 2, dt.datetime(2026, 1, 3, tzinfo=dt.UTC))
    assert run.work_id == "7.1.20260102000000000000"
    assert other.work_id != run.work_id
