"""The usual courses of events: how people are lured, held and found, and how courts proceed."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from sarana.base.places.enums import PlaceLevel
from sarana.base.places.models import Place


@dataclass(frozen=True, slots=True)
class Course:
    """One usual way in which people are trafficked."""

    title: str
    plea: str
    form: str
    purpose: str
    acts: tuple[str, ...]
    means: tuple[str, ...]
    citizenships: tuple[str, ...]
    sexes: tuple[float, float, float]
    age: int
    recruitment: tuple[str, ...]
    control: tuple[str, ...]
    operation_rate: float
    weight: float


_ONLINE = ("ThroughOnlineSocialNetworks", "ThroughAnOnlineAdvertisement")
_KNOWN = ("ThroughFriendsOrSocialEvents", "ThroughFamilyOrFamilyEvents")
COURSES = (
    Course("Online scam compound", "They took our passports and let nobody out. Come quickly.", "ForcedCriminality",
           "forced_criminality", ("recruitment", "transportation", "harbouring"), ("deception", "force"),
           ("VN", "CN", "ID", "TH", "IN", "PH", "MY", "BD"), (0.25, 0.72, 0.03), 26, _ONLINE,
           ("WithholdsDocuments", "PhysicalAbuse", "DebtBondage", "RestrictsMovement"), 0.8, 34),
    Course("Entertainment venue", "A girl I know works there and may not leave.", "SexualExploitation",
           "prostitution_others", ("recruitment", "receipt"), ("deception", "abuse_vulnerability"),
           ("KH", "KH", "VN"), (0.96, 0.03, 0.01), 19, _KNOWN,
           ("FalsePromises", "DebtBondage", "TakesEarnings"), 0.75, 27),
    Course("Fishing vessel", "We were sold to the boat's owner and have had no pay for months.", "ForcedLabour",
           "forced_labour", ("recruitment", "transfer"), ("deception", "force"),
           ("KH", "KH", "KH", "BD"), (0.01, 0.98, 0.01), 27, ("AtAPlaceOfBusiness", "ThroughFriendsOrSocialEvents"),
           ("ExcessiveWorkingHours", "PhysicalAbuse", "TakesEarnings"), 0.5, 9),
    Course("Brick kiln", "The whole family works off a debt that never ends.", "ForcedLabour",
           "forced_labour", ("harbouring",), ("abuse_vulnerability",),
           ("KH",), (0.48, 0.5, 0.02), 23, _KNOWN, ("DebtBondage", "WithholdsNecessities"), 0.55, 10),
    Course("Marriage abroad", "My daughter was promised work and was married there.", "ForcedMarriage",
           "forced_marriage", ("recruitment", "transportation"), ("deception",),
           ("KH",), (1.0, 0.0, 0.0), 22, _KNOWN, ("FalsePromises", "WithholdsDocuments"), 0.3, 8),
    Course("Household servant", "The child next door works day and night.", "DomesticServitude",
           "domestic_servitude", ("receipt", "harbouring"), ("abuse_vulnerability",),
           ("KH", "KH", "PH"), (0.85, 0.14, 0.01), 15, _KNOWN, ("ExcessiveWorkingHours", "TakesEarnings"), 0.6, 7),
    Course("Begging children", "A man collects what the children beg.", "ForcedBegging",
           "forced_begging", ("recruitment", "harbouring"), ("abuse_power",),
           ("KH", "VN"), (0.45, 0.53, 0.02), 10, ("ThroughFamilyOrFamilyEvents",), ("ThreatensChildrenFamily", "TakesEarnings"), 0.6, 5),
)  # fmt: skip

# Who the recruiter mostly was, by the way a person was recruited.
RECRUITED_BY = {
    "ThroughOnlineSocialNetworks": "stranger",
    "ThroughAnOnlineAdvertisement": "other",
    "ThroughFriendsOrSocialEvents": "friend",
    "ThroughFamilyOrFamilyEvents": "family",
    "AtAPlaceOfBusiness": "other",
}

# Ports, borders and the capital see most of it.
_PROVINCE_WEIGHT = {
    "18": 22,
    "12": 20,
    "01": 12,
    "20": 7,
    "22": 7,
    "17": 5,
    "02": 4,
    "09": 4,
    "08": 4,
    "24": 0.4,
    "23": 0.4,
}
_PROVINCES = tuple(f"{n:02}" for n in range(1, 26))
_WEIGHTS = tuple(_PROVINCE_WEIGHT.get(code, 1.2) for code in _PROVINCES)


def pick_province(random: Random) -> str:
    """A province's code, the busy ones more often."""
    return random.choices(_PROVINCES, _WEIGHTS)[0]


def pick_course(random: Random) -> Course:
    """A usual course of events."""
    return random.choices(COURSES, [course.weight for course in COURSES])[0]


@cache
def _districts(province: str) -> tuple[str, ...]:
    found = Place.objects.filter(level=PlaceLevel.DISTRICT, parent_id=province).order_by("code")
    return tuple(found.values_list("code", flat=True))


def pick_district(random: Random, province: str) -> str:
    """A district of the province, or the province itself where nobody wrote down more."""
    return random.choice(_districts(province)) if random.random() < 0.7 else province


_ARTICLES = (["10"], ["12"], ["15"], ["17", "19"], ["12", "15"], ["28"], ["26"])


def court_course(random: Random, arrested_on: date, until: date) -> list[dict[str, Any]]:
    """The dated stages of one proceeding, as far as they lie before the country's last day."""
    steps: list[dict[str, Any]] = [
        {"stage": "complaint", "on": arrested_on},
        {"stage": "arrest", "on": arrested_on},
        {
            "stage": "charge",
            "on": arrested_on + timedelta(days=random.randrange(1, 9)),
            "articles": random.choice(_ARTICLES),
        },
    ]
    trial_on = arrested_on + timedelta(days=random.randrange(90, 520))
    verdict_on = trial_on + timedelta(days=random.randrange(0, 40))
    verdict = random.choices(["convicted", "acquitted", "dismissed"], [74, 12, 14])[0]
    steps += [{"stage": "trial", "on": trial_on}, {"stage": "verdict", "on": verdict_on, "verdict": verdict}]
    if verdict == "convicted":
        months = random.choice([24, 36, 60, 84, 84, 96, 120, 180])
        # Short sentences are suspended as a whole, long ones in part.
        suspended = (months if months <= 36 else months // 3) if random.random() < 0.2 else 0
        steps.append(
            {"stage": "sentence", "on": verdict_on, "months_imposed": months, "months_suspended": suspended}
        )
        if random.random() < 0.35:
            ordered = random.choice([2_000_000, 5_000_000, 12_000_000, 20_000_000])
            paid = ordered if random.random() < 0.3 else 0
            day = verdict_on + timedelta(days=random.randrange(30, 200))
            steps.append(
                {
                    "stage": "compensation",
                    "on": day,
                    "compensation_ordered": ordered,
                    "compensation_paid": paid,
                    "currency": "KHR",
                }
            )
    reached = []
    for step in steps:
        if step["on"] > until:
            break
        reached.append(step)
    return reached
