import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("publications", "Publications"),
                            ("stats", "Statistiques"),
                            ("events", "Événements"),
                            ("conversations", "Conversations"),
                            ("accounts", "Comptes"),
                            ("complete", "Export complet"),
                            ("personal_data", "Données personnelles"),
                        ],
                        max_length=20,
                        verbose_name="contenu",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[("csv", "CSV"), ("xlsx", "XLSX"), ("pdf", "PDF"), ("zip", "ZIP")],
                        max_length=4,
                        verbose_name="format",
                    ),
                ),
                ("parameters", models.JSONField(default=dict, verbose_name="paramètres")),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "En préparation"), ("ready", "Prêt"), ("failed", "Échec")],
                        default="pending",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                ("stem", models.CharField(max_length=80, verbose_name="nom")),
                ("key", models.CharField(max_length=32, verbose_name="clé")),
                ("file", models.CharField(blank=True, max_length=200, verbose_name="fichier")),
                ("size", models.BigIntegerField(default=0, verbose_name="taille en octets")),
                ("row_count", models.IntegerField(default=0, verbose_name="lignes")),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="raison de l'échec")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="demandé le")),
                ("expires_at", models.DateTimeField(verbose_name="supprimé le")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="demandé par",
                    ),
                ),
            ],
            options={
                "verbose_name": "export",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("key",), name="exports_export_key_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "publications",
                                    "stats",
                                    "events",
                                    "conversations",
                                    "accounts",
                                    "complete",
                                    "personal_data",
                                ],
                            )
                        ),
                        name="exports_export_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("format__in", ["csv", "xlsx", "pdf", "zip"])),
                        name="exports_export_format_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "ready", "failed"])),
                        name="exports_export_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(("file", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="exports_export_ready_has_its_file",
                    ),
                ],
            },
        ),
    ]
