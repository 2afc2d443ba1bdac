"""Rows of days: closed once, and counted again by the job that a change enqueues."""

from datetime import date
from types import SimpleNamespace

import pytest

from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services.execution import run_due
from tenant_apps.accounts.services import management
from tenant_apps.accounts.services.profile import update_profile
from tenant_apps.dashboard.models import Activity, Day
from tenant_apps.dashboard.services import changes, days, record_activity
from tenant_apps.dashboard.services.imports import Audience, import_audience
from tenant_apps.dashboard.services.retention import forget_audience
from tenant_apps.events.services.events import delete_event, update_event
from tenant_apps.messages.models import Conversation, Message
from tenant_apps.messages.services.conversations import delete_conversation
from tenant_apps.publications.models import Category, Comment
from tenant_apps.publications.services.comments import delete_comment
from tenant_apps.publications.services.likes import toggle_like
from tenant_apps.publications.services.moderation import moderate_comments
from tenant_apps.publications.services.publications import delete_publication, update_publication
from tenant_apps.publications.services.view_counts import record_view, store_views
from tests.factories import make_user
from tests.tenant_apps.dashboard.factories import clock, close, commented, liked, local, published, registered, row
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.messages.factories import make_conversation

NOW = "2026-03-10 12:00"


@pytest.fixture(autouse=True)
def mairie(mairie_a, inside):
    inside(mairie_a)
    Activity.objects.all().delete()
    return mairie_a


@pytest.fixture
def mayor():
    return make_user(role="mayor")


@pytest.fixture
def old(mayor):
    """A publication of February with its reactions; every day up to 9 March is closed."""
    publication = published("2026-02-10 09:00", author=mayor, category="culture", views_count=30)
    liked(publication, "2026-02-11 09:00", "2026-03-01 09:00")
    commented(publication, "2026-02-11 10:00", "2026-03-09 10:00")
    close(NOW)
    return publication


def run_jobs():
    with clock("2026-03-10 13:00"):
        run_due()


def month_jobs(*values: str) -> list:
    with public_context():
        return list(Job.objects.filter(kind=changes.MONTH_JOB).order_by("key").values_list(*values))


def category(slug: str) -> str:
    return str(Category.objects.get(slug=slug).pk)


def test_closing_writes_the_days_on_which_something_was(old):
    assert row("2026-02-10") == {"posts": 1, "publication_views": 30, "categories": {category("culture"): 1}}
    assert row("2026-02-11") == {"likes": 1, "comments": 1}
    assert row("2026-03-01") == {"likes": 1}
    assert row("2026-03-09") == {"comments": 1}
    assert not row("2026-03-10")
    assert set(Day.objects.values_list("day", flat=True)) == {
        date(2026, 2, 10), date(2026, 2, 11), date(2026, 3, 1), date(2026, 3, 9),
    }  # fmt: skip


def test_closing_twice_changes_nothing_and_an_empty_mairie_keeps_one_row(old):
    before = list(Day.objects.order_by("day").values())
    close(NOW)
    assert list(Day.objects.order_by("day").values()) == before


def test_a_day_is_closed_only_once_what_was_begun_in_it_has_been_committed():
    close("2026-03-10 00:03")
    assert [day.day for day in Day.objects.all()] == [date(2026, 3, 8)]
    close("2026-03-10 00:05")
    assert Day.objects.latest("day").day == date(2026, 3, 9)


def test_the_audience_of_a_day_outlives_its_closing():
    Day.objects.create(day="2026-03-09", visits=12, mobile=12)
    close(NOW)
    assert row("2026-03-09") == {"visits": 12, "mobile": 12}


def test_a_deleted_publication_takes_its_likes_comments_and_views_out_of_their_days(old, mayor):
    with clock(NOW):
        delete_publication(publication_id=old.pk, actor=mayor)
    run_jobs()

    assert not Day.objects.exclude(posts=0, likes=0, comments=0, publication_views=0).exists()
    assert row("2026-02-10") == {}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"type": "communique"}, {"communiques": 1, "publication_views": 30}),
        ({"category": "actualites"}, {"posts": 1, "publication_views": 30}),
        ({"status": "draft"}, {}),
        ({"status": "archived"}, {"posts": 1, "publication_views": 30}),
        ({"title": "Autre"}, {"posts": 1, "publication_views": 30}),
    ],
)
def test_a_changed_publication_counts_as_it_is_now(old, mayor, fields, found):
    with clock(NOW):
        update_publication(publication_id=old.pk, actor=mayor, fields=fields)
    run_jobs()

    stored = row("2026-02-10")
    categories = stored.pop("categories", {})
    assert stored == found
    slug = fields.get("category", "culture")
    assert categories == ({} if fields.get("status") == "draft" else {category(slug): 1})


def test_a_like_taken_back_leaves_its_day(old):
    user = make_user()
    with clock("2026-02-20 10:00"):
        toggle_like(publication_id=old.pk, user=user)
    run_jobs()
    with clock(NOW):
        days.recount_month(month=date(2026, 2, 1))
    assert row("2026-02-20") == {"likes": 1}
    with clock(NOW):
        toggle_like(publication_id=old.pk, user=user)
    run_jobs()

    assert row("2026-02-20") == {}


