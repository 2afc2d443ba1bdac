"""What the platform shares: the official communes, the mairies, their addresses, logins and operators' actions."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from shared_apps.municipalities import hosts

# Accents, case and punctuation gone, « St » written out, one blank before each word: `LIKE '% word%'` finds the words
# that start with `word`, and a trigram index serves it. `naming.search_words` spells a query the same way.
SEARCH_TEMPLATE = (
    "regexp_replace(' ' || btrim(regexp_replace(lower(extensions.immutable_unaccent(%(expressions)s)), "
    r"'[^a-z0-9]+', ' ', 'g')), '\mst(e?)\M', 'saint\1', 'g')"
)


def search_field(source: str) -> models.GeneratedField:
    """A stored column with the searchable spelling of the column `source`."""
    expression = Func(F(source), template=SEARCH_TEMPLATE, output_field=models.TextField())
    return models.GeneratedField(expression=expression, output_field=models.TextField(), db_persist=True)


class Commune(models.Model):
    """A commune or municipal arrondissement of the official register (INSEE, COG)."""

    class Kind(models.TextChoices):
        COMMUNE = "commune", _("Commune")
        ARRONDISSEMENT = "arrondissement", _("Arrondissement municipal")

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=100)
    liaison = models.SmallIntegerField(null=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    department_code = models.CharField(max_length=3)
    department = models.CharField(max_length=60)
    region_code = models.CharField(max_length=3)
    region = models.CharField(max_length=60)
    siren = models.CharField(max_length=9, blank=True)
    epci_siren = models.CharField(max_length=9, blank=True)
    epci = models.CharField(max_length=120, blank=True)
    postal_codes = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    population = models.IntegerField(null=True)
    search = search_field("name")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9][0-9AB][0-9]{3}$"), name="commune_code_format"),
            models.CheckConstraint(condition=Q(kind__in=["commune", "arrondissement"]), name="commune_kind_known"),
        ]
        indexes = [
            GinIndex(fields=["search"], opclasses=["gin_trgm_ops"], name="commune_search_trgm"),
            GinIndex(fields=["postal_codes"], name="commune_postal_codes"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Municipality(TenantMixin):
    """A mairie on the platform; its schema is named after its INSEE code."""

    class State(models.TextChoices):
        PROVISIONING = "provisioning", _("En création")
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspendue")
        ARCHIVED = "archived", _("Archivée")

    auto_create_schema = False
    auto_drop_schema = False

    code = models.CharField(max_length=5)
    name = models.CharField(max_length=120)
    commune_name = models.CharField(max_length=100)
    slug = models.CharField(max_length=63)
    schema_name = models.CharField(max_length=63)
    schema_version = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROVISIONING)
    siren = models.CharField(max_length=9, blank=True)
    population = models.IntegerField(null=True)
    department_code = models.CharField(max_length=3)
    department = models.CharField(max_length=60)
    region = models.CharField(max_length=60)
    epci = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.TextField(blank=True)
    timezone = models.CharField(max_length=40, default="Europe/Paris")
    # Whom to invite as mayor; forgotten as soon as the invitation exists.
    mayor_email = models.EmailField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    provisioned_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    failed_at = models.DateTimeField(null=True)
    search = search_field("commune_name")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="municipality_code_unique"),
            models.UniqueConstraint(fields=["slug"], name="municipality_slug_unique"),
            models.UniqueConstraint(fields=["schema_name"], name="municipality_schema_name_unique"),
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9][0-9AB][0-9]{3}$"), name="municipality_code_format"),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"), name="municipality_slug_format"
            ),
            models.CheckConstraint(
                condition=Q(schema_name=Concat(Value("m_"), Lower("code"))), name="municipality_schema_from_code"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["provisioning", "active", "suspended", "archived"]),
                name="municipality_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="provisioning") | Q(provisioned_at__isnull=False),
                name="municipality_open_once_provisioned",
            ),
        ]
        indexes = [models.Index(fields=["department_code", "code"], name="municipality_department")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Domain(DomainMixin):
    """A host of a mairie, stored as `hosts.stored` spells it; all hosts but the primary one redirect to it."""

    class Kind(models.TextChoices):
        SUBDOMAIN = "subdomain", _("Sous-domaine")
        CUSTOM = "custom", _("Nom de domaine propre")

    domain = models.CharField(max_length=253)
    is_primary = models.BooleanField(default=False)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    verification_token = models.CharField(max_length=64, blank=True)
    verified_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["domain"], name="domain_unique"),
            models.UniqueConstraint(fields=["tenant"], condition=Q(is_primary=True), name="domain_one_primary"),
            models.CheckConstraint(
                condition=Q(is_primary=False) | Q(verified_at__isnull=False), name="domain_primary_is_verified"
            ),
            models.CheckConstraint(condition=Q(domain=Lower("domain")), name="domain_lower_case"),
            models.CheckConstraint(condition=Q(kind__in=["subdomain", "custom"]), name="domain_kind_known"),
        ]

    def __str__(self) -> str:
        return self.host

    def save(self, *args: object, **kwargs: object) -> None:
        """Write the row as it is: the mixin would make a mairie's first domain primary, verified or not."""
        models.Model.save(self, *args, **kwargs)  # type: ignore[arg-type]

    @property
    def host(self) -> str:
        return hosts.shown(self.domain)

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None


class LoginEntry(models.Model):
    """An account exists for an address in a mairie, or on the platform (NULL); the address is a keyed digest."""

    digest = models.BinaryField(max_length=32)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "municipality"], nulls_distinct=False, name="login_entry_unique")
        ]


class OperatorAction(models.Model):
    """Audit trail: what an operator, or a command, did to which mairie."""

    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=254)
    action = models.CharField(max_length=40)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.SET_NULL, related_name="actions")
    municipality_code = models.CharField(max_length=5, blank=True)
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="operator_action_recent")]

    def __str__(self) -> str:
        return f"{self.action} {self.municipality_code}"
