"""Traces of the demonstration country: phones, accounts, vehicles and premises, some of them in two provinces' cases.

Drawn by a chance of its own, so that the country's figures stay what they are without it.
"""

from random import Random

from sarana.base.accounts.models import Agency, Officer
from sarana.register.cases.models import Case, Suspect, Victim
from sarana.register.traces.actions import add_trace, link_trace
from sarana.register.traces.enums import TraceKind
from sarana.register.traces.models import AgencyContact, Trace
from sarana.register.traces.rules import RELATIONS

_NEWEST = 60
_OF_THE_SHOWN_PROVINCE = 25
_PREMISES = (
    "Golden Lake building, block {n}",
    "Villa {n}, Otres road",
    "Blue Star hotel, floor {n}",
    "Brick kiln {n}",
)
_SOURCES = ("victim", "device", "observed", "provider", "open_source")
_SURE = ("confirmed", "likely", "likely", "unsure")


def leave_traces(officers: dict[str, Officer], agencies: dict[str, Agency], random: Random) -> None:
    """Traces in the newest police cases, contacts of the police units, and the crossings that come of them."""
    for code, agency in sorted(agencies.items()):
        if code.startswith("police-"):
            _name_contact(agency, random)
    newest = Case.objects.filter(agency__code__startswith="police-").select_related("agency", "owner__agency")
    shown = newest.filter(owner=officers["investigator"]).order_by("-pk")[:_OF_THE_SHOWN_PROVINCE]
    cases = {case.pk: case for case in (*newest.order_by("-pk")[:_NEWEST], *shown)}
    for at, case in enumerate(cases.values()):
        # Every third case shares a value with another: one recruiter's phone leads to two provinces.
        _trace_case(case, at if at % 3 else at % 2, random)


def _name_contact(agency: Agency, random: Random) -> None:
    head = Officer.objects.filter(agency=agency).order_by("pk").first()
    AgencyContact.objects.create(agency=agency, deputy=head, phone=f"023 {random.randrange(10**5, 10**6)}")


def _trace_case(case: Case, seed: int, random: Random) -> None:
    suspects, victims = list(case.suspects.all()[:3]), list(case.victims.all()[:3])
    shared = Random(f"shared/{seed}")
    values = {
        TraceKind.PHONE: f"+855 1{shared.randrange(1, 9)} {shared.randrange(10**5, 10**6)}",
        TraceKind.PREMISES: random.choice(_PREMISES).format(n=random.randrange(1, 30)),
        TraceKind.VEHICLE: f"2{random.choice('ABCDH')}-{random.randrange(1000, 9999)}",
        TraceKind.ACCOUNT: f"{random.randrange(10**8, 10**9)}",
        TraceKind.HANDLE: f"@good_jobs_{random.randrange(10, 99)}",
    }
    for kind in random.sample(list(values), k=random.choice([1, 2, 3, 4])):
        trace = add_trace(by=case.owner, case=case, kind=kind, value=values[kind])
        _say_whose(trace, case, suspects, victims, random)


def _say_whose(
    trace: Trace, case: Case, suspects: list[Suspect], victims: list[Victim], random: Random
) -> None:
    kind = TraceKind(trace.kind)
    people: list[Suspect | Victim] = [
        *random.sample(suspects, k=min(1, len(suspects))),
        *random.sample(victims, k=min(2, len(victims))),
    ]
    for person in people:
        offered = RELATIONS[kind]
        relation = (
            offered[0]
            if isinstance(person, Victim) and kind is TraceKind.PREMISES
            else random.choice(offered)
        )
        link_trace(
            by=case.owner,
            trace=trace,
            to=person,
            relation=relation,
            known_from=random.choice(_SOURCES),
            confidence=random.choice(_SURE),
        )
