"""Names found although they are misspelt: the groups of three letters of a text, without its accents and case."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import F, Func
from django.db.models.expressions import OrderBy
from django.db.models.functions import Collate
from django.db.models.indexes import IndexExpression

# How the index and whoever wants to use it write a column or a text.
UNACCENTED = "extensions.immutable_unaccent"


def trigram_index(field: str, *, name: str) -> GinIndex:
    """The index that finds titles like `%(text)s OPERATOR(extensions.<%) extensions.immutable_unaccent(title)`."""
    # Django knows it once `django.contrib.postgres` is installed, which asks every connection for types not used here.
    IndexExpression.register_wrappers(OrderBy, OpClass, Collate)
    return GinIndex(OpClass(Func(F(field), function=UNACCENTED), name="extensions.gin_trgm_ops"), name=name)
