"""Which placements a year's record speaks for, and what would move them: a reading of the law, never a promised tier."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sarana.science.tiers.criteria import EFFORTS, STANDARDS
from sarana.science.tiers.facts import FACTS, Facts, known, missing
from sarana.science.tiers.limit import Ahead, Why
from sarana.science.tiers.standards import AGAINST, Finding, Standing, all_findings, changes
from sarana.science.tiers.tier import Tier
from sarana.science.tiers.words import fact, say, share

# Conventions: a rise of victims by a quarter is significant; efforts are shown when the three heaviest indicia are not
# against the country: prosecution, protection, and officials held to account (22 USC 7107(b)(3)(A)(ii)).
SIGNIFICANT_RISE = 0.25
HEAVIEST = ("I1", "I2", "I7")
ACTIONS = ("investigations", "prosecutions", "convictions", "victims_assisted")


class Answer(StrEnum):
    """Whether something is so, as far as the record tells."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with its reasons."""

    answer: Answer
    reasons: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The test for one year: findings, the two watch-list tests, and for each tier whether the record speaks for it."""

    findings: Mapping[str, Finding]
    efforts: Told
    victims_rise: Told
    no_increase: Told
    tiers: Mapping[Tier, Told]

    @property
    def not_ruled_out(self) -> list[Tier]:
        """The tiers that this record leaves possible."""
        return [tier for tier, told in self.tiers.items() if told.answer is not Answer.NO]


def read(now: Facts, before: Facts, ahead: Ahead | None = None) -> Reading:
    """The test of 22 USC 7107(b) on the record of a year and of the year before.

    ``ahead`` tells what the two-year limit allows in the report at hand; without it the limit is left open.
    """
    findings = all_findings(now, before)
    efforts = significant_efforts(findings)
    rise, stale = victims_rise(now, before), no_increase(now, before)
    return Reading(findings, efforts, rise, stale, _tiers(findings, efforts, rise, stale, ahead))


def significant_efforts(findings: Mapping[str, Finding]) -> Told:
    """Whether the record shows significant efforts: the heaviest indicia, and no pattern of the state."""
    if findings["SE4"].standing is Standing.NOT_MET:
        return Told(Answer.NO, (say("state pattern"),))
    against = [code for code in HEAVIEST if findings[code].standing in AGAINST]
    if against:
        return Told(Answer.NO, (say("efforts not shown", codes=against),))
    unknown = [code for code in (*HEAVIEST, *EFFORTS) if findings[code].standing is Standing.UNKNOWN]
    if unknown:
        return Told(Answer.OPEN, (say("no record to say"),))
    return Told(Answer.YES, (say("efforts shown"),))


def victims_rise(now: Facts, before: Facts) -> Told:
    """Whether victims rise significantly without proportional action: 22 USC 7107(b)(2)(A)(iii)(I)."""
    pair = known(now, "victims_identified"), known(before, "victims_identified")
    if pair[0] is None or pair[1] is None or not pair[1][0]:
        return Told(Answer.OPEN, (say("no record to say"),))
    rise = pair[0][0] / pair[1][0] - 1
    if rise < SIGNIFICANT_RISE:
        return Told(Answer.NO, ())
    grown = _growth(now, before)
    if grown is None:
        return Told(Answer.OPEN, (say("no record to say"),))
    reason = say("victims rise", share=share(rise), actions=f"{grown:+.0%}")
    return Told(Answer.NO if grown >= rise else Answer.YES, (reason,))


def _growth(now: Facts, before: Facts) -> float | None:
    """How prosecutions and convictions together changed."""
    new, old = known(now, "prosecutions", "convictions"), known(before, "prosecutions", "convictions")
    if new is None or old is None or not sum(old):
        return None
    return sum(new) / sum(old) - 1


def no_increase(now: Facts, before: Facts) -> Told:
    """Whether there is no evidence of increasing efforts: 22 USC 7107(b)(2)(A)(iii)(II)."""
    better, _worse = changes(now, before)
    more = [code for code in ACTIONS if code in better]
    left = _unaddressed(now), _unaddressed(before)
    less_complicity = left[0] is not None and left[1] is not None and left[0] < left[1]
    if more or less_complicity:
        codes = [*more, *(["officials_alleged"] if less_complicity else [])]
        names = [fact(code) for code in codes]
        return Told(Answer.NO, (say("something more", facts=names),))
    if any(known(now, code) is None or known(before, code) is None for code in ACTIONS):
        return Told(Answer.OPEN, (say("no record to say"),))
    return Told(Answer.YES, (say("nothing more"),))


def _unaddressed(facts: Facts) -> float | None:
    pair = known(facts, "officials_alleged", "officials_investigated")
    return None if pair is None else pair[0] - pair[1]


def _tiers(
    findings: Mapping[str, Finding], efforts: Told, rise: Told, stale: Told, ahead: Ahead | None
) -> dict[Tier, Told]:
    standards = _standards(findings)
    short = _not(standards.answer)
    watch = _watch(rise, stale)
    limit = _limit(ahead)
    off_the_list = Told(_not(watch.answer), watch.reasons)
    # A country that the limit keeps off the watch list falls to Tier 3, whatever its efforts.
    fallen = (
        Answer.YES
        if limit.answer is Answer.NO and watch.answer is Answer.YES
        else _not(_all_of(efforts.answer, _stays(limit, watch)))
    )
    return {
        Tier.ONE: standards,
        Tier.TWO: _joined(
            _all_of(short, efforts.answer, off_the_list.answer), standards, efforts, off_the_list
        ),
        Tier.WATCH_LIST: _joined(
            _all_of(short, efforts.answer, watch.answer, limit.answer), standards, efforts, watch, limit
        ),
        Tier.THREE: _joined(_all_of(short, fallen), standards, efforts, limit),
    }


def _standards(findings: Mapping[str, Finding]) -> Told:
    unmet = [code for code in STANDARDS if findings[code].standing in {*AGAINST, Standing.PARTLY}]
    if unmet:
        return Told(Answer.NO, (say("standards not met", codes=unmet),))
    open_ = [code for code in STANDARDS if findings[code].standing is Standing.UNKNOWN]
    if open_:
        return Told(Answer.OPEN, (say("standards open", codes=open_),))
    return Told(Answer.YES, (say("standards met"),))


def _watch(rise: Told, stale: Told) -> Told:
    if Answer.YES in {rise.answer, stale.answer}:
        tests = [one.reasons[0] for one in (rise, stale) if one.answer is Answer.YES]
        return Told(Answer.YES, (say("watch test", tests=tests),))
    if Answer.OPEN in {rise.answer, stale.answer}:
        return Told(Answer.OPEN, (say("watch open"),))
    return Told(Answer.NO, (say("no watch test"),))


def _limit(ahead: Ahead | None) -> Told:
    """Whether the watch list is open to the country in this report."""
    if ahead is None or ahead.watch_list is Why.UNKNOWN_BEFORE:
        return Told(Answer.OPEN, ())
    if ahead.watch_list is Why.BEYOND:
        return Told(Answer.NO, (say("limit"),))
    if ahead.watch_list is Why.WAIVED:
        return Told(Answer.OPEN, (say("waiver"),))
    return Told(Answer.YES, ())


def _stays(limit: Told, watch: Told) -> Answer:
    """Yes where the limit can't push the country off the watch list, or it would not stand there."""
    if watch.answer is Answer.NO or limit.answer is Answer.YES:
        return Answer.YES
    return Answer.OPEN


