"""What the test asks to know of a year: each fact's name, where it comes from, and what a silence about it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Silence(StrEnum):
    """Why a fact has no value: nobody asked for it, or it was asked for and no answer came."""

    NOT_ASKED = "not_asked"
    # 22 USC 7106(b)(1) and (7): no data after a reasonable request is presumed not to be vigorous action.
    NO_ANSWER = "no_answer"


type Facts = Mapping[str, float | Silence]


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact that the test uses. ``figure`` names the registered figure that holds it, empty where another record or people tell it.

    ``good`` is a value that would speak for the country: it serves to find out what an answer could change, nothing else.
    """

    code: str
    name_en: str
    name_km: str
    good: float
    figure: str = ""


_ALL = (
    FactKind("law_all_forms", "The law punishes every severe form (1 yes, 0 no)", "ច្បាប់ដាក់ទោសគ្រប់ទម្រង់ធ្ងន់ធ្ងរ (១ បាទ ០ ទេ)", 1),
    FactKind("penalty_most_years", "Highest penalty for trafficking, years", "ទោសអតិបរមាចំពោះការជួញដូរ គិតជាឆ្នាំ", 20),
    FactKind("penalty_gravest_years", "Highest penalty for the gravest forms, years", "ទោសអតិបរមាចំពោះទម្រង់ធ្ងន់បំផុត គិតជាឆ្នាំ", 20),
    FactKind("penalty_rape_years", "Highest penalty for rape, years", "ទោសអតិបរមាចំពោះការរំលោភ គិតជាឆ្នាំ", 20),
    FactKind("investigations", "Investigations opened", "ការស៊ើបអង្កេតដែលបានបើក", 100, "cases_opened"),
    FactKind("prosecutions", "Persons prosecuted", "បុគ្គលដែលត្រូវបានចោទប្រកាន់", 100, "persons_prosecuted"),
    FactKind("convictions", "Persons convicted", "បុគ្គលដែលត្រូវបានផ្តន្ទាទោស", 80, "persons_convicted"),
    FactKind("prison_sentences", "Persons sentenced to prison that is served", "បុគ្គលដែលជាប់ទោសពន្ធនាគារជាក់ស្តែង", 80, "sentences_imposed"),
    FactKind("sentences_suspended", "Persons whose whole sentence was suspended", "បុគ្គលដែលទោសត្រូវបានព្យួរទាំងស្រុង", 0, "sentences_suspended"),
    FactKind("victims_identified", "Victims identified", "ជនរងគ្រោះដែលបានកំណត់អត្តសញ្ញាណ", 100, "victims_identified"),
    FactKind("victims_referred", "Victims referred to care", "ជនរងគ្រោះដែលបានបញ្ជូនទៅទទួលការថែទាំ", 100, "victims_referred"),
    FactKind("victims_assisted", "Victims assisted", "ជនរងគ្រោះដែលបានទទួលជំនួយ", 100, "victims_assisted"),
    FactKind("victims_penalised", "Victims jailed, fined or deported for what they were forced to do", "ជនរងគ្រោះដែលត្រូវឃុំ ពិន័យ ឬបណ្តេញ ដោយសារអំពើដែលគេបង្ខំ", 0),
    FactKind("staff_trained", "Police and border staff trained", "នគរបាល និងមន្ត្រីព្រំដែនដែលបានបណ្តុះបណ្តាល", 100),
    FactKind("stay_granted", "Victims given a legal alternative to removal", "ជនរងគ្រោះដែលបានសិទ្ធិស្នាក់នៅជំនួសការបណ្តេញ", 10),
    FactKind("campaigns", "Information campaigns held", "យុទ្ធនាការផ្សព្វផ្សាយដែលបានធ្វើ", 10),
    FactKind("recruiters_sanctioned", "Recruiters sanctioned", "ភ្នាក់ងារជ្រើសរើសដែលត្រូវបានដាក់ទោស", 5),
    FactKind("labour_inspections", "Labour inspections that looked for forced labour", "អធិការកិច្ចការងារដែលរកពលកម្មដោយបង្ខំ", 50),
    FactKind("arrangements_in_force", "Arrangements with other states in force", "កិច្ចព្រមព្រៀងជាមួយរដ្ឋដទៃដែលមានសុពលភាព", 5),
    FactKind("joint_cases", "Cases worked jointly with another state", "សំណុំរឿងដែលធ្វើរួមជាមួយរដ្ឋដទៃ", 5),
    FactKind("extradition_requests", "Requests for extradition received", "សំណើបត្យាប័នដែលបានទទួល", 2),
    FactKind("extraditions", "Persons extradited", "បុគ្គលដែលបានធ្វើបត្យាប័ន", 2),
    FactKind("extradition_barred", "The law bars extradition of traffickers (1 yes, 0 no)", "ច្បាប់ហាមបត្យាប័នអ្នកជួញដូរ (១ បាទ ០ ទេ)", 0),
    FactKind("border_screenings", "Persons screened at borders", "បុគ្គលដែលបានពិនិត្យនៅព្រំដែន", 500),
    FactKind("border_referrals", "Persons referred from borders", "បុគ្គលដែលបានបញ្ជូនពីព្រំដែន", 10),
    FactKind("officials_alleged", "Allegations that officials were complicit", "ការចោទថាមន្ត្រីសមគំនិត", 5, "allegations_received"),
    FactKind("officials_investigated", "Allegations handed over for inquiry", "ការចោទដែលបានបញ្ជូនទៅស៊ើបអង្កេត", 5, "allegations_handed_over"),
    FactKind("officials_prosecuted", "Officials prosecuted", "មន្ត្រីដែលត្រូវបានចោទប្រកាន់", 4, "officials_prosecuted"),
    FactKind("officials_convicted", "Officials convicted", "មន្ត្រីដែលត្រូវបានផ្តន្ទាទោស", 3, "officials_convicted"),
    FactKind("victims_foreign", "Identified victims who are not citizens", "ជនរងគ្រោះដែលមិនមែនជាពលរដ្ឋ", 0, "victims_foreign"),
    FactKind("partnerships_civil", "Partnerships with civil society, business or international bodies that have a result", "ភាពជាដៃគូជាមួយសង្គមស៊ីវិល ធុរកិច្ច ឬអង្គការអន្តរជាតិ ដែលមានលទ្ធផល", 3),
    FactKind("partnerships_us", "Partnerships with the United States that have a result", "ភាពជាដៃគូជាមួយសហរដ្ឋអាមេរិក ដែលមានលទ្ធផល", 1),
    FactKind("assessment_published", "An own assessment was published (1 yes, 0 no)", "បានផ្សាយការវាយតម្លៃដោយខ្លួនឯង (១ បាទ ០ ទេ)", 1),
    FactKind("assessment_covers", "Of the first eight indicia, how many the published assessment covers", "ក្នុងសូចនាករ ៨ ដំបូង ចំនួនដែលការវាយតម្លៃគ្របដណ្តប់", 8),
    FactKind("demand_campaigns", "Campaigns against the demand for commercial sex", "យុទ្ធនាការប្រឆាំងតម្រូវការសេវាផ្លូវភេទ", 2),
    FactKind("buyers_prosecuted", "Buyers of sex from trafficked persons prosecuted", "អ្នកទិញសេវាផ្លូវភេទពីជនរងគ្រោះ ដែលត្រូវបានចោទប្រកាន់", 2),
    FactKind("sex_tourism_cases", "Own nationals prosecuted for child sex tourism", "ពលរដ្ឋខ្លួនដែលត្រូវបានចោទពីទេសចរណ៍ផ្លូវភេទកុមារ", 1),
    FactKind("budget_prosecution", "Money spent on prosecution, US dollars", "ថវិកាសម្រាប់ការចោទប្រកាន់ គិតជាដុល្លារ", 1_000_000),
    FactKind("budget_protection", "Money spent on protection and prevention, US dollars", "ថវិកាសម្រាប់ការការពារ និងបង្ការ គិតជាដុល្លារ", 1_000_000),
    FactKind("consultations", "Consultations with civil society that improved a service", "ការពិគ្រោះជាមួយសង្គមស៊ីវិលដែលធ្វើឱ្យសេវាប្រសើរ", 2),
    FactKind("plan_written", "A written plan that would amount to significant efforts (1 yes, 0 no)", "ផែនការជាលាយលក្ខណ៍អក្សរ (១ បាទ ០ ទេ)", 1),
    FactKind("plan_funded", "Share of the plan's cost that is covered, 0 to 1", "ចំណែកថវិកាផែនការដែលមានប្រភព ០ ដល់ ១", 1),
    FactKind("state_pattern", "A government policy or pattern of trafficking is on record (1 yes, 0 no)", "មានគោលនយោបាយ ឬទម្លាប់រដ្ឋក្នុងការជួញដូរ (១ បាទ ០ ទេ)", 0),
)  # fmt: skip
FACTS: dict[str, FactKind] = {kind.code: kind for kind in _ALL}


def value_of(facts: Facts, code: str) -> float | Silence:
    """The fact, or why there is none.

    Raises:
        KeyError: for a fact that the test does not know.
    """
    if code not in FACTS:
        raise KeyError(f"The test knows no fact {code!r}.")
    return facts.get(code, Silence.NOT_ASKED)


def known(facts: Facts, *codes: str) -> list[float] | None:
    """The values, or None when one of them is not known."""
    values = [value_of(facts, code) for code in codes]
    numbers = [value for value in values if not isinstance(value, Silence)]
    return numbers if len(numbers) == len(codes) else None


def silent(facts: Facts, *codes: str) -> list[str]:
    """Those that were asked for and not answered."""
    return [code for code in codes if value_of(facts, code) is Silence.NO_ANSWER]


def missing(facts: Facts, *codes: str) -> list[str]:
    """Those without a value, whatever the reason."""
    return [code for code in codes if isinstance(value_of(facts, code), Silence)]
