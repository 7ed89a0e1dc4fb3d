"""What the house signs with: one Ed25519 key (RFC 8032) beside the vault's keys; its public half is published."""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from sarana.base.vault.keys import KEY_BYTES, VaultLocked


def sign(message: bytes) -> str:
    """The signature of the house, in hexadecimal.

    Raises:
        VaultLocked: the signing key is missing or broken.
    """
    return _key().sign(message).hex()


def public_key() -> str:
    """The public half of the key, in hexadecimal: what signatures are checked against.

    Raises:
        VaultLocked: the signing key is missing or broken.
    """
    return _key().public_key().public_bytes_raw().hex()


def signature_holds(public: str, signature: str, message: bytes) -> bool:
    """Whether the signature is one of this message under this public key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _key() -> Ed25519PrivateKey:
    try:
        seed = base64.b64decode(settings.SIGNING_KEY or "", validate=True)
    except ValueError as fault:
        raise VaultLocked("The signing key is not base64 text.") from fault
    if len(seed) != KEY_BYTES:
        raise VaultLocked(
            "The signing key is missing. Put it back into keys/signing_key or SARANA_SIGNING_KEY; `sarana migrate` makes a new one, "
            "whose public half has to be published."
        )
    return Ed25519PrivateKey.from_private_bytes(seed)
