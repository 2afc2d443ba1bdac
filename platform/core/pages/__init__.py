"""Public pages: the version of what a mairie shows, by which rendered pages are kept."""

from core.pages.versions import content_changed, content_version

__all__ = ["content_changed", "content_version"]
