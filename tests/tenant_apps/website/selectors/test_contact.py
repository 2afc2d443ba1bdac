"""Where answers to the mairie's mail go."""

from core.mail.sender import reply_address
from core.tenancy import mairie_context, public_context
from shared_apps.municipalities.models import Municipality
from tests.tenant_apps.website.factories import reachable


def test_the_sites_own_address_comes_before_the_operators(mairie_a, mairie_b):
    with public_context():
        Municipality.objects.filter(code__in=[mairie_a.code, mairie_b.code]).update(email="operateurs@exemple.fr")
    with mairie_context(mairie_a):
        reachable(email="mairie@exemple.fr")

    assert reply_address(mairie_a) == "mairie@exemple.fr"
    assert reply_address(mairie_b) == "operateurs@exemple.fr"
