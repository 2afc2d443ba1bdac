"""The demo's accounts, made by the services that people's requests call."""

from dataclasses import dataclass

from config.demo.towns import OPERATOR, addresses
from core.tenancy import Tenant
from tenant_apps.accounts.models import Role, User
from tenant_apps.accounts.services.management import approve
from tenant_apps.accounts.services.operators import create_operator
from tenant_apps.accounts.services.registration import register
from tenant_apps.accounts.services.verification import mark_verified

NAMES = {
    Role.MAYOR: ("Claire", "Fontaine"),
    Role.ADMIN: ("Youssef", "Benali"),
    Role.MODERATOR: ("Maëlle", "Le Goff"),
    Role.CITIZEN: ("Antoine", "Mercier"),
}


@dataclass(frozen=True)
class People:
    """A mairie and its accounts, handed to whatever writes content in their names."""

    tenant: Tenant
    mayor: User
    admin: User
    moderator: User
    citizen: User


def seed_people(*, tenant: Tenant, password: str) -> None:
    """Register everybody: the mayor's invitation activates the mayor, who approves the staff."""
    made = {role: _registered(tenant, role, password) for role in NAMES}
    for role in (Role.ADMIN, Role.MODERATOR):
        approve(account_id=made[role].id, actor=made[Role.MAYOR])


def people(*, tenant: Tenant) -> People:
    """The accounts as they are now, inside the mairie."""
    found = {role: User.objects.with_email(email).get() for role, email in addresses(tenant.slug).items()}
    return People(tenant, found["mayor"], found["admin"], found["moderator"], found["citizen"])


def seed_operator(*, password: str) -> None:
    """The platform's operator."""
    create_operator(email=OPERATOR, password=password, first_name="Inès", last_name="Moreau")


def _registered(tenant: Tenant, role: Role, password: str) -> User:
    first_name, last_name = NAMES[role]
    email = addresses(tenant.slug)[role.value]
    user = register(email=email, password=password, first_name=first_name, last_name=last_name, role=role.value)
    mark_verified(user=user)
    return user
