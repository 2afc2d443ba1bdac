"""What happened in the mairie: its activities, which are its audit trail too, and one row of figures a day."""

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Now

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
    "message_sent": ("Reply", "blue"),
    "conversation_deleted": ("Trash2", "red"),
    "media_uploaded": ("Image", "blue"),
    "media_updated": ("ImagePlus", "blue"),
    "media_deleted": ("ImageOff", "red"),
    "site_updated": ("Palette", "blue"),
    "site_published": ("Globe", "green"),
    "site_unpublished": ("Globe", "orange"),
    "section_updated": ("LayoutTemplate", "blue"),
    "sections_reordered": ("ArrowUpDown", "blue"),
    "page_created": ("FilePlus", "blue"),
    "page_updated": ("FilePen", "blue"),
    "page_deleted": ("FileX", "red"),
    "role_request": ("UserCog", "orange"),
    "account_created": ("UserPlus", "blue"),
    "account_approved": ("UserCheck", "green"),
    "account_refused": ("UserX", "orange"),
    "account_updated": ("UserPen", "blue"),
    "account_deactivated": ("UserX", "orange"),
    "account_deleted": ("UserMinus", "red"),
    "password_changed": ("KeyRound", "blue"),
    "email_changed": ("AtSign", "blue"),
    "two_factor_enabled": ("ShieldCheck", "green"),
    "two_factor_disabled": ("ShieldOff", "orange"),
    "settings_updated": ("Settings", "blue"),
    "retention_applied": ("Eraser", "gray"),
    "invitation_sent": ("MailPlus", "blue"),
    "invitation_accepted": ("UserCheck", "green"),
    "invitation_cancelled": ("MailX", "orange"),
    "alert_sent": ("BellRing", "orange"),
    "export_requested": ("Download", "blue"),
    "person_erased": ("UserX", "red"),
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
        indexes = [models.Index(fields=["created_at"], name="dashboard_activity_date_idx")]

    def __str__(self) -> str:
        return f"{self.type}: {self.title}"

    @property
    def icon(self) -> str:
        return APPEARANCE.get(self.type, DEFAULT_APPEARANCE)[0]

    @property
    def color(self) -> str:
        return APPEARANCE.get(self.type, DEFAULT_APPEARANCE)[1]


# Figures of a day that are counted from the mairie's rows; the audience is not among them.
COUNTED = (
    "posts", "communiques", "publication_views", "likes", "comments", "citizens", "messages", "events", "activities",
)  # fmt: skip


class Day(models.Model):
    """The figures of one day of the mairie, in its own time zone.

    The public site's own count writes the audience. The rest is counted from the mairie's rows once the day is over
    (`closed_at`), and again when something of that day changes: publications by the moment they went on line, with
    their views; likes, comments, accounts, messages and activities by the moment they were made; events by their first
    day. `categories` maps ids of categories to numbers of publications; `ages` is every citizen's year of birth as it
    stood that day, kept on the days it was counted.
    """

    day = models.DateField(primary_key=True)
    visits = models.IntegerField(db_default=0)
    views = models.IntegerField(db_default=0)
    mobile = models.IntegerField(db_default=0)
    desktop = models.IntegerField(db_default=0)
    tablet = models.IntegerField(db_default=0)
    posts = models.IntegerField(db_default=0)
    communiques = models.IntegerField(db_default=0)
    publication_views = models.BigIntegerField(db_default=0)
    likes = models.IntegerField(db_default=0)
    comments = models.IntegerField(db_default=0)
    citizens = models.IntegerField(db_default=0)
    messages = models.IntegerField(db_default=0)
    events = models.IntegerField(db_default=0)
    activities = models.IntegerField(db_default=0)
    categories = models.JSONField(db_default=Value({}, models.JSONField()))
    ages = models.JSONField(null=True)
    closed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}"
