from django.db import migrations

STATEMENTS = [
    ("CREATE SCHEMA IF NOT EXISTS extensions", migrations.RunSQL.noop),
    ("CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA extensions", migrations.RunSQL.noop),
    ("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions", migrations.RunSQL.noop),
    (
        "CREATE OR REPLACE FUNCTION extensions.immutable_unaccent(text) RETURNS text LANGUAGE sql "
        "IMMUTABLE PARALLEL SAFE STRICT AS "
        "$$ SELECT extensions.unaccent('extensions.unaccent'::regdictionary, $1) $$",
        "DROP FUNCTION extensions.immutable_unaccent(text)",
    ),
    (
        "CREATE TEXT SEARCH CONFIGURATION extensions.french (COPY = pg_catalog.french)",
        "DROP TEXT SEARCH CONFIGURATION extensions.french",
    ),
    (
        "ALTER TEXT SEARCH CONFIGURATION extensions.french ALTER MAPPING FOR hword, hword_part, word "
        "WITH extensions.unaccent, french_stem",
        migrations.RunSQL.noop,
    ),
    (
        "DO $$ BEGIN "
        "EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET timezone = ''UTC''', current_database()); "
        "EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET default_text_search_config = "
        "''extensions.french''', current_database()); END $$",
        migrations.RunSQL.noop,
    ),
]


class Migration(migrations.Migration):
    """Extensions, French text search and role settings that every schema leans on."""

    initial = True
    dependencies = []
    operations = [migrations.RunSQL(forward, backward) for forward, backward in STATEMENTS]
