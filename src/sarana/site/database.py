"""Which database: SQLite for one committee, PostgreSQL in production, one code path."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# secure_delete: a deleted row is overwritten. trusted_schema=OFF would forbid the CHECKs of JSON columns.
_SQLITE_PRAGMAS = """
    PRAGMA journal_mode=WAL;
    PRAGMA synchronous=NORMAL;
    PRAGMA cache_size=-64000;
    PRAGMA temp_store=MEMORY;
    PRAGMA secure_delete=ON;
"""

# How long a thread keeps its connection.
_KEPT_SECONDS = 60


def database_from_url(url: str) -> dict[str, Any]:
    """Django's settings for ``sqlite:///PATH`` or ``postgresql://USER:PASSWORD@HOST:PORT/NAME``.

    ``?plans=no`` behind it is for a connection pooler that hands a connection on after each transaction: it would
    look for plans where they are not.

    Raises:
        ImproperlyConfigured: for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE_PRAGMAS},
            # A new connection reads the whole schema again and begins with an empty page cache.
            "CONN_MAX_AGE": _KEPT_SECONDS,
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql"
            if parts.query == "plans=no"
            else "sarana.site.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": _KEPT_SECONDS,
            "CONN_HEALTH_CHECKS": True,
            # Our statements read few rows; compiling one takes PostgreSQL longer than running it.
            "OPTIONS": {"options": "-c jit=off"},
        }
    raise ImproperlyConfigured(
        f"SARANA_DATABASE_URL begins with {parts.scheme!r}; write sqlite:///PATH or postgresql://USER@HOST/NAME."
    )
