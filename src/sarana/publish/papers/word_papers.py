"""The papers a ministry may edit, as Word documents: the same content as on paper, word for word, number for number."""

from collections.abc import Sequence
from typing import Any

from sarana.base.vault.models import SealedWords
from sarana.measure.assessment.models import Assessment
from sarana.measure.figures.models import Snapshot
from sarana.publish.papers.content import annual_content
from sarana.publish.papers.dossier import dossier_content
from sarana.publish.papers.quarter import quarterly_content
from sarana.publish.papers.word_file import WordPaper
from sarana.register.returns.models import QuarterlyForm
from sarana.register.returns.queries import OperationSheet

_GROUPS = ("standards", "indicia", "efforts")


def annual_report_docx(
    snapshot: Snapshot, *, year: int, calendar: str = "unodc", language: str = "km"
) -> bytes:
    """The annual report as a Word document; small counts are hidden as in the PDF."""
    r = annual_content(snapshot, year=year, calendar=calendar, language=language)
    w = r["w"]
    paper = WordPaper(f"{w['title']} {r['year']}", language, on_every_page=r["internal"])
    if r["demonstration"]:
        paper.says(w["demonstration"], bold=True)
    paper.names(w["period"], r["period"])
    paper.names(w["as_of"], r["as_of"])
    paper.names(w["snapshot"], r["snapshot"])
    paper.names(w["ledger"], f"{r['ledger_head']} ({r['ledger_size']} {w['entries']})")
    paper.heading(w["summary"], 1)
    lines = [[line[key] for key in ("name", "value", "before", "change")] for line in r["summary"]]
    paper.table([w["indicator"], w["value"], w["year_before"], w["change"]], lines, numbers=(1, 2, 3))
    paper.says(f"{r['summary'][0]['coverage']}. {w['hidden_note']}", quiet=True)
    paper.heading(w["plan"], 1)
    _plan(paper, r["plan"], w)
    paper.heading(w["figures"], 1)
    for section in r["figures"]:
        _figure(paper, section, r, w)
    paper.heading(w["statements"], 1)
    if not r["statements"]:
        paper.says(w["no_statements"])
    for said in r["statements"]:
        paper.says(" · ".join(part for part in (said["who"], said["on"]) if part), quiet=True)
        paper.says(f"“{said['text']}”")
        paper.names(said["verdict"], said["explanation"])
    paper.heading(w["gaps"], 1)
    paper.points(r["gaps"])
    paper.heading(w["definitions"], 1)
    for one in r["figures"]:
        standard = f"; {one['standard']}" if one["standard"] else ""
        told = f"{one['definition']} ({one['code']}, {w['version']} {one['version']}{standard})"
        paper.names(one["name"], told)
    paper.heading(w["verify"], 2)
    paper.says(w["verify_text"])
    return paper.file()


def _plan(paper: WordPaper, plan: dict[str, Any] | None, w: dict[str, str]) -> None:
    if plan is None:
        paper.says(w["no_plan"])
        return
    paper.says(plan["title"])
    for pillar in plan["pillars"]:
        paper.heading(pillar["title"], 2)
        rows = []
        for one in pillar["measures"]:
            aim = (
                f"\n{w['target']} – {one['target']}; {w['reached']}: {one['reached']}"
                if one["target"]
                else ""
            )
            rows.append([one["code"], one["title"] + aim, one["lead"], one["due"], one["state"]])
        paper.table(["", w["measure"], w["lead"], w["due"], w["state"]], rows)


def _figure(paper: WordPaper, section: dict[str, Any], r: dict[str, Any], w: dict[str, str]) -> None:
    paper.heading(section["name"], 2)
    paper.names(section["value"], f"{section['unit']} · {r['year']} · {section['coverage']}")
    paper.says(w["over_years"], quiet=True)
    paper.picture(section["series"], section["name"])
    for table in section["tables"]:
        paper.heading(f"{w['by']} {table['title'].lower()}", 3)
        paper.picture(table["chart"], f"{section['name']}: {table['title']}")
        rows = [[row["name"], row["value"]] for row in table["rows"]]
        paper.table([table["title"], w["value"]], rows, numbers=(1,))
        if table["hides"]:
            paper.says(w["hidden_note"], quiet=True)


def dossier_docx(assessment: Assessment, snapshot: Snapshot | None, *, language: str) -> bytes:
    """The dossier for a tier as a Word document; small counts are hidden as in the PDF."""
    r = dossier_content(assessment, snapshot, language=language)
    w = r["w"]
    paper = WordPaper(f"{w['title']} {r['year']}", language, on_every_page=r["internal"])
    paper.says(f"{w['report']} {r['year']}", bold=True)
    published = f"{w['published']} {r['published']}" if r["published"] else w["draft"]
    paper.says(f"{r['period']} · {published}", quiet=True)
    paper.says(f"{w['no_promise']} {w['small']}")
    if r["chart"]:
        paper.heading(w["chart"], 1)
        paper.picture(r["chart"], w["chart"])
    paper.heading(w["gaps"], 1)
    paper.says(w["gaps_lede"])
    paper.table([w["fact"], w["criteria"]], r["gaps"])
    for group in _GROUPS:
        paper.heading(w[group], 1)
        for one in r["sections"]:
            if one["group"] == group:
                _criterion(paper, one, r, w)
    paper.says(f"{w['snapshot']}: {r['snapshot']}", quiet=True)
    return paper.file()


def _criterion(paper: WordPaper, one: dict[str, Any], r: dict[str, Any], w: dict[str, str]) -> None:
    paper.heading(f"{one['code']} · {one['title']}", 2)
    paper.says(f"{one['asks']} {one['cite']}")
    paper.names(w["record"], one["standing"])
    paper.points(one["reasons"])
    if one["facts"]:
        paper.table([w["fact"], r["year"], r["before"], w["source"]], one["facts"], numbers=(1, 2))
    paper.points([f"{name}: {standing}. {reason}" for name, standing, reason in one["voices"]])
    for key in ("evidence", "measures", "also"):
        if one[key]:
            paper.names(w[key], "; ".join(one[key]))


def quarterly_docx(
    form: QuarterlyForm, *, words: SealedWords, sheets: Sequence[OperationSheet], language: str = "km"
) -> bytes:
    """The quarterly form of a provincial committee as a Word document, with room for signatures."""
    r = quarterly_content(form, words, sheets, language)
    w = r["w"]
    paper = WordPaper(w["title"], language, landscape=True)
    paper.says(f"{r['agency']} · {w['quarter']} {r['quarter']} · {w['year']} {r['year']}", bold=True)
    paper.says(f"{w['sent']} {r['sent']}" if r["sent"] else w["draft"], quiet=True)
    paper.heading(w["operations"], 1)
    counts = ("premises", "screened", "freed", "arrested")
    headings = [
        w[key] for key in ("number", "day", "kind", "place", "agency", *counts, "told", "interpreter")
    ]
    if r["rows"]:
        total = [w["total"], "", "", "", "", *r["totals"], "", ""]
        paper.table(headings, [*r["rows"], total], numbers=(5, 6, 7, 8), last=True)
    else:
        paper.says(w["none"])
    for part in r["parts"]:
        paper.heading(part["title"], 1)
        paper.says(part["text"] or w["nothing"])
    paper.table(
        [w["prepared"], w["seen"]], [[f"{r['sent_by']}\n\n{w['date']}:", f"{w['chair']}\n\n{w['date']}:"]]
    )
    return paper.file()
