"""Accounts of a mairie (in the public schema: of operators), their sessions, codes and invitations."""

import uuid
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.trigrams import trigram_index


class Role(models.TextChoices):
    """What an account may do; `operator` exists in the public schema only."""

    CITIZEN = "citizen", _("Citoyen")
    MODERATOR = "moderator", _("Modérateur")
    ADMIN = "admin", _("Administrateur")
    MAYOR = "mayor", _("Maire")
    OPERATOR = "operator", _("Opérateur")


MUNICIPAL_ROLES = (Role.CITIZEN, Role.MODERATOR, Role.ADMIN, Role.MAYOR)
STAFF_ROLES = (Role.MODERATOR, Role.ADMIN, Role.MAYOR)
MANAGER_ROLES = (Role.ADMIN, Role.MAYOR)


class RoleStatus(models.TextChoices):
    """A staff role counts once it is active; until then its account acts as a citizen."""

    ACTIVE = "active", _("Actif")
    PENDING = "pending", _("En attente")


class UserQuerySet(models.QuerySet["User"]):
    """Accounts as the services look for them."""

    def with_email(self, email: str) -> Self:
        """The account of the address whatever its case, through the unique index."""
        return self.alias(email_lower=Lower("email")).filter(email_lower=Lower(Value(email)))

    def present(self) -> Self:
        """Accounts that were not deleted."""
        return self.filter(deleted_at__isnull=True)

    def managers(self) -> Self:
        """Accounts able to manage the mairie: an active, verified admin or mayor."""
        return self.filter(role__in=MANAGER_ROLES, role_status=RoleStatus.ACTIVE, is_active=True, is_verified=True)


class User(AbstractBaseUser):
    """An account. A deleted one keeps its row, without personal data, as the author of what it wrote."""

    email = models.EmailField(_("adresse électronique"), max_length=254)
    first_name = models.CharField(_("prénom"), max_length=80)
    last_name = models.CharField(_("nom"), max_length=80)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    role = models.CharField(_("rôle"), max_length=10, choices=Role.choices, default=Role.CITIZEN)
    role_status = models.CharField(
        _("état du rôle"), max_length=8, choices=RoleStatus.choices, default=RoleStatus.ACTIVE
    )
    is_active = models.BooleanField(_("actif"), default=True)
    is_verified = models.BooleanField(_("adresse vérifiée"), default=False)
    avatar = models.CharField(_("photo"), max_length=200, blank=True)
    birth_year = models.SmallIntegerField(_("année de naissance"), null=True, blank=True)
    # What the person has chosen, by section; what is not in it has its default.
    preferences = models.JSONField(_("préférences"), default=dict, db_default=Value({}, models.JSONField()), blank=True)
    two_factor_enabled = models.BooleanField(_("double authentification"), default=False, db_default=False)
    totp_secret = models.CharField(_("secret TOTP, chiffré"), max_length=255, default="", db_default="", blank=True)
    totp_last_step = models.BigIntegerField(_("dernier intervalle TOTP accepté"), default=0, db_default=0)
    backup_codes = models.JSONField(
        _("empreintes des codes de secours"), default=list, db_default=Value([], models.JSONField()), blank=True
    )
    last_seen_at = models.DateTimeField(_("dernière activité"), null=True, blank=True)
    warned_at = models.DateTimeField(_("prévenu de la suppression le"), null=True, blank=True)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)
    deleted_at = models.DateTimeField(_("supprimé le"), null=True, blank=True)

    objects = UserQuerySet.as_manager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        default_permissions = ()
        indexes = [
            models.Index(fields=["created_at"], name="accounts_user_date_idx"),
            trigram_index("first_name", "last_name", name="accounts_user_name_idx"),
        ]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_unique"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="accounts_user_role_known"),
            models.CheckConstraint(
                condition=Q(role_status__in=RoleStatus.values), name="accounts_user_role_status_known"
            ),
        ]

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def effective_role(self) -> str:
        """The role that counts now: a pending staff account acts as a citizen."""
        return self.role if self.role_status == RoleStatus.ACTIVE else Role.CITIZEN.value

    @property
    def role_label(self) -> str:
        return str(Role(self.effective_role).label)

    @property
    def is_pending(self) -> bool:
        return self.role_status == RoleStatus.PENDING

    @property
    def is_manager(self) -> bool:
        """Whether the account is one of those that `UserQuerySet.managers` finds."""
        return self.is_active and self.is_verified and self.effective_role in MANAGER_ROLES


class Session(models.Model):
    """One login, named in its tokens; `refresh_jti` is the only refresh token that still works.

    The random key makes tokens of an earlier database worthless, even where the same ids exist again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    refresh_jti = models.UUIDField()
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    ip = models.GenericIPAddressField(null=True, blank=True)
    user_agent = models.CharField(max_length=255, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.id)


class OneTimeSecret(models.Model):
    """A mailed code or link, stored as a keyed digest; there is one live one for each account and purpose."""

    class Purpose(models.TextChoices):
        VERIFY_EMAIL = "verify_email", _("Vérification de l'adresse")
        RESET_PASSWORD = "reset_password", _("Réinitialisation du mot de passe")
        SET_PASSWORD = "set_password", _("Choix du premier mot de passe")
        CHANGE_EMAIL = "change_email", _("Changement d'adresse")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="secrets", db_index=False)
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    digest = models.BinaryField(max_length=32)
    attempts = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "purpose"], name="accounts_onetimesecret_one_live"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.user_id}"


class Invitation(models.Model):
    """A staff role kept for an address (lower case) until an account verifies that address; accepting deletes it."""

    email = models.EmailField(_("adresse électronique"), max_length=254)
    role = models.CharField(_("rôle"), max_length=10, choices=[(role.value, role.label) for role in STAFF_ROLES])
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["email"], name="accounts_invitation_email_unique"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in STAFF_ROLES]), name="accounts_invitation_role_staff"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.role})"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()
