"""What is compared, when a decision still holds, and who decides. Pure decisions."""

from collections.abc import Iterable, Sequence
from datetime import date

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import SealedWords
from sarana.base.vocabulary.rules import country_code
from sarana.measure.screening.enums import AlertState, RaisedFor, Verdict
from sarana.measure.screening.models import Alert, AlertStep, ListEdition
from sarana.science.screening import ListedAs, ListedEntry, Query, births_in

# After so many days a list is stale: the UN's changes every few weeks.
STALE_DAYS = 30
# A new edition with less than this share of the former one's entries is taken for half a file.
WHOLE_SHARE = 0.5
OPEN = frozenset({AlertState.WAITING, AlertState.PROPOSED})


def may_screen(officer: Officer) -> bool:
    """Whether the officer may bring lists, screen and decide on alerts."""
    return has_power(officer, Power.SCREEN_NAMES)


def may_propose(officer: Officer, alert: Alert) -> bool:
    """Whether the officer may say first what an alert is."""
    return may_screen(officer) and alert.state == AlertState.WAITING


def may_decide(officer: Officer, alert: Alert, proposal: AlertStep | None) -> bool:
    """Whether the officer is the second pair of eyes: never whoever proposed."""
    waits = may_screen(officer) and alert.state == AlertState.PROPOSED and proposal is not None
    return waits and proposal is not None and proposal.by_id != officer.pk


def days_old(edition: ListEdition, today: date) -> int:
    """The age of an edition in days."""
    return (today - edition.generated_on).days


def is_stale(edition: ListEdition, today: date) -> bool:
    """Whether an edition is too old to be relied on."""
    return days_old(edition, today) > STALE_DAYS


def queries_of(
    words: SealedWords, kind: str, citizenships: Iterable[str], accounts: Iterable[str]
) -> list[Query]:
    """What is asked of a list about one suspect: one question for each of his names, with everything else known of him.

    Args:
        words: his identity.
        kind: person or organisation.
        citizenships: country codes.
        accounts: account numbers that are his and nobody's who is protected; compared like numbers of papers.
    """
    documents = tuple(sorted({*words.get("documents", []), *accounts}))
    listed_as = ListedAs.ORGANISATION if kind == IdentityKind.ORGANISATION else ListedAs.PERSON
    nations = tuple(sorted({country_code(code) for code in citizenships}))
    births = births_in(str(words.get("birth_date") or ""))
    return [
        Query(name, births, nations, documents, listed_as)
        for name in dict.fromkeys(words.get("names", []))
        if name.strip()
    ]


def person_digest(queries: Sequence[Query]) -> bytes:
    """Keyed hash of what is asked about somebody; another when anything of it changes."""
    return search_token("screened person", repr(sorted(queries, key=lambda query: query.name)))


def entry_digest(entry: ListedEntry) -> bytes:
    """Keyed hash of an entry; another when anything of it changes."""
    return search_token("listed entry", repr(entry))


def entry_token(source: str, key: str) -> bytes:
    """Keyed hash of an entry's key: the list is public, so the key itself would tell who the suspect is."""
    return search_token("listed key", f"{source}\0{key}")


def raised_for(known: Alert | None, entry: bytes, person: bytes) -> RaisedFor | None:
    """Why a likeness comes up (again), or None when what is on record about the two still holds.

    A decision that it is the same person stays; any other holds while neither side changes.
    """
    if known is None:
        return RaisedFor.NEW
    if known.state == AlertState.LAPSED:
        return RaisedFor.AGAIN
    if known.state == AlertState.DECIDED and known.verdict == Verdict.SAME:
        return None
    if bytes(known.entry_digest) != entry:
        return RaisedFor.ENTRY
    if bytes(known.person_digest) != person:
        return RaisedFor.PERSON
    return None
