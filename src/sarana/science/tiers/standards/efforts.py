"""The fourth standard as a whole, progress since the year before, and the factors of effort (22 USC 7107(b)(3))."""

from sarana.science.tiers.criteria import INDICIA
from sarana.science.tiers.facts import Facts, known
from sarana.science.tiers.standards.finding import Standing, all_or_some, find, rule
from sarana.science.tiers.words import say

# The measures whose change from year to year is progress: more is better, and less is better.
MORE_IS_BETTER = ("investigations", "prosecutions", "convictions", "prison_sentences", "victims_referred", "victims_assisted",
    "staff_trained", "campaigns", "labour_inspections", "officials_prosecuted", "officials_convicted")  # fmt: skip
LESS_IS_BETTER = ("sentences_suspended", "victims_penalised")


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


@rule("I11")
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


@rule("SE4")
def _no_state_pattern(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    pattern = known(now, "state_pattern")
    if pattern is None:
        return Standing.UNKNOWN, []
    return (Standing.NOT_MET if pattern[0] else Standing.MET), []


@rule("SE5")
def _money_to_prosecute(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return all_or_some(now, "budget_prosecution"), []


@rule("SE6")
def _money_to_protect(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return all_or_some(now, "budget_protection"), []


@rule("SE7")
def _consulted(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return all_or_some(now, "consultations"), []


@rule("MS4")
def _serious_efforts(now: Facts, before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    found = [find(code, now, before).standing for code in INDICIA]
    met, unknown = found.count(Standing.MET), found.count(Standing.UNKNOWN)
    words = [say("indicia met", met=met, all=len(INDICIA), unknown=unknown)]
    if met == len(INDICIA):
        return Standing.MET, words
    if met + unknown == len(INDICIA):
        return Standing.UNKNOWN, words
    return (Standing.PARTLY if met else Standing.NOT_MET), words
