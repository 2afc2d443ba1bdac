"""One row per piece of work that must happen later or outside the request that caused it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """Due work of a mairie (NULL: of the platform); gone once done, because done is when its effect is committed.

    `claim` is held from the hand-over to a worker until the attempt ends. `available_at` is when the row may be
    claimed next: its due date at first, then the end of a lease, of a pause after a failure or of a hold; of a dead
    row it is when it died.
    `generation` counts how often the key was enqueued anew, so that a run ends only the work that it began.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("En attente")
        DEAD = "dead", _("Abandonnée")

    municipality = models.ForeignKey(
        "municipalities.Municipality", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=100)
    # Ids and digests only: keys are shown to operators and logged, so they never hold personal data.
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    bulk = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    available_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    attempts = models.SmallIntegerField(default=0)
    claim = models.UUIDField(null=True)
    generation = models.BigIntegerField(default=1)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "key"], nulls_distinct=False, name="job_key_unique"
            ),
            models.CheckConstraint(condition=Q(state__in=["pending", "dead"]), name="job_state_known"),
            models.CheckConstraint(condition=Q(state="pending") | Q(claim__isnull=True), name="job_dead_unclaimed"),
        ]
        indexes = [
            models.Index(fields=["available_at"], condition=Q(state="pending"), name="job_due"),
            models.Index(fields=["municipality"], condition=Q(claim__isnull=False), name="job_claimed"),
            models.Index(fields=["-id"], condition=Q(state="dead"), name="job_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
