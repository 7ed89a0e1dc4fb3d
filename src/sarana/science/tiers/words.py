"""What the findings say to people, in Khmer and in English."""

from sarana.science.tiers.facts import FACTS

_KHMER_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")

_SENTENCES: dict[str, tuple[str, str]] = {
    "no answer": ("{fact}៖ បានសួរ តែគ្មានចម្លើយ ដែលច្បាប់ចាត់ទុកថាមិនខ្លាំងក្លា។",
        "{fact}: asked for and not answered, which the law presumes not to be vigorous."),
    "suspended share": ("ទោសព្យួរទាំងស្រុង {share} នៃបុគ្គលដែលត្រូវផ្តន្ទាទោស។", "Of those convicted {share} had the whole sentence suspended."),
    "referred share": ("បានបញ្ជូន {share} នៃជនរងគ្រោះដែលបានកំណត់។", "Of the identified victims {share} were referred."),
    "foreign share": ("ជនរងគ្រោះបរទេស {share}។", "Of the identified victims {share} are not citizens."),
    "unaddressed": ("ការចោទលើមន្ត្រី {count} មិនទាន់មានការស៊ើបអង្កេត។", "{count} allegations against officials were not looked into."),
    "penalty below": ("ទោសអតិបរមា {value} ឆ្នាំ តិចជាង {least} ឆ្នាំ។", "The highest penalty of {value} years is below {least} years."),
    "indicia met": ("បំពេញ {met} ក្នុង {all} សូចនាករ មិនទាន់ដឹង {unknown}។", "{met} of {all} indicia are met, {unknown} are not known."),
    "measures up": ("ក្នុងរង្វាស់ {all} មាន {up} កើន {down} ថយ។", "Of {all} measures {up} went up and {down} down."),
    "no year before": ("គ្មានទិន្នន័យឆ្នាំមុនសម្រាប់ប្រៀបធៀប។", "Nothing is on record of the year before to compare with."),
    "covers": ("ការវាយតម្លៃគ្របដណ្តប់ {covered} ក្នុង ៨ សូចនាករដំបូង។", "The published assessment covers {covered} of the first eight indicia."),
    "victims rise": ("ជនរងគ្រោះកើន {share} វិធានការប្រែប្រួល {actions}។", "Victims rose by {share}, actions changed by {actions}."),
    "nothing more": ("គ្មានរង្វាស់ណាមួយកើនធៀបឆ្នាំមុនទេ។", "No measure of effort went up against the year before."),
    "something more": ("រង្វាស់ដែលកើន៖ {facts}។", "What went up: {facts}."),
    "no record to say": ("ទិន្នន័យមិនគ្រប់ដើម្បីនិយាយ។", "The record is not enough to say."),
    "standards not met": ("លក្ខខណ្ឌអប្បបរមាមិនបានបំពេញ៖ {codes}។", "Minimum standards not met: {codes}."),
    "standards open": ("លក្ខខណ្ឌអប្បបរមាដែលមិនទាន់អាចសម្រេច៖ {codes}។", "Minimum standards that the record leaves open: {codes}."),
    "standards met": ("លក្ខខណ្ឌអប្បបរមាទាំងអស់បានបំពេញ។", "All minimum standards are met."),
    "efforts shown": ("មានភស្តុតាងនៃកិច្ចខិតខំសំខាន់។", "The record shows significant efforts."),
    "efforts not shown": ("ភស្តុតាងមិនបង្ហាញកិច្ចខិតខំសំខាន់ទេ៖ {codes}។", "The record does not show significant efforts: {codes}."),
    "watch test": ("ស្ថិតក្រោមការសាកល្បងបញ្ជីតាមដាន៖ {tests}។", "A watch-list test applies: {tests}."),
    "watch open": ("មិនទាន់អាចបដិសេធការសាកល្បងបញ្ជីតាមដានបានទេ។", "A watch-list test can't be ruled out."),
    "no watch test": ("គ្មានការសាកល្បងបញ្ជីតាមដានណាអនុវត្តទេ។", "No watch-list test applies."),
    "limit": ("ដែនកំណត់ឆ្នាំក្នុងបញ្ជីតាមដានត្រូវបានប្រើអស់ហើយ។", "The years that the watch list allows are used up."),
    "waiver": ("អាចស្ថិតក្នុងបញ្ជីតាមដានដោយការលើកលែងប៉ុណ្ណោះ ដែលទាមទារផែនការ និងថវិកា។",
        "The watch list is open by a waiver only, which needs a written plan with resources."),
    "state pattern": ("មានគោលនយោបាយ ឬទម្លាប់រដ្ឋ។", "A policy or pattern of the state is on record."),
}  # fmt: skip


def say(key: str, **values: object) -> dict[str, str]:
    """The sentence of a key with its values, by language; a value that is itself such a pair is told in its language."""
    return {
        language: sentence.format(**{name: told(value, language) for name, value in values.items()})
        for language, sentence in zip(("km", "en"), _SENTENCES[key], strict=True)
    }


def fact(code: str) -> dict[str, str]:
    """A fact's name by language."""
    return {"km": FACTS[code].name_km, "en": FACTS[code].name_en}


def share(part: float) -> str:
    """A share of one in per cent, without decimals."""
    return f"{part:.0%}"


def told(value: object, language: str) -> str:
    """A value as a reader of the language writes it."""
    if isinstance(value, dict):
        return str(value[language])
    if isinstance(value, (list, tuple)):
        return ", ".join(told(each, language) for each in value)
    text = f"{value:,.10g}" if isinstance(value, float) else str(value)
    return text.translate(_KHMER_DIGITS) if language == "km" and not isinstance(value, str) else text
