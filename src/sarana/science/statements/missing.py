"""What record would make a claim checkable, in English and Khmer."""

from __future__ import annotations

_RECORDS = {
    "victims_rescued": (
        "the register of rescued persons for that period, with the rule that counts a person once",
        "បញ្ជីអ្នកដែលបានសង្គ្រោះក្នុងរយៈពេលនោះ ជាមួយក្បួនរាប់មនុស្សម្នាក់តែម្តង",
    ),
    "victims": (
        "the register of victims for that period, with the definition of a victim",
        "បញ្ជីជនរងគ្រោះក្នុងរយៈពេលនោះ ជាមួយនិយមន័យនៃជនរងគ្រោះ",
    ),
    "cases": (
        "the register of cases for that period and place, with the offences counted",
        "បញ្ជីករណីក្នុងរយៈពេល និងទីកន្លែងនោះ ជាមួយបទល្មើសដែលបានរាប់",
    ),
    "arrests": (
        "the operations register, with the number of persons arrested",
        "បញ្ជីប្រតិបត្តិការ ជាមួយចំនួនអ្នកដែលត្រូវបានចាប់ខ្លួន",
    ),
    "suspects": ("the operations register, with the number of suspects", "បញ្ជីប្រតិបត្តិការ ជាមួយចំនួនជនសង្ស័យ"),
    "suspects_to_court": (
        "the proceedings register: persons sent to court by offence and date",
        "បញ្ជីនីតិវិធី៖ អ្នកដែលបានបញ្ជូនទៅតុលាការ តាមបទល្មើស និងកាលបរិច្ឆេទ",
    ),
    "complaints": ("the log of complaints with the date of each", "បញ្ជីបណ្តឹង ជាមួយកាលបរិច្ឆេទនីមួយៗ"),
    "deported": ("the immigration register of removals", "បញ្ជីនៃការបណ្តេញចេញរបស់អន្តោប្រវេសន៍"),
    "crime": (
        "a survey of prevalence; police counts show police work, not crime",
        "ការស្ទង់អត្រានៃបទល្មើស ព្រោះចំនួនរបស់ប៉ូលិសបង្ហាញការងាររបស់ប៉ូលិស មិនមែនបទល្មើសទេ",
    ),
    "commitment": (
        "the measure of the action plan that the promise belongs to, with its deadline",
        "វិធានការក្នុងផែនការសកម្មភាពដែលការសន្យានេះពាក់ព័ន្ធ ជាមួយកាលកំណត់",
    ),
    "obligation": ("the law or plan measure that asks for it", "ច្បាប់ ឬវិធានការក្នុងផែនការដែលទាមទារវា"),
    "status": (
        "the assertions of status on file: who said it, when, with which evidence of act, means and purpose",
        "ការបញ្ជាក់ស្ថានភាពក្នុងឯកសារ៖ អ្នកណានិយាយ ពេលណា ដោយមានភស្តុតាងអ្វីអំពីអំពើ មធ្យោបាយ និងគោលបំណង",
    ),
    "us_tip_tier": (
        "the tier placements published in the US Trafficking in Persons Report",
        "ចំណាត់ថ្នាក់ដែលបានផ្សព្វផ្សាយក្នុងរបាយការណ៍អាមេរិកស្តីពីការជួញដូរមនុស្ស",
    ),
}
PERIOD_AND_SCOPE = (
    "the period, place and scope that the number is for",
    "រយៈពេល ទីកន្លែង និងវិសាលភាពដែលចំនួននេះសំដៅ",
)
BOTH_PERIODS = (
    "figures for the period and for the one it is compared with",
    "តួលេខសម្រាប់រយៈពេលនោះ និងសម្រាប់រយៈពេលដែលយកមកប្រៀបធៀប",
)


def record_for(measure: str) -> tuple[str, str]:
    """Name the record that would make a claim about this measure checkable."""
    named = measure.replace("_", " ")
    unknown = (
        f"a dated figure for “{named}” with its scope and source",
        f"តួលេខមានកាលបរិច្ឆេទសម្រាប់ “{named}” ជាមួយវិសាលភាព និងប្រភព",
    )
    return _RECORDS.get(measure, unknown)
