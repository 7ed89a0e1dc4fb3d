from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import OVERSIGHT, has_power
from sarana.base.once import composed_once, keeps_plan
from sarana.base.vault.enums import TokenKind
from sarana.base.vault.models import Identity, SealedWords, SearchToken
from sarana.base.vault.queries import Likeness, identities_like
from sarana.base.vault.sealing import unseal
from sarana.register.cases.enums import Standing
from sarana.register.rescue.enums import RowState, SearchResult, SoughtState
from sarana.register.rescue.models import ListRow, RescueMessage, RescueRequest, SoughtPerson
from sarana.register.rescue.rules import ROAD, Trace, distinct_persons


def requests_visible_to(officer: Officer) -> QuerySet[RescueRequest]:
    """The requests that ``may_see_request`` allows, as one query."""
    if not has_power(officer, Power.SEE_RESCUE):
        return RescueRequest.objects.none()
    seen = RescueRequest.objects.exclude(barred=officer)
    if has_power(officer, Power.REQUEST_RESCUE):
        seen = seen.filter(mission__path__startswith=officer.agency.path)
    elif officer.role not in OVERSIGHT:
        asked = RescueRequest.units.through.objects.filter(
            rescuerequest=OuterRef("pk"), agency__path__startswith=officer.agency.path
        )
        seen = seen.filter(Exists(asked))
    return seen.select_related("mission", "place", "recorded_by", "agency_key")


def sought_visible_to(officer: Officer) -> QuerySet[SoughtPerson]:
    """The persons of the requests that the officer may see."""
    seen = requests_visible_to(officer).filter(pk=OuterRef("request"))
    return SoughtPerson.objects.filter(Exists(seen)).select_related(*_BESIDE)


_BESIDE = ("request__mission", "request__place", "identity__agency_key", "unit", "victim", "agency_key")


def rescue_kept_from(officer: Officer) -> dict[str, set[str]]:
    """Keys of the requests and persons from which the officer is barred, by record type, for the audit trail."""
    kept = RescueRequest.objects.filter(barred=officer)
    people = SoughtPerson.objects.filter(request__in=kept)
    return {
        "rescue.rescuerequest": {str(key) for key in kept.values_list("pk", flat=True)},
        "rescue.soughtperson": {str(key) for key in people.values_list("pk", flat=True)},
    }


def with_progress(requests: QuerySet[RescueRequest], now: datetime) -> QuerySet[RescueRequest]:
    """The requests with how many persons they hold, how many are at home or closed, waiting for detail, and late."""
    done = Q(persons__state__in=[SoughtState.HANDED_OVER, SoughtState.CLOSED])
    return requests.annotate(
        person_count=Count("persons"),
        done_count=Count("persons", filter=done),
        detail_count=Count("persons", filter=Q(persons__state=SoughtState.NEEDS_DETAIL)),
        late_count=Count("persons", filter=Q(persons__leave_by__lt=now)),
    )


def late_for(officer: Officer, now: datetime) -> QuerySet[SoughtPerson]:
    """Persons whose clock has run out and for whom the officer's side must act, the longest late first.

    A mission answers for what needs detail; those who work on requests answer for everything else.
    """
    late = sought_visible_to(officer).filter(leave_by__lt=now).order_by("leave_by", "pk")
    waits_for_mission = Q(state=SoughtState.NEEDS_DETAIL)
    if has_power(officer, Power.REQUEST_RESCUE):
        return late.filter(waits_for_mission)
    return late.exclude(waits_for_mission) if has_power(officer, Power.WORK_RESCUE) else late.none()


def rows_waiting(request: RescueRequest) -> QuerySet[ListRow]:
    """The lines of the mission's lists that wait to be mended."""
    return request.list_rows.filter(state=RowState.WAITING).select_related("agency_key").order_by("row", "pk")


def unread_messages(officer: Officer) -> QuerySet[RescueMessage]:
    """Messages of the other side that nobody on the officer's side has opened."""
    is_mission = has_power(officer, Power.REQUEST_RESCUE)
    if not (is_mission or has_power(officer, Power.WORK_RESCUE)):
        return RescueMessage.objects.none()
    seen = requests_visible_to(officer).filter(pk=OuterRef("request"))
    unread = RescueMessage.objects.filter(Exists(seen), read_at=None, from_mission=not is_mission)
    return unread.select_related("request__mission").order_by("-pk")


@dataclass(frozen=True, slots=True)
class Namesake:
    """A line that may be the person asked about: how well it fits and why."""

    person: SoughtPerson
    likeness: Likeness


