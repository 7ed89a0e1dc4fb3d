from django.db import models
from django.utils import timezone

from sarana.base.vault.models import Draft, Identity
from sarana.base.vault.overwriting import AGAIN_FOR, overwrite_tables_of

# The tables in which something is forgotten together with an identity.
_FORGOTTEN_IN: list[type[models.Model]] = [Identity]


def overwrite_with_erased(*kinds: type[models.Model]) -> None:
    """Have these models' tables overwritten as well after a person was erased; named once, when Django starts."""
    _FORGOTTEN_IN.extend(kind for kind in kinds if kind not in _FORGOTTEN_IN)


def overwrite_erased() -> None:
    """The nightly round over the database's files: what was erased, what was forgotten with it, forms that were dropped.

    Search tokens are left to the database: without the index key they tell nothing, and what they led to is gone.
    """
    if Identity.objects.filter(erased_at__gte=timezone.now() - AGAIN_FOR).exists():
        overwrite_tables_of(*_FORGOTTEN_IN)
    overwrite_tables_of(Draft)
