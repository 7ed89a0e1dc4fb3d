"""Files that one recipient alone can open, in the format age-encryption.org/v1 with X25519: any age tool reads them.

The recipient makes a pair of keys for himself (``age-keygen``, ``sarana recipient new``), tells the public one and keeps
the other. What is sealed here can't be opened here again.
"""

import base64
import hmac
import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sarana.base.vault.keys import SealBroken

_VERSION = b"age-encryption.org/v1"
_PUBLIC, _SECRET = "age", "age-secret-key-"
_FILE_KEY_BYTES, _NONCE_BYTES, _TAG_BYTES = 16, 16, 16
_CHUNK = 64 * 1024
_COUNTER_BYTES = 11
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # Bech32 (BIP 173)
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK_SIGNS = 6


def new_pair() -> tuple[str, str]:
    """A fresh pair: the secret key, for its owner alone, and the public one."""
    secret = X25519PrivateKey.generate()
    return _bech32(_SECRET, secret.private_bytes_raw()).upper(), _bech32(
        _PUBLIC, secret.public_key().public_bytes_raw()
    )


def is_public_key(text: str) -> bool:
    """Whether the text is a whole public key; a mistyped one is not."""
    try:
        _unbech32(_PUBLIC, text)
    except ValueError:
        return False
    return True


def seal_for(public: str, content: bytes) -> bytes:
    """The content as a file that only the owner of the key's other half opens.

    Raises:
        ValueError: it is no public key (``age1…``), or was mistyped.
    """
    recipient = X25519PublicKey.from_public_bytes(_unbech32(_PUBLIC, public))
    passing, file_key = X25519PrivateKey.generate(), secrets.token_bytes(_FILE_KEY_BYTES)
    share = passing.public_key().public_bytes_raw()
    wrapping = _derived(
        passing.exchange(recipient), share + recipient.public_bytes_raw(), _VERSION + b"/X25519"
    )
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    header = b"%s\n-> X25519 %s\n%s\n---" % (_VERSION, _base64(share), _base64(wrapped))
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return b"%s %s\n%s%s" % (
        header,
        _base64(_mac(file_key, header)),
        nonce,
        _stream(file_key, nonce, content),
    )


def open_with(secret: str, sealed: bytes) -> bytes:
    """What was sealed for the owner of this secret key.

    Raises:
        SealBroken: it was sealed for somebody else, was changed, or is no such file.
        ValueError: it is no secret key.
    """
    owner = X25519PrivateKey.from_private_bytes(_unbech32(_SECRET, secret))
    try:
        above, rest = sealed.split(b"\n---", 1)
        mac, body = rest.split(b"\n", 1)
        version, *stanzas = above.split(b"\n-> ")
    except ValueError as fault:
        raise SealBroken("This is no file that was sealed for a recipient.") from fault
    file_key = _file_key(owner, stanzas) if version == _VERSION else None
    if file_key is None or not hmac.compare_digest(mac.strip(), _base64(_mac(file_key, above + b"\n---"))):
        raise SealBroken("This file was sealed for somebody else, or was changed on its way.")
    return _unstream(file_key, body[:_NONCE_BYTES], body[_NONCE_BYTES:])


def _file_key(owner: X25519PrivateKey, stanzas: list[bytes]) -> bytes | None:
    for stanza in stanzas:
        line, _, wrapped = stanza.partition(b"\n")
        kind, _, share_text = line.partition(b" ")
        if kind != b"X25519":
            continue  # for a recipient of another kind, or thrown in to keep readers tolerant
        share = _unbase64(share_text)
        shared = owner.exchange(X25519PublicKey.from_public_bytes(share))
        wrapping = _derived(shared, share + owner.public_key().public_bytes_raw(), _VERSION + b"/X25519")
        try:
            return ChaCha20Poly1305(wrapping).decrypt(bytes(12), _unbase64(wrapped), None)
        except InvalidTag:
            continue
    return None


def _stream(file_key: bytes, nonce: bytes, content: bytes) -> bytes:
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    starts = range(0, max(len(content), 1), _CHUNK)
    return b"".join(
        cipher.encrypt(
            _counted(place, last=start + _CHUNK >= len(content)), content[start : start + _CHUNK], None
        )
        for place, start in enumerate(starts)
    )


def _unstream(file_key: bytes, nonce: bytes, body: bytes) -> bytes:
    cipher, step = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")), _CHUNK + _TAG_BYTES
    try:
        return b"".join(
            cipher.decrypt(_counted(place, last=start + step >= len(body)), body[start : start + step], None)
            for place, start in enumerate(range(0, max(len(body), 1), step))
        )
    except (InvalidTag, ValueError) as fault:
        raise SealBroken("This file was changed, or its end is missing.") from fault


def _counted(place: int, *, last: bool) -> bytes:
    return place.to_bytes(_COUNTER_BYTES) + bytes([last])


def _derived(secret: bytes, salt: bytes, what: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=what).derive(secret)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(file_key, b"", b"header"), header, sha256)


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _unbase64(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def _bech32(prefix: str, data: bytes) -> str:
    values = _regrouped(data, 8, 5, pad=True)
    check = _checksum([*_spread(prefix), *values, *[0] * _CHECK_SIGNS]) ^ 1
    values += [check >> 5 * (_CHECK_SIGNS - 1 - place) & 31 for place in range(_CHECK_SIGNS)]
    return f"{prefix}1{''.join(_LETTERS[value] for value in values)}"


def _unbech32(prefix: str, text: str) -> bytes:
    found, _, rest = text.strip().lower().rpartition("1")
    if found != prefix or any(sign not in _LETTERS for sign in rest):
        raise ValueError("This is no such key; copy it whole.")
    values = [_LETTERS.index(sign) for sign in rest]
    if _checksum([*_spread(prefix), *values]) != 1:
        raise ValueError("The key was mistyped; copy it whole.")
    data = bytes(_regrouped(values[:-_CHECK_SIGNS], 5, 8, pad=False))
    if len(data) != 32:  # noqa: PLR2004 - X25519
        raise ValueError("This is no such key; copy it whole.")
    return data


def _spread(prefix: str) -> list[int]:
    return [*(ord(sign) >> 5 for sign in prefix), 0, *(ord(sign) & 31 for sign in prefix)]


def _checksum(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check


def _regrouped(data: bytes | list[int], bits: int, into: int, *, pad: bool) -> list[int]:
    held, width, values = 0, 0, []
    for value in data:
        held, width = held << bits | value, width + bits
        while width >= into:
            width -= into
            values.append(held >> width & (1 << into) - 1)
    if pad and width:
        values.append(held << into - width & (1 << into) - 1)
    return values
