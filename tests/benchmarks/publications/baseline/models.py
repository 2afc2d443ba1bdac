"""The platform's own tables through plain models, so that both ways read the very same rows."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django_tenants.models import DomainMixin, TenantMixin


class Municipality(TenantMixin):
    code = models.CharField(max_length=5)
    name = models.CharField(max_length=120)
    schema_name = models.CharField(max_length=63)

    class Meta:
        managed = False
        db_table = "municipalities_municipality"


class Domain(DomainMixin):
    domain = models.CharField(max_length=253)

    class Meta:
        managed = False
        db_table = "municipalities_domain"


class User(AbstractBaseUser):
    ROLES = [
        ("citizen", "Citoyen"),
        ("moderator", "Modérateur"),
        ("admin", "Administrateur"),
        ("mayor", "Maire"),
    ]

    email = models.EmailField()
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    role = models.CharField(max_length=10, choices=ROLES)
    is_active = models.BooleanField()
    avatar = models.ImageField()

    USERNAME_FIELD = "email"

    class Meta:
        managed = False
        db_table = "accounts_user"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Media(models.Model):
    file = models.ImageField(db_column="name")
    alt_text = models.CharField(max_length=500)

    class Meta:
        managed = False
        db_table = "media_media"


class Category(models.Model):
    slug = models.CharField(max_length=60)

    class Meta:
        managed = False
        db_table = "publications_category"


class Publication(models.Model):
    type = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    content = models.TextField()
    excerpt = models.TextField()
    cover = models.ForeignKey(Media, models.DO_NOTHING, null=True, related_name="+")
    author = models.ForeignKey(User, models.DO_NOTHING, related_name="+")
    category = models.ForeignKey(Category, models.DO_NOTHING, null=True, related_name="+")
    tags = models.JSONField()
    status = models.CharField(max_length=10)
    priority = models.CharField(max_length=6)
    is_pinned = models.BooleanField()
    allow_comments = models.BooleanField()
    likes_count = models.IntegerField()
    comments_count = models.IntegerField()
    views_count = models.BigIntegerField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    scheduled_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "publications_publication"


class Image(models.Model):
    publication = models.ForeignKey(Publication, models.DO_NOTHING, related_name="images")
    media = models.ForeignKey(Media, models.DO_NOTHING)
    position = models.IntegerField()

    class Meta:
        managed = False
        db_table = "publications_image"
        ordering = ["position"]


class Like(models.Model):
    publication = models.ForeignKey(Publication, models.DO_NOTHING, related_name="+")
    user = models.ForeignKey(User, models.DO_NOTHING, related_name="+")

    class Meta:
        managed = False
        db_table = "publications_like"
