"""Which mairie is being served: one at a time, entered explicitly, never guessed."""

from core.tenancy.context import NoTenant, Tenant, current, mairie_context, public_context, require

__all__ = ["NoTenant", "Tenant", "current", "mairie_context", "public_context", "require"]
