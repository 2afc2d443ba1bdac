"""Suspend, reactivate, archive and change a mairie."""

from typing import Any

from django.db import transaction

from core.tenancy.directory import invalidate
from shared_apps.jobs.services import release_held
from shared_apps.municipalities.errors import WrongState
from shared_apps.municipalities.models import Domain, Municipality
from shared_apps.municipalities.services import audit, domains, slugs
from shared_apps.municipalities.services.locks import locked_municipality

State = Municipality.State
# Action → (states it starts from, state it ends in). Archiving keeps every row and file, so it can be undone.
TRANSITIONS: dict[str, tuple[frozenset[str], State]] = {
    "suspend": (frozenset({State.ACTIVE}), State.SUSPENDED),
    "reactivate": (frozenset({State.SUSPENDED, State.ARCHIVED}), State.ACTIVE),
    "archive": (frozenset({State.ACTIVE, State.SUSPENDED}), State.ARCHIVED),
}
EDITABLE = frozenset({"name", "siren", "population", "epci", "email", "phone", "address", "timezone"})


def suspend(*, code: str, actor: audit.Actor | None = None, reason: str = "") -> Municipality:
    """Close the mairie for a while: its site answers 503 and its API 403."""
    return _move("suspend", code, actor, reason)


@transaction.atomic
def reactivate(*, code: str, actor: audit.Actor | None = None, reason: str = "") -> Municipality:
    """Open a suspended or archived mairie again, as it was; its held work is done at once."""
    municipality = _move("reactivate", code, actor, reason)
    release_held(municipality_id=municipality.id)
    return municipality


def archive(*, code: str, actor: audit.Actor | None = None, reason: str = "") -> Municipality:
    """Take the mairie off line for good; its data stay."""
    return _move("archive", code, actor, reason)


@transaction.atomic
def update(*, code: str, changes: dict[str, Any], actor: audit.Actor | None = None) -> Municipality:
    """Change what the mairie is called and how it is reached; a former subdomain redirects to the new one."""
    municipality = locked_municipality(code)
    slug = changes.get("slug")
    if slug and slug != municipality.slug:
        _rename_host(municipality, slug)
    fields = EDITABLE & changes.keys()
    for field in fields:
        setattr(municipality, field, changes[field])
    municipality.save(update_fields=[*fields, "slug"])
    audit.record(action="update", municipality=municipality, actor=actor, details={"fields": sorted(changes)})
    invalidate()
    return municipality


@transaction.atomic
def _move(action: str, code: str, actor: audit.Actor | None, reason: str) -> Municipality:
    municipality = locked_municipality(code)
    starts, end = TRANSITIONS[action]
    if municipality.state not in starts:
        raise WrongState(details={"state": municipality.state, "expected": sorted(starts)})
    details = {"from": municipality.state, "to": end.value, "reason": reason}
    municipality.state = end
    municipality.save(update_fields=["state"])
    audit.record(action=action, municipality=municipality, actor=actor, details=details)
    invalidate()
    return municipality


def _rename_host(municipality: Municipality, slug: str) -> None:
    slugs.lock_allocation()
    label = slugs.chosen_slug(slug, owner=municipality)
    former = Domain.objects.get(tenant=municipality, domain=municipality.slug)
    was_primary = former.is_primary
    if was_primary:
        Domain.objects.filter(id=former.id).update(is_primary=False)
    own = Domain.objects.filter(tenant=municipality, domain=label)
    if not own.update(is_primary=was_primary):
        domains.add_subdomain(municipality=municipality, label=label, primary=was_primary)
    municipality.slug = label
