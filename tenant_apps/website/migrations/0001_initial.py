import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("media", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Page",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("custom", "Page personnalisée"),
                            ("mentions-legales", "Mentions légales"),
                            ("donnees-personnelles", "Données personnelles"),
                            ("accessibilite", "Accessibilité"),
                        ],
                        default="custom",
                        max_length=24,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("slug", models.CharField(max_length=120, verbose_name="adresse")),
                ("content", models.TextField(blank=True, verbose_name="contenu")),
                ("is_edited", models.BooleanField(default=True, verbose_name="rédigée par la mairie")),
                ("is_published", models.BooleanField(default=False, verbose_name="en ligne")),
                ("in_menu", models.BooleanField(default=False, verbose_name="au menu")),
                ("menu_order", models.IntegerField(default=0, verbose_name="ordre au menu")),
                ("meta_title", models.CharField(blank=True, max_length=200, verbose_name="titre pour les moteurs")),
                (
                    "meta_description",
                    models.CharField(blank=True, max_length=500, verbose_name="description pour les moteurs"),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="créée le")),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="modifiée le")),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector(
                                    "title", config="extensions.french", weight="A"
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "meta_description", config="extensions.french", weight="C"
                                ),
                                django.contrib.postgres.search.SearchConfig("extensions.french"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "content", config="extensions.french", weight="D"
                            ),
                            django.contrib.postgres.search.SearchConfig("extensions.french"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "page",
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="website_page_search_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="website_page_slug_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "custom"), _negated=True),
                        fields=("kind",),
                        name="website_page_legal_kind_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["custom", "mentions-legales", "donnees-personnelles", "accessibilite"])
                        ),
                        name="website_page_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9-]+(/[a-z0-9-]+)*$")),
                        name="website_page_slug_format",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_published", models.BooleanField(default=False, verbose_name="en ligne")),
                ("published_at", models.DateTimeField(null=True, verbose_name="publié le")),
                ("theme", models.JSONField(default=dict, verbose_name="thème")),
                ("meta", models.JSONField(default=dict, verbose_name="référencement")),
                ("social_links", models.JSONField(default=dict, verbose_name="réseaux sociaux")),
                ("contact", models.JSONField(default=dict, verbose_name="contact")),
                ("sections", models.JSONField(default=list, verbose_name="sections")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="créé le")),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="modifié le")),
                (
                    "favicon",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="media.media",
                    ),
                ),
                (
                    "hero_image",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="media.media",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="media.media",
                    ),
                ),
            ],
            options={
                "verbose_name": "site",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="website_site_is_one_row"),
                    models.CheckConstraint(
                        condition=models.Q(("is_published", False), ("published_at__isnull", False), _connector="OR"),
                        name="website_site_published_has_a_moment",
                    ),
                ],
            },
        ),
    ]
