"""Money behind the demonstration's cases: who follows it, red flags gone through, what was frozen, confiscated and paid."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.register.cases.actions import share_case
from sarana.register.cases.models import Case, Suspect
from sarana.register.fiu.actions import (
    add_item,
    receive_letter,
    release_letter,
    say_worth,
    submit_letter,
    write_letter,
)
from sarana.register.fiu.queries import fault_of
from sarana.register.money.actions import answer_flags, end_inquiry, open_inquiry, record_asset
from sarana.register.money.enums import Answer
from sarana.register.money.queries import list_for
from sarana.register.traces.models import Trace

_CASES = 6
_KINDS = ("cash", "account", "vehicle", "virtual", "property")
_COURT = "Court of first instance (invented)"


def follow_money(officers: dict[str, Officer], until: date, random: Random) -> None:
    """In some of the investigator's newest cases; one inquiry has ended, one case paid its victims."""
    by = officers["investigator"]
    cases = Case.objects.filter(owner=by, suspects__isnull=False).distinct().order_by("-pk")[:_CASES]
    _exchange(by, officers["prosecutor"], list(cases), until)
    for at, case in enumerate(cases):
        first = max(case.opened_on, until - timedelta(days=120))
        inquiry = open_inquiry(
            by=by, case=case, opened_on=first, question="Who paid for the building, and from which account?"
        )
        _go_through_lists(by, case, random)
        for number, deed in enumerate(("frozen", "seized", "confiscated", "paid_to_victims")[: at + 1]):
            worth = Decimal(1000 * (5 - number))
            record_asset(
                by=by,
                case=case,
                deed=deed,
                kind=_KINDS[(at + number) % len(_KINDS)],
                on=min(until, first + timedelta(days=7 * number)),
                ordered_by=_COURT,
                amount=None if number == 1 else worth,
                currency="" if number == 1 else "USD",
            )
        if at == 1:
            end_inquiry(
                by=by, inquiry=inquiry, ended_on=until, end="used", finding="The rent came from two accounts."
            )


def _exchange(by: Officer, second: Officer, cases: list[Case], until: date) -> None:
    """A disclosure that went out and was found useful, a request with its answer, one that waits, one being written."""
    for at, case in enumerate(cases[:4]):
        share_case(by=by, case=case, agency=second.agency, reason="Second pair of eyes for letters")
        letter = write_letter(
            by=by,
            case=case,
            kind="spontaneous" if at == 0 else "request",
            text="Rent of the building was paid in cash each month; whose account is named below?",
            caveats=["no_tipping_off"],
            answer_by=None if at == 0 else until + timedelta(days=30),
        )
        for thing in _things_to_name(case):
            add_item(by=by, letter=letter, thing=thing)
        if at == 3:
            continue
        letter = submit_letter(by=by, letter=letter)
        if at == 2:
            continue
        letter = release_letter(by=second, letter=letter)
        if at == 0:
            say_worth(by=by, letter=letter, worth="useful")
            continue
        receive_letter(
            by=by,
            case=case,
            kind="answer",
            text="The account is held by a company that was founded in the same month.",
            dated_on=timezone.localdate(),
            their_reference="FIU-INVENTED-17",
            caveats=["intelligence_only", "no_onward"],
            answers=letter,
        )


def _things_to_name(case: Case) -> list[Suspect | Trace]:
    traces = Trace.objects.filter(case=case, kind="account")
    things: list[Suspect | Trace] = [*case.suspects.all()[:1], *traces[:1]]
    return [thing for thing in things if not fault_of(thing, possibly_of_a_victim=False)]


def _go_through_lists(by: Officer, case: Case, random: Random) -> None:
    things: list[Suspect | Trace] = [*case.suspects.all()[:1]]
    things += Trace.objects.filter(case=case, kind__in=["account", "premises"])[:1]
    for thing in things:
        seen = random.sample(list_for(thing), 3)
        answers = {flag.code: (random.choice(list(Answer)), "") for flag in seen}
        answer_flags(by=by, thing=thing, answers=answers)
