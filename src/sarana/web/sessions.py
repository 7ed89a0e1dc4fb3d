"""Django's sessions in the database, looked up by a query that is put together once: every page begins with it."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from sarana.base.once import composed_once


@composed_once
def _sessions(*, key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(DatabaseSessions):
    """A session of an officer."""

    def _get_session_from_db(self) -> Any:
        found = _sessions(key=str(self.session_key), now=timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None
