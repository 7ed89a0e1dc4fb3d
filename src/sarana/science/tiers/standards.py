"""The four standards, the twelve indicia and the factors of effort as functions from facts to a finding with its reasons.

The statute leaves the weighing to people; where it gives no number this module sets a convention, named here in capitals so
that it can be disputed. A finding reads the record; it is no prediction of anybody's judgement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sarana.science.tiers.criteria import CRITERIA, INDICIA
from sarana.science.tiers.facts import Facts, known, missing, silent
from sarana.science.tiers.words import fact, say, share

# The practice of the reports (methodology page of 2015): a maximum of four years or more deters.
LEAST_PENALTY_YEARS = 4
# Conventions: up to this share of wholly suspended sentences, and of foreign victims; from this share of referred victims.
MOST_SUSPENDED, MOST_FOREIGN, LEAST_REFERRED = 0.5, 0.1, 0.5
FIRST_EIGHT = 8
# The measures whose change from year to year is progress: more is better, and less is better.
MORE_IS_BETTER = ("investigations", "prosecutions", "convictions", "prison_sentences", "victims_referred", "victims_assisted",
    "staff_trained", "campaigns", "labour_inspections", "officials_prosecuted", "officials_convicted")  # fmt: skip
LESS_IS_BETTER = ("sentences_suspended", "victims_penalised")


class Standing(StrEnum):
    """What the record says of a criterion."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    # Asked for and not answered: the law presumes that there is no vigorous action.
    PRESUMED_NOT = "presumed_not"
    UNKNOWN = "unknown"


AGAINST = frozenset({Standing.NOT_MET, Standing.PRESUMED_NOT})


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion's standing, the reasons beside its facts in both languages, and the facts missing for a full answer."""

    code: str
    standing: Standing
    reasons: tuple[dict[str, str], ...]
    missing: tuple[str, ...]


type Weigh = Callable[[Facts, Facts], tuple[Standing, list[dict[str, str]]]]
_RULES: dict[str, Weigh] = {}
# Where no answer to a request is presumed to be no action: 22 USC 7106(b)(1) and (7).
_PRESUMED = {"I1": ("investigations", "prosecutions", "convictions"), "I7": ("officials_alleged", "officials_investigated", "officials_prosecuted")}  # fmt: skip


def _rule(code: str) -> Callable[[Weigh], Weigh]:
    def keep(weigh: Weigh) -> Weigh:
        _RULES[code] = weigh
        return weigh

    return keep


def find(code: str, now: Facts, before: Facts) -> Finding:
    """What the record of a year says of one criterion, beside that of the year before.

    Raises:
        KeyError: for a criterion that is none.
    """
    absent = tuple(missing(now, *CRITERIA[code].facts))
    if unanswered := silent(now, *_PRESUMED.get(code, ())):
        silences = tuple(say("no answer", fact=fact(one)) for one in unanswered)
        return Finding(code, Standing.PRESUMED_NOT, silences, absent)
    standing, reasons = _RULES[code](now, before)
    return Finding(code, standing, tuple(reasons), absent)


def _all_or_some(now: Facts, *codes: str) -> Standing:
    """Met when each is above zero, partly when one is, not met when all are known to be zero."""
    values = [known(now, code) for code in codes]
    numbers = [value[0] for value in values if value is not None]
    if len(numbers) == len(codes) and all(number > 0 for number in numbers):
        return Standing.MET
    if any(number > 0 for number in numbers):
        return Standing.PARTLY
    return Standing.NOT_MET if len(numbers) == len(codes) else Standing.UNKNOWN


