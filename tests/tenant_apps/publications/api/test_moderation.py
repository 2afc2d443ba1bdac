"""GET /publications/comments/ and POST /publications/comments/moderate/."""

import pytest

from core.api.timestamps import utc
from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.publications.models import Comment, CommentReport, Publication
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.publications.factories import BASE, com, make_comment, make_publication, path, pub

QUEUE, MODERATE = f"{BASE}comments/", f"{BASE}comments/moderate/"


def counts(mairie) -> list[int]:
    with mairie_context(mairie):
        return list(Publication.objects.order_by("pk").values_list("comments_count", flat=True))


def test_hidden_comments_leave_the_page_and_come_back(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        first, second = make_publication(), make_publication()
        comments = [make_comment(first), make_comment(first), make_comment(second)]
    client, citizen = client_for(mairie_a, "moderator", via=via), client_for(mairie_a, "citizen", via=via)
    chosen = [com(comments[2]), com(comments[0])]

    hidden = client.post(MODERATE, json={"ids": chosen, "action": "hide"})

    assert (hidden.status_code, hidden.json()) == (
        200,
        {"action": "hide", "updated_count": 2, "updated": sorted(chosen), "message": "Modération appliquée"},
    )
    assert counts(mairie_a) == [1, 0]
    assert len(citizen.get(path(first)).json()["comments"]) == 1
    assert client.post(MODERATE, json={"ids": chosen, "action": "hide"}).json()["updated_count"] == 0

    restored = client.post(MODERATE, json={"ids": chosen, "action": "restore"}).json()

    assert restored["updated_count"] == 2
    assert counts(mairie_a) == [2, 1]
    with mairie_context(mairie_a):
        kinds = Activity.objects.filter(target=com(comments[0])).order_by("id").values_list("type", "actor_id")
        assert list(kinds) == [("comment_hidden", client.user.id), ("comment_restored", client.user.id)]


def test_a_thread_deleted_whole_is_gone(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
        thread = make_comment(publication)
        replies = [make_comment(publication, parent=thread) for _number in range(2)]
        other = make_comment(publication)
    ids = [com(comment) for comment in (thread, *replies)]

    answer = client_for(mairie_a, "admin").post(MODERATE, json={"ids": [*ids, "com_999"], "action": "delete"}).json()

    assert answer["updated"] == sorted(ids)
    with mairie_context(mairie_a):
        assert list(Comment.objects.values_list("pk", flat=True)) == [other.pk]
    assert counts(mairie_a) == [1]


def test_restoring_a_visible_one_settles_its_reports(client_for, mairie_a):
    with mairie_context(mairie_a):
        comment = make_comment(make_publication(), reports_count=2)
    client = client_for(mairie_a, "moderator")
    assert client.get(f"{QUEUE}?reported=true").json()["count"] == 1

    client.post(MODERATE, json={"ids": [com(comment)], "action": "restore"})

    assert client.get(f"{QUEUE}?reported=true").json()["count"] == 0
    assert counts(mairie_a) == [1]


def test_a_deleted_one_is_not_restored(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
        comment = make_comment(publication, status="deleted", content="")
        make_comment(publication, parent=comment)

    answer = client_for(mairie_a, "mayor").post(MODERATE, json={"ids": [com(comment)], "action": "restore"}).json()

    assert answer["updated_count"] == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"ids": [], "action": "hide"}, "ids"),
        ({"ids": ["12"], "action": "hide"}, "ids.0"),
        ({"ids": ["com_001"], "action": "burn"}, "action"),
        ({"action": "hide"}, "ids"),
    ],
)
def test_wrong_values_are_named(client_for, mairie_a, body, field):
    response = client_for(mairie_a, "mayor").post(MODERATE, json=body)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])


def test_the_queue_shows_the_most_reported_first(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication(title="Le parc")
        author = make_user(first_name="Pierre", last_name="Durand")
        quiet = make_comment(publication, author=author, content="Bien")
        loud = make_comment(publication, author=author, content="Nul", parent=quiet, reports_count=2)
        make_comment(publication, status="deleted", content="")
        for reason in ("Insultes", "Spam"):
            CommentReport.objects.create(comment=loud, reporter=make_user(), reason=reason)

    body = client_for(mairie_a, "moderator", via=via).get(QUEUE).json()

    person = {"id": author.id, "name": "Pierre Durand", "avatar_url": None}
    shared = {"publication": {"id": pub(publication), "title": "Le parc"}, "author": person, "status": "visible"}
    assert body == {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": com(loud),
                "parent_id": com(quiet),
                "content": "Nul",
                "reports_count": 2,
                "report_reasons": ["Spam", "Insultes"],
                "created_at": utc(loud.created_at),
                **shared,
            },
            {
                "id": com(quiet),
                "parent_id": None,
                "content": "Bien",
                "reports_count": 0,
                "report_reasons": [],
                "created_at": utc(quiet.created_at),
                **shared,
            },
        ],
    }


def test_the_queue_is_filtered(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
        hidden = make_comment(publication, status="hidden")
        visible = make_comment(make_publication(), reports_count=1)
    client = client_for(mairie_a, "moderator")

    def found(query: str) -> list[str]:
        return [row["id"] for row in client.get(f"{QUEUE}?{query}").json()["results"]]

    assert found("status=hidden") == [com(hidden)]
    assert found("status=visible") == [com(visible)]
    assert found("reported=false") == [com(hidden)]
    assert found(f"author={visible.author_id}") == [com(visible)]
    assert found(f"publication={pub(publication)}") == [com(hidden)]
    assert client.get(f"{QUEUE}?status=deleted").status_code == 422


def test_the_queues_number_of_queries_is_the_same_for_one_and_thirty_rows(client_for, mairie_a):
    client = client_for(mairie_a, "moderator")
    sizes = []
    for rows in (1, 29):
        with mairie_context(mairie_a):
            for _number in range(rows):
                make_comment(make_publication())
        client.get(QUEUE)
        with queries() as sent:
            client.get(f"{QUEUE}?limit=100")
        sizes.append(len(sent))

    assert sizes == [4, 4]


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403)])
def test_only_staff_moderates(client_for, mairie_a, via, role, status):
    client = client_for(mairie_a, role, via=via)

    assert client.get(QUEUE).status_code == status
    assert client.post(MODERATE, json={"ids": ["com_001"], "action": "hide"}).status_code == status


def test_the_same_number_elsewhere_is_left_alone(client_for, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            comment = make_comment(make_publication(pk=4711), pk=4712)

    client_for(mairie_a, "mayor").post(MODERATE, json={"ids": [com(comment)], "action": "delete"})

    with mairie_context(mairie_b):
        assert Comment.objects.get(pk=4712).status == "visible"
