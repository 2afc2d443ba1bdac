"""Row locks, always in this order: the site, then a page."""

from tenant_apps.website.errors import PageNotFound
from tenant_apps.website.models import SITE_ID, Page, Site
from tenant_apps.website.services.provisioning import ensure_site


def lock_site() -> Site:
    """The mairie's site, held until the end of the transaction: changes of it and of its pages follow each other."""
    rows = Site.objects.select_for_update(no_key=True)
    site = rows.filter(id=SITE_ID).first()
    if site is None:
        ensure_site()
        site = rows.get(id=SITE_ID)
    return site


def lock_page(*, page_id: int) -> Page:
    """One page, with the site held as well; raises PageNotFound."""
    lock_site()
    page = Page.objects.select_for_update(no_key=True).defer("search").filter(id=page_id).first()
    if page is None:
        raise PageNotFound
    return page
