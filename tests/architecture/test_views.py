"""Every endpoint is an API view that says who may call each of its methods."""

import pytest

from core.api.permissions import Operators, Permission
from core.api.views import APIView
from tests.isolation.endpoints import VERBS, every_endpoint, mairie_endpoints, platform_endpoints, routes

BOTH = ["config.urls_platform", "config.urls_mairie"]


@pytest.mark.parametrize("urlconf", BOTH)
def test_everything_below_api_is_a_view_of_core_api(urlconf):
    strangers = [route for route, view in routes(urlconf) if not issubclass(getattr(view, "cls", object), APIView)]
    assert not strangers, "answer errors in the envelope: subclass core.api.views.APIView"


@pytest.mark.parametrize("endpoint", every_endpoint(), ids=str)
def test_every_method_declares_its_permission(endpoint):
    undeclared = [method for method, rule in endpoint.operations() if rule is None]
    assert not undeclared, f"{endpoint.view.__name__} denies {undeclared} to everybody: declare `permissions`"
    surplus = set(endpoint.view.permissions) - set(endpoint.methods)
    assert not surplus, f"{endpoint.view.__name__} declares permissions for {surplus}, which it does not answer"


@pytest.mark.parametrize("endpoint", every_endpoint(), ids=str)
def test_declared_rules_are_rules_and_declared_methods_are_verbs(endpoint):
    for rule in endpoint.view.permissions.values():
        assert isinstance(rule, Permission) or issubclass(rule, Permission)
    for declared in (endpoint.view.permissions, endpoint.view.rates, endpoint.view.errors):
        assert set(declared) <= set(VERBS)


def test_the_platforms_endpoints_are_for_operators():
    open_to_others = [
        f"{method} {endpoint.path}"
        for endpoint in platform_endpoints()
        for method, rule in endpoint.operations()
        if not (isinstance(rule, Operators) or (isinstance(rule, type) and issubclass(rule, Operators)))
    ]
    assert not open_to_others


def test_a_mairies_host_offers_nothing_of_the_platform():
    assert not [endpoint.path for endpoint in mairie_endpoints() if endpoint.is_platform]


def test_routes_end_with_a_slash_unless_they_name_a_file():
    crooked = [
        endpoint.path
        for endpoint in every_endpoint()
        if not endpoint.path.endswith("/") and "." not in endpoint.path.rpartition("/")[2] and "{" not in endpoint.path
    ]
    assert not crooked
