"""The minimum standards, indicia and factors of the US test in own words (22 USC 7106 and 7107, Code of April 2023).

Whoever relies on them reads the current Code first; a change of the law is a new ``CRITERIA_VERSION``.
"""

from dataclasses import dataclass
from enum import StrEnum

CRITERIA_VERSION = 1


class Group(StrEnum):
    """Which part of the law a criterion belongs to."""

    STANDARD = "minimum_standard"
    INDICIUM = "indicium"
    EFFORTS = "significant_efforts"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: what it asks, where the law says so, and the facts by which it is looked at."""

    code: str
    group: Group
    title_en: str
    title_km: str
    asks_en: str
    asks_km: str
    cite: str
    facts: tuple[str, ...]

    def title(self, language: str) -> str:
        return self.title_km if language == "km" else self.title_en

    def asks(self, language: str) -> str:
        return self.asks_km if language == "km" else self.asks_en


_S, _I, _E = Group.STANDARD, Group.INDICIUM, Group.EFFORTS
_ALL = (
    Criterion("MS1", _S, "Prohibit and punish", "ហាមឃាត់ និងដាក់ទោស",
        "Every severe form of trafficking is a crime, and offenders are punished.", "ការជួញដូរគ្រប់ទម្រង់ធ្ងន់ធ្ងរជាបទល្មើស ហើយអ្នកប្រព្រឹត្តត្រូវបានដាក់ទោស។",
        "22 USC 7106(a)(1)", ("law_all_forms", "convictions")),
    Criterion("MS2", _S, "Gravest cases punished like grave crimes", "ករណីធ្ងន់បំផុតមានទោសដូចបទឧក្រិដ្ឋធ្ងន់",
        "Sex trafficking by force, fraud or of a child, and trafficking with rape, kidnapping or death, carries penalties like those for sexual assault by force.",
        "ការជួញដូរផ្លូវភេទដោយបង្ខំ បោកប្រាស់ ឬលើកុមារ និងការជួញដូរដែលមានរំលោភ ចាប់ពង្រត់ ឬស្លាប់ មានទោសស្មើបទរំលោភ។",
        "22 USC 7106(a)(2)", ("penalty_gravest_years", "penalty_rape_years")),
    Criterion("MS3", _S, "Penalties that deter", "ទោសដែលរារាំង",
        "Each severe form carries a penalty strict enough to deter: by the practice of the reports a maximum of four years or more.",
        "គ្រប់ទម្រង់ធ្ងន់ធ្ងរមានទោសល្មមរារាំង៖ តាមការអនុវត្តរបស់របាយការណ៍ ទោសអតិបរមាចាប់ពីបួនឆ្នាំ។",
        "22 USC 7106(a)(3)", ("penalty_most_years", "sentences_suspended", "convictions")),
    Criterion("MS4", _S, "Serious and sustained efforts", "កិច្ចខិតខំជាក់លាក់ និងបន្តបន្ទាប់",
        "The government works hard and continuously to end the crime; the twelve indicia show it.", "រដ្ឋាភិបាលខិតខំជាបន្តបន្ទាប់ដើម្បីបញ្ចប់បទល្មើស តាមសូចនាករទាំងដប់ពីរ។",
        "22 USC 7106(a)(4)", ()),
    Criterion("I1", _I, "Investigate, prosecute, convict, sentence", "ស៊ើបអង្កេត ចោទប្រកាន់ ផ្តន្ទាទោស",
        "Vigorous action against offenders, with prison where it fits.", "ចាត់វិធានការខ្លាំងក្លាលើអ្នកប្រព្រឹត្ត រួមទាំងដាក់ពន្ធនាគារ។",
        "22 USC 7106(b)(1)", ("investigations", "prosecutions", "convictions", "prison_sentences", "sentences_suspended")),
    Criterion("I2", _I, "Protect victims, punish none wrongly", "ការពារជនរងគ្រោះ មិនដាក់ទោសខុស",
        "Victims are found, referred and helped, have an alternative to removal, and are not jailed or fined for what they were forced to do.",
        "ជនរងគ្រោះត្រូវបានរកឃើញ បញ្ជូន និងជួយ មានជម្រើសជំនួសការបណ្តេញ ហើយមិនត្រូវជាប់គុក ឬពិន័យដោយសារអំពើដែលគេបង្ខំ។",
        "22 USC 7106(b)(2)", ("victims_identified", "victims_referred", "victims_assisted", "victims_penalised", "staff_trained", "stay_granted")),
    Criterion("I3", _I, "Prevent", "បង្ការ",
        "The public is informed, recruiters are regulated and held liable, forced and child labour is acted on.", "សាធារណជនទទួលព័ត៌មាន ភ្នាក់ងារជ្រើសរើសមានការគ្រប់គ្រង និងទទួលខុសត្រូវ មានវិធានការលើពលកម្មបង្ខំ និងពលកម្មកុមារ។",
        "22 USC 7106(b)(3)", ("campaigns", "recruiters_sanctioned", "labour_inspections")),
    Criterion("I4", _I, "Work with other states on cases", "សហការជាមួយរដ្ឋដទៃលើសំណុំរឿង",
        "Cases are investigated and prosecuted together with other governments, under arrangements in force.", "ស៊ើបអង្កេត និងចោទប្រកាន់រួមជាមួយរដ្ឋាភិបាលដទៃ តាមកិច្ចព្រមព្រៀង។",
        "22 USC 7106(b)(4)", ("arrangements_in_force", "joint_cases")),
    Criterion("I5", _I, "Extradite", "បត្យាប័ន",
        "Traffickers are extradited as other serious offenders are, or the law is being changed so.", "អ្នកជួញដូរត្រូវបានធ្វើបត្យាប័នដូចអ្នកប្រព្រឹត្តបទល្មើសធ្ងន់ដទៃ ឬកំពុងកែច្បាប់។",
        "22 USC 7106(b)(5)", ("extradition_barred", "extradition_requests", "extraditions")),
    Criterion("I6", _I, "Watch migration for signs", "តាមដានចំណាកស្រុករកសញ្ញា",
        "Entry and exit are watched for signs of trafficking, and signs are answered with respect for victims' rights.", "តាមដានការចេញចូលរកសញ្ញានៃការជួញដូរ ហើយឆ្លើយតបដោយគោរពសិទ្ធិជនរងគ្រោះ។",
        "22 USC 7106(b)(6)", ("border_screenings", "border_referrals")),
    Criterion("I7", _I, "Hold officials to account", "ឱ្យមន្ត្រីទទួលខុសត្រូវ",
        "Officials who take part in trafficking or allow it are investigated and punished; allegations are answered.", "មន្ត្រីដែលចូលរួម ឬអនុញ្ញាតត្រូវបានស៊ើបអង្កេត និងដាក់ទោស ហើយការចោទត្រូវមានចម្លើយ។",
        "22 USC 7106(b)(7)", ("officials_alleged", "officials_investigated", "officials_prosecuted", "officials_convicted")),
    Criterion("I8", _I, "Few foreign victims", "ជនរងគ្រោះបរទេសមានតិច",
        "The share of victims who are not citizens is insignificant.", "ចំណែកជនរងគ្រោះដែលមិនមែនជាពលរដ្ឋមានតិចតួច។",
        "22 USC 7106(b)(8)", ("victims_identified", "victims_foreign")),
    Criterion("I9", _I, "Partnerships with results", "ភាពជាដៃគូដែលមានលទ្ធផល",
        "Open partnerships with civil society, business and international bodies, and with the United States, with results.", "ភាពជាដៃគូបើកចំហជាមួយសង្គមស៊ីវិល ធុរកិច្ច អង្គការអន្តរជាតិ និងសហរដ្ឋអាមេរិក ដែលមានលទ្ធផល។",
        "22 USC 7106(b)(9)", ("partnerships_civil", "partnerships_us")),
    Criterion("I10", _I, "Monitor oneself and publish", "តាមដានខ្លួនឯង និងផ្សព្វផ្សាយ",
        "The first eight indicia are monitored systematically and an assessment is published.", "តាមដានសូចនាករ ៨ ដំបូងជាប្រព័ន្ធ ហើយផ្សាយការវាយតម្លៃ។",
        "22 USC 7106(b)(10)", ("assessment_published", "assessment_covers")),
    Criterion("I11", _I, "Progress against last year", "វឌ្ឍនភាពធៀបឆ្នាំមុន",
        "There is appreciable progress against the assessment of the year before.", "មានវឌ្ឍនភាពគួរឱ្យកត់សម្គាល់ធៀបការវាយតម្លៃឆ្នាំមុន។",
        "22 USC 7106(b)(11)", ()),
    Criterion("I12", _I, "Reduce demand", "កាត់បន្ថយតម្រូវការ",
        "Serious and sustained efforts against the demand for commercial sex and against sex tourism by own nationals.", "កិច្ចខិតខំបន្តបន្ទាប់ប្រឆាំងតម្រូវការសេវាផ្លូវភេទ និងទេសចរណ៍ផ្លូវភេទរបស់ពលរដ្ឋខ្លួន។",
        "22 USC 7106(b)(12)", ("demand_campaigns", "buyers_prosecuted", "sex_tourism_cases")),
    Criterion("SE4", _E, "No policy or pattern of the state", "គ្មានគោលនយោបាយ ឬទម្លាប់រដ្ឋ",
        "There is no government policy or pattern of trafficking, forced labour in state programmes, or child soldiers.", "គ្មានគោលនយោបាយ ឬទម្លាប់រដ្ឋក្នុងការជួញដូរ ពលកម្មបង្ខំក្នុងកម្មវិធីរដ្ឋ ឬទាហានកុមារ។",
        "22 USC 7107(b)(3)(B)", ("state_pattern",)),
    Criterion("SE5", _E, "Money for prosecution", "ថវិកាសម្រាប់ការចោទប្រកាន់",
        "There is money to investigate, prosecute, convict, sentence and win restitution.", "មានថវិកាសម្រាប់ស៊ើបអង្កេត ចោទប្រកាន់ ផ្តន្ទាទោស និងសំណង។",
        "22 USC 7107(b)(3)(D)", ("budget_prosecution",)),
    Criterion("SE6", _E, "Money for protection and prevention", "ថវិកាសម្រាប់ការការពារ និងបង្ការ",
        "There is money to protect, support and prevent.", "មានថវិកាសម្រាប់ការពារ គាំទ្រ និងបង្ការ។",
        "22 USC 7107(b)(3)(E)", ("budget_protection",)),
    Criterion("SE7", _E, "Civil society consulted, services improved", "ពិគ្រោះជាមួយសង្គមស៊ីវិល សេវាប្រសើរឡើង",
        "Civil society was consulted, and services improved because of it.", "បានពិគ្រោះជាមួយសង្គមស៊ីវិល ហើយសេវាប្រសើរឡើងដោយសារនោះ។",
        "22 USC 7107(b)(3)(F)", ("consultations",)),
)  # fmt: skip
CRITERIA: dict[str, Criterion] = {one.code: one for one in _ALL}
STANDARDS = tuple(code for code, one in CRITERIA.items() if one.group is _S)
INDICIA = tuple(code for code, one in CRITERIA.items() if one.group is _I)
EFFORTS = tuple(code for code, one in CRITERIA.items() if one.group is _E)
