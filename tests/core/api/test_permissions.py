"""Who may call what, as one table."""

import pytest

from tests.core.api.envelope import error_of

OK, ANONYMOUS, DENIED, UNVERIFIED = (
    200,
    (401, "UNAUTHENTICATED"),
    (403, "PERMISSION_DENIED"),
    (403, "EMAIL_NOT_VERIFIED"),
)

# who: any account (GET), verified (DELETE), staff (POST), managers (PUT)
TABLE = {
    "": (ANONYMOUS, ANONYMOUS, ANONYMOUS, ANONYMOUS),
    "citizen": (OK, OK, DENIED, DENIED),
    "citizen-unverified": (OK, UNVERIFIED, DENIED, DENIED),
    "moderator": (OK, OK, OK, DENIED),
    "moderator-unverified": (OK, UNVERIFIED, UNVERIFIED, DENIED),
    "admin": (OK, OK, OK, OK),
    "mayor": (OK, OK, OK, OK),
    "mayor-pending": (OK, OK, DENIED, DENIED),
    "mayor-unverified": (OK, UNVERIFIED, UNVERIFIED, UNVERIFIED),
}


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize(("column", "method"), enumerate(["GET", "DELETE", "POST", "PUT"]))
def test_a_rule_lets_exactly_its_people_through(call, name, column, method):
    response = call(method, "guarded/", name=name)
    assert (200 if response.status_code == 200 else error_of(response)) == TABLE[name][column]


def test_operators_are_accounts_outside_any_mairie(call):
    assert error_of(call("GET", "operators/")) == ANONYMOUS
    assert call("GET", "operators/", name="operator").status_code == 200
