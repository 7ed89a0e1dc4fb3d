"""What an officer does all day, request by request, through the real pages and forms.

A deed is a generator: it gives the request to send and gets the answer; the forty take one request a second each.
"""

import html
import re
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sarana.base.accounts.enums import Power
from sarana.cli.bench.server import Answer

_FORM = re.compile(r"<form[^>]*novalidate.*?</form>", re.DOTALL)
_FIELD = re.compile(r"<(input|textarea|select)\b([^>]*)>(?:([^<]*)</textarea>)?", re.DOTALL)
_CHOSEN = re.compile(r'<option value="([^"]*)"[^>]*\bselected')
_OPTION = re.compile(r'<option value="([^"]*)"')
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_FOUND, _SAVED, _EMPTY = 200, 302, 204


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: what it is called in the table, where it goes, what is posted, and the status that means success."""

    kind: str
    path: str
    posted: dict[str, Any] | None = None
    wanted: tuple[int, ...] = (_FOUND,)
    writes: bool = False


type Deed = Generator[Ask, Answer]


@dataclass
class Desk:
    """What an officer has in mind: the numbers of records that he may see, and names that he looks for."""

    random: Random
    cases: list[str]
    own_cases: list[str]
    victims: list[str]
    own_victims: list[str]
    names: list[str]
    new_reports: list[str] = field(default_factory=list)


def form_on(text: str) -> dict[str, Any]:
    """The fields of a page's form with their present values, as a browser would send them back."""
    fields: dict[str, Any] = {}
    found = _FORM.search(text)
    part = found[0] if found else ""
    for match in _FIELD.finditer(part):
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match[2])}
        name, kind = attributes.get("name"), attributes.get("type", "")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if kind in {"radio", "checkbox"}:
            if "checked" in attributes:
                fields.setdefault(name, []).append(attributes.get("value", "on"))
        elif match[1] == "textarea":
            fields[name] = html.unescape(match[3] or "").removeprefix("\n")
        elif match[1] == "select":
            rest = part[match.end() : part.index("</select>", match.end())]
            chosen = _CHOSEN.search(rest) or _OPTION.search(rest)
            fields[name] = html.unescape(chosen[1]) if chosen else ""
        else:
            fields[name] = attributes.get("value", "")
    return fields


# ------------------------------------------------------------ reads


def my_day(_desk: Desk) -> Deed:
    """The page that every officer begins with."""
    yield Ask("my day", "/")


def report_list(desk: Desk) -> Deed:
    """The newest reports, and often the page after."""
    answer = yield Ask("report list", "/reports/")
    if desk.random.random() < 0.5 and (older := re.search(r'href="(\?after=[^"]+)"', answer.text)):
        yield Ask("report list, next page", f"/reports/{html.unescape(older[1])}")


def waiting_reports(_desk: Desk) -> Deed:
    """What is urgent."""
    yield Ask("reports that wait", "/reports/waiting/")


def case_list(desk: Desk) -> Deed:
    """The newest cases, or the active ones."""
    yield Ask("case list", desk.random.choice(["/cases/", "/cases/", "/cases/?state=Active"]))


def case_page(desk: Desk) -> Deed:
    """A whole case."""
    yield Ask("case page", f"/cases/{desk.random.choice(desk.cases)}/")


def victim_page(desk: Desk) -> Deed:
    """One victim."""
    yield Ask("victim page", f"/victims/{desk.random.choice(desk.victims)}/")


def person_search(desk: Desk) -> Deed:
    """A name typed into the box, as it stands on a paper."""
    name = desk.random.choice(desk.names)
    yield Ask("person search by name", "/search/", {"q": name}, wanted=(_FOUND, _SAVED))


def operations_list(_desk: Desk) -> Deed:
    """The officers’ operations."""
    yield Ask("operations list", "/operations/")


def figures_page(_desk: Desk) -> Deed:
    """The year at a glance."""
    yield Ask("figures", "/figures/")


# ------------------------------------------------------------ writes


