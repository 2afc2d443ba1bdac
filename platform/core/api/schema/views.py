"""The documentation as JSON and as a page, the same on every host for what that host offers."""

import hashlib
from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import extend_schema

from core.api.permissions import Public
from core.api.requests import Request
from core.api.schema.document import as_json, document
from core.api.schema.reference import reference
from core.api.views import APIView

CACHE_CONTROL = "public, max-age=300"


class SchemaView(APIView):
    """OpenAPI 3.1 of the host that is asked."""

    permissions = {"GET": Public}
    authentication_classes = []
    scope = "any"

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        return _cached(request, as_json(_urlconf(request)), "application/json")


class DocumentationView(APIView):
    """The same for readers: one page, without script and without anything from elsewhere."""

    permissions = {"GET": Public}
    authentication_classes = []
    scope = "any"

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        return _cached(request, _page(_urlconf(request)), "text/html; charset=utf-8")


def _urlconf(request: Request) -> str:
    urlconf: str = getattr(request._request, "urlconf", settings.ROOT_URLCONF)
    return urlconf


@lru_cache(maxsize=2)
def _page(urlconf: str) -> bytes:
    return render_to_string("api/docs.html", reference(document(urlconf))).encode()


def _cached(request: Request, content: bytes, content_type: str) -> HttpResponse:
    """The content with a validator, so that a reader who has it is told so (304)."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=content_type)
    response["ETag"], response["Cache-Control"] = etag, CACHE_CONTROL
    return get_conditional_response(request._request, etag=etag, response=response) or response
