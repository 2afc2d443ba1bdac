"""What goes when a person is erased: their invitations, their answers and their feed; what they planned stays."""

from django.db import transaction

from tenant_apps.dashboard.services import Actor
from tenant_apps.events.models import Attendee, Feed, Series


@transaction.atomic
def erase_person(*, user: Actor) -> dict[str, int]:
    """Take the person off every list of guests; gives how many invitations there were."""
    key = str(user.id)
    for series in Series.objects.select_for_update(no_key=True).filter(attendees__has_key=key).order_by("pk"):
        series.attendees = {guest: answer for guest, answer in series.attendees.items() if guest != key}
        series.save(update_fields=["attendees"])
    Feed.objects.filter(user_id=user.id).delete()
    removed, _rows = Attendee.objects.filter(user_id=user.id).delete()
    return {"invitations": removed}
