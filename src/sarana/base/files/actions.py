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
from sarana.base.vault.sealing import data_key, give_key, key_of, seal, unseal


@transaction.atomic
def attach_file(*, by: Officer, record: models.Model, name: str, content: bytes) -> Attachment:
    """Keep a file with a record, encrypted; pictures lose their place and camera data first.

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
    key = give_key(attachment, key_of(by.agency))
    seal(attachment, {"name": PurePosixPath(name.replace("\\", "/")).name[:200]}, key=key)
    sealed = encrypt(key, content, _context(attachment))
    attachment.path = default_storage.save(f"{str(attachment.pk)[-2:]}/{attachment.pk}", ContentFile(sealed))
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


@transaction.atomic
def read_file(*, by: Officer, attachment: Attachment) -> tuple[str, bytes]:
    """The file's name and content; reading is logged. Whether the officer may see its record is decided before."""
    with default_storage.open(attachment.path) as stored:
        content = decrypt(data_key(attachment), stored.read(), _context(attachment))
    record_deed(by=by, action="read_file", record=attachment, change={"record": attachment.record_id})
    return str(unseal(attachment)["name"]), content
