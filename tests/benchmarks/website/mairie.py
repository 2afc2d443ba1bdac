"""The mairie whose site is measured: on line, with a thousand publications and the events of a month."""

from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from core.tenancy import Tenant, mairie_context
from core.tenancy.directory import directory
from tenant_apps.website.models import Site
from tenant_apps.website.services.publishing import publish
from tests.benchmarks.publications.rows import fill
from tests.factories import make_user
from tests.tenant_apps.events.factories import make_event

CODE = "91272"


def prepared() -> Tenant:
    """Make it in the database that is being used."""
    call_command("migrate_schemas", schema_name="public", verbosity=0)
    call_command("load_register", verbosity=0)
    call_command("provision", CODE, mayor_email="maire@exemple.fr", verbosity=0)
    tenant = directory.by_code(CODE)
    if tenant is None:
        raise LookupError(CODE)
    with mairie_context(tenant):
        fill()
        mayor = make_user(role="mayor")
        for day in range(30):
            make_event(author=mayor, start_at=timezone.now() + timedelta(days=day, hours=2))
        site = Site.objects.get()
        site.contact |= {"address": "1 place du Marché, 91190 Gif-sur-Yvette", "phone": "01 60 12 34 56"}
        site.save()
        publish(actor=mayor)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return tenant
