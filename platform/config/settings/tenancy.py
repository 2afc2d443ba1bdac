"""How mairies are told apart: django-tenants, routing and the loaders that core calls without importing an app."""

from config.settings import env

TENANT_MODEL = "municipalities.Municipality"
TENANT_DOMAIN_MODEL = "municipalities.Domain"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
PUBLIC_SCHEMA_NAME = "public"
PUBLIC_SCHEMA_URLCONF = "config.urls_platform"
MAIRIE_URLCONF = "config.urls_mairie"
# What a mairie's host answers when something is refused or broken; it must need no database.
MAIRIE_REFUSAL_TEMPLATE = "site/refusal.html"
PG_EXTRA_SEARCH_PATHS = ["extensions"]
SKIP_PG_EXTRA_VALIDATION = True  # core.tenancy.checks refuses what it looks for, without a query at every start
TENANT_LIMIT_SET_CALLS = True
GET_EXECUTOR_FUNCTION = "core.tenancy.schemas.executor.get_executor"

ECMS_TENANT_BY_HOST = "shared_apps.municipalities.selectors.directory.tenant_by_host"
ECMS_TENANT_BY_CODE = "shared_apps.municipalities.selectors.directory.tenant_by_code"
ECMS_TOKEN_CLAIM_READER = "tenant_apps.accounts.tokens.read_municipality_claim"  # noqa: S105 - a dotted path
TENANT_CACHE_SECONDS = 30
TENANT_CACHE_SIZE = 5_000

# "none" or "session"; a transaction-pooling PgBouncer is refused by a system check.
DATABASE_POOL_MODE = env.text("ECMS_DATABASE_POOL_MODE", "none")
PLATFORM_HOST_PREFIXES = ("", "www.", "api.")
