"""Web archives read in bulk: from the path of a WARC file to rows of who said what, on one machine or on a cluster.

:func:`rows_of_archive` needs its path alone, so the same function runs in several processes here and under Spark's
``mapInArrow`` there. One Parquet file stands for one archive: what stands already is not read again, and a file that was
cut off leaves none behind.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sarana.measure.press.archive_rows import SCHEMA, rows_of_text
from sarana.measure.press.articles import Article, day_in, decoded
from sarana.measure.press.readers import PublicText, Read, ReadWith, is_public, read_public
from sarana.measure.press.web_archive import pages_of
from sarana.science.statements import read_text
from sarana.science.statements.likeness import groups_of

# One of these in the bytes, in small letters: cheaper than looking for words in text, and made before anything is parsed.
TOPIC = (
    b"traffick",
    "ជួញដូរមនុស្ស".encode(),
    "ជួញ\u200bដូរ\u200bមនុស្ស".encode(),
    b"scam compound",
    b"forced labour",
    b"forced labor",
)
_BATCH = 2000
_RULES = ReadWith()
_DROPPED = b"sarana.dropped"


@dataclass(frozen=True, slots=True)
class ArchiveRead:
    """What came of one archive: pages with the topic, rows written; ``fault`` when it can't be read.

    ``dropped`` counts rows that a model proposed and whose words do not stand in the text.
    """

    path: str
    texts: int
    rows: int
    was_there: bool = False
    fault: str = ""
    dropped: int = 0


@dataclass(slots=True)
class Tally:
    """What is counted while an archive is read."""

    dropped: int = 0


def rows_of_archive(
    path: str, topic: Sequence[bytes] = TOPIC, *, choice: ReadWith = _RULES, tally: Tally | None = None
) -> Iterator[dict[str, Any]]:
    """The statements of every page in a WARC file that holds one of the topic's words.

    Args:
        path: a .warc, .warc.gz or .warc.zst file.
        topic: byte strings in small letters; empty for every page.
        choice: by what the pages are read; by the rules unless another reader is named.
        tally: where dropped rows are counted.

    Raises:
        OSError: the file can't be read, or is cut off, or the model that was chosen does not answer.
    """
    name = Path(path).name
    for address, fetched_at, body in pages_of(path):
        small = body.lower()
        if topic and not any(word in small for word in topic):
            continue
        article = _article(body)
        if article.text.strip():
            read = _read(address, article, choice)
            if tally is not None:
                tally.dropped += read.dropped
            yield from rows_of_text(name, address, fetched_at, article, read.reading)


def _read(address: str, article: Article, choice: ReadWith) -> Read:
    """Read a page with the reader that was chosen; what an archive holds without a web address is read by the rules."""
    if choice.name == "rules" or not is_public(address):
        return Read(read_text(article.text, published_on=article.published_on))
    return read_public(PublicText(article.text, address, article.published_on), choice)


def _article(body: bytes) -> Article:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    if b"<" not in body[:2000]:
        return Article(decoded(body))
    tree = HTMLTree.parse_from_bytes(body, detect_encoding(body) or "utf-8")
    text = extract_plain_text(
        tree, preserve_formatting=True, main_content=True, alt_texts=False, comments=False
    )
    return Article(text, tree.title or "", _day_of(body))


def _day_of(body: bytes) -> Any:
    """The day a page names for itself in its head; searching its whole text as well would cost more than all the rest."""
    from htmldate import find_date

    head = body[: body.find(b"</head>") + 7] if b"</head>" in body else b""
    return (
        day_in(find_date(decoded(head + b"<body></body>"), extensive_search=False, original_date=True))
        if head
        else None
    )


def batches_of(
    paths: Iterable[str], choice: ReadWith = _RULES, tally: Tally | None = None
) -> Iterator[pa.RecordBatch]:
    """The rows of several archives as Arrow batches."""
    for path in paths:
        rows: list[dict[str, Any]] = []
        for row in rows_of_archive(path, choice=choice, tally=tally):
            rows.append(row)
            if len(rows) == _BATCH:
                yield pa.RecordBatch.from_pylist(rows, SCHEMA)
                rows = []
        if rows:
            yield pa.RecordBatch.from_pylist(rows, SCHEMA)


def read_with_spark(spark: Any, paths: Sequence[str], parts: int = 0, choice: ReadWith = _RULES) -> Any:
    """The same rows as a Spark frame, an archive a task (extra ``spark``, Java 17).

    Args:
        spark: a session, local or of a cluster whose workers have this package and see the paths.
        paths: archives.
        parts: into how many tasks they are cut; one for each archive if left out.
        choice: by what the pages are read.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from batches_of(batch.column(0).to_pylist(), choice)

    frame = spark.createDataFrame([(path,) for path in paths], "path string")
    return frame.repartition(parts or max(1, len(paths))).mapInArrow(read, from_arrow_schema(SCHEMA))


