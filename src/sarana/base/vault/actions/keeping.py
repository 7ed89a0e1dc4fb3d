"""The vault's keys: made, wrapped anew."""

import base64
import os
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from sarana.base.ledger.actions import record_deed
from sarana.base.vault.keys import VaultLocked, forget_keys, new_key, provider
from sarana.base.vault.models import AgencyKey
from sarana.base.vault.sealing import agency_context, open_agency_key

# Losing these opens nothing and hides nothing; a new signing key has a new public half.
_MADE_ANEW = ("SECRET_KEY", "SIGNING_KEY")


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


def _holds_keys() -> bool:
    return AgencyKey._meta.db_table in connection.introspection.table_names() and AgencyKey.objects.exists()  # noqa: SLF001
