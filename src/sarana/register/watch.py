"""What must happen in the same transaction as a deed of an app further down, without that app knowing who asks.

The register's apps import downwards only: ``cases`` may not call ``traces``. An app further up names here, once, when
Django starts (``apps.py``), the function that is called inside the action of the app below; whatever that function
raises undoes the deed as well.
"""

from collections import defaultdict
from collections.abc import Callable

from django.db import models

type Watcher = Callable[..., None]

# A suspect was added to a case, or more was learnt about who he is.
KNOW_SUSPECT = "know_suspect"
# An identity was erased, by whom and why (``by``, ``reason``).
FORGET_PERSON = "forget_person"

_watchers: dict[str, list[Watcher]] = defaultdict(list)


def watch(deed: str, watcher: Watcher) -> None:
    """Have ``watcher`` called with the record inside each such deed; naming it twice calls it once."""
    if watcher not in _watchers[deed]:
        _watchers[deed].append(watcher)


def tell_watchers(deed: str, record: models.Model, **facts: object) -> None:
    """Call whoever watches this deed, with the facts it needs; to be called inside its transaction."""
    for watcher in _watchers[deed]:
        watcher(record, **facts)