def file_for(path: Path, out: Path, choice: ReadWith = _RULES) -> Path:
    """Where an archive's rows stand; archives of one name in different folders do not meet, nor do two readers."""
    mark = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]
    reader = "" if choice.name == "rules" else f"-{choice.name}"
    return out / f"{path.name.split('.warc')[0]}-{mark}{reader}.parquet"


def read_archive(path: str, out: str, choice: ReadWith = _RULES) -> ArchiveRead:
    """Write the rows of one archive, whole or not at all."""
    target = file_for(Path(path), Path(out), choice)
    if target.exists():
        told = pq.read_metadata(target)
        dropped = int((told.metadata or {}).get(_DROPPED, b"0"))
        return ArchiveRead(path, _texts_in(target), told.num_rows, was_there=True, dropped=dropped)
    part, tally = target.with_suffix(".part"), Tally()
    try:
        with pq.ParquetWriter(part, SCHEMA, compression="zstd") as writer:
            for batch in batches_of([path], choice, tally):
                writer.write_batch(batch)
            writer.add_key_value_metadata({_DROPPED.decode(): str(tally.dropped)})
    except OSError as fault:
        part.unlink(missing_ok=True)
        return ArchiveRead(path, 0, 0, fault=str(fault))
    part.replace(target)
    return ArchiveRead(path, _texts_in(target), pq.read_metadata(target).num_rows, dropped=tally.dropped)


def _texts_in(file: Path) -> int:
    return len(
        pq.read_table(file, columns=["address", "digest"]).group_by(["address", "digest"]).aggregate([])
    )


def read_archives(
    paths: Sequence[Path],
    out: Path,
    *,
    hands: int = 1,
    choice: ReadWith = _RULES,
    told: Callable[[ArchiveRead], None] = lambda _read: None,
) -> list[ArchiveRead]:
    """Read archives side by side, each into a Parquet file of its own in ``out``.

    Args:
        paths: the archives.
        out: a folder; made when it is not there.
        hands: how many processes.
        choice: by what the pages are read; each reader's rows stand in files of their own.
        told: called after each archive, for progress.
    """
    out.mkdir(parents=True, exist_ok=True)
    found = []
    if hands == 1:
        for path in paths:
            found.append(read_archive(str(path), str(out), choice))
            told(found[-1])
        return found
    with ProcessPoolExecutor(hands, mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(read_archive, str(path), str(out), choice) for path in paths]):
            found.append(done.result())
            told(found[-1])
    return sorted(found, key=lambda one: one.path)


def texts_told_again(out: Path) -> dict[str, str]:
    """Digests of texts that repeat or nearly repeat another, with the digest of the first of them."""
    files = sorted(out.glob("*.parquet"))
    if not files:
        return {}
    tables = [
        pq.read_table(file, columns=["digest", "signature", "published_on", "address"]) for file in files
    ]
    rows = pa.concat_tables(tables).to_pylist()
    rows.sort(key=lambda row: (row["published_on"] is None, row["published_on"], row["address"]))
    signatures = {row["digest"]: row["signature"] for row in rows}
    digests = list(signatures)
    leads = groups_of([signatures[digest] for digest in digests])
    return {
        digest: digests[lead] for digest, lead in zip(digests, leads, strict=True) if digests[lead] != digest
    }
