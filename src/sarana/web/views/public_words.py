"""The tables of a published paper as parts of a page; what they hold is frozen, nothing is read from the register."""

from typing import Any

from sarana.publish.papers.public import report_content
from sarana.register.reporting.models import PeriodReport
from sarana.web.components import Column
from sarana.web.views.drawing import language
from sarana.web.views.sections import Section


def sections_of(content: dict[str, Any]) -> list[Section]:
    """Each table of a paper as a section."""
    found = []
    for part in content["sections"]:
        columns = [
            Column(key=str(at), label=column["label"], kind="number" if column["number"] else "text")
            for at, column in enumerate(part["columns"])
        ]
        rows = [{str(at): cell for at, cell in enumerate(row)} for row in part["rows"]]
        found.append(Section(title=part["title"], columns=columns, rows=rows, nothing=part["nothing"]))
    return found


def report_context(report: PeriodReport) -> dict[str, Any]:
    """A report of a period as a page."""
    content = report_content(report, language())
    return {
        "title": content["title"],
        "lines": content["lines"],
        "digest": report.digest,
        "sections": sections_of(content),
    }
