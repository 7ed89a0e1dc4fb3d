"""Letters with the financial intelligence unit: the list with the year's counts, and one letter."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.publish.charts import bar_chart
from sarana.register.cases.models import Case
from sarana.register.fiu.actions import read_letter
from sarana.register.fiu.enums import Caveat, Direction, LetterKind, LetterState, Worth
from sarana.register.fiu.models import FiuItem, FiuLetter
from sarana.register.fiu.queries import ExchangeOfYear, exchange_of_year, letters_due, letters_visible_to
from sarana.register.fiu.rules import may_exchange, may_release
from sarana.register.readings import readers_of
from sarana.web.components import Column, Link, Row, Status, SummaryRow, Tone
from sarana.web.forms.fiu import LetterFilter
from sarana.web.views.cases import case_crumbs
from sarana.web.views.drawing import drawn, language
from sarana.web.views.gate import OfficerRequest, for_officers, one_of
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import url_of
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of
from sarana.web.wording import figure

_CSV = {
    "number": "number", "case": "case__number", "direction": "direction", "kind": "kind", "state": "state", "dated_on": "dated_on",
    "answer_by": "answer_by", "worth": "worth",
}  # fmt: skip
_TONES: dict[str, Tone] = {
    LetterState.WAITING: "warn",
    LetterState.RELEASED: "good",
    LetterState.RECEIVED: "good",
}


def letter_crumbs(case: Case) -> list[Link]:
    """The way to a letter of the case."""
    money = Link(url=reverse("web:case-money", args=[case.number]), label=_("Money trail"))
    return [*case_crumbs(case), money]


def letter_state(letter: FiuLetter) -> Status:
    """Where a letter stands."""
    return Status(
        code=letter.state, label=letter.get_state_display(), tone=_TONES.get(letter.state, "neutral")
    )


def letter_columns(*, with_case: bool = True) -> list[Column]:
    """The columns of a list of letters."""
    case = [Column(key="case", label=_("Case"), kind="code", link="case_url")] if with_case else []
    return [
        Column(key="number", label=_("Letter"), kind="code", link="url"),
        *case,
        Column(key="direction", label=_("Which way")),
        Column(key="kind", label=_("What it is")),
        Column(key="dated_on", label=_("Day"), kind="date"),
        Column(key="state", label=_("State")),
    ]


def letter_row(letter: FiuLetter) -> Row:
    """A letter as a line of a list."""
    return {
        "number": letter.number,
        "url": url_of(letter),
        "case": letter.case.number,
        "case_url": url_of(letter.case),
        "direction": letter.get_direction_display(),
        "kind": letter.get_kind_display(),
        "dated_on": letter.dated_on,
        "state": letter_state(letter),
    }


@for_officers(Power.FOLLOW_MONEY)
def letters(request: OfficerRequest) -> HttpResponse:
    """Letters about the cases that the officer sees, and what the year's exchange came to."""
    asked = LetterFilter(request.GET)
    visible = letters_visible_to(request.user)
    found = asked.narrow(visible)
    if wants_csv(request):
        return as_csv(request, "fiu-letters", found, _CSV)
    page = page_of(request, found)
    year = timezone.localdate().year
    context = {
        "title": _("Letters with the financial intelligence unit"),
        "crumbs": [Link(url=reverse("web:money"), label=_("Money trail")), Link(url="", label=_("Letters"))],
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [letter_row(letter) for letter in page.rows],
        "columns": letter_columns(),
        "csv": csv_address(request),
        "nothing": _("No letter on record"),
        "nothing_text": _("A letter is begun on the page of a case’s money."),
        "year": str(year),
        **_year_parts(exchange_of_year(visible, date(year, 1, 1), date(year, 12, 31))),
    }
    return render(request, "register/money.html", context)


def _year_parts(year: ExchangeOfYear) -> dict[str, Any]:
    title = _("Letters this year")
    days = "–" if year.median_days is None else figure(year.median_days)
    share = _(
        "%(answered)s of our requests were answered, half of them within %(days)s days; useful: %(useful)s, not useful: %(not)s."
    ) % {
        "answered": figure(year.answered),
        "days": days,
        "useful": figure(year.worth[Worth.USEFUL]),
        "not": figure(year.worth[Worth.NOT_USEFUL]),
    }
    rows = [
        {"kind": kind.label, "sent": year.sent[kind], "received": year.received[kind]} for kind in LetterKind
    ]
    columns = [
        Column(key="kind", label=_("What it is")),
        Column(key="sent", label=_("Sent"), kind="number"),
        Column(key="received", label=_("Received"), kind="number"),
    ]
    bars = [(str(kind.label), float(year.sent[kind] + year.received[kind])) for kind in LetterKind]
    some = any(value for _label, value in bars)
    chart = drawn(bar_chart(title, bars, language=language(), narrow=True)) if some else ""
    return {"year_title": title, "share": share, "year_rows": rows, "year_columns": columns, "chart": chart}


