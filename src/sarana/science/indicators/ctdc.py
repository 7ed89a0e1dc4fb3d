"""The 27 variables of the CTDC's global data set (Counter-Trafficking Data Collaborative, codebook of the k-anonymised set).

Each is read from HTCDS codes. "NULL" stands for what is not known or, in a variable of one value, for several: the CTDC itself
tells neither apart.
"""

from dataclasses import dataclass

NULL = "NULL"
TRANS = "Trans/Transgender/NonConforming"
# Oldest age of each band.
AGES = (
    ("0—8", 8),
    ("9—17", 17),
    ("18—20", 20),
    ("21—23", 23),
    ("24—26", 26),
    ("27—29", 29),
    ("30—38", 38),
    ("39—47", 47),
)
OLDEST = "48+"
# Longest stay of each band in months.
MONTHS = (("0—12 (0-1 yr)", 12), ("13—24 (1-2 yrs)", 24))
LONGEST = "25+ (2+ yrs)"


# Countries told apart in records of nobody: those of the routes through the region, the same whatever the register holds.
COUNTRIES = ("KHM", "VNM", "THA", "CHN", "IDN", "MYS", "PHL", "MMR", "LAO", "BGD", "IND", "PAK", "NPL", "LKA", "TWN", "KOR", "JPN", "UGA", "KEN", "ETH")  # fmt: skip
ELSEWHERE = "Other"


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable by its name and label in the codebook.

    A binary one is 1 where a column of HTCDS codes (``codes``: column -> codes) holds any of them. ``part_of`` is the breakdown
    of victims identified to which it is bound so closely that both must be protected together.
    """

    name: str
    label: str
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    # UNODC's form whose HTCDS codes are looked for.
    form: str = ""
    part_of: str = ""
    # The first schema of snapshots that holds what it asks for.
    since: int = 4


def _control(name: str, label: str, *codes: str) -> Variable:
    return Variable(name, f"Means of Control: {label}", (("control", codes),))


def _labour(name: str, label: str, industry: str, *forms: str) -> Variable:
    codes = (("industries", (industry,)), *([("forms", forms)] if forms else []))
    return Variable(name, f"Type of Labour Exploit: {label}", codes, part_of="form")


def _sexual(name: str, code: str) -> Variable:
    return Variable(name, f"Type of Sexual Exploit: {code}", (("sex_forms", (code,)),), part_of="form")


def _recruiter(name: str, label: str, *codes: str) -> Variable:
    return Variable(name, f"Recruiter Relation: {label}", (("recruiters", codes),), since=5)


CTDC = (
    Variable("yearOfRegistration", "Year of Registration"),
    Variable("gender", "Gender", part_of="sex"),
    Variable("ageBroad", "Age Broad", part_of="age_group"),
    Variable("citizenship", "Citizenship", part_of="citizenship"),
    Variable("CountryOfExploitation", "Country of Exploitation"),
    Variable("traffickMonths", "Trafficking Duration, in Months"),
    _control("meansDebtBondageEarnings", "Debt Bondage and/or Withhold Wages", "DebtBondage", "TakesEarnings"),
    _control(
        "meansThreats", "Threats to Individual and/or Family",
        "PhysicalThreats", "ThreatsLawEnforcement", "ThreatensChildrenFamily",
    ),
    _control(
        "meansAbusePsyPhySex", "Abuse (Psychological, Physical, and/or Sexual)",
        "PsychologicalAbuse", "PhysicalAbuse", "SexualAbuse",
    ),
    _control("meansFalsePromises", "False promises", "FalsePromises"),
    _control("meansDrugsAlcohol", "Psychoactive Substances", "PsychoactiveSubstance"),
    _control(
        "meansDenyBasicNeeds", "Restricts Finance, Movement, Medical Care, and/or Necessities",
        "RestrictsFinancialAccess", "RestrictsMovement", "RestrictsMedicalCare", "WithholdsNecessities",
    ),
    _control("meansExcessiveWorkHours", "Excessive Working Hours", "ExcessiveWorkingHours"),
    _control("meansWithholdDocuments", "Withhold Documents", "WithholdsDocuments"),
    Variable("isForcedLabour", "Type of Trafficking: Forced Labour", form="forced_labour", part_of="form"),
    Variable("isSexualExploit", "Type of Trafficking: Sexual Exploitation", form="sexual", part_of="form"),
    Variable("isOtherExploit", "Type of Trafficking: Other Exploit", form="other", part_of="form"),
    _labour("typeOfLabourAgriculture", "Agriculture", "A_AgricultureForestryAndFishing"),
    _labour("typeOfLabourConstruction", "Construction", "F_Construction"),
    _labour("typeOfLabourDomesticWork", "Domestic Work", "T_ActivitiesOfHouseholdsAsEmployers", "DomesticServitude"),
    _labour("typeOfLabourHospitality", "Hospitality", "I_AccommodationAndFoodServiceActivities"),
    _sexual("typeOfSexProstitution", "Prostitution"),
    _sexual("typeOfSexPornography", "Pornography"),
    _recruiter("recruiterRelationIntimatePartner", "Intimate Partner", "partner"),
    _recruiter("recruiterRelationFriend", "Friend", "friend"),
    _recruiter("recruiterRelationFamily", "Family", "family"),
    # A stranger is some other to the CTDC, which has no value of its own for one.
    _recruiter("recruiterRelationOther", "Other", "other", "stranger"),
)  # fmt: skip


def values_of(variable: Variable, year: int) -> tuple[str, ...]:
    """Every value that the variable can have in records of nobody of a year; known to everybody before anything is counted."""
    own: dict[str, tuple[str, ...]] = {
        "yearOfRegistration": (str(year),),
        "gender": ("Woman", "Man", TRANS, NULL),
        "ageBroad": (*(name for name, _ in AGES), OLDEST, NULL),
        "citizenship": (*COUNTRIES, ELSEWHERE, NULL),
        "CountryOfExploitation": (*COUNTRIES, ELSEWHERE, NULL),
        "traffickMonths": (*(name for name, _ in MONTHS), LONGEST, NULL),
    }
    return own.get(variable.name, ("1", NULL))
