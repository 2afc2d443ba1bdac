"""Publications go out and expire at their moment, once, whatever was down in between."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.api.timestamps import utc
from core.tenancy import mairie_context
from shared_apps.jobs.models import Job
from tenant_apps.dashboard.models import Activity
from tenant_apps.publications import hooks
from tenant_apps.publications.models import Publication
from tenant_apps.publications.services import lifecycle
from tests.tenant_apps.publications.factories import BASE, make_publication, run_jobs

HOUR = timedelta(hours=1)
BODY = {"type": "communique", "title": "Vigilance orange", "content": "Restez chez vous."}


@pytest.fixture
def announced(monkeypatch) -> list[str]:
    """Titles that were announced."""
    titles: list[str] = []
    monkeypatch.setattr(hooks.published, "_registered", [lambda publication: titles.append(publication.title)])
    return titles


def follow_ups() -> list[str]:
    """What was told of expiries."""
    return list(Activity.objects.filter(type="publication_expired").values_list("target", flat=True))


def pass_time(mairie, publication_id: int, **moments) -> None:
    """Move the publication's moments and its jobs' into the past, as an outage would have."""
    with mairie_context(mairie):
        Publication.objects.filter(pk=publication_id).update(**moments)
    Job.objects.filter(key=lifecycle.job_key(publication_id)).update(
        due_at=timezone.now() - HOUR, available_at=timezone.now() - HOUR
    )


def schedule(client, **changes) -> tuple[dict, int]:
    body = {**BODY, "status": "scheduled", "scheduled_at": utc(timezone.now() + HOUR), **changes}
    made = client.post(BASE, json=body).json()
    return made, int(made["id"].removeprefix("pub_"))


def test_readers_see_it_at_its_moment_and_the_announcement_follows_once(client_for, mairie_a, announced):
    staff, citizen = client_for(mairie_a, "mayor"), client_for(mairie_a, "citizen")
    made, number = schedule(staff)
    assert citizen.get(f"{BASE}{made['id']}/").status_code == 404

    moment = timezone.now() - timedelta(minutes=10)
    pass_time(mairie_a, number, scheduled_at=moment)

    seen = citizen.get(f"{BASE}{made['id']}/").json()
    assert (seen["status"], seen["published_at"]) == ("published", utc(moment))
    assert announced == []

    run_jobs()
    run_jobs()

    assert announced == ["Vigilance orange"]
    with mairie_context(mairie_a):
        stored = Publication.objects.get()
        assert (stored.status, stored.published_at, stored.scheduled_at) == ("published", moment, moment)
        activity = Activity.objects.get(type="publication_published")
        assert (activity.actor_id, activity.target) == (staff.user.id, made["id"])
    after = citizen.get(f"{BASE}{made['id']}/").json()
    assert {key: after[key] for key in ("status", "published_at")} == {
        key: seen[key] for key in ("status", "published_at")
    }
    assert not Job.objects.filter(kind__startswith="publications.").exists()


def test_before_its_moment_nothing_happens(client_for, mairie_a, announced):
    schedule(client_for(mairie_a, "mayor"))

    run_jobs()

    assert announced == []
    assert Job.objects.filter(kind="publications.publish").count() == 1


def test_publishing_at_once_is_announced_by_the_job(client_for, mairie_a, announced):
    client_for(mairie_a, "mayor").post(BASE, json={**BODY, "status": "published"})
    assert announced == []

    run_jobs()

    assert announced == ["Vigilance orange"]


def test_publishing_again_is_not_announced_again(client_for, mairie_a, announced):
    client = client_for(mairie_a, "mayor")
    made = client.post(BASE, json={**BODY, "status": "published"}).json()
    run_jobs()

    for status in ("draft", "published"):
        assert client.put(f"{BASE}{made['id']}/", json={"status": status}).status_code == 200
    run_jobs()

    assert announced == ["Vigilance orange"]


def test_what_was_withdrawn_before_the_worker_came_is_not_announced(client_for, mairie_a, announced):
    client = client_for(mairie_a, "mayor")
    made = client.post(BASE, json={**BODY, "status": "published"}).json()
    client.put(f"{BASE}{made['id']}/", json={"status": "draft"})

    run_jobs()
    with mairie_context(mairie_a):
        lifecycle.publish_due(publication_id=Publication.objects.get().pk)

    assert announced == []


def test_a_failing_announcement_leaves_everything_to_the_next_attempt(client_for, mairie_a, announced, monkeypatch):
    def fail(publication):
        raise RuntimeError("no")

    _made, number = schedule(client_for(mairie_a, "mayor"))
    pass_time(mairie_a, number, scheduled_at=timezone.now() - HOUR)
    with monkeypatch.context() as patched:
        patched.setattr(hooks.published, "_registered", [fail])
        run_jobs()
    with mairie_context(mairie_a):
        assert Publication.objects.get().status == "scheduled"

    Job.objects.update(available_at=timezone.now() - HOUR)
    run_jobs()

    assert announced == ["Vigilance orange"]


def test_an_edit_after_the_moment_and_before_the_worker_announces_once(client_for, mairie_a, announced):
    client = client_for(mairie_a, "mayor")
    made, number = schedule(client)
    pass_time(mairie_a, number, scheduled_at=timezone.now() - HOUR)

    client.put(f"{BASE}{made['id']}/", json={"title": "Vigilance rouge"})
    run_jobs()

    assert announced == ["Vigilance rouge"]
    with mairie_context(mairie_a):
        assert Activity.objects.filter(type="publication_published").count() == 1


def test_expiry_takes_it_out_of_view_by_itself_and_is_followed_up_once(client_for, mairie_a):
    citizen = client_for(mairie_a, "citizen")
    body = {**BODY, "status": "published", "expires_at": utc(timezone.now() + HOUR)}
    made = client_for(mairie_a, "mayor").post(BASE, json=body).json()
    assert citizen.get(f"{BASE}{made['id']}/").status_code == 200

    pass_time(mairie_a, int(made["id"].removeprefix("pub_")), expires_at=timezone.now() - timedelta(seconds=1))
    assert citizen.get(f"{BASE}{made['id']}/").status_code == 404
    run_jobs()
    run_jobs()

    with mairie_context(mairie_a):
        assert follow_ups() == [made["id"]]


def test_an_expiry_that_was_put_off_is_not_followed_up(mairie_a, inside):
    inside(mairie_a)
    publication = make_publication(expires_at=timezone.now() + HOUR)

    lifecycle.expire_due(publication_id=publication.pk)

    assert follow_ups() == []


def test_jobs_of_what_is_gone_do_nothing(mairie_a, inside, announced):
    inside(mairie_a)

    lifecycle.publish_due(publication_id=999)
    lifecycle.expire_due(publication_id=999)

    assert announced == follow_ups() == []


def test_an_expired_one_is_not_announced(mairie_a, inside, announced):
    inside(mairie_a)
    publication = make_publication(expires_at=timezone.now() - HOUR)

    lifecycle.publish_due(publication_id=publication.pk)

    assert announced == []
