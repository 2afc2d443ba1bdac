"""POST /publications/{id}/comments/{id}/report/."""

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.publications.models import Comment, CommentReport
from tests.factories import make_user
from tests.tenant_apps.publications.factories import com, make_comment, make_publication, path


def test_a_citizen_reports_a_comment_once(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication()
        comment = make_comment(publication)
    client = client_for(mairie_a, "citizen", via=via)
    address = path(publication, "comments", comment, "report")

    first, second = client.post(address, json={"reason": "Insultes"}), client.post(address)

    assert (first.status_code, first.json()) == (201, {"message": "Signalement transmis à la mairie"})
    assert (second.status_code, second.json()["error"]["code"]) == (409, "ALREADY_REPORTED")
    with mairie_context(mairie_a):
        report = CommentReport.objects.get()
        assert (report.reporter_id, report.reason) == (client.user.id, "Insultes")
        assert Comment.objects.get().reports_count == 1
        assert Activity.objects.get(type="comment_reported").target == com(comment)


def test_what_is_not_shown_is_not_reported(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication()
        hidden = make_comment(publication, status="hidden")

    assert client_for(mairie_a, "citizen").post(path(publication, "comments", hidden, "report")).status_code == 404


def test_comments_of_what_is_not_public_are_not_reported(client_for, mairie_a):
    with mairie_context(mairie_a):
        publication = make_publication(status="archived")
        comment = make_comment(publication)

    assert client_for(mairie_a, "citizen").post(path(publication, "comments", comment, "report")).status_code == 404


def test_a_verified_account_is_needed(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        publication = make_publication()
        comment, user = make_comment(publication), make_user(is_verified=False)
    address = path(publication, "comments", comment, "report")

    assert client_for(mairie_a, via=via, user=user).post(address).status_code == 403
    assert client_for(mairie_a, via=via).post(address).status_code == 401
