"""The thread's database connection, typed as what it is: the platform's backend."""

from typing import TYPE_CHECKING, cast

from django.db import connection as django_connection

if TYPE_CHECKING:
    from core.tenancy.backend.base import DatabaseWrapper

connection = cast("DatabaseWrapper", django_connection)
