import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

SEARCH_TEMPLATE = (
    "regexp_replace(' ' || btrim(regexp_replace(lower(extensions.immutable_unaccent(%(expressions)s)), "
    r"'[^a-z0-9]+', ' ', 'g')), '\mst(e?)\M', 'saint\1', 'g')"
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenancy", "0001_extensions")]

    operations = [
        migrations.CreateModel(
            name="Commune",
            fields=[
                ("code", models.CharField(max_length=5, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("liaison", models.SmallIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("commune", "Commune"), ("arrondissement", "Arrondissement municipal")], max_length=16
                    ),
                ),
                ("department_code", models.CharField(max_length=3)),
                ("department", models.CharField(max_length=60)),
                ("region_code", models.CharField(max_length=3)),
                ("region", models.CharField(max_length=60)),
                ("siren", models.CharField(blank=True, max_length=9)),
                ("epci_siren", models.CharField(blank=True, max_length=9)),
                ("epci", models.CharField(blank=True, max_length=120)),
                (
                    "postal_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list, size=None
                    ),
                ),
                ("population", models.IntegerField(null=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("name"),
                            output_field=models.TextField(),
                            template=SEARCH_TEMPLATE,
                        ),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"], name="commune_search_trgm", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["postal_codes"], name="commune_postal_codes"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9][0-9AB][0-9]{3}$")), name="commune_code_format"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["commune", "arrondissement"])), name="commune_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=5)),
                ("name", models.CharField(max_length=120)),
                ("commune_name", models.CharField(max_length=100)),
                ("slug", models.CharField(max_length=63)),
                ("schema_name", models.CharField(max_length=63)),
                ("schema_version", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("provisioning", "En création"),
                            ("active", "Active"),
                            ("suspended", "Suspendue"),
                            ("archived", "Archivée"),
                        ],
                        default="provisioning",
                        max_length=12,
                    ),
                ),
                ("siren", models.CharField(blank=True, max_length=9)),
                ("population", models.IntegerField(null=True)),
                ("department_code", models.CharField(max_length=3)),
                ("department", models.CharField(max_length=60)),
                ("region", models.CharField(max_length=60)),
                ("epci", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("address", models.TextField(blank=True)),
                ("timezone", models.CharField(default="Europe/Paris", max_length=40)),
                ("mayor_email", models.EmailField(blank=True, max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("provisioned_at", models.DateTimeField(null=True)),
                ("failure", models.TextField(blank=True)),
                ("failed_at", models.DateTimeField(null=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("commune_name"),
                            output_field=models.TextField(),
                            template=SEARCH_TEMPLATE,
                        ),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["department_code", "code"], name="municipality_department")],
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="municipality_code_unique"),
                    models.UniqueConstraint(fields=("slug",), name="municipality_slug_unique"),
                    models.UniqueConstraint(fields=("schema_name",), name="municipality_schema_name_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9][0-9AB][0-9]{3}$")), name="municipality_code_format"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")),
                        name="municipality_slug_format",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "schema_name",
                                django.db.models.functions.text.Concat(
                                    models.Value("m_"), django.db.models.functions.text.Lower("code")
                                ),
                            )
                        ),
                        name="municipality_schema_from_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["provisioning", "active", "suspended", "archived"])),
                        name="municipality_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "provisioning"), ("provisioned_at__isnull", False), _connector="OR"
                        ),
                        name="municipality_open_once_provisioned",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LoginEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.BinaryField(max_length=32)),
                (
                    "municipality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("digest", "municipality"), name="login_entry_unique", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Domain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(max_length=253)),
                ("is_primary", models.BooleanField(default=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("subdomain", "Sous-domaine"), ("custom", "Nom de domaine propre")], max_length=9
                    ),
                ),
                ("verification_token", models.CharField(blank=True, max_length=64)),
                ("verified_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="domains",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("domain",), name="domain_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_primary", True)), fields=("tenant",), name="domain_one_primary"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_primary", False), ("verified_at__isnull", False), _connector="OR"),
                        name="domain_primary_is_verified",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("domain", django.db.models.functions.text.Lower("domain"))),
                        name="domain_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["subdomain", "custom"])), name="domain_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OperatorAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor", models.CharField(max_length=254)),
                ("action", models.CharField(max_length=40)),
                ("municipality_code", models.CharField(blank=True, max_length=5)),
                ("details", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="actions",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-created_at"], name="operator_action_recent")],
            },
        ),
    ]
