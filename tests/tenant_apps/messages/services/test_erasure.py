"""Forgetting people and what is too old."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.messages.models import Conversation
from tenant_apps.messages.services.erasure import erase_person, erase_visitor, remove_old
from tests.factories import make_user
from tests.tenant_apps.messages.factories import make_conversation, make_visit


def test_a_citizens_conversations_go_and_others_stay(mairie_a):
    with mairie_context(mairie_a):
        leaving = make_user()
        make_conversation(citizen=leaving, subject="Ma santé")
        kept = make_conversation()

        assert erase_person(user=leaving) == {"conversations": 1}
        assert list(Conversation.objects.values_list("pk", flat=True)) == [kept.pk]
        assert not Activity.objects.filter(description__contains="santé").exists()


def test_a_visitor_is_found_whatever_the_case_of_the_address(mairie_a):
    with mairie_context(mairie_a):
        make_visit(email="Helene@exemple.fr")
        make_visit(email="autre@exemple.fr")

        assert erase_visitor(email="helene@EXEMPLE.fr ") == {"conversations": 1}
        assert Conversation.objects.get().visitor_email == "autre@exemple.fr"


def test_what_the_mairie_no_longer_keeps_is_removed(mairie_a):
    with mairie_context(mairie_a):
        old, recent = make_conversation(), make_conversation()
        Conversation.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=366))

        assert remove_old(SimpleNamespace(conversations_months=None)) == {}
        assert remove_old(SimpleNamespace(conversations_months=13)) == {"conversations": 0}
        assert remove_old(SimpleNamespace(conversations_months=12)) == {"conversations": 1}
        assert Conversation.objects.get().pk == recent.pk
