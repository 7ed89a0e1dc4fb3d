from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base

# psycopg has a hundred plans for a connection unless told otherwise; pages ask some three hundred statements.
_PLANS = 300
_PLANNED_AT = 3
"""From the so-manieth time on a statement is one that PostgreSQL has planned already."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection on which chosen statements are planned once.

    PostgreSQL takes longer to plan most of what a page asks than to run it. But a plan for all values is a bad one for what
    stops after the first few rows: the newest of an officer with no record at all would be looked for among everybody's. So
    only whole answers keep their plan (``base/once.py`` says which), and nothing else changes its ways.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection with room for as many plans as pages ask for."""
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = _PLANS
        return connection

    @contextmanager
    def plans_kept(self) -> Iterator[None]:
        """Inside, statements go with their values apart, and their plans are kept."""
        self.ensure_connection()
        connection: Any = self.connection
        before = connection.cursor_factory, connection.prepare_threshold
        connection.cursor_factory, connection.prepare_threshold = base.ServerBindingCursor, _PLANNED_AT
        try:
            yield
        finally:
            connection.cursor_factory, connection.prepare_threshold = before
