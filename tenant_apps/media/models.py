"""One row per file of the library; a file on disk without a row is swept, a row is never without its file."""

from django.conf import settings
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from core.tenancy.storage import MAX_NAME


class MediaType(models.TextChoices):
    IMAGE = "image", _("Image")
    DOCUMENT = "document", _("Document")
    VIDEO = "video", _("Vidéo")


def _spaced(column: str) -> Func:
    """The words of a file name: PostgreSQL would read `photo_parc.jpg` as one host name."""
    return Func(F(column), Value("[-_.]+"), Value(" "), Value("g"), function="regexp_replace")


class Media(models.Model):
    """A file of the library, with the name its bytes are stored under.

    `size` counts what the quota counts: the bytes of the file itself; its renditions are the platform's overhead.
    Lists go newest first by primary key and a mairie has thousands of rows, not millions: no further index is worth
    its place in every schema.
    """

    type = models.CharField(max_length=8, choices=MediaType.choices)
    folder = models.CharField(max_length=40)
    name = models.CharField(max_length=MAX_NAME)
    original_filename = models.CharField(max_length=255)
    mime_type = models.CharField(max_length=80)
    size = models.BigIntegerField()
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    widths = models.JSONField(default=list, help_text="Widths of the WebP renditions made so far, in pixels.")
    alt_text = models.CharField(max_length=500, blank=True)
    checksum = models.CharField(max_length=64, help_text="SHA-256 of the stored bytes, in hexadecimal.")
    # Accounts are never deleted, only emptied, so no index has to find an account's media.
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=SearchVector(_spaced("original_filename"), "alt_text", config="extensions.french"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["name"], name="media_name_unique"),
            models.CheckConstraint(condition=Q(type__in=MediaType.values), name="media_type_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="media_size_positive"),
            models.CheckConstraint(
                condition=~Q(type=MediaType.IMAGE) | Q(width__gt=0, height__gt=0), name="media_image_has_dimensions"
            ),
        ]

    def __str__(self) -> str:
        return self.original_filename

    @property
    def is_image(self) -> bool:
        return self.type == MediaType.IMAGE
