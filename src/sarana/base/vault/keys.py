"""The keys of the vault: master key -> a key per agency -> a key per record. Losing the master key loses every identity.

AES-256-GCM throughout; whatever is opened under the wrong record, field or key fails closed.
"""

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.module_loading import import_string

KEY_BYTES = 32
NONCE_BYTES = 12
KEY_ID_BYTES = 4


class VaultLocked(Exception):
    """The master or index key is missing or does not fit what was stored."""


class SealBroken(Exception):
    """A sealed value was changed, moved to another record or field, or its key is gone."""


def new_key() -> bytes:
    """A fresh 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Nonce and ciphertext, bound to the context."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, context)


def decrypt(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The plaintext.

    Raises:
        SealBroken: when anything at all does not fit.
    """
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as fault:
        raise SealBroken("A sealed value does not fit its record; it was not opened.") from fault


class KeyProvider(Protocol):
    """What keeps the master key: a file or the environment here, a key-management service elsewhere."""

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """The key, encrypted under the present master key."""

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """The key again; VaultLocked when no master key fits."""

    def is_current(self, wrapped: bytes) -> bool:
        """Whether it was wrapped under the present master key, so that rotation may skip it."""


class MasterKeyFromSettings:
    """The master key from SARANA_MASTER_KEY or the file keys/master_key, with earlier ones kept for reading."""

    def __init__(self) -> None:
        if not settings.MASTER_KEY:
            raise VaultLocked(
                "The vault's master key is missing. Put it back into keys/master_key or SARANA_MASTER_KEY; "
                "`sarana migrate` makes one only for an empty database."
            )
        keys = [_decoded(text) for text in (settings.MASTER_KEY, *settings.PREVIOUS_MASTER_KEYS)]
        self._current = _key_id(keys[0])
        self._keys = {_key_id(key): key for key in keys}

    def wrap(self, key: bytes, context: bytes) -> bytes:
        return self._current + encrypt(self._keys[self._current], key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        master = self._keys.get(bytes(wrapped[:KEY_ID_BYTES]))
        if master is None:
            raise VaultLocked(
                "This record was sealed under another master key; add it to SARANA_PREVIOUS_MASTER_KEYS."
            )
        return decrypt(master, bytes(wrapped[KEY_ID_BYTES:]), context)

    def is_current(self, wrapped: bytes) -> bool:
        return bytes(wrapped[:KEY_ID_BYTES]) == self._current


def _decoded(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError as fault:
        raise VaultLocked("The master key is not base64 text.") from fault
    if len(key) != KEY_BYTES:
        raise VaultLocked(f"The master key has {len(key)} bytes instead of {KEY_BYTES}.")
    return key


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"sarana master key " + key).digest()[:KEY_ID_BYTES]


@lru_cache(maxsize=1)
def provider() -> KeyProvider:
    """The one key provider that settings name."""
    made: KeyProvider = import_string(settings.VAULT_KEY_PROVIDER)()
    return made


@lru_cache(maxsize=4096)
def unwrapped_agency_key(wrapped: bytes, context: bytes) -> bytes:
    """An agency's key, kept in memory so that a list page asks the key service once."""
    return provider().unwrap(wrapped, context)


def forget_keys() -> None:
    """Drop keys kept in memory, after rotation or when settings change."""
    provider.cache_clear()
    unwrapped_agency_key.cache_clear()
    _index_key.cache_clear()
    _pseudonym_states.cache_clear()


@lru_cache(maxsize=1)
def _index_key() -> bytes:
    if not settings.INDEX_KEY:
        raise VaultLocked(
            "The vault's index key is missing; put it back into keys/index_key or SARANA_INDEX_KEY."
        )
    return _decoded(settings.INDEX_KEY)


def search_token(kind: str, text: str) -> bytes:
    """The keyed hash (HMAC-SHA256, 128 bits) under which a value can be found but not read."""
    return hmac.digest(_index_key(), f"{kind}\0{text}".encode(), "sha256")[:16]


def pseudonym(text: str) -> str:
    """A stable name for a record in snapshots: keyed, so that nobody outside can go back to the record.

    An identifier has the same pseudonym with and without its dashes.
    """
    return _pseudonym_of(text)[:12].hex()


def pseudonymous_number(text: str) -> int:
    """The first 60 bits of the pseudonym: numbers are matched in half the time and a third of the room.

    Among a million records two share one once in two million registers.
    """
    return int.from_bytes(_pseudonym_of(text)[:8]) >> 4


def _pseudonym_of(text: str) -> bytes:
    inner, outer = _pseudonym_states()
    within = inner.copy()
    within.update(text.replace("-", "").encode())
    around = outer.copy()
    around.update(within.digest())
    return around.digest()


@lru_cache(maxsize=1)
def _pseudonym_states() -> tuple["hashlib._Hash", "hashlib._Hash"]:
    """HMAC-SHA256 of the word "pseudonym" so far (RFC 2104): a snapshot makes millions, and this halves their time."""
    key = _index_key().ljust(hashlib.sha256().block_size, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in key)) for pad in (0x36, 0x5C))
    inner.update(b"pseudonym\0")
    return inner, outer
