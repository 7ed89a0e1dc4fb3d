"""The tables of a published paper as parts of a page; what they hold is frozen, nothing is read from the register."""

from typing import Any

from django.utils.translation import gettext as _

from sarana.publish.papers.public import bars_of, report_content
from sarana.publish.releases.models import ReleasedDocument
from sarana.register.reporting.models import PeriodReport
from sarana.web.components import Column, Link
from sarana.web.views.drawing import drawn, language
from sarana.web.views.sections import Section

# So many rows keep a page of several tables under 60 kB; the paper holds all of them.
_MOST = 60


def sections_of(content: dict[str, Any], paper: str) -> list[Section]:
    """Each table of a paper as a section; where it is long, the way to the paper, which holds all of it."""
    found = []
    for part in content["sections"]:
        columns = [
            Column(key=str(at), label=column["label"], kind="number" if column["number"] else "text")
            for at, column in enumerate(part["columns"])
        ]
        rows = [{str(at): cell for at, cell in enumerate(row)} for row in part["rows"][:_MOST]]
        found.append(
            Section(
                title=part["title"],
                columns=columns,
                rows=rows,
                nothing=part["nothing"],
                chart=drawn(bars_of(part, content["language"], narrow=True)),
                more=Link(url=paper, label=_("All of them are in the PDF"))
                if len(part["rows"]) > _MOST
                else None,
            )
        )
    return found


def state_of_document(document: ReleasedDocument) -> str:
    """Whether it was taken back, or a later number of the same document is out."""
    if getattr(document, "is_withdrawn", False):
        return _("Withdrawn")
    return _("Replaced by a correction") if getattr(document, "is_replaced", False) else _("Published")


def report_context(report: PeriodReport, paper: str) -> dict[str, Any]:
    """A report of a period as a page."""
    content = report_content(report, language())
    return {
        "title": content["title"],
        "lines": content["lines"],
        "digest": report.digest,
        "paper": paper,
        "sections": sections_of(content, paper),
    }
