"""The net of suspects, organisations, traces and cases, put together out of what one officer may see. No victim is in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.models import SearchToken
from sarana.register.cases.models import Suspect, Victim
from sarana.register.cases.queries import cases_visible_to
from sarana.register.fiu.models import FiuItem
from sarana.register.rescue.models import SoughtPerson
from sarana.register.traces.enums import Confidence, Relation
from sarana.register.traces.models import Trace, TraceLink

# The newest cases of those the officer sees; more would keep a page waiting. The page says how many were left out.
MOST_CASES = 3_000
# What makes a trace a victim's own: whoever was carried in a vehicle or kept in a house has neither.
HERS = (Relation.USES, Relation.OWNS, Relation.FOUND_WITH)
CASE, PERSON, ORGANISATION = "case", "person", "organisation"
# Which of two words on the same tie stands: the surer.
_SURE = {Confidence.CONFIRMED: 0, Confidence.LIKELY: 1, Confidence.UNSURE: 2}
BELONGS = "belongs"


@dataclass(slots=True)
class Thing:
    """A person, organisation, trace or case. The same identity or value in several cases is one thing with several numbers.

    ``key`` is the first of its numbers, ``kind`` a kind of trace, or one of the three above. Nothing tells who it is.
    """

    kind: str
    numbers: list[str] = field(default_factory=list)
    cases: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The number under which it stands in the net."""
        return min(self.numbers)


@dataclass(frozen=True, slots=True)
class Bond:
    """What ties two things: a relation on record with how sure it is, or that the one lies in the case that is the other."""

    one: str
    other: str
    relation: str
    confidence: str = ""


@dataclass(frozen=True)
class Network:
    """What the officer sees, by key, and the ties; ``left_out`` says whether older cases did not fit."""

    things: dict[str, Thing]
    bonds: tuple[Bond, ...]
    left_out: bool

    @cached_property
    def keys(self) -> dict[str, str]:
        """From each number to the key of its thing."""
        return {number: key for key, thing in self.things.items() for number in thing.numbers}

    @cached_property
    def edges(self) -> list[tuple[str, str]]:
        """The ties as pairs of keys."""
        return [(bond.one, bond.other) for bond in self.bonds]

    def numbered(self, number: str) -> Thing | None:
        """The thing of that number; None for what is not in the net, whatever the reason."""
        key = self.keys.get(number.strip().upper())
        return self.things[key] if key else None

    def part(self, keys: Iterable[str]) -> "Network":
        """These things and the ties among them."""
        kept = set(keys)
        things = {key: thing for key, thing in self.things.items() if key in kept}
        bonds = tuple(bond for bond in self.bonds if bond.one in kept and bond.other in kept)
        return Network(things, bonds, self.left_out)


def suspects_in_nets() -> QuerySet[Suspect]:
    """Suspects whose identity stands nowhere as a victim's or as that of somebody sought, and was not erased."""
    victims = Victim.objects.filter(identity=OuterRef("identity"))
    sought = SoughtPerson.objects.filter(identity=OuterRef("identity"))
    return Suspect.objects.filter(~Exists(victims), ~Exists(sought), identity__erased_at=None)


def traces_in_nets() -> QuerySet[Trace]:
    """Traces that are nobody's who is protected, by any link, letter or telephone number on record anywhere."""
    linked = TraceLink.objects.filter(victim__isnull=False, relation__in=HERS, trace__token=OuterRef("token"))
    told = FiuItem.objects.filter(possibly_of_a_victim=True, trace__token=OuterRef("token"))
    protected = Q(identity__as_victim__isnull=False) | Q(
        Exists(SoughtPerson.objects.filter(identity=OuterRef("identity")))
    )
    kept = SearchToken.objects.filter(protected, token=OuterRef("vault_token"))
    return Trace.objects.filter(~Exists(linked), ~Exists(told), ~Exists(kept))


def network_visible_to(officer: Officer, *, around: Iterable[str] = ()) -> Network:
    """The net of the cases that the officer may see: the newest, and those of the numbers that he asks about.

    Args:
        officer: whose sight it is; a case from which he is kept lends neither node nor tie.
        around: numbers of cases, suspects or traces whose cases must be in it.
    """
    visible = cases_visible_to(officer)
    newest = list(visible.order_by("-pk").values_list("pk", "number")[: MOST_CASES + 1])
    cases: dict[UUID, str] = dict(newest[:MOST_CASES])
    asked = [number.strip().upper() for number in around if number.strip()]
    if asked and len(newest) > MOST_CASES:
        named = Q(number__in=asked) | Q(suspects__number__in=asked) | Q(traces__number__in=asked)
        cases |= dict(visible.filter(named).values_list("pk", "number"))
    return _put_together(cases, left_out=len(newest) > MOST_CASES)


def _put_together(cases: dict[UUID, str], *, left_out: bool) -> Network:
    things: dict[Any, Thing] = {pk: Thing(CASE, [number], {number}) for pk, number in cases.items()}
    # By the record's own key, the thing that it is.
    stands_for: dict[UUID, Thing] = {}
    lies_in: list[tuple[Thing, UUID]] = []
    suspects = (
        suspects_in_nets()
        .filter(case__in=cases)
        .values_list("pk", "number", "case", "identity", "identity__kind")
    )
    traces = traces_in_nets().filter(case__in=cases).values_list("pk", "number", "case", "token", "kind")
    rows = [
        *((*row[:3], row[3], _kind_of(row[4])) for row in suspects),
        *((*row[:3], bytes(row[3]), row[4]) for row in traces),
    ]
    for pk, number, case, mark, kind in rows:
        thing = things.setdefault((kind, mark), Thing(kind))
        thing.numbers.append(number)
        thing.cases.add(cases[case])
        stands_for[pk] = thing
        lies_in.append((thing, case))
    for thing in things.values():
        thing.numbers.sort()
    bonds = {
        (things[case].key, thing.key): Bond(thing.key, things[case].key, BELONGS) for thing, case in lies_in
    }
    for trace, suspect, relation, confidence in _links(cases):
        if trace in stands_for and suspect in stands_for:
            one, other = stands_for[suspect].key, stands_for[trace].key
            before = bonds.get((one, other))
            if before is None or _SURE[Confidence(confidence)] < _SURE[Confidence(before.confidence)]:
                bonds[one, other] = Bond(one, other, relation, confidence)
    by_key = {thing.key: thing for thing in things.values()}
    return Network(
        dict(sorted(by_key.items())), tuple(bond for _pair, bond in sorted(bonds.items())), left_out
    )


def _kind_of(identity_kind: str) -> str:
    return ORGANISATION if identity_kind == IdentityKind.ORGANISATION else PERSON


def _links(cases: Iterable[UUID]) -> QuerySet[TraceLink, tuple[UUID, UUID, str, str]]:
    found = TraceLink.objects.filter(trace__case__in=cases, suspect__isnull=False).order_by("pk")
    return found.values_list("trace", "suspect", "relation", "confidence")
