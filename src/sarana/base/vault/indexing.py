from collections.abc import Sequence
from itertools import batched
from uuid import UUID

from django.db import transaction

from sarana.base.ledger.actions import record_deed
from sarana.base.vault.actions import keep_tokens, token_rows
from sarana.base.vault.enums import TokenKind
from sarana.base.vault.models import Identity, SearchToken
from sarana.base.vault.sealing import unseal

_INDEXED_AT_ONCE = 500


def index_identities(*, every: bool = False) -> int:
    """Make the tokens of stored identities again, as an older version made fewer; may be stopped and begun again.

    An identity that has no token at all is left so: it was merged into another, and is not to be found by itself.

    Args:
        every: also those that have tokens of several facts already.

    Returns:
        How many identities have new tokens.
    """
    stored = Identity.objects.filter(erased_at=None, pk__in=SearchToken.objects.values("identity"))
    if not every:
        stored = stored.exclude(pk__in=SearchToken.objects.filter(kind=TokenKind.TOGETHER).values("identity"))
    keys, made = list(stored.order_by("pk").values_list("pk", flat=True)), 0
    for some in batched(keys, _INDEXED_AT_ONCE, strict=False):
        with transaction.atomic():
            made += _index(some)
    return made


def _index(keys: Sequence[UUID]) -> int:
    rows = Identity.objects.select_for_update(of=("self",)).select_related("agency_key")
    identities = list(rows.filter(pk__in=keys, erased_at=None))
    if not identities:
        return 0
    tokens = [row for identity in identities for row in token_rows(identity, unseal(identity))]
    SearchToken.objects.filter(identity__in=identities).delete()
    keep_tokens(tokens)
    record_deed(
        by=None, action="index_identities", record=identities[-1], change={"indexed": len(identities)}
    )
    return len(identities)
