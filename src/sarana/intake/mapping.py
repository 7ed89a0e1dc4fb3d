"""One HTCDS row as what the register keeps. Pure: it decides, ``actions`` writes."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sarana.intake.cells import LONGEST_CELL, Fault, as_age, as_date, as_yes_no, fold, plain, split_list
from sarana.intake.layout import htcds_fields, options
from sarana.register.cases.enums import Assertion, Body, CaseState, Sex
from sarana.register.cases.rules import age_on

_SEX_OF_GENDER = {
    "Feminine": Sex.FEMALE,
    "TransgenderFeminine": Sex.FEMALE,
    "Masculine": Sex.MALE,
    "TransgenderMasculine": Sex.MALE,
    "NonConforming": Sex.OTHER,
}
_SEX_WORDS = {"female": "Feminine", "woman": "Feminine", "f": "Feminine", "ស្រី": "Feminine"}
_SEX_WORDS |= {"male": "Masculine", "man": "Masculine", "m": "Masculine", "ប្រុស": "Masculine"}
_DATES = ("prs_Birthdate", "cas_IncomingReferralDate", "cas_OutgoingReferralDate", "hte_Date")
# Fields of a person's identity; all other words of the row are sealed with the case.
_IDENTITY = ("prs_Email", "prs_HomePhone", "prs_MobilePhone", "prs_IdentityNumber")
_ADDRESS = (
    "prs_MailingStreet",
    "prs_MailingCity",
    "prs_MailingState",
    "prs_MailingPostalCode",
    "prs_MailingCountry",
)
_CODED = {
    "citizenships": "prs_Citizenship",
    "forms_of_exploitation": "vic_TypeOfExploitation",
    "sexual_exploitation_types": "vic_TypeOfSexExploitation",
    "labour_industries": "vic_ForcedLabourIndustry",
    "methods_of_recruitment": "vic_MethodOfRecruitment",
    "methods_of_control": "vic_MethodsOfControl",
}


@dataclass(slots=True)
class Mapped:
    """What a row becomes. ``faults`` is not empty when it must be mended first; then nothing of it is kept."""

    identity: dict[str, Any] = field(default_factory=dict)
    case_words: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    suspect_roles: list[str] = field(default_factory=list)
    is_suspect: bool = False
    assertion: str = ""
    body: str = ""
    case_state: str = CaseState.ACTIVE
    closure_reason: str = ""
    opened_on: date | None = None
    event: dict[str, Any] = field(default_factory=dict)
    place_name: str = ""
    # Help that another system says was given: kind, service group and first day.
    services: list[tuple[str, str, date]] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def map_row(values: dict[str, Any], *, today: date) -> Mapped:
    """Map the filled cells of a row, by field name."""
    mapped = Mapped()
    mapped.faults += [
        Fault(
            name, "The cell is endless.", "ក្រឡាវែងពេក។", "Shorten it to 20,000 signs.", "សូមបំព្រួញឱ្យនៅ 20,000 តួ។"
        )
        for name, value in values.items()
        if isinstance(value, str) and len(value) > LONGEST_CELL
    ]
    dates = _dates(values, mapped, today)
    _identity(values, mapped, dates)
    _coded(values, mapped)
    _person(values, mapped, dates)
    _case(values, mapped, dates)
    return mapped


def _dates(values: dict[str, Any], mapped: Mapped, today: date) -> dict[str, date]:
    found = {}
    for name in _DATES:
        day = as_date(values.get(name), name, today=today)
        if isinstance(day, Fault):
            mapped.faults.append(day)
        elif day:
            found[name] = day
    if (born := found.get("prs_Birthdate")) and any(day < born for day in found.values()):
        mapped.faults.append(
            Fault(
                "prs_Birthdate",
                "The person would have been born after another day of this row.",
                "ថ្ងៃកំណើតនៅក្រោយថ្ងៃផ្សេងទៀតក្នុងជួរនេះ។",
                "Check the birth date and the other dates of the row.",
                "សូមពិនិត្យថ្ងៃកំណើត និងថ្ងៃផ្សេងទៀតក្នុងជួរ។",
            )
        )
    return found


def _identity(values: dict[str, Any], mapped: Mapped, dates: dict[str, date]) -> None:
    parts = [plain(values.get(name)) for name in ("prs_FirstName", "prs_MiddleName", "prs_SecondName")]
    words: dict[str, Any] = {"names": [" ".join(part for part in parts if part)] if any(parts) else []}
    if born := dates.get("prs_Birthdate"):
        words["birth_date"] = born.isoformat()
    words["phones"] = [p for name in ("prs_HomePhone", "prs_MobilePhone") if (p := plain(values.get(name)))]
    words["emails"] = [e for e in [plain(values.get("prs_Email"))] if e]
    words["documents"] = [n for n in [plain(values.get("prs_IdentityNumber"))] if n]
    words["address"] = ", ".join(part for name in _ADDRESS if (part := plain(values.get(name))))
    mapped.identity = {name: value for name, value in words.items() if value}


def _coded(values: dict[str, Any], mapped: Mapped) -> None:
    for fact, name in _CODED.items():
        codes = codes_in(values.get(name), name)
        mapped.facts[fact] = codes
        known = set(options(htcds_fields()[name].option_list).values())
        if strange := [code for code in codes if code not in known]:
            mapped.unknown[name] = strange
    mapped.suspect_roles = codes_in(values.get("per_RoleInProcess"), "per_RoleInProcess")
    mapped.is_suspect = bool(mapped.suspect_roles) and not any(name.startswith("vic_") for name in values)


def codes_in(value: Any, name: str) -> list[str]:
    """The codes of a cell: codes or labels in either language, one or several; strange ones stay as they are."""
    if value in (None, ""):
        return []
    if isinstance(value, list):
        known = options(htcds_fields()[name].option_list)
        return [known.get(fold(part), str(part)) for part in value]
    return list(_codes_of_text(plain(value), name))


@lru_cache(maxsize=4096)
def _codes_of_text(text: str, name: str) -> tuple[str, ...]:
    """Files repeat few cells many times."""
    return tuple(split_list(text, options(htcds_fields()[name].option_list)))


def _one_code(values: dict[str, Any], name: str, mapped: Mapped) -> str:
    codes = codes_in(values.get(name), name)
    if not codes:
        return ""
    known = set(options(htcds_fields()[name].option_list).values())
    if codes[0] not in known:
        mapped.unknown.setdefault(name, []).append(codes[0])
        return ""
    return codes[0]


def _person(values: dict[str, Any], mapped: Mapped, dates: dict[str, date]) -> None:
    raw = plain(values.get("prs_Gender"))
    if raw.lower() in _SEX_WORDS:
        values = {**values, "prs_Gender": _SEX_WORDS[raw.lower()]}
    gender = _one_code(values, "prs_Gender", mapped)
    mapped.facts["gender"] = gender
    mapped.facts["sex"] = _SEX_OF_GENDER.get(gender, Sex.UNKNOWN)
    age = as_age(values.get("vic_AgeWhenTrafficked"), "vic_AgeWhenTrafficked")
    if isinstance(age, Fault):
        mapped.faults.append(age)
        age = None
    born = dates.get("prs_Birthdate")
    # The event's own day is best; the day of referral is the nearest that most files hold.
    on = dates.get("hte_Date") or dates.get("cas_IncomingReferralDate")
    if age is None and born and on and on >= born:
        age = age_on(born, on)
    mapped.facts["age_at_event"] = age
    mapped.facts["consent_to_data"] = as_yes_no(values.get("con_Consent"))
    status = _one_code(values, "vic_TraffickingStatus", mapped)
    mapped.assertion = status if status in Assertion.values else ""
    body = _one_code(values, "vic_TraffickingStatusDecisionMakingOrg", mapped)
    mapped.body = body if body in Body.values else ""


def _case(values: dict[str, Any], mapped: Mapped, dates: dict[str, date]) -> None:
    state = _one_code(values, "cas_Status", mapped)
    mapped.case_state = state if state in CaseState.values else CaseState.ACTIVE
    mapped.closure_reason = plain(values.get("cas_ReasonForCaseClosure"))[:300]
    mapped.opened_on = dates.get("cas_IncomingReferralDate") or dates.get("hte_Date")
    mapped.event = {
        "started_on": dates.get("hte_Date"),
        "stage": _one_code(values, "hte_Type", mapped) or "Exploitation",
    }
    mapped.place_name = plain(values.get("hte_State")) or plain(values.get("vic_LocationOfExploitation"))
    told = {"prs_FirstName", "prs_MiddleName", "prs_SecondName", *_IDENTITY, *_ADDRESS, *_CODED.values()}
    told |= {"prs_Gender", "prs_Birthdate", "vic_TraffickingStatus", "con_Consent"}
    # Whatever has no column in the register is sealed with the case as it came: nothing of a row is lost.
    mapped.case_words = {
        "htcds": {
            name: value if isinstance(value, list) else plain(value)
            for name, value in values.items()
            if name not in told
        }
    }
