"""Indicia of the fourth standard about victims: protection, borders, foreign victims."""

from sarana.science.tiers.facts import Facts, known
from sarana.science.tiers.standards.finding import Standing, all_or_some, rule
from sarana.science.tiers.words import say, share

# Conventions: from this share of referred victims, up to this share of foreign victims.
LEAST_REFERRED, MOST_FOREIGN = 0.5, 0.1


@rule("I2")
def _protect(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    standing = all_or_some(now, "victims_identified", "victims_referred", "victims_assisted", "staff_trained")
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


@rule("I6")
def _watch_borders(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return all_or_some(now, "border_screenings", "border_referrals"), []


@rule("I8")
def _few_foreign(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    pair = known(now, "victims_foreign", "victims_identified")
    if pair is None or not pair[1]:
        return Standing.UNKNOWN, []
    part = pair[0] / pair[1]
    return (Standing.MET if part <= MOST_FOREIGN else Standing.NOT_MET), [
        say("foreign share", share=share(part))
    ]