def _not(answer: Answer) -> Answer:
    return {Answer.YES: Answer.NO, Answer.NO: Answer.YES, Answer.OPEN: Answer.OPEN}[answer]


def _all_of(*answers: Answer) -> Answer:
    if Answer.NO in answers:
        return Answer.NO
    return Answer.OPEN if Answer.OPEN in answers else Answer.YES


def _joined(answer: Answer, *parts: Told) -> Told:
    return Told(answer, tuple(reason for part in parts for reason in part.reasons))


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that is missing, and what an answer could change at best."""

    fact: str
    # Criteria whose standing would change, and tiers for which the record would then speak otherwise.
    criteria: tuple[str, ...]
    tiers: tuple[Tier, ...]
    # Asked for already and not answered: the law presumes against it.
    presumed: bool


def what_would_move(now: Facts, before: Facts, ahead: Ahead | None = None) -> list[Gap]:
    """The missing facts, those first whose best answer would change the most of the test; it promises no tier.

    The effect of each is found by giving it alone a value that speaks for the country; one that could change nothing alone
    stands at the end.
    """
    standing = read(now, before, ahead)
    gaps = []
    for code in missing(now, *FACTS):
        supposed = read({**now, code: FACTS[code].good}, before, ahead)
        moved = tuple(
            one for one in standing.findings if supposed.findings[one].standing is not standing.findings[one].standing
        )  # fmt: skip
        tiers = tuple(
            tier for tier in standing.tiers if supposed.tiers[tier].answer is not standing.tiers[tier].answer
        )
        presumed = any(
            finding.standing is Standing.PRESUMED_NOT and code in finding.missing
            for finding in standing.findings.values()
        )
        gaps.append(Gap(code, moved, tiers, presumed))
    return sorted(gaps, key=lambda gap: (-len(gap.tiers), -len(gap.criteria), not gap.presumed))
