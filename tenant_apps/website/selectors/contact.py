"""How the mairie is reached."""

from core.tenancy import Tenant, mairie_context
from shared_apps.municipalities.selectors.municipalities import contact_address
from tenant_apps.website.models import SITE_ID, Site


def reply_address(tenant: Tenant) -> str:
    """Where answers to the mairie's mail go: its own word on the site, else the operators'; empty when nobody knows."""
    with mairie_context(tenant):
        email = Site.objects.filter(id=SITE_ID).values_list("contact__email", flat=True).first()
    return str(email) if email else contact_address(tenant)
