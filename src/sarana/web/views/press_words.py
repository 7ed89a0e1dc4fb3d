"""Verdicts, kinds of statements and published indicators in the page's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarana.science.statements import StatementKind, Word
from sarana.web.components import Status, Tone

_VERDICTS: dict[str, tuple[object, Tone]] = {
    Word.SUPPORTED: (gettext_lazy("Supported"), "good"),
    Word.SUPPORTED_UNDER_DEFINITION: (gettext_lazy("Supported under one definition"), "info"),
    Word.CONTRADICTED: (gettext_lazy("Contradicted"), "bad"),
    Word.WRONG_ARITHMETIC: (gettext_lazy("Wrong arithmetic"), "bad"),
    Word.PARTS_DO_NOT_SUM: (gettext_lazy("Parts do not add up"), "bad"),
    Word.PARTIAL_LIST: (gettext_lazy("Partial list"), "warn"),
    Word.CONFLICT: (gettext_lazy("Sources disagree"), "disputed"),
    Word.FALLS_OVER_TIME: (gettext_lazy("A running total that falls"), "warn"),
    Word.IMPLAUSIBLE_JUMP: (gettext_lazy("Implausible jump"), "warn"),
    Word.MIXED_UNITS: (gettext_lazy("Mixed units"), "warn"),
    Word.DISPUTED_STATUS: (gettext_lazy("Disputed status"), "disputed"),
    Word.SUPERSEDED: (gettext_lazy("Superseded"), "warn"),
    Word.MISQUOTED: (gettext_lazy("Misquoted"), "bad"),
    Word.NOT_CHECKABLE: (gettext_lazy("Cannot be checked from the record"), "neutral"),
}
_KINDS = {
    StatementKind.DIRECT: gettext_lazy("quoted"),
    StatementKind.INDIRECT: gettext_lazy("reported"),
    StatementKind.EMBEDDED: gettext_lazy("reported by another speaker"),
    StatementKind.CONTINUATION: gettext_lazy("reported, continued"),
}
_MEASURES = {
    "arrests": gettext_lazy("Arrests"),
    "arrests_ht": gettext_lazy("Arrests, trafficking only"),
    "arrests_se": gettext_lazy("Arrests, sexual exploitation only"),
    "cambodians_rescued_abroad": gettext_lazy("Cambodians rescued abroad"),
    "cases": gettext_lazy("Cases"),
    "cases_foreigners": gettext_lazy("Cases about foreigners"),
    "cases_ht": gettext_lazy("Cases, trafficking only"),
    "cases_investigated": gettext_lazy("Cases investigated"),
    "cases_prosecuted": gettext_lazy("Cases prosecuted"),
    "cases_se": gettext_lazy("Cases, sexual exploitation only"),
    "commitment": gettext_lazy("a promise"),
    "complaints": gettext_lazy("Complaints"),
    "complaints_confirmed": gettext_lazy("Complaints confirmed"),
    "complaints_investigated": gettext_lazy("Complaints investigated"),
    "complaints_solved": gettext_lazy("Complaints solved"),
    "court_cases": gettext_lazy("Cases before the courts"),
    "defendants": gettext_lazy("Defendants"),
    "deported": gettext_lazy("Persons deported"),
    "estimated_forced_scam_workers": gettext_lazy("Forced scam workers, estimate"),
    "foreigners_found": gettext_lazy("Foreigners found"),
    "foreigners_rescued": gettext_lazy("Foreigners rescued"),
    "obligation": gettext_lazy("a duty"),
    "operations": gettext_lazy("Operations"),
    "persons_claiming_victim": gettext_lazy("Persons who say they are victims"),
    "persons_prosecuted": gettext_lazy("Persons prosecuted"),
    "reporting_units": gettext_lazy("Reporting units"),
    "scam_arrested": gettext_lazy("Arrested in scam compounds"),
    "scam_deported": gettext_lazy("Deported from scam compounds"),
    "scam_detained": gettext_lazy("Detained in scam compounds"),
    "scam_locations_raided": gettext_lazy("Scam compounds raided"),
    "scam_rescued": gettext_lazy("Rescued from scam compounds"),
    "sentenced_to_prison": gettext_lazy("Persons sentenced to prison"),
    "status": gettext_lazy("a person’s status"),
    "suspects": gettext_lazy("Suspects"),
    "suspects_detained": gettext_lazy("Suspects detained"),
    "suspects_to_court": gettext_lazy("Suspects sent to court"),
    "traffickers_convicted": gettext_lazy("Traffickers convicted"),
    "us_tip_tier": gettext_lazy("Tier of the US TIP Report"),
    "victims": gettext_lazy("Victims"),
    "victims_assisted": gettext_lazy("Victims assisted"),
    "victims_ht": gettext_lazy("Victims, trafficking only"),
    "victims_identified": gettext_lazy("Victims identified"),
    "victims_reintegrated": gettext_lazy("Victims reintegrated"),
    "victims_rescued": gettext_lazy("Victims rescued"),
    "victims_rescued_under15": gettext_lazy("Victims rescued, under 15"),
    "victims_rescued_under18": gettext_lazy("Victims rescued, under 18"),
    "victims_se": gettext_lazy("Victims, sexual exploitation only"),
}


def verdict(word: str) -> Status:
    """The verdict as icon and word."""
    label, tone = _VERDICTS.get(word, (word, "neutral"))
    return Status(code=word, label=str(label), tone=tone)


def told(kind: str) -> str:
    """How the words reached the reader."""
    return str(_KINDS.get(StatementKind(kind), "")) if kind in list(StatementKind) else ""


def measure_name(code: str) -> str:
    """What was counted, in words; a code that has none yet, with spaces."""
    return str(_MEASURES[code]) if code in _MEASURES else code.replace("_", " ")


def period_words(start: str | None, end: str | None) -> str:
    """From when to when, as days."""
    if start and end and start[:4] == end[:4] and start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4]
    if start and end:
        return start if start == end else f"{start} – {end}"
    return (
        _("until %(day)s") % {"day": end} if end else (_("since %(day)s") % {"day": start} if start else "")
    )
