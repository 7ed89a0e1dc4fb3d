"""Indicia of the fourth standard about courts: prosecution, extradition, officials who take part."""

from sarana.science.tiers.facts import Facts, known
from sarana.science.tiers.standards.finding import Standing, all_or_some, rule
from sarana.science.tiers.standards.law import MOST_SUSPENDED, suspended_share
from sarana.science.tiers.words import say


@rule("I1")
def _prosecute(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    standing = all_or_some(now, "investigations", "prosecutions", "convictions")
    suspended, words = suspended_share(now)
    prison = known(now, "prison_sentences")
    if standing is Standing.MET and (
        (suspended is not None and suspended > MOST_SUSPENDED) or (prison is not None and not prison[0])
    ):
        standing = Standing.PARTLY
    return standing, words


@rule("I5")
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


@rule("I7")
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
