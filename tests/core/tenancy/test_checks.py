"""Impossible configurations are refused before the first request."""

import copy
import os
import subprocess
import sys

import pytest
from django.conf import settings

from core.tenancy.checks import tenancy_configuration


def codes() -> list[str]:
    return [message.id for message in tenancy_configuration(None)]


def test_the_platform_s_own_configuration_is_accepted():
    assert codes() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DATABASE_POOL_MODE", "transaction", "tenancy.E002"),
        ("PG_EXTRA_SEARCH_PATHS", ["public", "extensions"], "tenancy.E003"),
        ("TENANT_APPS", ["django.contrib.sessions"], "tenancy.E004"),
    ],
)
def test_an_unsafe_setting_is_an_error(monkeypatch, name, value, expected):
    monkeypatch.setattr(settings, name, value)
    assert codes() == [expected]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"ENGINE": "django_tenants.postgresql_backend"}, "tenancy.E001"),
        ({"ATOMIC_REQUESTS": True}, "tenancy.E005"),
        ({"CONN_MAX_AGE": 60, "OPTIONS": {"pool": True}}, "tenancy.E007"),
    ],
)
def test_an_unsafe_database_is_an_error(monkeypatch, change, expected):
    databases = copy.deepcopy(settings.DATABASES)
    databases["default"].update(change)
    monkeypatch.setattr(settings, "DATABASES", databases)
    assert codes() == [expected]


GOOD = {"ECMS_ENV": "production", "ECMS_SECRET_KEY": "s" * 40, "ECMS_BASE_DOMAIN": "mairies.example"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ECMS_SECRET_KEY": ""}, "ECMS_SECRET_KEY"),
        ({"ECMS_SECRET_KEY": "short"}, "ECMS_SECRET_KEY"),
        ({"ECMS_FORMER_SECRET_KEYS": f"{'f' * 40},short"}, "ECMS_FORMER_SECRET_KEYS"),
        ({"ECMS_DEBUG": "true"}, "ECMS_DEBUG"),
        ({"ECMS_SHOW_MAIL": "true"}, "ECMS_SHOW_MAIL"),
        ({"ECMS_ALLOWED_HOSTS": "*"}, "ECMS_ALLOWED_HOSTS"),
        ({"ECMS_BASE_DOMAIN": ""}, "ECMS_BASE_DOMAIN"),
        ({"ECMS_ENV": "staging"}, "ECMS_ENV"),
        ({"PORT": "eighty"}, "PORT"),
    ],
)
def test_production_refuses_to_start_unsafely_and_says_why_in_one_line(change, reason):
    done = run_check({**GOOD, **change})
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("ecms: refusing to start: ")
    assert reason in done.stderr


def test_production_starts_with_a_safe_configuration():
    assert run_check(GOOD).returncode == 0
    assert run_check({**GOOD, "ECMS_FORMER_SECRET_KEYS": f"{'f' * 40}, {'g' * 40}"}).returncode == 0


def run_check(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    keep = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "REDIS_URL") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.ROOT,
        env={**keep, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
