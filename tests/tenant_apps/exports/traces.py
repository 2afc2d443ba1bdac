"""Somebody who does in a mairie all that a person can, and whose every word and file carries the same mark."""

from typing import Any

from core.api import ids
from core.tenancy import Tenant, mairie_context, public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import enqueue_email
from shared_apps.jobs.services.execution import run_due
from tenant_apps.accounts.models import User
from tenant_apps.messages.models import Conversation
from tests.clients import JsonClient
from tests.factories import PASSWORD, make_user
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.media.samples import image, upload
from tests.tenant_apps.messages.factories import make_visit, pdf
from tests.tenant_apps.notifications.factories import make_subscription
from tests.tenant_apps.publications.factories import make_comment, make_publication

MARK = "Quercitron"
EMAIL = f"{MARK.lower()}@exemple.fr"
NEW_EMAIL = f"{MARK.lower()}.nouveau@exemple.fr"
PHONE = "+33699887766"
API = "/api/v1/"


def leave_traces(mairie: Tenant) -> User:
    """An account of a citizen with what belongs to it; mails about it are sent, waiting and given up."""
    with mairie_context(mairie):
        admin, other = make_user(role="admin"), make_user()
        publication = make_publication(title="Fête", author=admin)
        event = make_event(title="Réunion", author=admin)
        others = make_comment(publication, author=other, content="Un avis")
    manager, visitor = JsonClient.make(mairie, user=admin), JsonClient(mairie)
    write_as_visitor(mairie)
    _done(manager.post(f"{API}invitations/", json={"email": EMAIL, "role": "moderator"}))
    _register(visitor)
    with mairie_context(mairie):
        user = User.objects.get(email__iexact=EMAIL)
        User.objects.filter(pk=user.pk).update(is_verified=True)
        user.refresh_from_db()
        event.attendees.create(user=user, status="pending")
    person = JsonClient.make(mairie, user=user)
    _act(person, ids.encode("pub", publication.pk), ids.encode("com", others.pk), ids.encode("evt", event.pk))
    _answer(mairie, manager, user)
    run_due()
    _ask_for_mails(visitor, person)
    return user


def write_as_visitor(mairie: Tenant) -> None:
    """What needs no account, with a mail that waits."""
    with mairie_context(mairie):
        make_visit(name=f"{MARK} Amarante", email=EMAIL, subject=MARK, content=MARK, attachments=[pdf(f"{MARK}.pdf")])
        make_subscription(email=EMAIL)
        enqueue_email(to=EMAIL.title(), template="accounts/security_notice", context={"title": MARK})


def give_up_mails() -> None:
    """Every job that waits dies, as when the mail server has refused it for good."""
    with public_context():
        Job.objects.update(state="dead", claim=None)


def _register(visitor: JsonClient) -> None:
    body = {"email": EMAIL, "password": PASSWORD, "password_confirm": PASSWORD, "phone": PHONE, "role": "citizen"}
    _done(visitor.post(f"{API}auth/register/", json={**body, "first_name": MARK, "last_name": "Amarante"}))


def _act(person: JsonClient, publication: str, comment: str, event: str) -> None:
    article = f"{API}publications/{publication}/"
    _done(person.put(f"{API}auth/profile/", data={"first_name": MARK, "avatar": upload(image())}))
    _done(person.post(f"{article}like/"))
    _done(person.post(f"{article}comments/", json={"content": MARK}))
    _done(person.post(f"{article}comments/{comment}/report/", json={"reason": MARK}))
    form = {"subject": MARK, "content": MARK, "attachments": pdf(f"{MARK}.pdf")}
    _done(person.post(f"{API}messages/conversations/", data=form))
    _done(person.post(f"{API}events/{event}/respond/", json={"status": "confirmed"}))
    _done(person.get(f"{API}events/feed/"))
    _done(person.get(f"{API}export/personal-data/"))


def _answer(mairie: Tenant, manager: JsonClient, user: User) -> None:
    """The mairie writes back, notes something down and takes the person's data away."""
    with mairie_context(mairie):
        number = ids.encode("conv", Conversation.objects.get(citizen=user).pk)
    address = f"{API}messages/conversations/{number}/reply/"
    _done(manager.post(address, json={"content": f"Bonjour {MARK}"}))
    _done(manager.post(address, json={"content": f"{MARK} insiste", "is_internal": True}))
    _done(manager.get(f"{API}export/conversations/?format=csv"))
    _done(manager.get(f"{API}export/accounts/?format=csv"))


def _ask_for_mails(visitor: JsonClient, person: JsonClient) -> None:
    _done(visitor.post(f"{API}auth/password/forgot/", json={"email": EMAIL.title()}))
    _done(person.post(f"{API}auth/profile/email/", json={"email": NEW_EMAIL, "password": PASSWORD}))


def _done(response: Any) -> None:
    assert response.status_code < 300, response.content