def sought_like(words: SealedWords, among: QuerySet[SoughtPerson], limit: int = 10) -> list[Namesake]:
    """Persons among those given who fit a name in any script, a passport or a telephone number, best first."""
    pool = Identity.objects.filter(Exists(among.filter(identity=OuterRef("pk"))))
    likes = {like.identity.pk: like for like in identities_like(words, among=pool, limit=limit)}
    people = among.filter(identity__in=list(likes))
    found = [Namesake(person, likes[person.identity_id]) for person in people]
    return sorted(found, key=lambda one: -one.likeness.score)


def namesakes_of(person: SoughtPerson, officer: Officer) -> list[Namesake]:
    """Other lines, in requests that the officer may see, that may be the same person. Nothing is ever merged."""
    if person.identity.erased_at is not None:
        return []
    others = sought_visible_to(officer).exclude(pk=person.pk)
    return sought_like(unseal(person.identity), others)


def distinct_groups(persons: Iterable[SoughtPerson]) -> list[frozenset[object]]:
    """The lines that are one person each: the same victim, the same document, or an officer's word that they are."""
    people = list(persons)
    documents: dict[object, set[object]] = {}
    tokens = SearchToken.objects.filter(
        kind=TokenKind.DOCUMENT, identity__in=[person.identity_id for person in people]
    )
    for identity, token in tokens.values_list("identity", "token"):
        documents.setdefault(identity, set()).add(("document", bytes(token)))
    return distinct_persons([_trace(person, documents.get(person.identity_id, set())) for person in people])


def _trace(person: SoughtPerson, documents: set[object]) -> Trace:
    ties = {*documents, ("identity", person.identity_id)}
    if person.victim_id:
        ties.add(("identity", person.victim.identity_id if person.victim else None))
    if person.same_as_id:
        ties.add(person.same_as_id)
    return Trace(person.pk, frozenset(ties))


@dataclass(frozen=True, slots=True)
class MissionTotals:
    """A mission's own figures since its first request. Every number counts distinct persons."""

    persons: int
    found: int
    handed_over: int
    on_the_way: int
    needs_detail: int
    disputed: int
    lines: int


def totals_of(mission: Agency) -> MissionTotals:
    """All-time figures of one mission, of its own requests only: nothing of any other mission is in them."""
    people = list(
        SoughtPerson.objects.filter(request__mission__path__startswith=mission.path).select_related("victim")
    )
    by_key = {person.pk: person for person in people}
    groups = [[by_key[key] for key in group] for group in distinct_groups(people)]  # type: ignore[index]
    furthest = [max(group, key=lambda p: ROAD.index(SoughtState(p.state))) for group in groups]
    at_home = _handed_over(mission)
    detail = sum(all(p.state == SoughtState.NEEDS_DETAIL for p in group) for group in groups)
    ended = (SoughtState.HANDED_OVER, SoughtState.CLOSED)
    return MissionTotals(
        persons=len(groups),
        found=sum(any(p.result == SearchResult.FOUND for p in group) for group in groups),
        handed_over=sum(any(p.pk in at_home for p in group) for group in groups),
        on_the_way=sum(p.state not in ended for p in furthest) - detail,
        needs_detail=detail,
        disputed=sum(
            any(p.victim and p.victim.standing == Standing.DISPUTED for p in group) for group in groups
        ),
        lines=len(people),
    )


def _handed_over(mission: Agency) -> set[object]:
    """Keys of those who were handed over at any time, also where the line was closed since."""
    home = SoughtPerson.objects.filter(
        request__mission__path__startswith=mission.path, steps__state=SoughtState.HANDED_OVER
    )
    return set(home.values_list("pk", flat=True))


def first_late(officer: Officer, *, now: datetime) -> list[SoughtPerson]:
    """Of ``late_for``, one more than a desk shows; in two steps, for mostly nobody is late."""
    keys = tuple(key for (key,) in _late_keys(officer, now=now))
    found = {person.pk: person for person in _sought_of_keys(keys=keys)} if keys else {}
    return [found[key] for key in keys]


@composed_once
@keeps_plan
def _late_keys(officer: Officer, *, now: datetime) -> QuerySet[SoughtPerson, tuple[UUID]]:
    return late_for(officer, now).select_related(None).values_list("pk")[:9]


@composed_once
def _sought_of_keys(*, keys: tuple[UUID, ...]) -> QuerySet[SoughtPerson]:
    return SoughtPerson.objects.filter(pk__in=keys).select_related(*_BESIDE)


@composed_once
@keeps_plan
def first_unread(officer: Officer) -> QuerySet[RescueMessage]:
    """Of ``unread_messages``, as many as a desk shows."""
    return unread_messages(officer)[:8]
