"""`manage.py clear_allowed_ips`."""

import pytest
from django.core.management import CommandError, call_command

from core.tenancy import mairie_context
from tenant_apps.preferences.models import Settings

PROFILE = "/api/v1/auth/profile/"


def test_a_mairie_that_has_locked_itself_out_is_let_in_again(mairie_a, mairie_b, client_for, capsys):
    client = client_for(mairie_a, "mayor")
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            Settings.objects.update(allowed_ips=["203.0.113.0/24"])
    assert client.get(PROFILE).status_code == 403

    call_command("clear_allowed_ips", mairie_a.code)

    assert client.get(PROFILE).status_code == 200
    with mairie_context(mairie_b):
        assert Settings.objects.get().allowed_ips == ["203.0.113.0/24"]


def test_the_mairie_must_exist(db):
    with pytest.raises(CommandError, match="no mairie"):
        call_command("clear_allowed_ips", "99999")
