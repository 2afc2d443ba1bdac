"""Why a notification or a subscription is not found."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import NotFoundError


class NotificationNotFound(NotFoundError):
    code = "NOTIFICATION_NOT_FOUND"
    message = _("Cette notification n'existe pas.")


class SubscriptionNotFound(NotFoundError):
    """The link is not genuine, or its subscription has ended."""

    code = "SUBSCRIPTION_NOT_FOUND"
    message = _("Ce lien n'existe pas ou n'est plus valable.")
