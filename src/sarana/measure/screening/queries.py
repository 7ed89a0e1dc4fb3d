"""Who is screened, the lists in force, alerts, and the counts that the financial task force asks for."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import batched
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.vault.models import Identity, SealedWords
from sarana.base.vault.queries import identities_like
from sarana.base.vault.rules import document_number
from sarana.base.vault.sealing import unseal, unseal_many, unseal_under
from sarana.base.vocabulary.rules import country_code
from sarana.measure.screening.enums import AlertState, ListRegime, ListSource, Verdict
from sarana.measure.screening.models import Alert, AlertStep, ListEdition, ScreenedName
from sarana.measure.screening.rules import may_screen
from sarana.register.cases.models import Suspect, Victim
from sarana.register.cases.queries import identities_kept_from
from sarana.register.rescue.models import SoughtPerson
from sarana.register.traces.enums import Relation, TraceKind
from sarana.register.traces.models import Trace, TraceLink
from sarana.science.screening import ListVersion, Query, ScreeningIndex, read_list


def subjects() -> QuerySet[Identity]:
    """The only people who are screened: suspects who stand nowhere as a victim and are sought by no mission.

    Somebody forced into crime may stand as a suspect in one case and as a victim in another: she is left out. Reporters
    and witnesses have no identity here at all.
    """
    suspects = Suspect.objects.filter(identity=OuterRef("pk"))
    victims = Victim.objects.filter(identity=OuterRef("pk"))
    sought = SoughtPerson.objects.filter(identity=OuterRef("pk"))
    return Identity.objects.filter(Exists(suspects), ~Exists(victims), ~Exists(sought), erased_at=None)


def alerts_kept_from(officer: Officer) -> set[str]:
    """Keys of the alerts about suspects in cases from which the officer is kept."""
    theirs = identities_kept_from(officer).values("pk")
    return {str(key) for key in Alert.objects.filter(identity__in=theirs).values_list("pk", flat=True)}


@dataclass(frozen=True, slots=True)
class Subject:
    """A suspect, by the identity's key, with what a list is asked about."""

    identity: UUID
    kind: str
    words: SealedWords
    citizenships: frozenset[str]
    accounts: frozenset[str]


_AT_ONCE = 500


def subjects_with_words(steps: Callable[[int, int], None] = lambda _done, _of: None) -> Iterator[Subject]:
    """Everybody who is screened, unsealed by the hundred: no record is made of each, which costs more than to open it.

    Args:
        steps: told after each hundred how many of how many were given.
    """
    citizenships: dict[UUID, set[str]] = {}
    for key, codes in Suspect.objects.values_list("identity", "citizenships"):
        citizenships.setdefault(key, set()).update(codes or ())
    accounts = _accounts()
    # Read whole: a key and a word each.
    everybody = list(subjects().order_by("pk").values_list("pk", "kind"))
    for number, some in enumerate(batched(everybody, _AT_ONCE, strict=False)):
        steps(number * _AT_ONCE, len(everybody))
        as_written = [Identity._meta.pk.get_db_prep_value(key, connection) for key, _ in some]  # noqa: SLF001
        words = dict(unseal_many(Identity, as_written))
        for (key, kind), written in zip(some, as_written, strict=True):
            told_of = frozenset(citizenships.get(key, ())), frozenset(accounts.get(key, ()))
            yield Subject(key, kind, words.get(written, {}), *told_of)
    steps(len(everybody), len(everybody))


def _accounts() -> dict[UUID, set[str]]:
    """Account numbers by the suspect who owns or uses them; none that a victim is tied to: hers may be a mule's."""
    victims = TraceLink.objects.filter(victim__isnull=False, trace__token=OuterRef("trace__token"))
    theirs = TraceLink.objects.filter(
        ~Exists(victims),
        trace__kind=TraceKind.ACCOUNT,
        suspect__isnull=False,
        relation__in=(Relation.OWNS, Relation.USES),
    )
    found: dict[UUID, set[str]] = {}
    traces: dict[UUID, str] = {}
    for link in theirs.select_related("suspect", "trace__agency_key"):
        trace: Trace = link.trace
        number = traces.setdefault(trace.pk, "") or str(unseal(trace)["value"])
        traces[trace.pk] = number
        if link.suspect:
            found.setdefault(link.suspect.identity_id, set()).add(number)
    return found


def edition_in_force(source: str) -> ListEdition | None:
    """The newest edition of a list."""
    return ListEdition.objects.filter(source=source).order_by("-generated_on", "-id").first()


def editions_in_force() -> list[ListEdition]:
    """The newest edition of every list that was ever brought, without its content."""
    newest: dict[str, ListEdition] = {}
    for edition in ListEdition.objects.defer("content", "beside").order_by("generated_on", "id"):
        newest[edition.source] = edition
    return [newest[source] for source in ListSource.values if source in newest]


