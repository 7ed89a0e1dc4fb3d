"""A file opened as anybody can: what can be read in it, and what it tells of its making. Archives are opened to the bottom."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# The first day that an archive can tell; ours tell no other.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_OFFICE_DATE = re.compile(r"<dcterms:(?:created|modified)[^>]*>([^<]+)<")
_OFFICE_WHO = re.compile(r"<(?:dc:creator|cp:lastModifiedBy|Company|Manager)>([^<]+)<")
# What a paper may tell of its making: the program that set it, and its own title.
_PAPER_MAY = {"/Title", "/Creator"}


@dataclass(frozen=True, slots=True)
class Opened:
    """One thing that can be read: its name, the bytes, their text, and what they tell of who made them, and when."""

    name: str
    content: bytes
    text: str
    metadata: tuple[str, ...] = field(default=())
    # Whether it lies in an archive as a file of its own, rather than inside such a file.
    is_file: bool = True


def opened(name: str, content: bytes, *, page: bool = False, inside: bool = False) -> Iterator[Opened]:
    """The file, and every file in it.

    Args:
        name: by which it was found.
        content: its bytes.
        page: whether it is a page, whose signs for letters are turned into letters.
        inside: whether it is a part of another file rather than a file of its own.
    """
    if content.startswith(b"PK\x03\x04"):
        yield from _archive(name, content, inside=inside)
    elif content.startswith(b"%PDF"):
        yield _paper(name, content)
    elif content.startswith(b"PAR1"):
        yield _columns(name, content)
    else:
        text = content.decode("utf-8", errors="replace")
        told = (
            *_OFFICE_WHO.findall(text),
            *(day for day in _OFFICE_DATE.findall(text) if not day.startswith("1980-01-01")),
        )
        yield Opened(
            name, content, html.unescape(text) if page else text, told if inside else (), is_file=not inside
        )


def _archive(name: str, content: bytes, *, inside: bool) -> Iterator[Opened]:
    is_book = name.endswith((".xlsx", ".docx"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        times = tuple(
            f"{one.filename} of {one.date_time}" for one in archive.infolist() if one.date_time != _NO_TIME
        )
        notes = (archive.comment.decode(errors="replace"),) if archive.comment else ()
        if is_book or times or notes:
            yield Opened(name, content, "", (*times, *notes), is_file=is_book and not inside)
        for one in archive.infolist():
            if not one.is_dir():
                yield from opened(one.filename, archive.read(one), inside=is_book)


def _paper(name: str, content: bytes) -> Opened:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    words = [page.extract_text() for page in reader.pages]
    told: dict[str, Any] = dict(reader.metadata or {})
    metadata = tuple(f"{key} {value}" for key, value in told.items() if key not in _PAPER_MAY)
    metadata += tuple(f"attachment {one}" for one in reader.attachments)
    return Opened(name, content, "\n".join([*words, str(told.get("/Title", ""))]), metadata)


def _columns(name: str, content: bytes) -> Opened:
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(content))
    told = {
        key.decode(): value.decode(errors="replace") for key, value in (table.schema.metadata or {}).items()
    }
    words = "\n".join(repr(row) for row in table.to_pylist())
    return Opened(name, content, words, tuple(f"{key} {value}" for key, value in told.items()))
