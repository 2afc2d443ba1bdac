"""What happened in the mairie: the dashboard's recent activities, which are its audit trail too."""

from django.conf import settings
from django.db import models

# Icon (a name of lucide) and colour under which each type of activity is shown.
APPEARANCE = {
    "publication_created": ("FileText", "blue"),
    "publication_published": ("FileText", "green"),
    "publication_updated": ("FilePen", "blue"),
    "publication_deleted": ("Trash2", "red"),
    "publication_expired": ("CalendarOff", "gray"),
    "comment_created": ("MessageCircle", "blue"),
    "comment_hidden": ("EyeOff", "orange"),
    "comment_restored": ("Eye", "green"),
    "comment_deleted": ("Trash2", "red"),
    "comment_reported": ("Flag", "orange"),
    "commenter_blocked": ("UserX", "red"),
    "commenter_unblocked": ("UserCheck", "green"),
    "category_created": ("Tag", "blue"),
    "category_updated": ("Tag", "blue"),
    "category_deleted": ("Tag", "red"),
    "event_scheduled": ("Calendar", "green"),
    "event_updated": ("CalendarClock", "blue"),
    "event_cancelled": ("CalendarX", "red"),
    "events_imported": ("CalendarPlus", "blue"),
    "message_received": ("MessageSquare", "purple"),
    "media_uploaded": ("Image", "blue"),
    "media_updated": ("ImagePlus", "blue"),
    "media_deleted": ("ImageOff", "red"),
    "role_request": ("UserCog", "orange"),
    "account_created": ("UserPlus", "blue"),
    "account_approved": ("UserCheck", "green"),
    "account_updated": ("UserPen", "blue"),
    "account_deactivated": ("UserX", "orange"),
    "account_deleted": ("UserMinus", "red"),
    "invitation_sent": ("MailPlus", "blue"),
    "invitation_accepted": ("UserCheck", "green"),
    "invitation_cancelled": ("MailX", "orange"),
}
DEFAULT_APPEARANCE = ("Activity", "gray")


class Activity(models.Model):
    """Who did what, when, to what; written in the transaction of the change it tells."""

    type = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=500, blank=True)
    # Accounts are never deleted, only emptied, so no index has to find an account's activities.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    target = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.type}: {self.title}"

    @property
    def icon(self) -> str:
        return APPEARANCE.get(self.type, DEFAULT_APPEARANCE)[0]

    @property
    def color(self) -> str:
        return APPEARANCE.get(self.type, DEFAULT_APPEARANCE)[1]
