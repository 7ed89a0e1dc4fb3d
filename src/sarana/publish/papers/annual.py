"""The annual report as PDF (typst) and as one HTML file."""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from sarana.measure.figures.models import Snapshot
from sarana.publish.papers.content import annual_content
from sarana.publish.papers.printing import fonts

_HERE = Path(__file__).parent


def annual_report_pdf(
    snapshot: Snapshot, *, year: int, calendar: str = "unodc", language: str = "km"
) -> bytes:
    """The report as a tagged PDF; the same snapshot and year give the same bytes."""
    import typst

    content = annual_content(snapshot, year=year, calendar=calendar, language=language)
    with tempfile.TemporaryDirectory(prefix="sarana-paper-") as folder:
        root = Path(folder)
        _write_charts(content, root)
        (root / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        (root / "annual.typ").write_text(
            (_HERE / "typst" / "annual.typ").read_text(encoding="utf-8"), encoding="utf-8"
        )
        made: bytes = typst.compile(
            str(root / "annual.typ"),
            root=str(root),
            font_paths=fonts(),
            format="pdf",
            timestamp=int(snapshot.taken_at.timestamp()),
        )
    return made


def _write_charts(content: dict[str, Any], root: Path) -> None:
    """Put each drawing into a file of its own and leave its name in the content."""
    made = 0
    for section in content["figures"]:
        for holder, name in [(section, "series"), *((table, "chart") for table in section["tables"])]:
            made += 1
            file = f"chart-{made}.svg"
            (root / file).write_text(holder[name], encoding="utf-8")
            holder[name] = file


def annual_report_html(
    snapshot: Snapshot, *, year: int, calendar: str = "unodc", language: str = "km"
) -> bytes:
    """The report as one HTML file that needs nothing beside it."""
    content = annual_content(snapshot, year=year, calendar=calendar, language=language)
    return render_to_string("papers/annual.html", {"r": content}).encode()
