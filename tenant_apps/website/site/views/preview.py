"""The site as it will be once it is on line, for whoever has a preview link; nothing of it is kept anywhere."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from core.pages.cache import keep_nothing
from tenant_apps.website.services.preview import PATH, verify_preview

SITE = "tenant_apps.website.site.urls"
# Links of the page to other pages of the site, which are to stay in the preview, but for what people do for themselves.
ELSEWHERE = "media|api|apercu|alertes|messages|connexion|deconnexion|inscription|mot-de-passe|compte|mon-espace"
LINK = re.compile(rf'(<a [^>]*?href=")/(?!(?:{ELSEWHERE})/)([^"#?]*)(#[^"]*)?"')


@require_GET
def preview(request: HttpRequest, path: str = "") -> HttpResponse:
    """The page at `path`, but no preview again; a link that is over or of another mairie is a missing page."""
    token = request.GET.get("token", "")
    if path.startswith(PATH.lstrip("/")) or not verify_preview(token):
        raise Http404
    try:
        found = resolve(f"/{path}", urlconf=SITE)
    except Resolver404 as missing:
        raise Http404 from missing
    response = _previewed(request, f"/{path}", found)
    if response.get("Content-Type", "").startswith("text/html"):
        response.content = _inside(response.content.decode(), token).encode()
    response["Cache-Control"], response["Referrer-Policy"] = "private, no-store", "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _previewed(request: HttpRequest, path: str, found: ResolverMatch) -> HttpResponse:
    """The page's answer to a request for `path`, with all that guards it; to those who log and count it stays one for
    the preview.
    """
    own = request.path, request.path_info
    request.is_preview = True  # type: ignore[attr-defined]
    request.path = request.path_info = path
    keep_nothing(request)
    try:
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    finally:
        request.path, request.path_info = own
    return response


def _inside(html: str, token: str) -> str:
    query = urlencode({"token": token})
    return LINK.sub(lambda link: f'{link[1]}{PATH}{link[2]}?{query}{link[3] or ""}"', html)
