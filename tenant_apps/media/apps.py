from django.apps import AppConfig


class MediaConfig(AppConfig):
    """The mairie's library of images, documents and videos, and the serving of every stored file."""

    name = "tenant_apps.media"
    label = "media"
