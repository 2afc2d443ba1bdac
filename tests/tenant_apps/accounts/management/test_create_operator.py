"""`manage.py create_operator`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.tenancy import mairie_context
from shared_apps.municipalities.selectors.directory import tenants_of_email
from tenant_apps.accounts.models import User

PASSWORD = "une-phrase-assez-longue"


@pytest.fixture
def given(monkeypatch):
    monkeypatch.setenv("ECMS_OPERATOR_PASSWORD", PASSWORD)


@pytest.mark.usefixtures("db", "given")
def test_the_operator_is_verified_known_to_the_directory_and_signs_in(client_for):
    out = StringIO()

    call_command("create_operator", "Ops@exemple.fr", first_name="Ada", last_name="Operator", stdout=out)

    user = User.objects.get(email="Ops@exemple.fr")
    assert (user.role, user.role_status, user.is_verified, user.full_name) == (
        "operator", "active", True, "Ada Operator"
    )  # fmt: skip
    assert out.getvalue() == "operator Ops@exemple.fr created\n"
    assert tenants_of_email("ops@exemple.fr") == [None]
    login = client_for(None).post("/api/v1/auth/login/", json={"email": "ops@exemple.fr", "password": PASSWORD})
    assert login.status_code == 200


@pytest.mark.usefixtures("given")
def test_inside_a_mairie_it_still_makes_an_account_of_the_platform(mairie_a):
    with mairie_context(mairie_a):
        call_command("create_operator", "ops@exemple.fr", stdout=StringIO())
        assert not User.objects.filter(role="operator").exists()

    assert User.objects.filter(role="operator").count() == 1


@pytest.mark.usefixtures("db")
def test_the_password_may_come_from_a_file(tmp_path):
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")

    call_command("create_operator", "ops@exemple.fr", password_file=file, stdout=StringIO())

    assert User.objects.get(email="ops@exemple.fr").check_password(PASSWORD)


@pytest.mark.usefixtures("db")
def test_the_password_is_asked_for_twice(monkeypatch):
    answers = iter([PASSWORD, "another"])
    monkeypatch.setattr(
        "tenant_apps.accounts.management.commands.create_operator.getpass", lambda _prompt: next(answers)
    )

    with pytest.raises(CommandError, match="differ"):
        call_command("create_operator", "ops@exemple.fr")


@pytest.mark.usefixtures("db", "given")
@pytest.mark.parametrize(
    ("email", "password", "message"),
    [
        ("not an address", PASSWORD, "not an e-mail address"),
        ("ops@exemple.fr", "short", "trop court"),
        ("taken@exemple.fr", PASSWORD, "existe déjà"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(monkeypatch, email, password, message):
    call_command("create_operator", "TAKEN@exemple.fr", stdout=StringIO())
    monkeypatch.setenv("ECMS_OPERATOR_PASSWORD", password)

    with pytest.raises(CommandError, match=message):
        call_command("create_operator", email)
