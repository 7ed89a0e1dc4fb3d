"""The first three minimum standards: what is forbidden, how gravely, and whether it deters."""

from sarana.science.tiers.facts import Facts, known
from sarana.science.tiers.standards.finding import Standing, rule
from sarana.science.tiers.words import say, share

# The practice of the reports (methodology page of 2015): a maximum of four years or more deters.
LEAST_PENALTY_YEARS = 4
# Convention: up to this share of wholly suspended sentences.
MOST_SUSPENDED = 0.5


def suspended_share(now: Facts) -> tuple[float | None, list[dict[str, str]]]:
    """The share of convictions whose whole sentence was suspended, None where it is not told; and its words."""
    pair = known(now, "sentences_suspended", "convictions")
    if pair is None or not pair[1]:
        return None, []
    part = pair[0] / pair[1]
    return part, [say("suspended share", share=share(part))]


@rule("MS1")
def _prohibit(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    law, convictions = known(now, "law_all_forms"), known(now, "convictions")
    if law is not None and not law[0]:
        return Standing.NOT_MET, []
    if law is None or convictions is None:
        return Standing.UNKNOWN, []
    return (Standing.MET if convictions[0] > 0 else Standing.PARTLY), []


@rule("MS2")
def _like_grave_crimes(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    pair = known(now, "penalty_gravest_years", "penalty_rape_years")
    if pair is None:
        return Standing.UNKNOWN, []
    return (Standing.MET if pair[0] >= pair[1] else Standing.NOT_MET), []


@rule("MS3")
def _deterrent(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    most = known(now, "penalty_most_years")
    if most is None:
        return Standing.UNKNOWN, []
    if most[0] < LEAST_PENALTY_YEARS:
        return Standing.NOT_MET, [say("penalty below", value=most[0], least=LEAST_PENALTY_YEARS)]
    suspended, words = suspended_share(now)
    return (Standing.PARTLY if suspended is not None and suspended > MOST_SUSPENDED else Standing.MET), words
