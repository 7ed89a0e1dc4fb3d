"""What was published, read from a file: plain text, web page, PDF, Word document, feed or site map. Nothing is fetched."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

_MOST_PAGES = 400
_MOST_UNPACKED = 80 * 1024 * 1024
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_SITE_MAP = re.compile(rb"<(?:urlset|sitemapindex)[\s>]")
_PAGE = re.compile(r"<!doctype html|<html", re.IGNORECASE)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


class UnreadableText(ValueError):
    """Bytes that are no text; the message says what to send instead."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was published; what the file does not say is empty."""

    text: str
    title: str = ""
    published_on: date | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An address that a site map lists, with the day it names: for whoever fetches it."""

    address: str
    published_on: date | None = None
    title: str = ""


def articles_in(content: bytes) -> list[Article]:
    """The articles in a file: one, but for a feed.

    Raises:
        UnreadableText: empty, locked, a picture, a site map (which holds addresses alone), or nothing that is text.
    """
    if not content.strip():
        raise UnreadableText("The file is empty.")
    if content.startswith(b"%PDF-"):
        return [_of_pdf(content)]
    if content.startswith(b"PK\x03\x04"):
        return [_of_word(content)]
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if content.startswith(_PICTURES) or (b"\0" in content[:2000] and not is_wide):
        raise UnreadableText("This is not a text. Send plain text, a web page, a PDF or a Word document.")
    head = content[:2000]
    if _SITE_MAP.search(head):
        raise UnreadableText("A site map lists addresses and holds no text. Send the pages themselves.")
    if _FEED.search(head):
        return _of_feed(content)
    text = decoded(content)
    return [page_of(text)] if _PAGE.search(text[:2000]) else [Article(text)]


def page_of(page: str) -> Article:
    """The article inside a web page, without menus and comments; its day from the page's own marks (htmldate)."""
    from trafilatura import bare_extraction

    found = bare_extraction(page, include_comments=False, favor_recall=True, with_metadata=True)
    if found is None:
        return Article("")
    told: dict[str, Any] = found if isinstance(found, dict) else found.as_dict()
    return Article(
        told.get("text") or "", told.get("title") or "", day_in(told.get("date")), told.get("url") or ""
    )


def decoded(content: bytes) -> str:
    """Text from bytes in the usual encodings; what fits none is read as Windows' western one."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-8-sig", "utf-16") if wide else ("utf-8-sig",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace")


def _of_pdf(content: bytes) -> Article:
    from pypdf.errors import PyPdfError

    try:
        pages, title = _pdf_pages(content)
    except UnreadableText:
        raise
    # A damaged file may fail anywhere inside.
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError) as fault:
        raise UnreadableText("The PDF is damaged. Open and save it again, or paste its text.") from fault
    text = "\n\n".join(_unbroken(page) for page in pages if page.strip())
    if not text.strip():
        raise UnreadableText("The PDF holds pictures of pages and no text. Paste the text instead.")
    return Article(text, title.strip())


def _pdf_pages(content: bytes) -> tuple[list[str], str]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableText("The PDF is locked with a password. Send it unlocked.")
    title = str((reader.metadata and reader.metadata.title) or "")
    return [page.extract_text() for page in reader.pages[:_MOST_PAGES]], title


def _unbroken(page: str) -> str:
    """Lines of a page joined to paragraphs: a line that ends in mid-sentence goes on in the next."""
    joined = re.sub(r"(?<=[A-Za-z])-\n(?=[a-z])", "", re.sub(r"[ \t]+\n", "\n", page))
    joined = re.sub(r"(?<![.!?:”\"។៕\n])\n(?=[^\n])", " ", joined)
    return re.sub(r"[ \t]{2,}", " ", joined)


def _of_word(content: bytes) -> Article:
    try:
        lines, title = _word_lines(content)
    except UnreadableText:
        raise
    # A damaged file may fail anywhere inside, and python-docx says so in many ways.
    except Exception as fault:
        raise UnreadableText(
            "This is not a Word document (.docx) that can be read. Save it again as .docx, or paste its text."
        ) from fault
    text = "\n\n".join(line.strip() for line in lines if line.strip())
    if not text:
        raise UnreadableText("The file is empty.")
    return Article(text, title)


def _word_lines(content: bytes) -> tuple[list[str], str]:
    from docx import Document
    from docx.table import Table

    packed = zipfile.ZipFile(io.BytesIO(content))
    if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
        raise UnreadableText("The document is too large when unpacked. Paste its text instead.")
    document = Document(io.BytesIO(content))
    lines: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            lines += [" | ".join(cell.text for cell in row.cells) for row in part.rows]
        else:
            lines.append(part.text)
    return lines, document.core_properties.title or ""


def _of_feed(content: bytes) -> list[Article]:
    """What a feed holds itself: often the first paragraph of each article only."""
    import feedparser

    feed = feedparser.parse(content)
    found = []
    for entry in feed.entries:
        bodies = [part.get("value", "") for part in entry.get("content", [])] or [entry.get("summary", "")]
        text = _words_of("\n".join(bodies))
        if text.strip():
            told = entry.get("published_parsed") or entry.get("updated_parsed")
            day = date(*told[:3]) if told else None
            found.append(Article(text, _words_of(entry.get("title", "")), day, entry.get("link", "")))
    if not found:
        raise UnreadableText("The feed holds no article.")
    return found


def is_site_map(content: bytes) -> bool:
    """Whether the file lists addresses and holds no text itself."""
    return _SITE_MAP.search(content[:2000]) is not None


def _words_of(markup: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(markup, preserve_formatting=True, alt_texts=False).strip() if markup else ""


def addresses_in(content: bytes) -> list[Listed]:
    """The addresses of a site map (sitemaps.org, with Google's news part), newest first where days are given.

    Raises:
        UnreadableText: no site map.
    """
    from lxml import etree

    # No entity is resolved and no tree grows beyond what libxml2 allows.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(content, parser) if content.strip() else None
    if root is None or etree.QName(root).localname not in {"urlset", "sitemapindex"}:
        raise UnreadableText("This is no site map.")
    found = []
    for entry in root:
        told: dict[str, str] = {}
        for part in entry.iter():
            if isinstance(part.tag, str) and part.text and part.text.strip():
                told.setdefault(etree.QName(part).localname, part.text.strip())
        if "loc" in told:
            day = day_in(told.get("publication_date") or told.get("lastmod"))
            found.append(Listed(told["loc"], day, told.get("title", "")))
    return sorted(found, key=lambda one: one.published_on or date.min, reverse=True)


def day_in(text: str | None) -> date | None:
    """The day that a text in ISO form names; None when it names none."""
    try:
        return datetime.fromisoformat(text.strip()).date() if text else None
    except ValueError:
        return None