def test_a_comment_hidden_restored_and_deleted_is_counted_while_it_is_seen(old, mayor):
    comment = Comment.objects.order_by("created_at").first()
    seen = []
    for action in ("hide", "restore"):
        with clock(NOW):
            moderate_comments(comment_ids=[comment.pk], action=action, actor=mayor)
        run_jobs()
        seen.append(row("2026-02-11").get("comments", 0))
    with clock(NOW):
        delete_comment(publication_id=old.pk, comment_id=comment.pk, actor=mayor)
    run_jobs()

    assert [*seen, row("2026-02-11").get("comments", 0)] == [0, 1, 0]


def test_views_of_older_publications_are_counted_within_a_quarter_of_an_hour(old):
    with clock(NOW):
        record_view(publication_id=old.pk, reader="1")
        store_views()

    assert month_jobs("key", "due_at") == [("views:2026-02-01", local("2026-03-10 12:15"))]
    with clock(NOW):
        days.recount_month(month=date(2026, 2, 1))
    assert row("2026-02-10")["publication_views"] == 31


def test_events_of_the_past_that_move_or_go_are_counted_again(mayor):
    moved = make_event(start_at=local("2026-02-02 10:00"), author=mayor)
    gone = make_event(start_at=local("2026-02-03 10:00"), author=mayor)
    close(NOW)
    assert (row("2026-02-02"), row("2026-02-03")) == ({"events": 1}, {"events": 1})

    with clock(NOW):
        fields = {"start_at": local("2026-02-05 10:00"), "end_at": local("2026-02-05 11:00")}
        update_event(event_id=moved.pk, actor=mayor, fields=fields)
        delete_event(event_id=gone.pk, actor=mayor)
    run_jobs()

    assert (row("2026-02-02"), row("2026-02-03"), row("2026-02-05")) == ({}, {}, {"events": 1})


def test_a_citizen_who_goes_or_gets_a_role_is_counted_no_longer(mayor):
    gone, promoted = registered("2026-02-02 10:00"), registered("2026-02-03 10:00")
    close(NOW)
    assert (row("2026-02-02"), row("2026-02-03")) == ({"citizens": 1}, {"citizens": 1})

    with clock(NOW):
        management.delete_account(account_id=gone.pk, actor=mayor)
        management.update_account(account_id=promoted.pk, changes={"role": "moderator"}, actor=mayor)
    run_jobs()

    assert (row("2026-02-02"), row("2026-02-03")) == ({}, {})


def test_a_year_of_birth_counts_once_it_is_known():
    user = make_user()
    with clock(NOW):
        update_profile(user=user, changes={"birth_year": 1980})
    run_jobs()

    assert Day.objects.get(day="2026-03-10").ages == {"1980": 1}


def test_a_deleted_conversation_takes_its_messages_out_of_their_days(mayor):
    conversation = make_conversation()
    Message.objects.update(created_at=local("2026-02-02 10:00"))
    for internal in (False, True):
        Message.objects.create(
            conversation=conversation, sender=mayor, sender_type="mayor", content="Oui", is_internal=internal,
            created_at=local("2026-03-02 10:00"),
        )  # fmt: skip
    close(NOW)
    assert (row("2026-02-02"), row("2026-03-02")) == ({"messages": 1}, {"messages": 1})

    with clock(NOW):
        delete_conversation(conversation_id=conversation.pk, actor=mayor)
    run_jobs()

    assert not Conversation.objects.exists()
    assert (row("2026-02-02"), row("2026-03-02")) == ({}, {})


def test_what_changes_today_needs_no_job(mayor):
    with clock(NOW):
        publication = published("2026-03-10 09:00", author=mayor)
        liked(publication, "2026-03-10 09:30")
        delete_publication(publication_id=publication.pk, actor=mayor)

    assert month_jobs("key") == []


def test_months_that_nobody_has_closed_yet_are_left_alone():
    published("2026-03-09 09:00")
    with clock(NOW):
        days.recount_month(month=date(2026, 3, 1))
        days.recount_events()
    assert not Day.objects.exists()


def test_activities_are_counted_by_day():
    with clock("2026-03-08 12:00"):
        record_activity(type="x", title="x")
    close(NOW)
    assert row("2026-03-08") == {"activities": 1}


def test_an_imported_audience_takes_the_place_of_what_was_counted():
    Day.objects.create(day="2026-03-01", visits=1, posts=3)
    for _time in range(2):
        import_audience(days={date(2026, 3, 1): Audience(10, 30, 6, 3, 1)})

    assert row("2026-03-01") == {"visits": 10, "views": 30, "mobile": 6, "desktop": 3, "tablet": 1, "posts": 3}


@pytest.mark.parametrize(("months", "left"), [(None, 2), (25, 2), (1, 1)])
def test_an_audience_that_is_too_old_is_forgotten(months, left):
    Day.objects.create(day="2026-02-09", visits=5, views=9, posts=1)
    Day.objects.create(day="2026-02-10", visits=5)
    with clock(NOW):
        forgotten = forget_audience(SimpleNamespace(view_counts_months=months))

    assert Day.objects.filter(visits__gt=0).count() == left
    assert Day.objects.get(day="2026-02-09").posts == 1
    assert sum(forgotten.values()) == 2 - left


def test_a_change_in_one_mairie_enqueues_nothing_for_another(mairie_b, old, mayor):
    with clock(NOW):
        delete_publication(publication_id=old.pk, actor=mayor)

    assert month_jobs("municipality__code", "key") == [("91272", "2026-02-01"), ("91272", "2026-03-01")]
    with mairie_context(mairie_b):
        assert not Day.objects.exists()
