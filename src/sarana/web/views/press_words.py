"""Verdicts, kinds of statements and published indicators in the page's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarana.base.vocabulary.queries import label as country_name
from sarana.science.statements import StatementKind, Word
from sarana.web.components import Status, Tone

_VERDICTS: dict[str, tuple[object, Tone]] = {
    Word.SUPPORTED: (gettext_lazy("Supported"), "good"),
    Word.SUPPORTED_UNDER_DEFINITION: (gettext_lazy("Depends on the definition"), "info"),
    Word.CONTRADICTED: (gettext_lazy("Contradicted"), "bad"),
    Word.WRONG_ARITHMETIC: (gettext_lazy("Wrong arithmetic"), "bad"),
    Word.PARTS_DO_NOT_SUM: (gettext_lazy("Parts do not add up"), "bad"),
    Word.PARTIAL_LIST: (gettext_lazy("Partial list"), "warn"),
    Word.CONFLICT: (gettext_lazy("Sources disagree"), "disputed"),
    Word.FALLS_OVER_TIME: (gettext_lazy("Running total falls"), "warn"),
    Word.IMPLAUSIBLE_JUMP: (gettext_lazy("Implausible jump"), "warn"),
    Word.MIXED_UNITS: (gettext_lazy("Mixed units"), "warn"),
    Word.DISPUTED_STATUS: (gettext_lazy("Disputed status"), "disputed"),
    Word.SUPERSEDED: (gettext_lazy("Superseded"), "warn"),
    Word.MISQUOTED: (gettext_lazy("Misquoted"), "bad"),
    Word.NOT_CHECKABLE: (gettext_lazy("Cannot be checked"), "neutral"),
}
_KINDS = {
    StatementKind.DIRECT: gettext_lazy("quoted"),
    StatementKind.INDIRECT: gettext_lazy("reported"),
    StatementKind.EMBEDDED: gettext_lazy("reported by another speaker"),
    StatementKind.CONTINUATION: gettext_lazy("reported, continued"),
}
# Bodies that published numbers; a person's or another body's name stands as it was printed.
_BODIES = {
    "NCCT": gettext_lazy("the committee against trafficking (NCCT)"),
    "MoI": gettext_lazy("the Ministry of Interior"),
    "National Police": gettext_lazy("the National Police"),
    "US State TIP": gettext_lazy("the US trafficking report"),
    "MFA via NCCT": gettext_lazy("the foreign ministry, by the NCCT"),
    "police via TIP": gettext_lazy("the police, by the US report"),
    "courts via NCCT": gettext_lazy("the courts, by the NCCT"),
    "NCCT via TIP": gettext_lazy("the NCCT, by the US report"),
    "MoJ via TIP": gettext_lazy("the Ministry of Justice, by the US report"),
    "NGOs via TIP": gettext_lazy("organisations, by the US report"),
    "media via TIP": gettext_lazy("the media, by the US report"),
    "Phnom Penh City Hall": gettext_lazy("Phnom Penh City Hall"),
    "NP+Gendarmerie": gettext_lazy("the police and the gendarmerie"),
    "register": gettext_lazy("the register"),
    "register (demonstration, invented)": gettext_lazy("the register (demonstration, invented)"),
}
_MEASURES = {
    "arrests": gettext_lazy("Arrests"),
    "arrests_ht": gettext_lazy("Arrests, trafficking only"),
    "arrests_phnom_penh": gettext_lazy("Arrests in Phnom Penh"),
    "arrests_se": gettext_lazy("Arrests, sexual exploitation only"),
    "bavet_total_involved": gettext_lazy("Persons involved, Bavet"),
    "cambodians_repatriated_abroad": gettext_lazy("Cambodians repatriated from abroad"),
    "cambodians_rescued_abroad": gettext_lazy("Cambodians rescued abroad"),
    "cases": gettext_lazy("Cases"),
    "cases_foreigners": gettext_lazy("Cases about foreigners"),
    "cases_ht": gettext_lazy("Cases, trafficking only"),
    "cases_investigated": gettext_lazy("Cases investigated"),
    "cases_phnom_penh": gettext_lazy("Cases in Phnom Penh"),
    "cases_prosecuted": gettext_lazy("Cases prosecuted"),
    "cases_se": gettext_lazy("Cases, sexual exploitation only"),
    "commitment": gettext_lazy("a promise"),
    "companies_closed": gettext_lazy("Companies closed"),
    "complaints": gettext_lazy("Complaints"),
    "complaints_closed_vague": gettext_lazy("Complaints closed as too vague"),
    "complaints_concluded": gettext_lazy("Complaints concluded"),
    "complaints_confirmed": gettext_lazy("Complaints confirmed"),
    "complaints_facebook": gettext_lazy("Complaints by Facebook"),
    "complaints_investigated": gettext_lazy("Complaints investigated"),
    "complaints_no_action": gettext_lazy("Complaints without action"),
    "complaints_solved": gettext_lazy("Complaints solved"),
    "court_cases": gettext_lazy("Cases before the courts"),
    "court_victims": gettext_lazy("Victims in court cases"),
    "defendants": gettext_lazy("Defendants"),
    "deported": gettext_lazy("Persons deported"),
    "deported_chinese": gettext_lazy("Chinese nationals deported"),
    "estimated_forced_scam_workers": gettext_lazy("Forced scam workers, estimate"),
    "fatf_grey_list": gettext_lazy("On the FATF grey list"),
    "foreigners_found": gettext_lazy("Foreigners found"),
    "foreigners_involved": gettext_lazy("Foreigners involved"),
    "foreigners_left_voluntarily": gettext_lazy("Foreigners who left by themselves"),
    "foreigners_removed_osmach": gettext_lazy("Foreigners removed from O Smach"),
    "foreigners_removed_sihanoukville": gettext_lazy("Foreigners removed from Sihanoukville"),
    "foreigners_rescued": gettext_lazy("Foreigners rescued"),
    "immigration_cases": gettext_lazy("Immigration cases"),
    "indians_rescued": gettext_lazy("Indian nationals rescued"),
    "indians_rescued_poipet": gettext_lazy("Indian nationals rescued in Poipet"),
    "indonesians_repatriated": gettext_lazy("Indonesian nationals repatriated"),
    "indonesians_rescued_poipet": gettext_lazy("Indonesian nationals rescued in Poipet"),
    "indonesians_to_embassy": gettext_lazy("Indonesian nationals who came to their embassy"),
    "indonesians_trafficked_cambodia": gettext_lazy("Indonesian nationals trafficked to Cambodia"),
    "iomx_knowledge_gain_pct": gettext_lazy("Gain of knowledge by a campaign, per cent"),
    "koh_thom_escapees": gettext_lazy("Persons who fled, Koh Thom"),
    "koh_thom_reached_vietnam": gettext_lazy("Persons who reached Viet Nam, Koh Thom"),
    "malaysians_rescued": gettext_lazy("Malaysian nationals rescued"),
    "ncct_secretariat_staff": gettext_lazy("Staff of the committee’s secretariat"),
    "obligation": gettext_lazy("a duty"),
    "operations": gettext_lazy("Operations"),
    "persons_claiming_victim": gettext_lazy("Persons who say they are victims"),
    "persons_pending": gettext_lazy("Persons whose case is pending"),
    "persons_prosecuted": gettext_lazy("Persons prosecuted"),
    "repatriated": gettext_lazy("Persons repatriated"),
    "reporting_units": gettext_lazy("Reporting units"),
    "requests_pending": gettext_lazy("Requests pending"),
    "scam_arrested": gettext_lazy("Arrested in scam compounds"),
    "scam_deported": gettext_lazy("Deported from scam compounds"),
    "scam_detained": gettext_lazy("Detained in scam compounds"),
    "scam_locations_raided": gettext_lazy("Scam compounds raided"),
    "scam_rescued": gettext_lazy("Rescued from scam compounds"),
    "sentenced_to_prison": gettext_lazy("Persons sentenced to prison"),
    "siem_reap_cases": gettext_lazy("Cases in Siem Reap"),
    "status": gettext_lazy("a person’s status"),
    "suspects": gettext_lazy("Suspects"),
    "suspects_detained": gettext_lazy("Suspects detained"),
    "suspects_ht": gettext_lazy("Suspects, trafficking only"),
    "suspects_se": gettext_lazy("Suspects, sexual exploitation only"),
    "suspects_to_court": gettext_lazy("Suspects sent to court"),
    "taiwan_requests_to_prc_embassy": gettext_lazy("Requests to the embassy of China"),
    "taiwanese_believed_trapped": gettext_lazy("Taiwanese believed trapped"),
    "taiwanese_remaining": gettext_lazy("Taiwanese remaining"),
    "taiwanese_returned": gettext_lazy("Taiwanese who returned"),
    "traffickers_convicted": gettext_lazy("Traffickers convicted"),
    "us_hotline_signals": gettext_lazy("Signals to the US hotline"),
    "us_tip_tier": gettext_lazy("Tier of the US TIP Report"),
    "victims": gettext_lazy("Victims"),
    "victims_assisted": gettext_lazy("Victims assisted"),
    "victims_ht": gettext_lazy("Victims, trafficking only"),
    "victims_identified": gettext_lazy("Victims identified"),
    "victims_identified_non_sexual": gettext_lazy("Victims identified, not sexual exploitation"),
    "victims_identified_sex": gettext_lazy("Victims identified, sexual exploitation"),
    "victims_reintegrated": gettext_lazy("Victims reintegrated"),
    "victims_rescued": gettext_lazy("Victims rescued"),
    "victims_rescued_15_17": gettext_lazy("Victims rescued, 15 to 17"),
    "victims_rescued_over18": gettext_lazy("Victims rescued, over 18"),
    "victims_rescued_phnom_penh": gettext_lazy("Victims rescued in Phnom Penh"),
    "victims_rescued_under15": gettext_lazy("Victims rescued, under 15"),
    "victims_rescued_under18": gettext_lazy("Victims rescued, under 18"),
    "victims_se": gettext_lazy("Victims, sexual exploitation only"),
    "victims_to_family": gettext_lazy("Victims returned to their family"),
    "victims_to_social_affairs": gettext_lazy("Victims handed to social affairs"),
    "vietnamese_brought_home": gettext_lazy("Vietnamese nationals brought home"),
}
_FROM = "cambodians_rescued_abroad_from_"
_COUNTRIES = {
    "Malaysia": "MY",
    "Thailand": "TH",
    "China": "CN",
    "Laos": "LA",
    "Indonesia": "ID",
    "Vietnam": "VN",
    "Somalia": "SO",
    "Japan": "JP",
    "Singapore": "SG",
    "SaudiArabia": "SA",
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
    if code.startswith(_FROM) and (country := _COUNTRIES.get(code.removeprefix(_FROM))):
        return _("Cambodians rescued abroad: %(country)s") % {"country": country_name("Country", country)}
    return str(_MEASURES[code]) if code in _MEASURES else code.replace("_", " ")


def body_name(claimant: str) -> str:
    """Who published a number, in words."""
    return str(_BODIES.get(claimant, claimant))


def period_words(start: str | None, end: str | None) -> str:
    """From when to when, as days."""
    if start and end and start[:4] == end[:4] and start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4]
    if start and end:
        return start if start == end else f"{start} – {end}"
    return (
        _("until %(day)s") % {"day": end} if end else (_("since %(day)s") % {"day": start} if start else "")
    )
