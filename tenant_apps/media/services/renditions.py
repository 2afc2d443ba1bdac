"""WebP pictures of an image in the widths that pages ask for, made after the upload."""

from collections.abc import Iterable

from django.db import transaction

from core.tenancy.storage import storage
from shared_apps.jobs.services import Item, enqueue_many
from tenant_apps.media.models import Media
from tenant_apps.media.services import files, images, naming

JOB = "media.renditions"


def schedule(*, media: Iterable[Media]) -> None:
    """Have the widths of images made soon, behind the mairie's more urgent work; small images need none."""
    wide = [item.pk for item in media if item.width and images.responsive_widths(item.width)]
    if wide:
        enqueue_many(JOB, [Item(f"media:{pk}", {"media_id": pk}) for pk in wide], bulk=True)


@transaction.atomic
def make(*, media_id: int) -> list[int]:
    """Make the widths that are missing and return them; a media deleted meanwhile needs none.

    The row is locked only once the pictures are ready, so that nobody waits for the encoder.
    """
    media = Media.objects.filter(pk=media_id).first()
    if media is None or not media.width:
        return []
    missing = [width for width in images.responsive_widths(media.width) if width not in media.widths]
    with storage.open(media.name) as original:
        made = list(images.make_renditions(original, missing))
    locked = Media.objects.select_for_update().filter(pk=media_id).first()
    if locked is None:
        return []
    for width, rendition in made:
        name = naming.width_name(media.name, width)
        storage.delete(name)  # what a killed run may have left
        files.write(name=name, content=rendition.content)
    locked.widths = sorted({*locked.widths, *missing})
    locked.save(update_fields=["widths"])
    return missing
