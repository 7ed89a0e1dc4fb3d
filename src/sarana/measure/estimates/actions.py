"""Keep an answer with its assumption and the snapshot it came from."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.measure.estimates.models import KeptEstimate
from sarana.measure.estimates.queries import Covariates, Referrals, change_since_last_year, estimates_of
from sarana.measure.figures.models import Snapshot
from sarana.science.estimation import Estimates, TableNotUsable
from sarana.science.estimation.words import METHODS, Words, rounded, say, to_five


def keep_estimate(
    *,
    by: Officer,
    snapshot: Snapshot,
    year: int,
    calendar: str,
    assumption: str,
    referrals: Referrals = (),
    covariates: Covariates = (),
) -> KeptEstimate:
    """Estimate the year's hidden number under the assumption and keep the answer as the next version.

    Raises:
        NotAllowed: without the power to take a snapshot.
        ValueError: without an assumption.
        TableNotUsable: when the lists can't answer.
    """
    require(by, Power.TAKE_SNAPSHOT)
    if not assumption.strip():
        raise Refused("Write down how the lists hang together first.", field="assumption")
    # The long computation stands outside the transaction.
    question = (snapshot, year, calendar, assumption, referrals, covariates)
    found = estimates_of(*question)
    try:
        changed = change_since_last_year(*question).words
    except TableNotUsable:
        changed = say("change unknown")
    asked = {"referrals": [list(pair) for pair in referrals], "covariates": list(covariates)}
    return _keep(by, snapshot, year, calendar, found, asked, changed)


@transaction.atomic
def _keep(
    by: Officer,
    snapshot: Snapshot,
    year: int,
    calendar: str,
    found: Estimates,
    asked: dict[str, Any],
    changed: Words,
) -> KeptEstimate:
    # Two who keep at the same moment get two versions, one after the other.
    Snapshot.objects.select_for_update().get(pk=snapshot.pk)
    earlier = KeptEstimate.objects.filter(year=year, calendar=calendar)
    kept = KeptEstimate.objects.create(
        snapshot=snapshot,
        year=year,
        calendar=calendar,
        version=(earlier.aggregate(last=Max("version"))["last"] or 0) + 1,
        assumption=found.assumption,
        result=asked | public_result(found, changed),
        kept_at=timezone.now(),
        kept_by=by,
    )
    record_deed(
        by=by,
        action="keep_estimate",
        record=kept,
        change={"year": year, "calendar": calendar, "version": kept.version, "snapshot": snapshot.digest},
    )
    return kept


def public_result(found: Estimates, changed: Words) -> dict[str, Any]:
    """The answers as everybody may read them: numbers to two digits, cases to fives, no count of an overlap."""
    return {
        "cases": to_five(found.table.cases),
        "lists": list(found.table.lists),
        "reading": _both(found.reading),
        "change": _both(changed),
        "estimates": [
            {
                "method": one.method,
                "words": _both(METHODS[one.method]),
                "estimate": rounded(one.estimate),
                "lower": rounded(one.lower),
                "upper": rounded(one.upper),
                "level": one.level,
                "interval": one.interval,
            }
            for one in found.estimates
        ],
        "gates": [
            {
                "name": gate.name,
                "verdict": gate.verdict.value,
                "method": gate.method,
                "words": _both(gate.words),
            }
            for gate in found.gates
        ],
    }


def _both(words: Words) -> dict[str, str]:
    return {"km": words.km, "en": words.en}
