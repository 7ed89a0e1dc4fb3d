"""Lists of persons by the kind of agency that met them, from a snapshot; estimates for a page that everybody may read.

A person is on a list when an agency of that kind opened her case, said something of her status, or gave her a service in the
period. Persons are told apart by the snapshot's pseudonyms, which follow the linkage of identities. Who was found not to be a
victim is on no list.
"""

from collections import Counter
from dataclasses import dataclass, replace
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
    Gate,
    Method,
    TableNotUsable,
    Verdict,
    adjusted,
    answer,
    change,
    doubly_robust,
    of_two_lists,
    table_from_patterns,
    with_covariates,
)
from sarana.science.estimation.words import Words, say
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
# With what is known of the persons a replicate takes some hundredths of a second.
_REPLICATES_KNOWN = 400
# What may be known of a person beside the lists, as the snapshot has it.
COVARIATES = ("sex", "age_group", "form", "citizenship")
_KNOWN = MappingProxyType(
    {
        "sex": Words("ភេទ", "sex"),
        "age_group": Words("កុមារ ឬមនុស្សពេញវ័យ", "child or adult"),
        "form": Words("ទម្រង់នៃការកេងប្រវ័ញ្ច", "form of exploitation"),
        "citizenship": Words("សញ្ជាតិ", "citizenship"),
    }
)
# Values of fewer persons are taken together: of few the lists can't tell, and the answer would be about them.
_FEWEST_ALIKE = 20
_TWO = 2
# Pairs of lists between which cases are referred.
type Referrals = tuple[tuple[str, str], ...]
type Covariates = tuple[str, ...]

_MET = """
SELECT COALESCE(v.person, v.ref), met.agency, v.sex, v.age_group, v.form, v.citizenship FROM (
    SELECT victims.ref AS victim, cases.agency, victims.known_on AS met_on
    FROM victims JOIN cases ON cases.ref = victims.case_ref
    UNION ALL SELECT victim, agency, asserted_on FROM assertions
    UNION ALL SELECT victim, agency, started_on FROM services
) met JOIN victims v ON v.ref = met.victim
WHERE v.standing <> 'not_victim' AND met.met_on BETWEEN ? AND ?
ORDER BY v.known_on, v.ref
"""


@dataclass(frozen=True, slots=True)
class Met:
    """The persons whom some kind of agency met.

    Attributes:
        lists: the kinds of agency, by their codes.
        patterns: by person, the lists that she is on, list i as bit i.
        known: by person, what COVARIATES name; of several records that of her first.
    """

    lists: tuple[str, ...]
    patterns: tuple[int, ...]
    known: tuple[tuple[str, ...], ...]

    def numbers(self, covariates: Covariates) -> list[list[float]]:
        """By person, what is known of her as numbers: a column 0 or 1 for each value but the commonest."""
        columns: list[list[float]] = []
        for name in covariates:
            values = [person[COVARIATES.index(name)] for person in self.known]
            common = [value for value, persons in Counter(values).most_common() if persons >= _FEWEST_ALIKE]
            rare = sum(value not in common for value in values)
            # Too few to stand alone even together: they go with the commonest.
            told = [*common[1:], *([""] if rare >= _FEWEST_ALIKE else [])] if common else []
            columns += [
                [float((value if value in common else "") == one) for value in values] for one in told
            ]
        return [list(numbers) for numbers in zip(*columns, strict=True)] or [[] for _ in self.known]

    def alike(self, covariates: Covariates) -> Covariates:
        """Those of the covariates in which nearly all persons are alike, so that they tell nothing."""
        return tuple(name for name in covariates if not any(self.numbers((name,))))


def met_in(snapshot: Snapshot, year: int, calendar: Calendar | str = Calendar.UNODC) -> Met:
    """Whom each kind of agency met in the year. Kinds of agency that met nobody are left out."""
    period = period_of(year, calendar)
    with opened(snapshot) as connection:
        rows = connection.execute(_MET, [period.start, period.end]).fetchall()
    kinds = dict(Agency.objects.values_list("code", "kind"))
    codes: dict[str, set[str]] = {}
    known: dict[str, tuple[str, ...]] = {}
    for person, agency, *told in rows:
        code = LISTS.get(kinds.get(agency, ""))  # type: ignore[call-overload]
        if code:
            codes.setdefault(person, set()).add(code)
            known.setdefault(person, tuple(told))
    names = sorted(set().union(*codes.values()))
    patterns = {
        person: sum(1 << bit for bit, name in enumerate(names) if name in on) for person, on in codes.items()
    }
    # By what they are, so that the order in which rows were read draws nothing.
    persons = sorted(patterns, key=lambda person: (patterns[person], known[person]))
    return Met(
        tuple(names),
        tuple(patterns[person] for person in persons),
        tuple(known[person] for person in persons),
    )


