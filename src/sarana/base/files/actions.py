import hashlib
import io
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

from sarana.base.accounts.models import Officer
from sarana.base.files.models import Attachment
from sarana.base.files.rules import SHOWN_INLINE, sniff
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.keys import decrypt, encrypt
from sarana.base.vault.models import SealedRecord
from sarana.base.vault.sealing import data_key, give_key, key_of, seal, seal_under, unseal, unseal_under


@transaction.atomic
def attach_file(
    *, by: Officer, record: models.Model, name: str, content: bytes, under: SealedRecord | None = None
) -> Attachment:
    """Keep a file with a record, encrypted; pictures lose their place and camera data first.

    Args:
        by: who brings it; whether he may is decided before.
        record: what it belongs to.
        name: as the sender calls it; sealed.
        content: its bytes.
        under: whose key encrypts it (an identity); whoever destroys that key forgets the file. A key of its own else.

    Raises:
        FileRefused: empty, too large or of a kind that isn't taken.
    """
    media_type = sniff(content)
    if media_type in SHOWN_INLINE:
        content = _without_camera_data(content)
    attachment = Attachment(
        record_type=record._meta.label_lower,  # noqa: SLF001
        record_id=str(record.pk),
        media_type=media_type,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        added_by=by,
    )
    words = {"name": PurePosixPath(name.replace("\\", "/")).name[:200]}
    if under is None:
        key = give_key(attachment, key_of(by.agency))
        seal(attachment, words, key=key)
    else:
        key = data_key(under)
        attachment.agency_key = under.agency_key
        attachment.sealed = seal_under(under, attachment, words)
    _store(attachment, key, content)
    attachment.save(force_insert=True)
    record_deed(
        by=by,
        action="attach_file",
        record=record,
        change={"attachment": attachment, "digest": attachment.digest},
    )
    return attachment


def _without_camera_data(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content)) as picture:
        kind = picture.format
        upright = ImageOps.exif_transpose(picture)
        bare = Image.new(upright.mode, upright.size)
        bare.paste(upright)
        clean = io.BytesIO()
        bare.save(clean, format=kind)
    return clean.getvalue()


def _context(attachment: Attachment) -> bytes:
    return f"files.attachment|{attachment.pk}|content".encode()


def _store(attachment: Attachment, key: bytes, content: bytes) -> None:
    sealed = encrypt(key, content, _context(attachment))
    attachment.path = default_storage.save(f"{str(attachment.pk)[-2:]}/{attachment.pk}", ContentFile(sealed))


@transaction.atomic
def keep_file_under(attachment: Attachment, *, before: SealedRecord, to: SealedRecord) -> None:
    """Encrypt a file that was kept under one record's key under another's; the old bytes go when that is certain."""
    old = attachment.path
    content = _decrypted(attachment, before)
    attachment.sealed = seal_under(to, attachment, unseal_under(before, attachment, attachment.sealed))
    attachment.agency_key = to.agency_key
    _store(attachment, data_key(to), content)
    attachment.save(update_fields=["sealed", "agency_key", "path"])
    transaction.on_commit(lambda: default_storage.delete(old))


def _decrypted(attachment: Attachment, holder: SealedRecord) -> bytes:
    with default_storage.open(attachment.path) as stored:
        return decrypt(data_key(holder), stored.read(), _context(attachment))


@transaction.atomic
def read_file(*, by: Officer, attachment: Attachment, under: SealedRecord | None = None) -> tuple[str, bytes]:
    """The file's name and content; reading is logged. Whether the officer may see its record is decided before.

    Args:
        by: who reads.
        attachment: the file.
        under: whose key encrypts it, where it was kept so.

    Raises:
        Erased: the key was destroyed.
    """
    content = _decrypted(attachment, under or attachment)
    record_deed(by=by, action="read_file", record=attachment, change={"record": attachment.record_id})
    words = unseal_under(under, attachment, attachment.sealed) if under else unseal(attachment)
    return str(words["name"]), content
