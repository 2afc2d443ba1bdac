import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("municipalities", "0001_municipalities"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=200)),
                ("payload", models.JSONField(default=dict)),
                ("bulk", models.BooleanField(default=False)),
                ("due_at", models.DateTimeField()),
                ("available_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "En attente"), ("dead", "Abandonnée")], default="pending", max_length=8
                    ),
                ),
                ("attempts", models.SmallIntegerField(default=0)),
                ("claim", models.UUIDField(null=True)),
                ("generation", models.BigIntegerField(default=1)),
                ("last_error", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state", "pending")), fields=["available_at"], name="job_due"),
                    models.Index(
                        condition=models.Q(("claim__isnull", False)), fields=["municipality"], name="job_claimed"
                    ),
                    models.Index(condition=models.Q(("state", "dead")), fields=["-id"], name="job_dead"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "kind", "key"), name="job_key_unique", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "dead"])), name="job_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "pending"), ("claim__isnull", True), _connector="OR"),
                        name="job_dead_unclaimed",
                    ),
                ],
            },
        ),
        # Rows come and go all day: vacuum by the thousand, not by a fifth of the table.
        migrations.RunSQL(
            "ALTER TABLE public.jobs_job "
            "SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000)",
            "ALTER TABLE public.jobs_job RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold)",
        ),
    ]