def lists_of(snapshot: Snapshot, year: int, calendar: Calendar | str = Calendar.UNODC) -> CaptureTable:
    """How many persons were met by exactly which kinds of agency in the year.

    Lists on which nobody is are left out.

    Raises:
        TableNotUsable: when fewer than three kinds of agency met anybody, or no person was met by two.
    """
    met = met_in(snapshot, year, calendar)
    return table_from_patterns(met.lists, Counter(met.patterns))


def lists_are_two(snapshot: Snapshot, year: int, calendar: Calendar | str) -> bool:
    """Whether just two kinds of agency met anybody in the year: they answer where enough is known of the persons."""
    return len(met_in(snapshot, year, calendar).lists) == _TWO


@lru_cache(maxsize=32)
def estimates_of(
    snapshot: Snapshot,
    year: int,
    calendar: str,
    assumption: str,
    referrals: Referrals = (),
    covariates: Covariates = (),
) -> Estimates:
    """All answers for the year, or diagnostics alone without an assumption.

    With covariates, persons alike in them are met with chances of their own: one answer more, or the only one where two kinds
    of agency met anybody. Referrals between lists on which nobody was in the year are passed over.

    Raises:
        TableNotUsable: as lists_of; with two lists and covariates, when the persons are too few.
    """
    return answers_of(met_in(snapshot, year, calendar), assumption, referrals, covariates)


def answers_of(
    met: Met, assumption: str, referrals: Referrals = (), covariates: Covariates = ()
) -> Estimates:
    """The same from whom the agencies met.

    Raises:
        TableNotUsable: as estimates_of.
    """
    if len(met.lists) == _TWO and covariates:
        return _of_two_lists(met, assumption, covariates)
    table = table_from_patterns(met.lists, Counter(met.patterns))
    found = answer(
        table,
        assumption=assumption,
        methods=METHODS,
        referrals=[pair for pair in referrals if set(pair) <= set(table.lists)],
        replicates=_REPLICATES,
    )
    return _with_covariates(found, met, covariates) if covariates and found.estimates else found


def _of_two_lists(met: Met, assumption: str, covariates: Covariates) -> Estimates:
    one, two = ([bool(pattern & bit) for pattern in met.patterns] for bit in (1, 2))
    counts = Counter(met.patterns)
    table = CaptureTable(met.lists, tuple(counts.get(pattern, 0) for pattern in range(4)))
    known = met.numbers(covariates)
    return _alike(of_two_lists(table, assumption, doubly_robust(one, two, known)), met, covariates)


def _with_covariates(found: Estimates, met: Met, covariates: Covariates) -> Estimates:
    told = met.numbers(covariates)
    if not any(told):
        return _alike(found, met, covariates)
    # Persons alike in all are one row.
    rows = Counter((pattern, *known) for pattern, known in zip(met.patterns, told, strict=True))
    try:
        known = adjusted(
            met.lists,
            [int(row[0]) for row in rows],
            list(rows.values()),
            [row[1:] for row in rows],
            replicates=_REPLICATES_KNOWN,
        )
    except TableNotUsable as refused:
        return _alike(with_covariates(found, refused), met, covariates)
    return _alike(with_covariates(found, known), met, covariates)


def _alike(found: Estimates, met: Met, covariates: Covariates) -> Estimates:
    """The same with a word on what tells nothing."""
    alike = met.alike(covariates)
    if not alike:
        return found
    words = Words(
        *(", ".join(_KNOWN[name].in_language(language) for name in alike) for language in ("km", "en"))
    )
    gate = Gate("alike", Verdict.CAUTION, say("known alike", lists=words))
    return replace(found, gates=(*found.gates, gate))


def change_since_last_year(
    snapshot: Snapshot,
    year: int,
    calendar: str,
    assumption: str,
    referrals: Referrals = (),
    covariates: Covariates = (),
) -> Change:
    """Whether the number fell or rose since the year before, under the same assumption.

    Raises:
        TableNotUsable: when one of the years can't be estimated from.
    """
    return change(
        estimates_of(snapshot, year - 1, calendar, assumption, referrals, covariates),
        estimates_of(snapshot, year, calendar, assumption, referrals, covariates),
    )


def kept_estimates(words: str = "") -> QuerySet[KeptEstimate]:
    """The answers that were kept, those with the words in their assumption; all are public matter."""
    found = KeptEstimate.objects.select_related("kept_by__agency", "snapshot")
    return found.filter(assumption__icontains=words) if words else found