def record_report(desk: Desk) -> Deed:
    """A report as it is typed: the form, a draft or two on the way, then saved."""
    path = "/reports/new/"
    answer = yield Ask("form opened", path)
    fields = {**form_on(answer.text), "narrative": "Six persons are kept behind the market.", "persons": "6"}
    for _ in range(desk.random.choice([1, 1, 2])):
        yield Ask("draft saved", "/draft/", {**fields, "draft_form": path}, wanted=(_EMPTY,), writes=True)
        fields["narrative"] += " The gate is locked at night."
    answer = yield Ask("report recorded", path, fields, wanted=(_SAVED,), writes=True)
    desk.new_reports.append(answer.location)


def acknowledge(desk: Desk) -> Deed:
    """Take up a report that was recorded in this run."""
    if not desk.new_reports:
        yield from record_report(desk)
        return
    path = desk.new_reports.pop()
    yield Ask("report page", path)
    yield Ask("report taken up", f"{path}acknowledge/", {}, wanted=(_SAVED,), writes=True)


def add_event(desk: Desk) -> Deed:
    """What happened, in a case of one's own."""
    path = f"/cases/{desk.random.choice(desk.own_cases)}/events/new/"
    answer = yield Ask("form opened", path)
    told = {
        "started_on": "03/02/2022",
        "ended_on": "09/08/2022",
        "acts": ["recruitment"],
        "purposes": ["forced_labour"],
    }
    fields = {**form_on(answer.text), **_offered(answer.text, told)}
    yield Ask("event added", path, fields, wanted=(_SAVED,), writes=True)


def amend_case(desk: Desk) -> Deed:
    """Another title for a case of one's own."""
    path = f"/cases/{desk.random.choice(desk.own_cases)}/edit/"
    answer = yield Ask("form opened", path)
    fields = {**form_on(answer.text), "title": f"Building {desk.random.randrange(1000)} by the port"}
    yield Ask("case changed", path, fields, wanted=(_SAVED,), writes=True)


def assert_status(desk: Desk) -> Deed:
    """What one's agency finds: the form, the weighing, the word."""
    path = f"/victims/{desk.random.choice(desk.own_victims)}/status/"
    answer = yield Ask("form opened", path)
    # A possible victim: the word that no missing element forbids, whatever is on record.
    fields = {**form_on(answer.text), "assertion": ["PossibleVictimOfTrafficking"]}
    answer = yield Ask("status weighed", path, fields)
    mark = re.search(r'name="weighed" value="([^"]+)"', answer.text)
    fields["weighed"] = html.unescape(mark[1]) if mark else ""
    yield Ask("status asserted", path, fields, wanted=(_SAVED,), writes=True)


def _offered(text: str, told: dict[str, Any]) -> dict[str, Any]:
    """Of what is told, texts as they are; of lists what the form offers, or else its first box."""
    given = {}
    for name, value in told.items():
        boxes = re.findall(rf'name="{name}" value="([^"]+)"', text)
        given[name] = value if isinstance(value, str) else ([v for v in value if v in boxes] or boxes[:1])
    return given


@dataclass(frozen=True, slots=True)
class Habit:
    """A deed, how often it is begun beside the others, who may, and what must be at hand for it."""

    do: Callable[[Desk], Deed]
    weight: int
    power: Power | None = None
    needs: str = ""


# Of the requests that follow from these, about a quarter write.
HABITS = (
    Habit(my_day, 9),
    Habit(report_list, 7, Power.SEE_REPORTS),
    Habit(waiting_reports, 5, Power.SEE_REPORTS),
    Habit(case_list, 8, Power.SEE_CASES),
    Habit(case_page, 12, Power.SEE_CASES, "cases"),
    Habit(victim_page, 8, Power.SEE_CASES, "victims"),
    Habit(person_search, 6, Power.SEE_CASES, "names"),
    Habit(operations_list, 4, Power.SEE_CASES),
    Habit(figures_page, 3, Power.SEE_FIGURES),
    Habit(record_report, 5, Power.RECORD_REPORT),
    Habit(acknowledge, 3, Power.RECORD_REPORT),
    Habit(add_event, 4, Power.EDIT_CASE, "own_cases"),
    Habit(amend_case, 4, Power.EDIT_CASE, "own_cases"),
    Habit(assert_status, 3, Power.ASSERT_STATUS, "own_victims"),
)
