"""The rows of a snapshot's tables, read from the register: no identity, no free text."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Manager, Min, QuerySet
from django.db.models.functions import Cast

from sarana.base.accounts.queries import agencies_owing_returns
from sarana.register.care.models import Compensation, Reopened
from sarana.register.cases.models import Case, StatusAssertion, Suspect, Victim
from sarana.register.complicity.models import Allegation
from sarana.register.operations.models import Operation
from sarana.register.proceedings.models import Step
from sarana.register.referrals.models import Referral
from sarana.register.repatriation.models import Repatriation
from sarana.register.reports.models import Report
from sarana.science.palermo.statutes import STATUTES

_IDENTIFIERS = frozenset(
    ("pk", "identity_id", "case_id", "victim_id", "operation_id", "proceeding__suspect_id", "proceeding_id"),
)


def values(query: QuerySet[Any, Any] | Manager[Any], *fields: str) -> Iterator[tuple[Any, ...]]:
    """The query's values in the order of its keys; identifiers as text, since a million UUID objects take seconds."""
    columns = [Cast(name, CharField()) if name in _IDENTIFIERS else name for name in fields]
    return query.order_by("pk").values_list(*columns).iterator(chunk_size=5000)


def reports() -> Iterator[tuple[Any, ...]]:
    """Every report that may be counted."""
    return values(
        # What a reporter did not allow to be counted is not counted.
        Report.objects.exclude(consent_statistics=False),
        "pk",
        "received_at",
        "channel",
        "place_id",
        "forms_of_exploitation",
        "agency__code",
        "state",
    )


def _forms_by_case() -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for case, codes in values(Victim.objects, "case_id", "forms_of_exploitation"):
        forms.setdefault(case, set()).update(codes)
    return forms


def cases() -> Iterator[tuple[Any, ...]]:
    """Every case with the forms of exploitation of its victims."""
    forms = _forms_by_case()
    for pk, *rest in values(
        Case.objects, "pk", "opened_on", "closed_on", "state", "place_id", "agency__code"
    ):
        yield pk, *rest, sorted(forms.get(pk, ()))


def victims() -> Iterator[tuple[Any, ...]]:
    """Every victim record with the day on which she was first known."""
    first_word = dict(
        StatusAssertion.objects.order_by()
        .values_list(Cast("victim_id", CharField()))
        .annotate(first=Min("asserted_on"))
    )
    query = values(
        Victim.objects,
        "pk",
        "identity_id",
        "case_id",
        "sex",
        "age_at_event",
        "citizenships",
        "exploitation_place_id",
        "case__place_id",
        "forms_of_exploitation",
        "standing",
        "case__opened_on",
    )
    for pk, person, case, sex, age, citizenships, place, case_place, forms, standing, opened_on in query:
        known_on = first_word.get(pk) or opened_on
        yield pk, person, case, sex, age, age, citizenships, place or case_place, forms, standing, known_on


def suspects() -> Iterator[tuple[Any, ...]]:
    """Every suspect record with the forms of exploitation of the case."""
    forms = _forms_by_case()
    query = values(
        Suspect.objects,
        "pk",
        "identity_id",
        "identity__kind",
        "case_id",
        "sex",
        "age",
        "citizenships",
        "arrest_place_id",
        "case__place_id",
        "is_official",
        "arrested_on",
    )
    for pk, person, kind, case, sex, age, citizenships, place, case_place, official, arrested_on in query:
        yield (
            pk,
            person,
            kind,
            case,
            sex,
            age,
            citizenships,
            place or case_place,
            sorted(forms.get(case, ())),
            official,
            arrested_on,
        )


def operation_reports() -> Iterator[tuple[Any, ...]]:
    """Which report each operation acted on, directly or through a case."""
    direct = set(Operation.reports.through.objects.values_list("operation_id", "report_id"))
    through_case = Operation.cases.through.objects.filter(case__reports__isnull=False)
    return iter(sorted(direct | set(through_case.values_list("operation_id", "case__reports"))))


def units() -> Iterator[tuple[Any, ...]]:
    """The units that owe monthly returns, and where they are."""
    return iter(agencies_owing_returns().order_by("code").values_list("code", "place_id"))


def steps() -> Iterator[tuple[Any, ...]]:
    """Each stage with the law of its whole proceeding, since a verdict often names no article again."""
    articles: dict[str, set[str]] = {}
    for proceeding, named in values(Step.objects, "proceeding_id", "articles"):
        articles.setdefault(proceeding, set()).update(named)
    query = values(
        Step.objects,
        "proceeding_id",
        "proceeding__suspect_id",
        "stage",
        "on",
        "verdict",
        "months_imposed",
        "months_suspended",
        "recorded_at",
    )
    for proceeding, *rest in query:
        yield *rest, sorted(articles[proceeding])


def law_of(articles: list[str]) -> str:
    """Whether articles of the law of 2008 hold trafficking in the strict sense (Palermo Protocol), or only what is near it."""
    if not articles:
        return "unknown"
    return "strict" if any(a in STATUTES and STATUTES[a].is_trafficking for a in articles) else "wider"


def referrals() -> Iterator[tuple[Any, ...]]:
    """Every referral of a victim."""
    return values(Referral.objects, "victim_id", "asked_at", "state", "sender__code")


def repatriations() -> Iterator[tuple[Any, ...]]:
    """Every repatriation that ended with a handover."""
    handed_over = Repatriation.objects.filter(handed_over_on__isnull=False)
    return values(handed_over, "victim_id", "direction", "country", "handed_over_on")


def compensations() -> Iterator[tuple[Any, ...]]:
    """Every compensation of which something was paid."""
    return values(Compensation.objects.filter(paid_on__isnull=False), "victim_id", "route", "paid_on")


def reopenings() -> Iterator[tuple[Any, ...]]:
    """Every reopening of help that had been closed."""
    return values(Reopened.objects, "victim_id", "because", "on")


def allegations() -> Iterator[tuple[Any, ...]]:
    """Every allegation against an official, without what is alleged."""
    return values(Allegation.objects, "pk", "made_on", "handed_on", "state")


def elements() -> Iterator[tuple[Any, ...]]:
    """Every element of the Palermo definition that an authority saw with a victim: victim, part, code; each once."""
    seen: set[tuple[str, str, str]] = set()
    for victim, *parts in values(
        StatusAssertion.objects.filter(assertion="ActualVictimOfTrafficking"),
        "victim_id",
        "acts",
        "means",
        "purposes",
    ):
        for part, codes in zip(("act", "means", "purpose"), parts, strict=True):
            seen.update((victim, part, code) for code in codes)
    return iter(sorted(seen))
