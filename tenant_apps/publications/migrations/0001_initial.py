import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("media", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=60, verbose_name="identifiant")),
                ("label", models.CharField(max_length=60, verbose_name="libellé")),
                ("color", models.CharField(max_length=7, verbose_name="couleur")),
                ("position", models.IntegerField(default=0, verbose_name="ordre")),
            ],
            options={
                "verbose_name": "catégorie",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("slug",), name="publications_category_slug_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("color__regex", "^#[0-9A-F]{6}$")),
                        name="publications_category_color_is_hexadecimal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "type",
                    models.CharField(
                        choices=[("post", "Publication"), ("communique", "Communiqué")],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titre")),
                ("content", models.TextField(verbose_name="contenu")),
                ("excerpt", models.TextField(verbose_name="extrait")),
                ("tags", models.JSONField(default=list, verbose_name="étiquettes")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Brouillon"),
                            ("scheduled", "Programmée"),
                            ("published", "Publiée"),
                            ("archived", "Archivée"),
                        ],
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[("low", "Basse"), ("normal", "Normale"), ("high", "Haute"), ("urgent", "Urgente")],
                        default="normal",
                        max_length=6,
                        verbose_name="priorité",
                    ),
                ),
                ("is_pinned", models.BooleanField(default=False, verbose_name="épinglée")),
                ("allow_comments", models.BooleanField(default=True, verbose_name="commentaires ouverts")),
                ("likes_count", models.IntegerField(default=0, verbose_name="mentions « j'aime »")),
                ("comments_count", models.IntegerField(default=0, verbose_name="commentaires")),
                ("views_count", models.BigIntegerField(default=0, verbose_name="vues")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="créée le")),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="modifiée le")),
                ("published_at", models.DateTimeField(null=True, verbose_name="publiée le")),
                ("scheduled_at", models.DateTimeField(null=True, verbose_name="programmée pour")),
                ("expires_at", models.DateTimeField(null=True, verbose_name="expire le")),
                ("announced_at", models.DateTimeField(null=True, verbose_name="annoncée le")),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.CombinedSearchVector(
                                    django.contrib.postgres.search.SearchVector(
                                        "title", config="extensions.french", weight="A"
                                    ),
                                    "||",
                                    django.contrib.postgres.search.SearchVector(
                                        "tags", config="extensions.french", weight="B"
                                    ),
                                    django.contrib.postgres.search.SearchConfig("extensions.french"),
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "excerpt", config="extensions.french", weight="C"
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
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="auteur",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="publications.category",
                        verbose_name="catégorie",
                    ),
                ),
                (
                    "cover",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="media.media",
                        verbose_name="image de couverture",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Like",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="publications.publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "mention « j'aime »",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField(verbose_name="ordre")),
                (
                    "media",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="media.media"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="publications.publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "image",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.TextField(verbose_name="texte")),
                (
                    "status",
                    models.CharField(
                        choices=[("visible", "Visible"), ("hidden", "Masqué"), ("deleted", "Supprimé")],
                        default="visible",
                        max_length=7,
                        verbose_name="état",
                    ),
                ),
                ("reports_count", models.IntegerField(default=0, verbose_name="signalements")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="publications.comment",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="publications.publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "commentaire",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BlockedCommenter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="motif")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "blocked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                "verbose_name": "personne privée de commentaires",
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("user",), name="publications_blocked_once")],
            },
        ),
        migrations.CreateModel(
            name="CommentReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500, verbose_name="motif")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "comment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="publications.comment",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "signalement",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("comment", "reporter"), name="publications_report_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["-is_pinned", "-created_at", "-id"],
                include=("status", "scheduled_at", "expires_at"),
                name="publications_list_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="publications_search_idx"),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("type__in", ["post", "communique"])), name="publications_publication_type_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "scheduled", "published", "archived"])),
                name="publications_publication_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__in", ["low", "normal", "high", "urgent"])),
                name="publications_publication_priority_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "scheduled"), _negated=True), ("scheduled_at__isnull", False), _connector="OR"
                ),
                name="publications_publication_scheduled_has_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "published"), _negated=True), ("published_at__isnull", False), _connector="OR"
                ),
                name="publications_publication_published_has_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("likes_count__gte", 0), ("comments_count__gte", 0), ("views_count__gte", 0)),
                name="publications_publication_counts_are_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="like",
            constraint=models.UniqueConstraint(fields=("publication", "user"), name="publications_like_once"),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["publication", "position"], name="publications_image_idx"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["publication", "parent", "id"], name="publications_thread_idx"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["visible", "hidden", "deleted"])),
                name="publications_comment_status_is_known",
            ),
        ),
    ]
