"""Values that stand in the SQL itself."""

import re
from typing import Any

from django.db.models import CharField, Expression

_PLAIN = re.compile(r"[A-Za-z0-9_]+")


class Constant(Expression):
    """A code in the words of a query instead of beside them.

    PostgreSQL makes one plan for all values of a statement; that plan may go by a partial index only where the
    index's own condition can be read in the statement.

    Raises:
        ValueError: it is more than letters of ASCII, digits and underscores.
    """

    def __init__(self, code: str) -> None:
        super().__init__(output_field=CharField())
        if not _PLAIN.fullmatch(code):
            raise ValueError(f"{code!r} can't stand in a query as it is.")
        self.code = str(code)

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, tuple[()]]:
        """The code between quotation marks; no parameter."""
        return f"'{self.code}'", ()
