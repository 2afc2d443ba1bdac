"""MP4 and WebM, told by their structure, which must be whole; the place a phone wrote into an MP4 is blanked."""

from django.core.files.uploadedfile import UploadedFile

from tenant_apps.media.errors import NOT_A_VIDEO, FileRefused
from tenant_apps.media.services import mp4, webm
from tenant_apps.media.services.formats import MEGABYTE, MP4, WEBM, Inspected, require_size

MAX_BYTES = 200 * MEGABYTE


def inspect_video(upload: UploadedFile) -> Inspected:
    """Walk the containers of a video of at most 200 MB; nothing is decoded."""
    size = upload.size or 0
    require_size(size, MAX_BYTES)
    upload.seek(0)
    head = upload.read(12)
    if head[4:8] == b"ftyp":
        mp4.require_video(upload, size)
        mp4.blank_metadata(upload, size)
        recognised = MP4
    elif head[:4] == webm.EBML:
        webm.require_video(upload, size)
        recognised = WEBM
    else:
        raise FileRefused(NOT_A_VIDEO)
    upload.seek(0)
    return Inspected(recognised, upload, size)
