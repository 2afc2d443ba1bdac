"""Pages of outgoing mail: what the file backend wrote, with links that can be followed; for development only."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from core.mail import outbox
from core.mail.backends import folder

PER_PAGE = 25
# Mail is written by others: it may show its styles and images and open links in a new tab, nothing else.
BODY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)

View = Callable[..., HttpResponseBase]


def where_shown(view: View) -> View:
    """Not found unless it was asked for and mail goes to a folder: these pages show codes and links of others."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponseBase:
        directory = folder()
        if not settings.SHOWS_MAIL or directory is None:
            raise Http404
        return view(request, directory=directory, **kwargs)

    return require_safe(never_cache(guarded))


@where_shown
def mail_list(request: HttpRequest, *, directory: Path) -> HttpResponse:
    """All mails, newest first, 25 a page; `?q=` looks into sender, recipient and subject."""
    words = request.GET.get("q", "").strip()
    found = outbox.search(directory, words) if words else outbox.names(directory)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    mails = outbox.page(directory, list(page.object_list))
    return render(request, "outbox/list.html", {"mails": mails, "page": page, "q": words})


@where_shown
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types know views without arguments only
def mail_detail(request: HttpRequest, *, directory: Path, name: str) -> HttpResponse:
    """One mail: its HTML in a frame, its text and its headers."""
    return render(request, "outbox/detail.html", {"mail": _mail(directory, name)})


@where_shown
@xframe_options_sameorigin
def mail_html(request: HttpRequest, *, directory: Path, name: str) -> HttpResponse:
    """The HTML body alone, for the frame; its links open in a new tab."""
    body = _mail(directory, name).html.replace("<head>", '<head><base target="_blank">', 1)
    return HttpResponse(body, headers={"Content-Security-Policy": BODY_POLICY})


def _mail(directory: Path, name: str) -> outbox.Mail:
    mail = outbox.read(directory, name)
    if mail is None:
        raise Http404
    return mail
