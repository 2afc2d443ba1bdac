"""Names found although they are misspelt: the groups of three letters of a text, without its accents and case."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import F, Func
from django.db.models.expressions import OrderBy
from django.db.models.functions import Collate
from django.db.models.indexes import IndexExpression

# How the index and whoever wants to use it write a column or a text.
UNACCENTED = "extensions.immutable_unaccent"


def trigram_index(*fields: str, name: str) -> GinIndex:
    """The index that finds titles like `%(text)s OPERATOR(extensions.<%) extensions.immutable_unaccent(title)`.

    Several fields are one text with blanks between: `first_name || ' ' || last_name`.
    """
    # Django knows it once `django.contrib.postgres` is installed, which asks every connection for types not used here.
    IndexExpression.register_wrappers(OrderBy, OpClass, Collate)
    # In the order in which migrations write them, or Django sees another index.
    options: dict[str, Any] = {"arg_joiner": " || ' ' || "} if len(fields) > 1 else {}
    unaccented = Func(*map(F, fields), **options, function=UNACCENTED)
    return GinIndex(OpClass(unaccented, name="extensions.gin_trgm_ops"), name=name)
