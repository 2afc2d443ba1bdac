"""/publications/categories/ and /publications/categories/{slug}/."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.permissions import Authenticated, Staff
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.publications.api import representations
from tenant_apps.publications.api.serializers import answers
from tenant_apps.publications.api.serializers import categories as bodies
from tenant_apps.publications.errors import CategoryExists, CategoryInUse, CategoryNotFound
from tenant_apps.publications.selectors.categories import categories
from tenant_apps.publications.services import categories as services


class CategoriesView(APIView):
    permissions = {"GET": Authenticated, "POST": Staff}
    errors = {"POST": (CategoryExists,)}

    @extend_schema(
        operation_id="publications_categories_list",
        summary="Catégories",
        responses={200: answers.CategoryListAnswer},
    )
    def get(self, request: Request) -> Response:
        return Response({"categories": [representations.category(row) for row in categories()]})

    @extend_schema(
        operation_id="publications_categories_create",
        summary="Créer une catégorie",
        description="Sans `slug`, l'identifiant vient du libellé ; sans `order`, la catégorie vient en dernier.",
        request=bodies.CategoryBody,
        responses={201: answers.CategoryChangedAnswer},
    )
    def post(self, request: Request) -> Response:
        created = services.create_category(actor=request.user, **_arguments(self.body(bodies.CategoryBody), "slug"))
        return Response({**representations.category(created), "message": _("Catégorie créée")}, status=201)


class CategoryView(APIView):
    permissions = {"PUT": Staff, "DELETE": Staff}
    errors = {"PUT": (CategoryNotFound, CategoryExists), "DELETE": (CategoryNotFound, CategoryInUse)}

    @extend_schema(
        operation_id="publications_categories_update",
        summary="Modifier une catégorie",
        description="Seuls les champs envoyés changent ; les publications suivent un nouvel identifiant.",
        request=bodies.CategoryChanges,
        responses={200: answers.CategoryChangedAnswer},
    )
    def put(self, request: Request, slug: str) -> Response:
        changes = _arguments(self.body(bodies.CategoryChanges), "new_slug")
        updated = services.update_category(slug=slug, actor=request.user, **changes)
        return Response({**representations.category(updated), "message": _("Catégorie mise à jour")})

    @extend_schema(
        operation_id="publications_categories_delete",
        summary="Supprimer une catégorie",
        responses={204: None},
    )
    def delete(self, request: Request, slug: str) -> Response:
        services.delete_category(slug=slug, actor=request.user)
        return Response(status=204)


def _arguments(body: dict[str, Any], slug: str) -> dict[str, Any]:
    """The body under the service's names."""
    names = {"order": "position", "slug": slug}
    return {names.get(name, name): value for name, value in body.items()}
