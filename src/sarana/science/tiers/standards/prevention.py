"""Indicia of the fourth standard about what is done beforehand and together: prevention, cooperation, partners, monitoring, demand."""

from sarana.science.tiers.facts import Facts, known
from sarana.science.tiers.standards.finding import Standing, all_or_some, rule
from sarana.science.tiers.words import say

# An assessment covers the first eight indicia.
FIRST_EIGHT = 8


@rule("I3")
def _prevent(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return all_or_some(now, "campaigns", "recruiters_sanctioned", "labour_inspections"), []


@rule("I4")
def _cooperate(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    return all_or_some(now, "arrangements_in_force", "joint_cases"), []


@rule("I9")
def _partnerships(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    # Either limb is enough by the statute's "or"; both are shown.
    standing = all_or_some(now, "partnerships_civil", "partnerships_us")
    return (Standing.MET if standing is Standing.PARTLY else standing), []


@rule("I10")
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


@rule("I12")
def _demand(now: Facts, _before: Facts) -> tuple[Standing, list[dict[str, str]]]:
    # Two limbs: demand at home, and sex tourism by own nationals.
    home = all_or_some(now, "demand_campaigns", "buyers_prosecuted")
    abroad = all_or_some(now, "sex_tourism_cases")
    both = {home, abroad}
    if both == {Standing.MET}:
        return Standing.MET, []
    if both & {Standing.MET, Standing.PARTLY}:
        return Standing.PARTLY, []
    return (Standing.NOT_MET if both == {Standing.NOT_MET} else Standing.UNKNOWN), []
