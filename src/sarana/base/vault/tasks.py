from django.utils import timezone

from sarana.base.vault.models import Draft, Identity
from sarana.base.vault.overwriting import AGAIN_FOR, overwrite_tables_of


def overwrite_erased() -> None:
    """The nightly round: leave neither the keys of erased identities nor forms that were dropped in the database's files.

    Search tokens are left to the database: without the index key they tell nothing, and what they led to is gone.
    """
    if Identity.objects.filter(erased_at__gte=timezone.now() - AGAIN_FOR).exists():
        overwrite_tables_of(Identity)
    overwrite_tables_of(Draft)
