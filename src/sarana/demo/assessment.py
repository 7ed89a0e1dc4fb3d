"""Two self-assessments of the demonstration: one published, one in work with its gaps. Ratings and answers are invented."""

from datetime import date
from decimal import Decimal

from sarana.base.accounts.models import Officer
from sarana.measure.assessment.actions import (
    add_criterion_evidence,
    load_tiers,
    open_assessment,
    publish_assessment,
    rate_criterion,
    tell_fact,
)
from sarana.measure.assessment.enums import Told
from sarana.measure.assessment.models import Assessment
from sarana.measure.figures.models import Snapshot
from sarana.publish.releases.actions import release_dossier

_FACTS = {
    "law_all_forms": 1,
    "penalty_most_years": 20,
    "penalty_gravest_years": 20,
    "penalty_rape_years": 30,
    "staff_trained": 640,
    "campaigns": 14,
    "labour_inspections": 210,
    "arrangements_in_force": 6,
    "extradition_barred": 0,
    "border_screenings": 5400,
    "border_referrals": 88,
    "partnerships_civil": 9,
    "consultations": 2,
    "state_pattern": 0,
}
_RATINGS = {
    "I1": ("partly", "partly", "not_met"),
    "I2": ("met", "partly", "partly"),
    "I3": ("met", "met", "partly"),
    "I7": ("partly", "partly", "not_met"),
    "MS1": ("met", "met", "partly"),
}
_REASON = "មើលតួលេខ និងភស្តុតាងខាងក្រោម (គំរូ)"


def write_assessments(officers: dict[str, Officer], until: date, snapshot: Snapshot) -> None:
    """The report that has appeared is assessed and published; the next one is in work and lacks facts."""
    load_tiers()
    next_report = until.year + (until.month > 3)
    done = open_assessment(by=officers["secretariat"], year=next_report - 1)
    for fact, value in _FACTS.items():
        _tell(officers, done, fact, value)
    for criterion, ratings in _RATINGS.items():
        for who, rating in zip(("provincial", "secretariat", "ngo_worker"), ratings, strict=True):
            rate_criterion(
                by=officers[who], assessment=done, criterion=criterion, rating=rating, reason=_REASON
            )
    for criterion, figure, title in (
        ("I1", "persons_convicted", "បុគ្គលដែលត្រូវបានផ្តន្ទាទោសក្នុងអំឡុងពេល"),
        ("I2", "victims_referred", "ជនរងគ្រោះដែលបានបញ្ជូនទៅទទួលការថែទាំ"),
    ):
        add_criterion_evidence(
            by=officers["secretariat"], assessment=done, criterion=criterion, kind="figure", figure=figure, title=title
        )  # fmt: skip
    done = publish_assessment(by=officers["secretariat"], assessment=done, snapshot=snapshot)
    release_dossier(by=officers["statistician"], assessment=done)
    ahead = open_assessment(by=officers["secretariat"], year=next_report)
    for fact in (
        "law_all_forms",
        "penalty_most_years",
        "penalty_gravest_years",
        "penalty_rape_years",
        "staff_trained",
    ):
        _tell(officers, ahead, fact, _FACTS[fact])
    tell_fact(
        by=officers["secretariat"], assessment=ahead, fact="recruiters_sanctioned", value=None, told=Told.NO_ANSWER,
        source="លិខិតសួរនៅខែកញ្ញា មិនទាន់មានចម្លើយ (គំរូ)",
    )  # fmt: skip


def _tell(officers: dict[str, Officer], assessment: Assessment, fact: str, value: int) -> None:
    tell_fact(
        by=officers["secretariat"], assessment=assessment, fact=fact, value=Decimal(value), source="លិខិតក្រសួង (គំរូ)"
    )  # fmt: skip
