"""Public pages: kept rendered until their mairie's content changes, protected, counted without cookies."""

from core.pages.changes import content_changed

__all__ = ["content_changed"]
