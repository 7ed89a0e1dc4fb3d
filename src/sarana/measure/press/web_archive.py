"""The pages in a WARC file (ISO 28500), as crawlers write it."""

import gzip
import re
import zlib
from collections.abc import Iterator
from http import HTTPStatus

_TEXTS = ("text/html", "application/xhtml", "text/plain")
_MOST_BYTES = 5 * 1024 * 1024


def pages_of(path: str) -> Iterator[tuple[str, str, bytes]]:
    """Address, day of fetching and bytes of every page that was answered with 200 and holds text.

    Raises:
        OSError: no archive, or cut off; only after its pages were given.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted, last = (WarcRecordType.response, WarcRecordType.resource), None
    with open(path, "rb") as stream:  # noqa: PTH123 - FastWARC reads a plain stream
        for record in ArchiveIterator(stream):
            last = record.stream_pos
            http = record.http_headers
            kind = (http.get("Content-Type") if http else record.headers.get("Content-Type")) or ""
            if (
                record.record_type in wanted
                and record.content_length <= _MOST_BYTES
                and (http is None or http.status_code == HTTPStatus.OK)
                and kind.startswith(_TEXTS)
            ):
                address, at = (record.headers.get(name) or "" for name in ("WARC-Target-URI", "WARC-Date"))
                yield address, at, record.reader.read()
    if last is None:
        raise OSError("no web archive, or an empty one")
    _whole_from(path, last)


def _whole_from(path: str, start: int) -> None:
    """That the last record is whole: FastWARC takes a file that was cut off for one that ends."""
    with open(path, "rb") as stream:  # noqa: PTH123
        stream.seek(start)
        rest = stream.read()
    if rest.startswith(b"\x1f\x8b"):
        try:
            rest = gzip.decompress(rest)
        except (EOFError, OSError, zlib.error) as fault:
            raise OSError("the archive is cut off") from fault
    if rest.startswith(b"WARC/"):
        head, _, body = rest.partition(b"\r\n\r\n")
        said = re.search(rb"(?im)^Content-Length:\s*(\d+)", head)
        if said is None or len(body) < int(said[1]):
            raise OSError("the archive is cut off")
