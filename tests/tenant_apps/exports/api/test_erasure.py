"""POST /api/v1/export/erasure/{account_id}/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.models import User
from tenant_apps.dashboard.models import Activity
from tenant_apps.dashboard.services import record_activity
from tenant_apps.events.models import Attendee, Feed, Series
from tenant_apps.exports.models import Export
from tenant_apps.exports.services.erasure import erase_account
from tenant_apps.messages.models import Conversation
from tenant_apps.publications.models import BlockedCommenter, Comment, CommentReport, Like, Publication
from tests.factories import make_known_user, make_user
from tests.isolation.rows import fill, fingerprint
from tests.tenant_apps.events.factories import at, make_event
from tests.tenant_apps.exports.factories import make_conversation, make_export
from tests.tenant_apps.exports.files import BASE
from tests.tenant_apps.exports.texts import tables_with
from tests.tenant_apps.publications.factories import make_comment, make_like, make_publication

PATH = f"{BASE}erasure/{{}}/"


@pytest.fixture
def person(mairie_a):
    """A citizen who has left traces everywhere."""
    with mairie_context(mairie_a):
        user = make_known_user(email="Paul@exemple.fr", first_name="Paul", last_name="Durand", phone="0612345678")
        staff = make_user(role="moderator")
        publication = make_publication(title="Fête")
        make_comment(publication, author=user, content="Seul")
        answered = make_comment(publication, author=user, content="Répondu")
        reply = make_comment(publication, parent=answered, content="Une réponse", reports_count=1)
        make_like(publication, user)
        CommentReport.objects.create(comment=reply, reporter=user, reason="Injurieux")
        BlockedCommenter.objects.create(user=user, blocked_by=staff, reason="Paul Durand exagère")
        make_event(title="Réunion", attendees={user: "confirmed", staff: "pending"})
        Series.objects.create(
            title="Marché", pattern="weekly", timezone="Europe/Paris", anchor_at=at("2026-01-01 08:00"), duration=3600,
            attendees={str(user.pk): "confirmed", str(staff.pk): "pending"}, created_by=staff,
        )  # fmt: skip
        Feed.objects.create(user=user, generation=3)
        make_conversation("Il fait noir.", citizen=user, staff=staff)
        make_export(kind="personal_data", format="zip", parameters={"account_id": user.pk}, created_by=user)
        record_activity(type="role_request", title="x", description="Paul Durand", actor=user, target=f"user:{user.pk}")
        return user


def test_the_person_goes_and_what_the_law_keeps_stays_by_both_routes(mairie_a, client_for, person, via):
    with mairie_context(mairie_a):
        own = make_publication(title="Écrite pour la mairie", author=person)
    client = client_for(mairie_a, "admin", via=via)

    response = client.post(PATH.format(person.pk))

    assert (response.status_code, response.json()["account_id"]) == (200, person.pk)
    removed = {"likes": 1, "reports": 1, "comments": 2, "blocks": 1, "invitations": 1, "conversations": 1, "exports": 1}
    assert response.json()["removed"].items() >= removed.items()
    with mairie_context(mairie_a):
        gone = User.objects.get(pk=person.pk)
        assert (gone.full_name, gone.phone, gone.is_active) == ("Compte supprimé", "", False)
        assert list(Comment.objects.order_by("id").values_list("content", "status")) == [
            ("", "deleted"),
            ("Une réponse", "visible"),
        ]
        publication = Publication.objects.get(title="Fête")
        assert (publication.likes_count, publication.comments_count) == (0, 1)
        assert not Like.objects.filter(user=person).exists()
        assert not CommentReport.objects.exists()
        assert Comment.objects.get(content="Une réponse").reports_count == 0
        assert not BlockedCommenter.objects.exists()
        assert not Attendee.objects.filter(user=person).exists()
        assert Attendee.objects.count() == 1
        assert len(Series.objects.get().attendees) == 1
        assert not Feed.objects.exists()
        assert not Conversation.objects.exists()
        assert not Export.objects.filter(kind="personal_data").exists()
        assert Publication.objects.get(pk=own.pk).author_id == person.pk


def test_the_journal_stays_without_the_persons_name(mairie_a, client_for, person):
    client = client_for(mairie_a, "mayor")
    client.post(PATH.format(person.pk))

    with mairie_context(mairie_a):
        told = list(Activity.objects.order_by("id").values_list("type", "description"))
        last = Activity.objects.latest("id")
    assert not [text for _type, text in told if "Durand" in text]
    assert [kind for kind, _text in told][-2:] == ["account_deleted", "person_erased"]
    assert (last.actor_id, last.target) == (client.user.id, f"user:{person.pk}")


def test_nobody_erases_themselves_with_a_session_alone(mairie_a, client_for):
    """Leaving asks for the password, at DELETE /api/v1/auth/profile/."""
    client = client_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        make_user(role="admin")
        make_comment(make_publication(), author=client.user)

    response = client.post(PATH.format(client.user.pk))

    assert (response.status_code, response.json()["error"]["code"]) == (409, "OWN_ACCOUNT")
    with mairie_context(mairie_a):
        assert Comment.objects.filter(author_id=client.user.pk, status="visible").count() == 1
        assert User.objects.get(pk=client.user.pk).deleted_at is None


def test_no_text_of_the_person_is_left_in_any_table(mairie_a, client_for):
    """Whatever table a later release adds: a marked person leaves no mark."""
    mark = "Quercitron"
    fill(mairie_a, "Zinzolin")
    with mairie_context(mairie_a):
        person = make_known_user(email=f"{mark}@exemple.fr", first_name=mark, last_name=mark)
        make_comment(make_publication(), author=person, content=mark)
        make_conversation(mark, citizen=person, staff=make_user(role="admin"), note=mark, subject=mark)
        erase_account(account_id=person.pk, actor=make_user(role="admin"))

    assert tables_with(mairie_a, mark) == []


def test_a_second_time_it_is_404(mairie_a, client_for, person):
    client = client_for(mairie_a, "admin")

    assert client.post(PATH.format(person.pk)).status_code == 200
    again = client.post(PATH.format(person.pk))
    assert (again.status_code, again.json()["error"]["code"]) == (404, "ACCOUNT_NOT_FOUND")


def test_the_last_manager_can_not_be_erased_and_nothing_changes(mairie_a, client_for):
    client = client_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        make_comment(make_publication(), author=client.user)
        User.objects.filter(role__in=["admin", "mayor"]).exclude(pk=client.user.pk).update(is_active=False)

    response = client.post(PATH.format(client.user.pk))

    assert (response.status_code, response.json()["error"]["code"]) == (409, "LAST_MANAGER")
    with mairie_context(mairie_a):
        assert Comment.objects.filter(status="visible").count() == 1


@pytest.mark.parametrize("role", [None, "citizen", "moderator"])
def test_others_may_not(mairie_a, client_for, person, role):
    assert client_for(mairie_a, role).post(PATH.format(person.pk)).status_code == (403 if role else 401)
    with mairie_context(mairie_a):
        assert User.objects.get(pk=person.pk).deleted_at is None


def test_a_person_of_another_mairie_is_404_and_untouched(mairie_a, mairie_b, client_for):
    with mairie_context(mairie_b):
        make_user(pk=987_654)
    before = fingerprint(mairie_b)

    assert client_for(mairie_a, "mayor").post(PATH.format(987_654)).status_code == 404
    assert fingerprint(mairie_b) == before