def letters_section(officer: Any, case: Case) -> Section | None:
    """Letters about a case, for the page of its money; nothing for those who may not know of any."""
    if not may_exchange(officer, case):
        return None
    received = Link(
        url=reverse("web:letter-receive", args=[case.number]), label=_("Record a letter that came in")
    )
    return Section(
        title=_("Letters with the financial intelligence unit"),
        anchor="letters",
        columns=letter_columns(with_case=False),
        rows=[letter_row(letter) for letter in letters_visible_to(officer).filter(case=case)],
        nothing=_("Nothing was exchanged about this case yet."),
        add=Link(url=reverse("web:letter-new", args=[case.number]), label=_("Write a letter")),
        more=received,
    )


_DAYS_AHEAD = timedelta(days=7)


def letters_due_section(officer: Officer, *, shown: int) -> Section | None:
    """Requests of the officer's whose answer is late or due within a week, for his day; nothing where there are none."""
    due = letters_due(officer, timezone.localdate() + _DAYS_AHEAD)[:shown]
    if not due:
        return None
    columns = [
        Column(key="number", label=_("Letter"), kind="code", link="url"),
        Column(key="direction", label=_("Which way")),
        Column(key="answer_by", label=_("Answer asked for by"), kind="date"),
    ]
    rows: list[Row] = [
        {
            "number": letter.number,
            "url": url_of(letter),
            "direction": letter.get_direction_display(),
            "answer_by": letter.answer_by,
        }
        for letter in due
    ]
    return Section(
        title=_("Letters that wait for an answer"),
        columns=columns,
        rows=rows,
        nothing="",
        more=Link(url=reverse("web:letters"), label=_("All letters")),
    )


@for_officers(Power.FOLLOW_MONEY)
def letter(request: OfficerRequest, number: str) -> HttpResponse:
    """One letter: what it says, whom it names, what may not be done with it, who read it."""
    officer = request.user
    found = one_of(letters_visible_to(officer), number)
    words = read_letter(by=officer, letter=found) if may_exchange(officer, found.case) else {}
    named = list(found.items.select_related("suspect", "trace"))
    draft = found.state == LetterState.DRAFT and bool(words)
    context = {
        "letter": found,
        "crumbs": [*letter_crumbs(found.case), Link(url="", label=found.number)],
        "state": letter_state(found),
        "summary": _summary(found),
        "caveats": [Caveat(code).label for code in found.caveats],
        "text": words.get("text", ""),
        "may_read": bool(words),
        "items": _items(found, named, draft=draft),
        "drops": _drops(found, named) if draft else [],
        "draft": draft,
        "may_release": may_release(officer, found),
        "may_take": bool(words)
        and found.state == LetterState.RELEASED
        and found.direction == Direction.TO_FIU,
        "may_say": bool(words)
        and found.state in {LetterState.RELEASED, LetterState.RECEIVED}
        and not found.worth,
        "readers": readers_of(found),
        "story": story_of(found, limit=8),
    }
    response = render(request, "register/fiu_letter.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _summary(found: FiuLetter) -> list[SummaryRow]:
    answers = Link(url=url_of(found.answers), label=found.answers.number) if found.answers else None
    return [
        SummaryRow(label=_("Which way"), value=found.get_direction_display()),
        SummaryRow(label=_("What it is"), value=found.get_kind_display()),
        SummaryRow(label=_("Day"), value=found.dated_on),
        SummaryRow(label=_("Their reference"), value=found.their_reference or None),
        SummaryRow(label=_("Answers the letter"), value=answers),
        SummaryRow(label=_("Answer asked for by"), value=found.answer_by),
        SummaryRow(label=_("Written by"), value=f"{found.written_by.name}, {found.agency.name}"),
        SummaryRow(label=_("Released by"), value=found.released_by.name if found.released_by else None),
        SummaryRow(label=_("What was it worth?"), value=found.get_worth_display() or None),
    ]


def _items(found: FiuLetter, named: list[FiuItem], *, draft: bool) -> Section:
    add = Link(url=reverse("web:letter-item", args=[found.number]), label=_("Name a suspect or a trace"))
    return Section(
        title=_("What the letter names"),
        anchor="items",
        columns=[
            Column(key="number", label=_("Number"), kind="code", link="url"),
            Column(key="what", label=_("What it is")),
            Column(key="mark", label=_("Marked")),
        ],
        rows=[_item_row(item) for item in named],
        nothing=_("It names nobody."),
        add=add if draft else None,
    )


def _drops(found: FiuLetter, named: list[FiuItem]) -> list[Link]:
    """The way to take each thing out again."""
    return [
        Link(
            url=reverse("web:letter-item-drop", args=[found.number, item.pk]),
            label=_("Take %(number)s out") % {"number": (item.suspect or item.trace).number},  # type: ignore[union-attr]
        )
        for item in named
    ]


def _item_row(item: FiuItem) -> Row:
    thing = item.suspect or item.trace
    what = _("Suspect") if item.suspect else item.trace.get_kind_display() if item.trace else ""
    return {
        "number": thing.number if thing else "",
        "url": url_of(thing) if thing else "",
        "what": what,
        "mark": _("possibly a victim’s") if item.possibly_of_a_victim else None,
    }