@_rule("MS1")
def _prohibit(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    law, convictions = known(now, "law_all_forms"), known(now, "convictions")
    if law is not None and not law[0]:
        return Standing.NOT_MET, []
    if law is None or convictions is None:
        return Standing.UNKNOWN, []
    return (Standing.MET if convictions[0] > 0 else Standing.PARTLY), []


@_rule("MS2")
def _like_grave_crimes(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    pair = known(now, "penalty_gravest_years", "penalty_rape_years")
    if pair is None:
        return Standing.UNKNOWN, []
    return (Standing.MET if pair[0] >= pair[1] else Standing.NOT_MET), []


@_rule("MS3")
def _deterrent(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    most = known(now, "penalty_most_years")
    if most is None:
        return Standing.UNKNOWN, []
    if most[0] < LEAST_PENALTY_YEARS:
        return Standing.NOT_MET, [say("penalty below", value=most[0], least=LEAST_PENALTY_YEARS)]
    suspended, words = _suspended(now)
    return (Standing.PARTLY if suspended is not None and suspended > MOST_SUSPENDED else Standing.MET), words


def _suspended(now: Facts) -> tuple[float | None, list[dict[str, str]]]:
    pair = known(now, "sentences_suspended", "convictions")
    if pair is None or not pair[1]:
        return None, []
    part = pair[0] / pair[1]
    return part, [say("suspended share", share=share(part))]


@_rule("I1")
def _prosecute(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    standing = _all_or_some(now, "investigations", "prosecutions", "convictions")
    suspended, words = _suspended(now)
    prison = known(now, "prison_sentences")
    if standing is Standing.MET and (
        (suspended is not None and suspended > MOST_SUSPENDED) or (prison is not None and not prison[0])
    ):
        standing = Standing.PARTLY
    return standing, words


@_rule("I2")
def _protect(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    standing = _all_or_some(
        now, "victims_identified", "victims_referred", "victims_assisted", "staff_trained"
    )
    words = []
    pair = known(now, "victims_referred", "victims_identified")
    if pair is not None and pair[1]:
        words.append(say("referred share", share=share(pair[0] / pair[1])))
        if standing is Standing.MET and pair[0] / pair[1] < LEAST_REFERRED:
            standing = Standing.PARTLY
    penalised = known(now, "victims_penalised")
    if penalised is not None and penalised[0]:
        # Who punishes victims does not protect them, whatever else is done.
        return Standing.NOT_MET, words
    return (Standing.PARTLY if penalised is None and standing is Standing.MET else standing), words


@_rule("I3")
def _prevent(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return _all_or_some(now, "campaigns", "recruiters_sanctioned", "labour_inspections"), []


@_rule("I4")
def _cooperate(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return _all_or_some(now, "arrangements_in_force", "joint_cases"), []


@_rule("I5")
def _extradite(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    barred = known(now, "extradition_barred")
    if barred is None:
        return Standing.UNKNOWN, []
    if barred[0]:
        return Standing.NOT_MET, []
    pair = known(now, "extradition_requests", "extraditions")
    if pair is None:
        return Standing.PARTLY, []
    return (Standing.MET if pair[1] or not pair[0] else Standing.PARTLY), []


@_rule("I6")
def _watch_borders(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return _all_or_some(now, "border_screenings", "border_referrals"), []


@_rule("I7")
def _hold_officials(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    alleged, looked_at = known(now, "officials_alleged"), known(now, "officials_investigated")
    if alleged is None or looked_at is None:
        return Standing.UNKNOWN, []
    if not alleged[0]:
        return Standing.MET, []
    if not looked_at[0]:
        return Standing.NOT_MET, [say("unaddressed", count=alleged[0])]
    if looked_at[0] < alleged[0]:
        return Standing.PARTLY, [say("unaddressed", count=alleged[0] - looked_at[0])]
    prosecuted = known(now, "officials_prosecuted")
    if prosecuted is None:
        return Standing.PARTLY, []
    return (Standing.MET if prosecuted[0] else Standing.PARTLY), []


@_rule("I8")
def _few_foreign(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    pair = known(now, "victims_foreign", "victims_identified")
    if pair is None or not pair[1]:
        return Standing.UNKNOWN, []
    part = pair[0] / pair[1]
    return (Standing.MET if part <= MOST_FOREIGN else Standing.NOT_MET), [
        say("foreign share", share=share(part))
    ]


@_rule("I9")
def _partnerships(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    # Either limb is enough by the statute's "or"; both are shown.
    standing = _all_or_some(now, "partnerships_civil", "partnerships_us")
    return (Standing.MET if standing is Standing.PARTLY else standing), []


@_rule("I10")
def _monitor(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    published, covers = known(now, "assessment_published"), known(now, "assessment_covers")
    if published is None:
        return Standing.UNKNOWN, []
    if not published[0]:
        return Standing.NOT_MET, []
    if covers is None:
        return Standing.PARTLY, []
    words = [say("covers", covered=covers[0])]
    return (Standing.MET if covers[0] >= FIRST_EIGHT else Standing.PARTLY), words


@_rule("I11")
def _progress(now: Facts, before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    up, down = changes(now, before)
    compared = len(up) + len(down) + len(_unchanged(now, before))
    if not compared:
        return Standing.UNKNOWN, [say("no year before")]
    words = [say("measures up", all=compared, up=len(up), down=len(down))]
    # Convention: progress is appreciable when more went the better way than the worse.
    if len(up) > len(down):
        return Standing.MET, words
    return (Standing.PARTLY if up else Standing.NOT_MET), words


@_rule("I12")
def _demand(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    # Two limbs: demand at home, and sex tourism by own nationals.
    home = _all_or_some(now, "demand_campaigns", "buyers_prosecuted")
    abroad = _all_or_some(now, "sex_tourism_cases")
    both = {home, abroad}
    if both == {Standing.MET}:
        return Standing.MET, []
    if both & {Standing.MET, Standing.PARTLY}:
        return Standing.PARTLY, []
    return (Standing.NOT_MET if both == {Standing.NOT_MET} else Standing.UNKNOWN), []


@_rule("SE4")
def _no_state_pattern(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    pattern = known(now, "state_pattern")
    if pattern is None:
        return Standing.UNKNOWN, []
    return (Standing.NOT_MET if pattern[0] else Standing.MET), []


@_rule("SE5")
def _money_to_prosecute(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return _all_or_some(now, "budget_prosecution"), []


@_rule("SE6")
def _money_to_protect(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return _all_or_some(now, "budget_protection"), []


@_rule("SE7")
def _consulted(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return _all_or_some(now, "consultations"), []


@_rule("MS4")
def _serious_efforts(now: Facts, before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    found = [find(code, now, before).standing for code in INDICIA]
    met, unknown = found.count(Standing.MET), found.count(Standing.UNKNOWN)
    words = [say("indicia met", met=met, all=len(INDICIA), unknown=unknown)]
    if met == len(INDICIA):
        return Standing.MET, words
    if met + unknown == len(INDICIA):
        return Standing.UNKNOWN, words
    return (Standing.PARTLY if met else Standing.NOT_MET), words


def changes(now: Facts, before: Facts) -> tuple[list[str], list[str]]:
    """Which measures went the better way since the year before, and which the worse; unknown ones are in neither."""
    better: list[str] = []
    worse: list[str] = []
    for code in (*MORE_IS_BETTER, *LESS_IS_BETTER):
        new, old = known(now, code), known(before, code)
        if new is None or old is None or new == old:
            continue
        good = (new > old) == (code in MORE_IS_BETTER)
        (better if good else worse).append(code)
    return better, worse


def _unchanged(now: Facts, before: Facts) -> list[str]:
    measures = (*MORE_IS_BETTER, *LESS_IS_BETTER)
    pairs = [(known(now, code), known(before, code)) for code in measures]
    return [code for code, (new, old) in zip(measures, pairs, strict=True) if new is not None and new == old]


def all_findings(now: Facts, before: Facts) -> dict[str, Finding]:
    """Every criterion of the test for one year."""
    return {code: find(code, now, before) for code in CRITERIA}
