"""Money behind the demonstration's cases: who follows it, red flags gone through, what was frozen, confiscated and paid."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from sarana.base.accounts.models import Officer
from sarana.register.cases.models import Case, Suspect
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


def _go_through_lists(by: Officer, case: Case, random: Random) -> None:
    things: list[Suspect | Trace] = [*case.suspects.all()[:1]]
    things += Trace.objects.filter(case=case, kind__in=["account", "premises"])[:1]
    for thing in things:
        seen = random.sample(list_for(thing), 3)
        answers = {flag.code: (random.choice(list(Answer)), "") for flag in seen}
        answer_flags(by=by, thing=thing, answers=answers)
