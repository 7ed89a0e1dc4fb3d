"""Which files are taken and how they may be shown. Pure decisions on bytes."""

LARGEST = 20 * 1024 * 1024

_SIGNATURES: list[tuple[bytes, str]] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
]
_ZIP = b"PK\x03\x04"
_OFFICE = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Only re-encoded pictures can carry no script and are shown in the page; the rest is always a download.
SHOWN_INLINE = frozenset({"image/png", "image/jpeg"})


class FileRefused(Exception):
    """A file that isn't taken; the message says why and what to do."""


def sniff(content: bytes) -> str:
    """The media type by the bytes themselves; the sender's word and the file's ending count for nothing.

    Raises:
        FileRefused: empty, too large, or of a kind that isn't taken.
    """
    if not content:
        raise FileRefused("The file is empty.")
    if len(content) > LARGEST:
        raise FileRefused(
            f"The file is larger than {LARGEST // 1024 // 1024} MB; split it or send a smaller scan."
        )
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return media_type
    if content.startswith(_ZIP):
        for folder, media_type in _OFFICE.items():
            if folder in content:
                return media_type
    if _is_text(content):
        return "text/plain"
    raise FileRefused(
        "This kind of file isn't taken. Send PDF, PNG, JPEG, DOCX, XLSX, plain text or a sound recording."
    )


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return not any(ord(sign) < ord(" ") and sign not in "\t\r\n" for sign in text)
