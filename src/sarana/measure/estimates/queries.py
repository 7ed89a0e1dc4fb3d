"""Lists of persons by the kind of agency that met them, from a snapshot; estimates for a page that everybody may read.

A person is on a list when an agency of that kind opened her case, said something of her status, or gave her a service in the
period. Persons are told apart by the snapshot's pseudonyms, which follow the linkage of identities. Who was found not to be a
victim is on no list.
"""

from functools import lru_cache
from types import MappingProxyType

from django.db.models import QuerySet

from sarana.base.accounts.enums import AgencyKind
from sarana.base.accounts.models import Agency
from sarana.measure.estimates.models import KeptEstimate
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import opened
from sarana.science.estimation import (
    CaptureTable,
    Change,
    Estimates,
    Method,
    answer,
    change,
    table_from_patterns,
)
from sarana.science.indicators import Calendar, period_of

# Five lists: a sixth would make the average over graphs too slow for a page. The codes stand in tables and drawings.
LISTS = MappingProxyType(
    {
        AgencyKind.POLICE: "POLICE",
        AgencyKind.IMMIGRATION: "POLICE",
        AgencyKind.NGO: "NGO",
        AgencyKind.SOCIAL_AFFAIRS: "SOCIAL",
        AgencyKind.PROSECUTION: "COURTS",
        AgencyKind.COURT: "COURTS",
        AgencyKind.EMBASSY: "EMBASSY",
    }
)
# Latent classes take longer than a page may; the command has them.
METHODS = (Method.STEPWISE, Method.BIC, Method.GRAPHICAL)
_REPLICATES = 1_000
# Pairs of lists between which cases are referred.
type Referrals = tuple[tuple[str, str], ...]

_MET = """
SELECT DISTINCT COALESCE(v.person, v.ref), met.agency FROM (
    SELECT victims.ref AS victim, cases.agency, victims.known_on AS met_on
    FROM victims JOIN cases ON cases.ref = victims.case_ref
    UNION ALL SELECT victim, agency, asserted_on FROM assertions
    UNION ALL SELECT victim, agency, started_on FROM services
) met JOIN victims v ON v.ref = met.victim
WHERE v.standing <> 'not_victim' AND met.met_on BETWEEN ? AND ?
"""


def lists_of(snapshot: Snapshot, year: int, calendar: Calendar | str = Calendar.UNODC) -> CaptureTable:
    """How many persons were met by exactly which kinds of agency in the year.

    Lists on which nobody is are left out.

    Raises:
        TableNotUsable: when fewer than three kinds of agency met anybody, or no person was met by two.
    """
    period = period_of(year, calendar)
    with opened(snapshot) as connection:
        met = connection.execute(_MET, [period.start, period.end]).fetchall()
    kinds = dict(Agency.objects.values_list("code", "kind"))
    found: dict[str, set[str]] = {}
    for person, agency in met:
        code = LISTS.get(kinds.get(agency, ""))  # type: ignore[call-overload]
        if code:
            found.setdefault(person, set()).add(code)
    names = sorted(set().union(*found.values()))
    counts: dict[int, int] = {}
    for codes in found.values():
        pattern = sum(1 << bit for bit, name in enumerate(names) if name in codes)
        counts[pattern] = counts.get(pattern, 0) + 1
    return table_from_patterns(names, counts)


@lru_cache(maxsize=32)
def estimates_of(
    snapshot: Snapshot, year: int, calendar: str, assumption: str, referrals: Referrals = ()
) -> Estimates:
    """All answers for the year, or diagnostics alone without an assumption.

    Referrals between lists on which nobody was in the year are passed over.

    Raises:
        TableNotUsable: as lists_of.
    """
    table = lists_of(snapshot, year, calendar)
    return answer(
        table,
        assumption=assumption,
        methods=METHODS,
        referrals=[pair for pair in referrals if set(pair) <= set(table.lists)],
        replicates=_REPLICATES,
    )


def change_since_last_year(
    snapshot: Snapshot, year: int, calendar: str, assumption: str, referrals: Referrals = ()
) -> Change:
    """Whether the number fell or rose since the year before, under the same assumption.

    Raises:
        TableNotUsable: when one of the years can't be estimated from.
    """
    return change(
        estimates_of(snapshot, year - 1, calendar, assumption, referrals),
        estimates_of(snapshot, year, calendar, assumption, referrals),
    )


def kept_estimates(words: str = "") -> QuerySet[KeptEstimate]:
    """The answers that were kept, those with the words in their assumption; all are public matter."""
    found = KeptEstimate.objects.select_related("kept_by__agency", "snapshot")
    return found.filter(assumption__icontains=words) if words else found
