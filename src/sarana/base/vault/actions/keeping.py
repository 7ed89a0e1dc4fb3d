"""The vault's keys and tokens: made, wrapped anew, indexed again."""

import base64
import os
from collections.abc import Sequence
from itertools import batched
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from sarana.base.ledger.actions import record_deed
from sarana.base.vault.actions.identities import keep_tokens, token_rows
from sarana.base.vault.enums import TokenKind
from sarana.base.vault.keys import VaultLocked, forget_keys, new_key, provider
from sarana.base.vault.models import AgencyKey, Identity, SearchToken
from sarana.base.vault.sealing import agency_context, open_agency_key, unseal

# Losing these opens nothing and hides nothing; a new signing key has a new public half.
_MADE_ANEW = ("SECRET_KEY", "SIGNING_KEY")

_INDEXED_AT_ONCE = 500


@transaction.atomic
def rotate_master_key() -> int:
    """Wrap every agency's key under the present master key; returns how many were wrapped anew."""
    forget_keys()
    rotated = 0
    for agency_key in AgencyKey.objects.select_for_update():
        if not provider().is_current(bytes(agency_key.wrapped)):
            key = open_agency_key(agency_key)
            agency_key.wrapped = provider().wrap(key, agency_context(agency_key.agency_id))
            agency_key.save(update_fields=["wrapped"])
            record_deed(by=None, action="rotate_master_key", record=agency_key)
            rotated += 1
    forget_keys()
    return rotated


def make_missing_keys(folder: Path) -> list[str]:
    """Make the secret, signing, master and index keys that are missing; the last two for an empty database only.

    Returns:
        The names of the files made, each readable by its owner alone.

    Raises:
        VaultLocked: identities are stored already, so a new key would only hide that the old one is lost.
    """
    missing = [
        name for name in (*_MADE_ANEW, "MASTER_KEY", "INDEX_KEY") if not (folder / name.lower()).exists()
    ]
    wanted = [name for name in missing if name == "SECRET_KEY" or not getattr(settings, name)]
    if (lost := [name for name in wanted if name not in _MADE_ANEW]) and _holds_keys():
        raise VaultLocked(
            f"The database holds sealed records, but {' and '.join(lost)} are missing from {folder}. "
            "Restore them from your backup; new ones could not open anything."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in wanted:
        text = base64.b64encode(new_key()).decode()
        with os.fdopen(
            os.open(folder / name.lower(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
        ) as file:
            file.write(text)
        setattr(settings, name, text)
    forget_keys()
    return [name.lower() for name in wanted]


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


def _holds_keys() -> bool:
    return AgencyKey._meta.db_table in connection.introspection.table_names() and AgencyKey.objects.exists()  # noqa: SLF001
