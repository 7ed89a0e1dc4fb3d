"""The fixed words of papers, in Khmer and English."""

from sarana.measure.figures.queries import Figure

WORDS: dict[str, tuple[str, str]] = {
    "title": (
        "Annual report on the fight against human trafficking",
        "របាយការណ៍ប្រចាំឆ្នាំស្តីពីការប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស",
    ),
    "demonstration": (
        "Demonstration: an invented country. None of these numbers is about real people.",
        "ការបង្ហាញសាកល្បង៖ ប្រទេសប្រឌិត។ គ្មានលេខណាមួយអំពីមនុស្សពិតទេ។",
    ),
    "contents": ("Contents", "មាតិកា"),
    "period": ("Period", "អំឡុងពេល"),
    "as_of": ("As of", "គិតត្រឹម"),
    "snapshot": ("Snapshot (SHA-256)", "រូបថតទិន្នន័យ (SHA-256)"),
    "ledger": ("Ledger head", "ក្បាលបញ្ជីកត់ត្រា"),
    "entries": ("entries", "ធាតុ"),
    "summary": ("The year in figures", "ឆ្នាំនេះជាតួលេខ"),
    "plan": ("Progress of the plan", "វឌ្ឍនភាពផែនការ"),
    "no_plan": ("No adopted plan covers this year.", "គ្មានផែនការដែលបានអនុម័តសម្រាប់ឆ្នាំនេះទេ។"),
    "figures": ("Figures", "តួលេខ"),
    "statements": ("What was said, held against the record", "អ្វីដែលបាននិយាយ ធៀបនឹងកំណត់ត្រា"),
    "no_statements": (
        "No text was checked and kept by the end of this period.",
        "គ្មានអត្ថបទណាត្រូវបានពិនិត្យ និងរក្សាទុកទេ។",
    ),
    "gaps": ("Gaps in the data", "ចន្លោះខ្វះខាតក្នុងទិន្នន័យ"),
    "definitions": ("Definitions", "និយមន័យ"),
    "verify": ("How to verify this report", "វិធីផ្ទៀងផ្ទាត់របាយការណ៍នេះ"),
    "verify_text": (
        "Every number was computed from the snapshot named on the cover. Whoever holds its files can repeat sarana snapshot verify and sarana figures; whoever holds the published head can repeat sarana ledger verify.",
        "គ្រប់លេខត្រូវបានគណនាពីរូបថតទិន្នន័យដែលមានឈ្មោះនៅលើក្រប។ អ្នកដែលមានឯកសារអាចធ្វើម្តងទៀត sarana snapshot verify និង sarana figures។",
    ),
    "indicator": ("Indicator", "សូចនាករ"),
    "value": ("Value", "តម្លៃ"),
    "year_before": ("Year before", "ឆ្នាំមុន"),
    "change": ("Change", "បម្រែបម្រួល"),
    "province": ("Province", "ខេត្ត"),
    "over_years": ("Over the years", "តាមឆ្នាំ"),
    "by_province": ("Province", "ខេត្ត"),
    "by": ("By", "តាម"),
    "coverage": ("{n} of {of} units reported", "អង្គភាព {n} ក្នុងចំណោម {of} បានរាយការណ៍"),
    "hidden": ("hidden", "លាក់"),
    "hidden_note": (
        "Counts of 1 to 4 are hidden, and with them whatever would give them back by subtraction.",
        "ចំនួន ១ ដល់ ៤ ត្រូវបានលាក់ រួមជាមួយចំនួនដែលអាចទាញរកវិញដោយការដក។",
    ),
    "unknown_place": ("Place unknown", "មិនស្គាល់ទីកន្លែង"),
    "silent": (
        "Units that did not send a return for every month of the period: {names}.",
        "អង្គភាពដែលមិនបានផ្ញើរបាយការណ៍គ្រប់ខែ៖ {names}។",
    ),
    "nobody_silent": ("Every unit sent all its returns.", "គ្រប់អង្គភាពបានផ្ញើរបាយការណ៍ទាំងអស់។"),
    "unknown_share": (
        "{indicator}: {dimension} is unknown for {share} % of those counted.",
        "{indicator}៖ មិនស្គាល់{dimension} {share} %។",
    ),
    "few_unknown": ("No breakdown is unknown for a tenth or more.", "គ្មានការបែងចែកណាដែលមិនស្គាល់ដល់មួយភាគដប់ទេ។"),
    "year_not_over": (
        "The period wasn't over when the snapshot was taken.",
        "អំឡុងពេលមិនទាន់ចប់នៅពេលថតទិន្នន័យទេ។",
    ),
    "measure": ("Measure", "វិធានការ"),
    "lead": ("Lead agency", "ស្ថាប័នដឹកនាំ"),
    "due": ("Due", "កាលកំណត់"),
    "state": ("State", "ស្ថានភាព"),
    "late": ("late", "យឺត"),
    "target": ("Target", "គោលដៅ"),
    "reached": ("Reached", "សម្រេចបាន"),
    "not_started": ("Not started", "មិនទាន់ចាប់ផ្តើម"),
    "under_way": ("Under way", "កំពុងអនុវត្ត"),
    "stuck": ("Stuck", "ជាប់គាំង"),
    "done": ("Done", "បានបញ្ចប់"),
    "verdict": ("Verdict", "សេចក្តីវិនិច្ឆ័យ"),
    "small": ("too few to show", "តិចពេកមិនអាចបង្ហាញ"),
    "none": ("none", "គ្មាន"),
    "version": ("version", "កំណែ"),
}


