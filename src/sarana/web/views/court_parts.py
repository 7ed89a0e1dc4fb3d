"""The parts of a proceeding's page: what runs out, who is held, who is heard, what the charge holds."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.register.cases.rules import may_open_identities
from sarana.register.proceedings.enums import DeadlineKind, Protection
from sarana.register.proceedings.models import Proceeding
from sarana.register.proceedings.queries import deadlines_in
from sarana.register.proceedings.rules import Deadline
from sarana.science.palermo.statutes import coverage_of
from sarana.web.components import Column, Link, Status, SummaryRow, Tone
from sarana.web.views.phrases import code_words, url_of
from sarana.web.views.sections import Section

_SOON_DAYS = 14


def deadline_columns() -> list[Column]:
    """The columns of a list of deadlines."""
    return [
        Column(key="kind", label=_("What runs out")),
        Column(key="on", label=_("Last day"), kind="date"),
        Column(key="state", label=_("State")),
    ]


def deadline_row(deadline: Deadline) -> dict[str, object]:
    """A deadline as a line of a list."""
    days = (deadline.on - timezone.localdate()).days
    tone: Tone = "bad" if days < 0 else "warn" if days <= _SOON_DAYS else "neutral"
    words = _("Past") if days < 0 else _("Soon") if days <= _SOON_DAYS else _("Watched")
    if deadline.kind is DeadlineKind.ABSENT:
        tone, words = "warn", _("Being sought")
    code = "overdue" if tone == "bad" else "due" if tone == "warn" else "open"
    return {
        "kind": deadline.kind.label,
        "on": deadline.on,
        "state": Status(code=code, label=words, tone=tone),
    }


def court_sections(officer: Officer, proceeding: Proceeding) -> list[Section]:
    """Deadlines, detention, absence and witnesses of a proceeding."""
    may = has_power(officer, Power.RECORD_PROCEEDING)
    return [
        Section(
            title=_("What runs out"),
            columns=deadline_columns(),
            rows=[deadline_row(deadline) for deadline in deadlines_in(proceeding)],
            nothing=_("Nothing runs out."),
        ),
        _detentions(proceeding, may=may),
        _absences(proceeding, may=may),
        _witnesses(officer, proceeding, may=may),
    ]


def _way(name: str, proceeding: Proceeding, *more: object) -> str:
    return reverse(f"web:{name}", args=[proceeding.number, *more])


def _detentions(proceeding: Proceeding, *, may: bool) -> Section:
    rows = [
        {
            "kind": held.get_kind_display(),
            "since": held.began_at,
            "until": held.ordered_until,
            "ended": held.ended_at,
            "how": held.get_ended_by_display() or None,
            "extend": _("Extend") if may and held.ended_at is None else "",
            "extend_url": _way("detention-extend", proceeding, held.pk) if may and not held.ended_at else "",
            "end": _("End") if may and held.ended_at is None else "",
            "end_url": _way("detention-end", proceeding, held.pk) if may and not held.ended_at else "",
        }
        for held in proceeding.detentions.all()
    ]
    columns = [
        Column(key="kind", label=_("Kind of detention")),
        Column(key="since", label=_("Held since"), kind="datetime"),
        Column(key="until", label=_("Ordered until"), kind="date"),
        Column(key="ended", label=_("Ended"), kind="datetime"),
        Column(key="how", label=_("How it ended")),
    ]
    if may and any(row["end"] for row in rows):
        columns += [
            Column(key="extend", label=_("Extend"), link="extend_url"),
            Column(key="end", label=_("End"), link="end_url"),
        ]
    add = Link(url=_way("detention-new", proceeding), label=_("The accused is held")) if may else None
    return Section(
        title=_("Detention"), columns=columns, rows=rows, nothing=_("Not held in this proceeding."), add=add
    )


def _absences(proceeding: Proceeding, *, may: bool) -> Section:
    rows = [
        {
            "since": gone.since,
            "warrant": gone.warrant_on,
            "returned": gone.returned_on,
            "found": _("The accused was found") if may and gone.returned_on is None else "",
            "found_url": _way("absence-end", proceeding, gone.pk) if may and not gone.returned_on else "",
        }
        for gone in proceeding.absences.all()
    ]
    columns = [
        Column(key="since", label=_("Gone since"), kind="date"),
        Column(key="warrant", label=_("Warrant of"), kind="date"),
        Column(key="returned", label=_("Found on"), kind="date"),
    ]
    if may and any(row["found"] for row in rows):
        columns.append(Column(key="found", label=_("Next"), link="found_url"))
    add = Link(url=_way("absence-new", proceeding), label=_("The accused has absconded")) if may else None
    return Section(title=_("Absence"), columns=columns, rows=rows, nothing=_("Has not absconded."), add=add)


def _witnesses(officer: Officer, proceeding: Proceeding, *, may: bool) -> Section:
    # Who stands behind a pseudonym is for those alone who may open identities in the case.
    knows = may_open_identities(officer, proceeding.suspect.case)
    protections = dict(Protection.choices)
    rows = [
        {
            "pseudonym": witness.pseudonym,
            "victim": witness.victim.number if knows else "",
            "victim_url": url_of(witness.victim) if knows else "",
            "protection": ", ".join(str(protections[code]) for code in witness.protection) or None,
            "heard": witness.heard_on,
            "withdrawn": witness.withdrawn_on,
            "deed": _("The witness was heard")
            if may and not (witness.heard_on or witness.withdrawn_on)
            else "",
            "deed_url": _way("witness-heard", proceeding, witness.pk) if may else "",
            "leave": _("Withdraw") if may and not witness.withdrawn_on else "",
            "leave_url": _way("witness-withdrawn", proceeding, witness.pk) if may else "",
        }
        for witness in proceeding.witnesses.select_related("victim")
    ]
    columns = [Column(key="pseudonym", label=_("Pseudonym"), kind="code")]
    if knows:
        columns.append(Column(key="victim", label=_("Victim"), kind="code", link="victim_url"))
    columns += [
        Column(key="protection", label=_("How the witness is protected")),
        Column(key="heard", label=_("Heard on"), kind="date"),
        Column(key="withdrawn", label=_("Withdrew on"), kind="date"),
    ]
    if may and rows:
        columns += [
            Column(key="deed", label=_("Next"), link="deed_url"),
            Column(key="leave", label=_("Withdrawal"), link="leave_url"),
        ]
    add = Link(url=_way("witness-new", proceeding), label=_("A victim is to be heard")) if may else None
    return Section(
        title=_("Victims as witnesses"), columns=columns, rows=rows, nothing=_("No victim is heard."), add=add
    )


def charge_summary(proceeding: Proceeding) -> list[SummaryRow]:
    """Which elements of the Palermo definition the charged articles hold, and what of the case they leave out."""
    articles = [str(a) for step in proceeding.steps.all() for a in step.articles]
    if not articles:
        return []
    events = list(proceeding.suspect.case.events.all())
    held = coverage_of(
        articles,
        acts=[act for event in events for act in event.acts],
        means=[mean for event in events for mean in event.means],
    )
    yes_no = {True: _("Yes"), False: _("No")}
    rows = [
        SummaryRow(label=_("An article on trafficking"), value=yes_no[held.is_trafficking]),
        SummaryRow(label=_("Holds an act"), value=yes_no[held.act]),
        SummaryRow(label=_("Holds a means"), value=yes_no[held.means]),
        SummaryRow(label=_("Holds the purpose of exploitation"), value=yes_no[held.purpose]),
    ]
    if held.acts_left_out:
        rows.append(
            SummaryRow(
                label=_("Acts on record, not charged"), value=code_words("PalermoAct", held.acts_left_out)
            )
        )
    if held.means_left_out:
        words = code_words("PalermoMeans", held.means_left_out)
        rows.append(SummaryRow(label=_("Means on record, not charged"), value=words))
    return rows
