"""What browsers ask for beside the pages: style of the theme, icon and manifest."""

from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_safe

from core.pages.cache import cached_page
from tenant_apps.website.selectors.palette import Palette, Scheme, palette
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.rendering import initials, split_name, theme_version
from tenant_apps.website.site.shield import shield

FOR_EVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300, stale-if-error=86400"
CURRENT = "courant"
ICON_SIZES = [(16, 16), (32, 32), (48, 48), (256, 256)]


@require_safe
def theme(request: HttpRequest, version: str) -> HttpResponse:
    """The mairie's colours and font; the address is that of one theme, so it may be kept for ever.

    Pages that can't ask for the version (those that say what is broken) ask for `courant`.
    """
    site = current_site()
    if version not in {theme_version(site), CURRENT}:
        raise Http404
    style = _style(palette(theme=site.theme))
    headers = {"Cache-Control": A_WHILE if version == CURRENT else FOR_EVER}
    return HttpResponse(style, content_type="text/css; charset=utf-8", headers=headers)


@require_safe
@cached_page
def favicon(request: HttpRequest) -> HttpResponse:
    """The mairie's icon, or a shield in its colour with its initials."""
    site = current_site()
    if site.favicon_url:
        return HttpResponseRedirect(site.favicon_url)
    colours = palette(theme=site.theme).light
    drawn = shield(initials(split_name(site.name)[1]), colours["primary"], colours["on-primary"])
    content = BytesIO()
    drawn.save(content, "ICO", sizes=ICON_SIZES)
    return HttpResponse(content.getvalue(), content_type="image/x-icon")


@require_safe
@cached_page
def manifest(request: HttpRequest) -> HttpResponse:
    """How the site looks among a telephone's applications."""
    site = current_site()
    if site.favicon:
        picture = site.favicon
        icon = {"src": picture.url, "sizes": f"{picture.width}x{picture.height}", "type": picture.mime_type}
    else:
        sizes = " ".join(f"{width}x{height}" for width, height in ICON_SIZES)
        icon = {"src": "/favicon.ico", "sizes": sizes, "type": "image/x-icon"}
    colours = palette(theme=site.theme).light
    content = {
        "name": site.name,
        "short_name": split_name(site.name)[1],
        "description": site.meta.get("description", ""),
        "lang": "fr",
        "start_url": "/",
        "display": "browser",
        "background_color": colours["paper"],
        "theme_color": colours["primary"],
        "icons": [icon],
    }
    return JsonResponse(content, content_type="application/manifest+json")


def _style(colours: Palette) -> str:
    light = f"{_properties(colours.light)}--body:{colours.font};"
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{_properties(colours.dark)}}}}}"


def _properties(scheme: Scheme) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in scheme.items())