def with_country_codes(version: ListVersion) -> ListVersion:
    """The edition with its nationalities as codes, so that "Iran" and "Islamic Republic of Iran" are one."""
    entries = (
        replace(entry, nationalities=tuple(country_code(text) for text in entry.nationalities))
        for entry in version.entries
    )
    return replace(version, entries=tuple(entries))


def version_of_edition(edition: ListEdition) -> ListVersion:
    """What an edition holds, read again from the file as it came."""
    beside = zlib.decompress(bytes(edition.beside)) if edition.beside else b""
    return with_country_codes(read_list(zlib.decompress(bytes(edition.content)), beside=beside))


@lru_cache(maxsize=1)
def index_in_force(editions: tuple[UUID, ...]) -> ScreeningIndex:
    """These editions ready to be asked; kept until another one is in force, since it takes seconds to make."""
    found = ListEdition.objects.in_bulk(editions)
    return ScreeningIndex([version_of_edition(found[key]) for key in editions])


# From this likeness on two names are one, in whatever spelling.
_ONE_NAME = 0.9
_LOOKED_AT = 20


def is_protected_name(query: Query) -> bool:
    """Whether somebody who is protected is on record under this name or with one of these papers.

    A birth year that differs from hers makes it another person's name; where none was given the name alone is enough.
    """
    victims = Victim.objects.filter(identity=OuterRef("pk"))
    sought = SoughtPerson.objects.filter(identity=OuterRef("pk"))
    protected = Identity.objects.filter(Exists(victims) | Exists(sought), erased_at=None)
    words: SealedWords = {"names": [query.name], "documents": list(query.documents)}
    for one in identities_like(words, among=protected, limit=_LOOKED_AT):
        known = unseal(one.identity)
        if {document_number(text) for text in known.get("documents", [])} & {
            document_number(text) for text in query.documents
        }:
            return True
        year = str(known.get("birth_date") or "")[:4]
        years = {str(birth.earliest.year) for birth in query.births} | {
            str(birth.latest.year) for birth in query.births
        }
        if one.score >= _ONE_NAME and (not year or not years or year in years):
            return True
    return False


def alerts_visible_to(officer: Officer) -> QuerySet[Alert]:
    """Alerts for whoever screens, but none about somebody in a case from which he is kept, or who is protected by now."""
    if not may_screen(officer):
        return Alert.objects.none()
    here = Alert.objects.filter(Exists(subjects().filter(pk=OuterRef("identity"))))
    kept = identities_kept_from(officer).filter(pk=OuterRef("identity"))
    return here.filter(~Exists(kept)).select_related("identity__agency_key", "edition__brought_by")


def numbers_of(alerts: Iterable[Alert]) -> dict[UUID, str]:
    """The suspects' numbers by identity, in one read for a page of alerts."""
    found: dict[UUID, list[str]] = {}
    keys = {alert.identity_id for alert in alerts}
    for key, number in (
        Suspect.objects.filter(identity__in=keys).order_by("pk").values_list("identity", "number")
    ):
        found.setdefault(key, []).append(number)
    return {key: ", ".join(numbers) for key, numbers in found.items()}


def proposal_of(alert: Alert) -> AlertStep | None:
    """What is proposed and waits for a second person."""
    if alert.state != AlertState.PROPOSED:
        return None
    return alert.steps.filter(kind="proposed").select_related("by__agency").last()


def reason_of(step: AlertStep, identity: Identity) -> str:
    """The reason of a step; empty when the suspect's key was destroyed."""
    return "" if identity.erased_at else str(unseal_under(identity, step, step.sealed).get("reason", ""))


@dataclass(frozen=True, slots=True)
class ScreeningCount:
    """What the financial task force asks of one list and one regime: distinct suspects; zero is an answer."""

    source: str
    regime: str
    screened: int
    possible: int
    confirmed: int


def screening_counts() -> list[ScreeningCount]:
    """How many suspects were screened against the edition in force, how many are possible, how many confirmed."""
    here = Exists(subjects().filter(pk=OuterRef("identity")))
    editions = editions_in_force()
    screened = dict(
        ScreenedName.objects.filter(here, edition__in=[edition.pk for edition in editions])
        .values_list("source")
        .annotate(n=Count("identity", distinct=True))
    )
    confirmed = Q(state=AlertState.DECIDED, verdict=Verdict.SAME)
    possible = Q(state__in=(AlertState.WAITING, AlertState.PROPOSED)) | Q(
        state=AlertState.DECIDED, verdict=Verdict.UNSURE
    )
    rows = Alert.objects.filter(here).order_by().values("source", "regime")
    found = {
        (row["source"], row["regime"]): row
        for row in rows.annotate(
            possible=Count("identity", filter=possible, distinct=True),
            confirmed=Count("identity", filter=confirmed, distinct=True),
        )
    }
    counts = []
    for edition in editions:
        for regime in ListRegime.values:
            row = found.get((edition.source, regime), {"possible": 0, "confirmed": 0})
            counts.append(
                ScreeningCount(
                    edition.source,
                    regime,
                    screened.get(edition.source, 0),
                    row["possible"],
                    row["confirmed"],
                )
            )
    return counts
