from dataclasses import dataclass
from enum import StrEnum


class Counts(StrEnum):
    """What a number is about: what was done, what came of it, what it changed, or how much there is."""

    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"
    PREVALENCE = "prevalence"


class Statistic(StrEnum):
    """How facts become a number."""

    # Each key once per period, at its first fact in the period: parts then add up to the total.
    COUNT = "count"
    # The values of the facts added up, each key once per period.
    SUM = "sum"
    MEDIAN = "median"
    # The count for each 100,000 inhabitants.
    RATE = "rate"


class Group(StrEnum):
    """Under which heading a figure stands."""

    SIGNALS = "signals"
    VICTIMS = "victims"
    JUSTICE = "justice"
    PREVENTION = "prevention"
    LISTS = "lists"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A dimension by which a figure is told apart; unknown values are shown, never dropped."""

    code: str
    name_en: str
    name_km: str
    # The vocabulary list its values come from, for their labels; empty when ``labels`` holds them.
    code_list: str = ""
    labels: tuple[tuple[str, str, str], ...] = ()


SEX = Breakdown(
    "sex",
    "Sex",
    "ភេទ",
    labels=(
        ("F", "Female", "ស្រី"),
        ("M", "Male", "ប្រុស"),
        ("O", "Other", "ផ្សេងទៀត"),
        ("U", "Unknown", "មិនស្គាល់"),
    ),
)
AGE = Breakdown(
    "age_group",
    "Age at the event",
    "អាយុនៅពេលកើតហេតុ",
    labels=(
        ("0-17", "Under 18", "ក្រោម ១៨ ឆ្នាំ"),
        ("18+", "18 or over", "១៨ ឆ្នាំឡើងទៅ"),
        ("unknown", "Unknown", "មិនស្គាល់"),
    ),
)
FORM = Breakdown(
    "form",
    "Form of exploitation",
    "ទម្រង់នៃការកេងប្រវ័ញ្ច",
    labels=(
        ("sexual", "Sexual exploitation", "ការកេងប្រវ័ញ្ចផ្លូវភេទ"),
        ("forced_labour", "Forced labour", "ពលកម្មដោយបង្ខំ"),
        ("other", "Other forms", "ទម្រង់ផ្សេងទៀត"),
        ("mixed", "Several forms", "ទម្រង់ច្រើន"),
        ("unknown", "Unknown", "មិនស្គាល់"),
    ),
)
CITIZENSHIP = Breakdown("citizenship", "Citizenship", "សញ្ជាតិ", code_list="Country")
STANDING = Breakdown(
    "standing",
    "Standing of the status",
    "ស្ថានភាពនៃការអះអាង",
    labels=(
        ("victim", "Undisputed", "មិនមានជំទាស់"),
        ("disputed", "Disputed between authorities", "មានជំទាស់រវាងអាជ្ញាធរ"),
    ),
)
LAW = Breakdown(
    "law",
    "Offence",
    "បទល្មើស",
    labels=(
        ("strict", "Trafficking in the strict sense", "ការជួញដូរក្នុងន័យតឹង"),
        ("wider", "Other articles of the law of 2008", "មាត្រាផ្សេងទៀតនៃច្បាប់ឆ្នាំ ២០០៨"),
        ("unknown", "Unknown", "មិនស្គាល់"),
    ),
)
AUDIENCE = Breakdown(
    "audience",
    "Audience",
    "អ្នកទទួលសារ",
    labels=(
        ("public", "Everybody", "មនុស្សគ្រប់គ្នា"),
        ("youth", "Young people and pupils", "យុវជន និងសិស្ស"),
        ("migrants", "People who want to work abroad", "អ្នកចង់ទៅធ្វើការនៅបរទេស"),
        ("families", "Families of those abroad", "គ្រួសារអ្នកនៅបរទេស"),
        ("workers", "Workers in factories and on building sites", "កម្មកររោងចក្រ និងការដ្ឋានសំណង់"),
        ("officials", "Local officials", "មន្ត្រីមូលដ្ឋាន"),
    ),
)
ROUND = Breakdown(
    "round",
    "Before or after people were reached",
    "មុន ឬក្រោយការផ្សព្វផ្សាយ",
    labels=(("before", "Before", "មុន"), ("after", "After", "ក្រោយ")),
)
# Whose list of sanctioned persons it is; the codes are those of ``science/screening``.
LIST = Breakdown(
    "source",
    "List",
    "បញ្ជី",
    labels=(
        ("un", "UN Security Council", "ក្រុមប្រឹក្សាសន្តិសុខ អ.ស.ប."),
        ("ofac", "OFAC (United States)", "OFAC (សហរដ្ឋអាមេរិក)"),
        ("eu", "European Union", "សហភាពអឺរ៉ុប"),
        ("uk", "United Kingdom", "ចក្រភពអង់គ្លេស"),
        ("ftm", "FollowTheMoney", "FollowTheMoney"),
        ("national", "National list", "បញ្ជីជាតិ"),
    ),
)
REGIME = Breakdown(
    "regime",
    "Why listed",
    "មូលហេតុដែលត្រូវដាក់ក្នុងបញ្ជី",
    labels=(
        ("terrorism", "Terrorism financing", "ហិរញ្ញប្បទានភេរវកម្ម"),
        ("proliferation", "Proliferation financing", "ហិរញ្ញប្បទានដល់ការរីកសាយភាយអាវុធ"),
        ("trafficking", "Human trafficking", "ការជួញដូរមនុស្ស"),
        ("other", "Other sanctions", "ទណ្ឌកម្មផ្សេងទៀត"),
    ),
)
DEED = Breakdown(
    "deed",
    "What was done",
    "អ្វីដែលបានធ្វើ",
    labels=(
        ("frozen", "Frozen", "បានបង្កក"),
        ("seized", "Seized", "បានចាប់យក"),
        ("confiscated", "Confiscated", "បានរឹបអូស"),
        ("returned", "Released to its owner", "បានប្រគល់ឱ្យម្ចាស់វិញ"),
        ("paid_to_victims", "Paid to victims", "បានបង់ជូនជនរងគ្រោះ"),
    ),
)
LETTER = Breakdown(
    "kind",
    "What kind of letter",
    "ប្រភេទលិខិត",
    labels=(
        ("spontaneous", "Disclosure without being asked", "ការផ្តល់ព័ត៌មានដោយគ្មានការស្នើសុំ"),
        ("request", "Request", "សំណើ"),
        ("acknowledgement", "Acknowledgement", "ការបញ្ជាក់ទទួល"),
        ("answer", "Answer", "ចម្លើយ"),
        ("dissemination", "Dissemination of intelligence", "ការផ្សព្វផ្សាយព័ត៌មានសម្ងាត់"),
        ("feedback", "Word on what it was worth", "មតិអំពីតម្លៃរបស់វា"),
    ),
)
COUNTRY = Breakdown("country", "Country", "ប្រទេស", code_list="Country")
BREAKDOWNS: dict[str, Breakdown] = {
    b.code: b
    for b in (
        SEX,
        AGE,
        FORM,
        CITIZENSHIP,
        STANDING,
        LAW,
        COUNTRY,
        AUDIENCE,
        ROUND,
        LIST,
        REGIME,
        DEED,
        LETTER,
    )
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure's one definition.

    ``facts`` is SQL over the snapshot's tables that gives one row a fact: ``key`` (what is counted once), ``on_date``,
    ``province``, the breakdowns' columns, ``record`` (pseudonym, for those who may follow it) and, for a median,
    ``value``.
    """

    code: str
    version: int
    group: Group
    name_en: str
    name_km: str
    definition_en: str
    definition_km: str
    unit_en: str
    unit_km: str
    counts: Counts
    facts: str
    record_table: str
    statistic: Statistic = Statistic.COUNT
    breakdowns: tuple[Breakdown, ...] = ()
    # Whether the parts by month or province may be added up.
    adds_up: bool = True
    standard: str = ""
    # The first schema of snapshots that holds what it counts; older ones can't answer.
    since: int = 1
    # Another figure that counts everybody whom this one counts in a year: what is published of both is attacked together.
    part_of: str = ""
    # Where it counts all of that figure's persons but those of some categories of a breakdown: the breakdown, and these.
    all_but: tuple[str, tuple[str, ...]] = ("", ())

    @property
    def has_place(self) -> bool:
        """Whether its facts happened somewhere in the country; an agreement, an allegation or a list did not."""
        return "NULL AS province" not in self.facts

    @property
    def key_is_record(self) -> bool:
        """Whether each record is one fact about itself, so that nothing could be counted twice."""
        return self.facts.startswith("SELECT ref AS key")
