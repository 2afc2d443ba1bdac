"""What the mairie's activities say of its site; each of them is something that readers may see."""

from core.api import ids
from core.pages import content_changed
from tenant_apps.dashboard.services import Actor, record_activity
from tenant_apps.website.models import Page


def record_site(*, type: str, title: str, actor: Actor, description: str = "", target: str = "") -> None:
    """Tell of a change of the site and have its pages rendered anew."""
    record_activity(type=type, title=title, description=description, actor=actor, target=target)
    content_changed()


def record_page(*, type: str, title: str, page: Page, actor: Actor) -> None:
    """Tell of a change of a page."""
    record_site(type=type, title=title, actor=actor, description=page.title, target=ids.encode("page", page.pk))
