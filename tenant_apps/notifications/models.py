"""What each person is told, what visitors asked to be told, and the log of what was mailed to them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notification(models.Model):
    """One thing told to one person; `key` tells it from the others of its type, so that nobody is told twice.

    `data` holds the prefixed ids of what it is about, and the `user_id` of whom it names. `awaits_digest` marks what
    the person's next digest will hold, `mailed_at` what has been mailed, in a digest or by itself.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    type = models.CharField(_("type"), max_length=40)
    key = models.CharField(max_length=100)
    title = models.CharField(_("titre"), max_length=200)
    message = models.CharField(_("message"), max_length=500)
    data = models.JSONField(default=dict)
    read_at = models.DateTimeField(_("lue le"), null=True)
    awaits_digest = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(_("envoyée le"), null=True)
    created_at = models.DateTimeField(_("créée le"), default=timezone.now)

    class Meta:
        verbose_name = _("notification")
        default_permissions = ()
        indexes = [
            # The order of lists; whether a row was read is included, so that counting reads the index alone.
            models.Index(fields=["user", "-created_at", "-id"], include=["read_at"], name="notifications_list_idx"),
            models.Index(fields=["user"], condition=Q(awaits_digest=True), name="notifications_digest_idx"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "type", "key"], name="notifications_notification_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.title}"

    @property
    def is_read(self) -> bool:
        return self.read_at is not None


class Subscription(models.Model):
    """An address without an account, and what it asked to be mailed; it counts once its owner has confirmed it.

    `secret` is a part of what the links in its mails are signed over: those of a row that is gone are worthless, even
    where the same id exists again. `categories` holds ids of the mairie's categories.
    """

    email = models.EmailField(_("adresse électronique"), max_length=254)
    communiques = models.BooleanField(_("communiqués"), default=False)
    events = models.BooleanField(_("événements"), default=False)
    categories = models.JSONField(_("catégories"), default=list)
    secret = models.UUIDField(default=uuid.uuid4)
    created_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True)

    class Meta:
        verbose_name = _("abonnement aux alertes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(Lower("email"), name="notifications_subscription_email_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


class Sending(models.Model):
    """That subscribers are told of a publication or an event, once in its life: at once, or in their next digest.

    `target` is its prefixed id, `category` the id of its category then. `recipients` is known, and `planned_at` set,
    once the mails have been planned; `sent` counts those that the mail server has taken.
    """

    class Mode(models.TextChoices):
        IMMEDIATE = "immediate", _("Tout de suite")
        DIGEST = "digest", _("Résumé du matin")

    class Subject(models.TextChoices):
        COMMUNIQUE = "communique", _("Communiqué")
        POST = "post", _("Publication")
        EVENT = "event", _("Événement")

    mode = models.CharField(_("envoi"), max_length=9, choices=Mode)
    subject = models.CharField(_("nature"), max_length=10, choices=Subject)
    target = models.CharField(_("objet"), max_length=30)
    category = models.BigIntegerField(_("catégorie"), null=True)
    title = models.CharField(_("titre"), max_length=200)
    recipients = models.IntegerField(_("destinataires"), default=0)
    sent = models.IntegerField(_("envoyés"), default=0)
    created_at = models.DateTimeField(_("créé le"), default=timezone.now)
    planned_at = models.DateTimeField(_("planifié le"), null=True)

    class Meta:
        verbose_name = _("envoi aux abonnés")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["target"], name="notifications_sending_once"),
            models.CheckConstraint(
                condition=Q(mode__in=["immediate", "digest"]), name="notifications_sending_mode_is_known"
            ),
            models.CheckConstraint(
                condition=Q(subject__in=["communique", "post", "event"]), name="notifications_sending_subject_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.title}"
