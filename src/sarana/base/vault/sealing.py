"""Sealing and opening the words of a record. Associated data = model, primary key, column and agency key."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from sarana.base.accounts.models import Agency
from sarana.base.once import composed_once
from sarana.base.vault.keys import (
    SealBroken,
    decrypt,
    encrypt,
    new_key,
    provider,
    unwrapped_agency_key,
)
from sarana.base.vault.models import AgencyKey, SealedRecord, SealedWords

# Sealed texts are padded to whole blocks so that their length tells little.
_BLOCK = 64


class Erased(SealBroken):
    """The record's key was destroyed; its words are gone for ever."""


def key_of(agency: Agency) -> AgencyKey:
    """The agency's key, made on first use."""
    for found in _keys_of(agency=agency.pk):
        return found
    wrapped = provider().wrap(new_key(), agency_context(agency.pk))
    return AgencyKey.objects.get_or_create(agency=agency, defaults={"wrapped": wrapped})[0]


@composed_once
def _keys_of(*, agency: int) -> QuerySet[AgencyKey]:
    return AgencyKey.objects.filter(agency=agency)


def agency_context(agency_id: int) -> bytes:
    """What an agency's wrapped key is bound to."""
    return f"agency key|{agency_id}".encode()


def open_agency_key(agency_key: AgencyKey) -> bytes:
    """The agency's key in the clear."""
    return unwrapped_agency_key(bytes(agency_key.wrapped), agency_context(agency_key.agency_id))


def _context(record: SealedRecord, column: str) -> bytes:
    return f"{record._meta.label_lower}|{record.pk}|{column}|{record.agency_key_id}".encode()  # noqa: SLF001


def data_key(record: SealedRecord) -> bytes:
    """The record's own key in the clear.

    Raises:
        Erased: it was destroyed. SealBroken: it belongs to another record.
    """
    if record.wrapped_key is None:
        raise Erased("The key of this record was destroyed; what it sealed cannot be read again.")
    return decrypt(open_agency_key(record.agency_key), bytes(record.wrapped_key), _context(record, "key"))


def give_key(record: SealedRecord, agency_key: AgencyKey) -> bytes:
    """Give a new record its own key, wrapped by the agency's; returns the key for sealing at once."""
    record.agency_key = agency_key
    key = new_key()
    record.wrapped_key = encrypt(open_agency_key(agency_key), key, _context(record, "key"))
    return key


def seal(
    record: SealedRecord, words: SealedWords, *, column: str = "sealed", key: bytes | None = None
) -> None:
    """Put the words, encrypted, into the record's column; the caller saves the record."""
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % _BLOCK)
    setattr(record, column, encrypt(key or data_key(record), text, _context(record, column)))


def unseal(record: SealedRecord, *, column: str = "sealed") -> SealedWords:
    """The words again; empty when nothing was ever sealed.

    Raises:
        Erased: the key was destroyed. SealBroken: the value was tampered with or belongs elsewhere.
    """
    stored = getattr(record, column)
    key = data_key(record)
    if stored is None:
        return {}
    words: SealedWords = json.loads(decrypt(key, bytes(stored), _context(record, column)))
    return words


def unseal_many(model: type[SealedRecord], keys: Sequence[Any]) -> list[tuple[Any, SealedWords]]:
    """The words of many records by their keys as the database writes them, without an instance of each.

    Records without words, or whose key was destroyed, are left out.

    Raises:
        SealBroken: a value was tampered with or belongs elsewhere.
    """
    if not keys:
        return []
    opened: dict[int, bytes] = {}
    found = []
    label = model._meta.label_lower  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(_many(model, len(keys)), keys)
        for key, holder, agency, wrapping, wrapped, sealed in cursor.fetchall():
            if holder not in opened:
                opened[holder] = unwrapped_agency_key(bytes(wrapping), agency_context(agency))
            place = f"{label}|{_with_dashes(str(key))}"
            own = decrypt(opened[holder], bytes(wrapped), f"{place}|key|{holder}".encode())
            found.append((key, json.loads(decrypt(own, bytes(sealed), f"{place}|sealed|{holder}".encode()))))
    return found


def _with_dashes(key: str) -> str:
    """A key as records tell it; SQLite keeps it without dashes. Making a UUID of each takes longer than to open it."""
    bare = key.replace("-", "")
    return f"{bare[:8]}-{bare[8:12]}-{bare[12:16]}-{bare[16:20]}-{bare[20:]}"


def _many(model: type[SealedRecord], count: int) -> str:
    records, holders = model._meta.db_table, AgencyKey._meta.db_table  # noqa: SLF001
    return f"""
        SELECT own.id, holder.id, holder.agency_id, holder.wrapped, own.wrapped_key, own.sealed
        FROM {records} own JOIN {holders} holder ON holder.id = own.agency_key_id
        WHERE own.wrapped_key IS NOT NULL AND own.sealed IS NOT NULL AND own.id IN ({", ".join(["%s"] * count)})
    """  # noqa: S608 - names of tables only


def seal_under(holder: SealedRecord, record: Model, words: SealedWords) -> bytes:
    """The words of another record, encrypted under the holder's key: whoever destroys that key forgets them as well."""
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % _BLOCK)
    return encrypt(data_key(holder), text, _context_under(holder, record))


def unseal_under(holder: SealedRecord, record: Model, stored: bytes | memoryview | None) -> SealedWords:
    """What ``seal_under`` sealed; empty when nothing ever was.

    Raises:
        Erased: the holder's key was destroyed. SealBroken: the value was tampered with or belongs elsewhere.
    """
    key = data_key(holder)
    if stored is None:
        return {}
    words: SealedWords = json.loads(decrypt(key, bytes(stored), _context_under(holder, record)))
    return words


def _context_under(holder: SealedRecord, record: Model) -> bytes:
    return f"{record._meta.label_lower}|{record.pk}|under|{holder._meta.label_lower}|{holder.pk}".encode()  # noqa: SLF001
