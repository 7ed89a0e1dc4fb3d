"""A paper as a Word document (Office Open XML) that a ministry may edit: said in Khmer and English alike.

Khmer is a complex script: Word takes its font, size and weight from properties of their own (w:rFonts w:cs, w:szCs, w:bCs) and its
language from w:lang w:bidi. Both are set in the styles, and every run that holds Khmer is marked with w:cs. No person stands in
the document's properties.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

LATIN, KHMER = "Noto Sans", "Noto Sans Khmer"
_KHMER = re.compile(r"([\u1780-\u17ff\u19e0-\u19ff\u200b]+)")
_INK, _QUIET = RGBColor(0x17, 0x32, 0x4D), RGBColor(0x5B, 0x66, 0x72)
_SIZES = {"Normal": 10, "Title": 24, "Heading 1": 18, "Heading 2": 14, "Heading 3": 11.5, "List Bullet": 10}
# The day that stands in the archive and its properties: the same content gives the same bytes.
_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_WIDE = Mm(165)


class WordPaper:
    """A document that grows from top to bottom."""

    def __init__(
        self, title: str, language: str, *, landscape: bool = False, on_every_page: str = ""
    ) -> None:
        """Begin a paper.

        Args:
            title: of the document, written on top and in its properties.
            language: ``km`` or ``en``: of the words.
            landscape: whether the sheet lies on its side.
            on_every_page: words over each page: that the paper stays in the house.
        """
        self.language = language
        self.made = Document()
        self._properties(title)
        for name, size in _SIZES.items():
            self._style(name, size)
        section = self.made.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Mm(22))
        self._numbered(section, title)
        if on_every_page:
            self._written(section.header.paragraphs[0], on_every_page, bold=True)
        self._written(self.made.add_paragraph(style="Title"), title)

    def _properties(self, title: str) -> None:
        told = self.made.core_properties
        told.title, told.language = title, "km-KH" if self.language == "km" else "en-GB"
        told.author = told.last_modified_by = told.comments = told.keywords = told.subject = told.category = (
            ""
        )
        told.created = told.modified = _DAY.replace(tzinfo=None)
        told.revision = 1

    def _style(self, name: str, size: float) -> None:
        style = self.made.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        if name not in {"Normal", "List Bullet"}:
            style.font.color.rgb = _INK
        given = style.element.get_or_add_rPr()
        fonts = given.get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:cs"), KHMER)
        fonts.set(qn("w:eastAsia"), KHMER)
        _put(given, "w:szCs", {"w:val": str(round(2 * size))})
        _put(given, "w:lang", {"w:val": "en-GB", "w:bidi": "km-KH"})
        if name.startswith("Heading"):
            _put(given, "w:bCs", {})

    def _numbered(self, section: Any, title: str) -> None:
        foot = section.footer.paragraphs[0]
        self._written(foot, f"{title} · ", quiet=True)
        run = foot.add_run()
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            part.text = text or None
            run._r.append(part)  # noqa: SLF001 - fields have no other way in

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 to 3, which Word's own table of contents finds."""
        self._written(self.made.add_paragraph(style=f"Heading {level}"), text)

    def says(self, text: str, *, bold: bool = False, quiet: bool = False) -> None:
        """A paragraph; nothing where there are no words."""
        if text:
            self._written(self.made.add_paragraph(), text, bold=bold, quiet=quiet)

    def names(self, name: str, text: str) -> None:
        """A paragraph that begins with what it is about."""
        line = self.made.add_paragraph()
        self._written(line, f"{name}: ", bold=True)
        self._written(line, text)

    def points(self, lines: Sequence[str]) -> None:
        """A list."""
        for text in lines:
            self._written(self.made.add_paragraph(style="List Bullet"), text)

    def table(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = (), last: bool = False
    ) -> None:  # fmt: skip
        """A table whose first row is told as its heading and comes again on every page.

        Args:
            headings: of the columns.
            rows: words only.
            numbers: columns that stand to the right.
            last: whether the last row is a sum.
        """
        table = self.made.add_table(rows=0, cols=len(headings), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        for at, row in enumerate([headings, *rows]):
            strong = not at or (last and at == len(rows))
            for column, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
                line = cell.paragraphs[0]
                if column in numbers:
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._written(line, text, bold=strong)
        kept = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - the library knows no heading rows
        kept.append(OxmlElement("w:tblHeader"))
        self.made.add_paragraph()

    def picture(self, drawing: str, alt: str) -> None:
        """A chart with the words that stand for it where it is not seen."""
        placed = self.made.add_picture(io.BytesIO(as_png(drawing)), width=_WIDE)
        told = placed._inline.docPr  # noqa: SLF001 - the library knows no alternative words
        told.set("descr", alt)
        told.set("name", alt)

    def _written(self, line: Any, text: str, *, bold: bool = False, quiet: bool = False) -> None:
        """The words in runs of one script each, Khmer ones marked as complex script."""
        for part in _KHMER.split(_clean(text)):
            if not part:
                continue
            run = line.add_run(part)
            run.bold = True if bold else None
            if quiet:
                run.font.size, run.font.color.rgb = Pt(8.5), _QUIET
            if _KHMER.fullmatch(part):
                given = run._r.get_or_add_rPr()  # noqa: SLF001 - the library knows no complex script
                run.font.complex_script = True
                run.font.cs_bold = True if bold else None
                if quiet:
                    _put(given, "w:szCs", {"w:val": "17"})
                _put(given, "w:lang", {"w:val": "km-KH", "w:bidi": "km-KH"})

    def file(self) -> bytes:
        """The document; the same content gives the same bytes."""
        raw, told = io.BytesIO(), io.BytesIO()
        self.made.save(raw)
        with zipfile.ZipFile(raw) as before, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as after:
            for name in before.namelist():
                # A picture of the library's template, and its own words about whoever made it.
                if name == "docProps/thumbnail.jpeg":
                    continue
                content = before.read(name)
                if name == "_rels/.rels":
                    content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
                after.writestr(zipfile.ZipInfo(name, _DAY.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
        return told.getvalue()


def _clean(text: str) -> str:
    """Without the signs that XML forbids."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def _put(given: Any, name: str, attributes: dict[str, str]) -> None:
    """A property where Word's schema wants it; one that stood there before is replaced."""
    for old in given.findall(qn(name)):
        given.remove(old)
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    behind = _ORDER[_ORDER.index(name) + 1 :]
    for at, child in enumerate(given):
        if child.tag in {qn(one) for one in behind}:
            given.insert(at, made)
            return
    given.append(made)


# The order in which ISO/IEC 29500 wants the properties of a run.
_ORDER = (
    "w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:color", "w:spacing", "w:kern", "w:sz", "w:szCs",
    "w:u", "w:rtl", "w:cs", "w:lang",
)  # fmt: skip


def as_png(drawing: str) -> bytes:
    """A drawing of ours as a picture: Word shows no SVG everywhere."""
    import json

    import typst

    from sarana.publish.papers.printing import fonts

    page = (
        "#set page(width: 165mm, height: auto, margin: 0mm)\n"
        '#set text(font: ("Noto Sans", "Noto Sans Khmer"))\n'
        '#image(bytes(json(bytes(sys.inputs.content)).svg), format: "svg", width: 100%)'
    )
    made: bytes = typst.compile(
        page.encode(),
        font_paths=fonts(),
        format="png",
        ppi=150,
        sys_inputs={"content": json.dumps({"svg": drawing.replace("currentColor", "#17324d")})},
    )
    return made