def word(name: str, language: str) -> str:
    """The word in the paper's language."""
    en, km = WORDS[name]
    return km if language == "km" else en


# On every page of a paper that did not pass the gate.
INTERNAL = (
    "For the house only: not published. What may be told outside stands in published releases and reports.",
    "សម្រាប់ផ្ទៃក្នុងប៉ុណ្ណោះ មិនទាន់ផ្សាយ។ អ្វីដែលអាចនិយាយទៅក្រៅ មានក្នុងការចេញផ្សាយ និងរបាយការណ៍ដែលបានផ្សាយ។",
)


def internal_word(language: str) -> str:
    """The mark of a paper that stays in the house."""
    return INTERNAL[language == "km"]


def hidden_word(figure: Figure, language: str) -> str:
    """What stands in the place of a number that is hidden: that it is small, or, where it would tell of few beside another, no more."""
    return word("hidden" if figure.gives_way else "small", language)


# The verdict words of science/statements, as a Khmer reader says them.
VERDICTS_KM = {
    "supported": "ត្រឹមត្រូវតាមកំណត់ត្រា",
    "supported under definition": "ត្រឹមត្រូវតាមនិយមន័យមួយ",
    "contradicted": "ផ្ទុយនឹងកំណត់ត្រា",
    "wrong arithmetic": "គណនាខុស",
    "parts do not sum": "ផ្នែកបូកមិនស្មើសរុប",
    "partial list": "បញ្ជីមិនពេញលេញ",
    "conflict between sources": "ប្រភពខុសគ្នា",
    "falls over time": "ថយចុះតាមពេលវេលា",
    "implausible jump": "ការកើនឡើងមិនគួរឱ្យជឿ",
    "mixed units": "ឯកតាលាយឡំ",
    "disputed status": "ស្ថានភាពមានជំទាស់",
    "superseded": "ត្រូវបានជំនួស",
    "misquoted": "ដកស្រង់ខុស",
    "not checkable": "មិនអាចផ្ទៀងផ្ទាត់បាន",
}


def verdict_word(verdict: str, language: str) -> str:
    """A verdict's word in the paper's language."""
    return VERDICTS_KM.get(verdict, verdict) if language == "km" else verdict
