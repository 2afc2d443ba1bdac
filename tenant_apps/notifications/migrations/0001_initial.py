import uuid

import django.db.models.deletion
import django.db.models.functions.text
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
            name="Sending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[("immediate", "Tout de suite"), ("digest", "Résumé du matin")],
                        max_length=9,
                        verbose_name="envoi",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("communique", "Communiqué"), ("post", "Publication"), ("event", "Événement")],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                ("target", models.CharField(max_length=30, verbose_name="objet")),
                ("category", models.BigIntegerField(null=True, verbose_name="catégorie")),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("recipients", models.IntegerField(default=0, verbose_name="destinataires")),
                ("sent", models.IntegerField(default=0, verbose_name="envoyés")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="créé le")),
                ("planned_at", models.DateTimeField(null=True, verbose_name="planifié le")),
            ],
            options={
                "verbose_name": "envoi aux abonnés",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("target",), name="notifications_sending_once"),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["immediate", "digest"])),
                        name="notifications_sending_mode_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject__in", ["communique", "post", "event"])),
                        name="notifications_sending_subject_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="adresse électronique")),
                ("communiques", models.BooleanField(default=False, verbose_name="communiqués")),
                ("events", models.BooleanField(default=False, verbose_name="événements")),
                ("categories", models.JSONField(default=list, verbose_name="catégories")),
                ("secret", models.UUIDField(default=uuid.uuid4)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="demandé le")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmé le")),
            ],
            options={
                "verbose_name": "abonnement aux alertes",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="notifications_subscription_email_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("type", models.CharField(max_length=40, verbose_name="type")),
                ("key", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("message", models.CharField(max_length=500, verbose_name="message")),
                ("data", models.JSONField(default=dict)),
                ("read_at", models.DateTimeField(null=True, verbose_name="lue le")),
                ("awaits_digest", models.BooleanField(default=False)),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="envoyée le")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="créée le")),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "notification",
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["user", "-created_at", "-id"], include=("read_at",), name="notifications_list_idx"
                    ),
                    models.Index(
                        condition=models.Q(("awaits_digest", True)), fields=["user"], name="notifications_digest_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "type", "key"), name="notifications_notification_once")
                ],
            },
        ),
    ]
