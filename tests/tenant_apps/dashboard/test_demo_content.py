"""The demo's dashboard has something to show from the first start."""

from config.demo import content_dashboard
from config.demo.accounts import People
from core.tenancy import mairie_context
from tests.factories import make_user
from tests.tenant_apps.dashboard.factories import BASE


def test_a_year_of_visits_is_on_the_charts(client_for, mairie_b):
    with mairie_context(mairie_b):
        content_dashboard.fill(
            People(mairie_b, *[make_user(role=role) for role in ("mayor", "admin", "moderator", "citizen")])
        )

    body = client_for(mairie_b, "mayor").get(f"{BASE}charts/?period=year").json()

    assert sum(body["visits_chart"]["data"]) > 0
    assert sum(body["audience_demographics"]["devices"].values()) == 100
