"""The parts of a report's page: how urgent it is, what was told, which others are alike, what waits to be decided."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import all_of
from sarana.register.reports.actions import read_messages, read_report
from sarana.register.reports.enums import OpeningState, ReportState, TokenOf, Use
from sarana.register.reports.models import Report, ReportReceipt, WordsOpening
from sarana.register.reports.queries import likely_same, links_of, may_confirm_closing
from sarana.register.reports.rules import may_grant_opening, may_open_alone, may_read_words, triage_of
from sarana.web.components import Column, Status, SummaryRow
from sarana.web.views.phrases import report_state, url_of
from sarana.web.views.sections import Section

_PARTS = {
    "danger": gettext_lazy("Danger now"),
    "held": gettext_lazy("Somebody is held"),
    "minors": gettext_lazy("Anybody under 18"),
    "persons": gettext_lazy("How many persons"),
    "fresh": gettext_lazy("How fresh it is"),
}
_SHARED = {
    TokenOf.CONTACT: gettext_lazy("same phone or account"),
    TokenOf.BUILDING: gettext_lazy("same words of a building"),
    TokenOf.VESSEL: gettext_lazy("same ship or vehicle"),
    "place": gettext_lazy("same district, same week"),
}
_USES = {
    Use.RESCUE: gettext_lazy("Rescue"),
    Use.EMBASSY: gettext_lazy("Embassy"),
    Use.NGO: gettext_lazy("NGO"),
    Use.STATISTICS: gettext_lazy("Statistics"),
}
_LANGUAGES = {
    "km": gettext_lazy("Khmer"),
    "en": gettext_lazy("English"),
    "vi": gettext_lazy("Vietnamese"),
    "zh": gettext_lazy("Chinese"),
    "th": gettext_lazy("Thai"),
    "id": gettext_lazy("Indonesian"),
}
# What a reporter wrote, in the order in which it is read.
WORDS = {
    "narrative": gettext_lazy("What was told"),
    "whereabouts": gettext_lazy("Where exactly they are"),
    "building": gettext_lazy("How the building looks"),
    "location": gettext_lazy("Position or map link"),
    "vehicle": gettext_lazy("Vehicle"),
    "vessel": gettext_lazy("Ship"),
    "accused": gettext_lazy("Who does it: names, phones, accounts"),
    "reporter": gettext_lazy("Who told it"),
    "contact_how": gettext_lazy("How to call back"),
    "contact_when": gettext_lazy("When to call back"),
    "contact_cover": gettext_lazy("Cover story or code word"),
}


def triage_rows(report: Report) -> tuple[int, list[SummaryRow]]:
    """The score and its parts, in words."""
    found = triage_of(report, timezone.now())
    return found.score, [SummaryRow(label=_PARTS[part.code], value=part.points) for part in found.parts]


def words_part(officer: Officer, report: Report) -> dict[str, Any]:
    """What was told, if the officer may read it now, and otherwise how he comes to read it."""
    if report.wrapped_key is None:
        return {"expired": True}
    if may_read_words(officer, report, timezone.now()):
        words = read_report(by=officer, report=report)
        told = [(label, words[name]) for name, label in WORDS.items() if words.get(name)]
        return {
            "told": told,
            "call_back": not report.from_public or words.get("may_call") == "yes",
            "box": read_messages(by=officer, report=report),
        }
    may_ask = report.from_public and has_power(officer, Power.RECORD_REPORT)
    asked = report.openings.filter(asked_by=officer, state=OpeningState.WAITING).exists()
    return {
        "two_persons": report.from_public,
        "may_ask": may_ask and not asked,
        "asked": asked,
        "may_open_alone": may_open_alone(officer, report),
    }


def waiting_openings(officer: Officer, report: Report) -> list[dict[str, Any]]:
    """Requests to read it that this officer may decide."""
    openings = all_of(WordsOpening, "asked_by__agency", report=report)
    return [
        {
            "opening": opening,
            "url": reverse("web:report-open-decide", args=[report.number, opening.pk]),
        }
        for opening in openings
        if opening.state == OpeningState.WAITING and may_grant_opening(officer, opening)
    ]


def opened_alone(report: Report) -> list[dict[str, Any]]:
    """Who opened it alone, told to everybody who sees the report: its owner and whoever works on it."""
    found = all_of(WordsOpening, "asked_by__agency", report=report)
    return [{"opening": opening, "state": alone_state(opening)} for opening in found if opening.alone]


def alone_state(opening: WordsOpening) -> Status:
    """Whether a second officer has said yes or no to what was opened alone, and whether the day for it is over."""
    if opening.state == OpeningState.GRANTED:
        return Status(code="done", label=_("Confirmed"), tone="good")
    if opening.state == OpeningState.REFUSED:
        return Status(code="refused", label=_("Not confirmed"), tone="bad")
    if opening.confirm_by and opening.confirm_by < timezone.now():
        return Status(code="overdue", label=_("Late: no second officer has decided"), tone="bad")
    return Status(code="waiting", label=_("Waits for a second officer"), tone="warn")


def likely_part(officer: Officer, report: Report) -> Section | None:
    """Other reports that may be about the same matter, for those who work on reports."""
    if not has_power(officer, Power.RECORD_REPORT):
        return None
    found = likely_same(report, officer)
    rows = [
        {
            "number": each.report.number,
            "url": url_of(each.report),
            "received_at": each.report.received_at,
            "shared": ", ".join(str(_SHARED[kind]) for kind in each.shared),
            "link": _("Link them"),
            "link_url": f"{reverse('web:report-same', args=[report.number])}?with={each.report.number}",
        }
        for each in found
    ]
    columns = [
        Column(key="number", label=_("Report"), kind="code", link="url"),
        Column(key="received_at", label=_("Told on"), kind="date"),
        Column(key="shared", label=_("What they share")),
        Column(key="link", label=_("Same matter?"), link="link_url"),
    ]
    title = ngettext(
        "%(n)s other report may be about the same matter",
        "%(n)s other reports may be about the same matter",
        len(found),
    ) % {"n": len(found)}
    return Section(title=title, columns=columns, rows=rows, nothing="") if found else None


def linked_part(officer: Officer, report: Report) -> Section | None:
    """Reports that were linked to this one as the same matter."""
    may_undo = has_power(officer, Power.RECORD_REPORT)
    rows = [
        {
            "number": other.number,
            "url": url_of(other),
            "state": report_state(other),
            "reason": link.reason,
            "undo": _("Take the link back") if may_undo else None,
            "undo_url": reverse("web:report-same-undo", args=[report.number, link.pk]) if may_undo else "",
        }
        for link, other in links_of(report, officer)
    ]
    columns = [
        Column(key="number", label=_("Report"), kind="code", link="url"),
        Column(key="state", label=_("State")),
        Column(key="reason", label=_("Why they belong together")),
        Column(key="undo", label=_("Change"), link="undo_url"),
    ]
    title = _("Reports about the same matter")
    return Section(title=title, columns=columns, rows=rows, nothing="") if rows else None


def public_rows(report: Report) -> list[SummaryRow]:
    """What the reporter chose on the public page: door, consents, whom to keep out; of a caller's wishes the last."""
    out = [agency.name for agency in report.excluded_agencies.all()]
    out += [place.name for place in report.excluded_provinces.all()]
    kept_out = SummaryRow(label=_("The reporter keeps out"), value=", ".join(out) or None)
    if not report.from_public:
        return [kept_out] if out else []
    allowed = [str(label) for use, label in _USES.items() if getattr(report, f"consent_{use}")]
    shared = [agency.name for agency in report.shared_with.all()]
    return [
        SummaryRow(label=_("Who tells it"), value=report.get_situation_display() or None),
        SummaryRow(label=_("Language to answer in"), value=_LANGUAGES.get(report.language)),
        SummaryRow(
            label=_("The reporter allows"), value=", ".join(allowed) or _("Nothing beyond reading it")
        ),
        kept_out,
        SummaryRow(label=_("Shared with"), value=", ".join(shared) or None),
    ]


def deeds_part(officer: Officer, report: Report) -> dict[str, bool]:
    """What the officer can do with it now."""
    works = has_power(officer, Power.RECORD_REPORT)
    state = report.state
    proposed = state == ReportState.TO_CLOSE
    return {
        "may_work": works,
        "may_acknowledge": works and state == ReportState.RECEIVED,
        "may_check": works and state == ReportState.ACKNOWLEDGED and report.first_checked_at is None,
        "may_close": works and state in {ReportState.RECEIVED, ReportState.ACKNOWLEDGED},
        "closing_proposed": proposed,
        "may_confirm": proposed and may_confirm_closing(officer, report),
        "may_refuse": works and proposed and report.closing_by_id != officer.pk,
        "may_name": has_power(officer, Power.NAME_OFFICIAL),
        "may_open_case": has_power(officer, Power.OPEN_CASE),
        "has_box": ReportReceipt.objects.filter(report=report).exists(),
    }
