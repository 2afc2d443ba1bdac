"""Stored files over HTTP, the same on a mairie's host and, by municipality code, on the platform host."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views import View

from core.tenancy.context import by_code
from core.tenancy.storage import storage
from tenant_apps.media.site.files import StoredFile, readable_file
from tenant_apps.media.site.ranges import Span, Unsatisfiable, requested_span

# Even where a browser is made to open a file as a page, nothing in it may run, load or reach the site.
POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
# Names are random and never reused, so what a name holds never changes.
PUBLIC_CACHE = "public, max-age=31536000, immutable"
PRIVATE_CACHE = "private, no-store"
# The address alone does not tell the mairie here, so no shared cache may answer with it.
UNNAMED_CACHE = "private, max-age=300"


class FileView(View):
    """GET and HEAD of a file by name; foreign, forbidden and missing are the same 404."""

    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        file = readable_file(name=name, query=request.GET)
        if file is None:
            raise Http404
        headers = _headers(request, file)
        unchanged = get_conditional_response(request, etag=file.etag, response=HttpResponse(headers=headers))
        if unchanged is not None and unchanged.status_code != 200:
            return unchanged
        try:
            return _body(request, file, headers)
        except Unsatisfiable:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})


def _body(request: HttpRequest, file: StoredFile, headers: dict[str, Any]) -> HttpResponseBase:
    part = _span(request, file)
    span = part or Span(0, file.size)
    headers["Content-Length"] = str(span.length)
    if part:
        headers["Content-Range"] = part.content_range(file.size)
    status = 206 if part else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(storage.read(file.name, span.start, span.length), status=status, headers=headers)


def _span(request: HttpRequest, file: StoredFile) -> Span | None:
    """The range asked for, unless it is conditional on another version or the request only wants headers."""
    header, version = request.headers.get("Range"), request.headers.get("If-Range")
    if not header or request.method != "GET" or (version and version != file.etag):
        return None
    return requested_span(header, file.size)


def _headers(request: HttpRequest, file: StoredFile) -> dict[str, Any]:
    headers = {
        "Content-Type": file.mime_type,
        "Content-Disposition": content_disposition_header(not file.inline, file.filename) or "inline",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
        "ETag": file.etag,
        "Cache-Control": PUBLIC_CACHE,
    }
    if file.private:
        headers |= {"Cache-Control": PRIVATE_CACHE, "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    elif by_code() and "municipality_code" not in request.GET:
        headers |= {"Cache-Control": UNNAMED_CACHE, "Vary": "Authorization, X-Municipality-Code"}
    return headers
