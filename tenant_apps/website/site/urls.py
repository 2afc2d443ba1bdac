"""Addresses of the public site, below the root of a mairie's host; each app's pages are included from here."""

from django.urls import include, path, re_path

from tenant_apps.website.site.views import contact, files, home, maps, pages, preview, search

own = [
    path("", home.home, name="home"),
    path("contact/", contact.contact, name="contact"),
    path("contact/merci/", contact.thanks, name="contact-sent"),
    path("recherche/", search.search, name="search"),
    path("plan-du-site/", maps.plan, name="plan"),
    path("sitemap.xml", maps.sitemap, name="sitemap"),
    path("robots.txt", maps.robots, name="robots"),
    path("site.webmanifest", files.manifest, name="manifest"),
    path("favicon.ico", files.favicon, name="favicon"),
    path("apercu/", preview.preview, name="preview"),
    path("apercu/<path:path>", preview.preview, name="preview-page"),
    path("theme/<slug:version>.css", files.theme, name="theme"),
]
# The mairie's pages come last: their addresses may be anything that nothing else has taken.
mairies = [re_path(r"^(?P<slug>(?!(?:api|media|static)/)[a-z0-9-]+(?:/[a-z0-9-]+)*)/$", pages.page, name="page")]

urlpatterns = [
    path("mon-espace/", include("tenant_apps.accounts.site.space_urls")),
    path("messages/", include("tenant_apps.messages.site.urls")),
    path("", include((own, "site"))),
    path("actualites/", include("tenant_apps.publications.site.urls")),
    path("agenda/", include("tenant_apps.events.site.urls")),
    path("", include("tenant_apps.accounts.site.urls")),
    path("alertes/", include("tenant_apps.notifications.site.urls")),
    path("", include((mairies, "pages"))),
]
