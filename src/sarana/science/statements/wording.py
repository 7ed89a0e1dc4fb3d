"""The sentences of verdicts, in English and Khmer, from one table: each names the arithmetic in plain words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_KHMER_DIGITS = tuple(zip("0123456789", "០១២៣៤៥៦៧៨៩", strict=True))

SENTENCES: dict[str, tuple[str, str]] = {
    "percent right": (
        "{new} against {old} is a change of {true} %; the printed {stated} % is right.",
        "{new} ធៀបនឹង {old} គឺប្រែប្រួល {true} %។ លេខ {stated} % ដែលបានបោះពុម្ពគឺត្រឹមត្រូវ។",
    ),
    "percent wrong": (
        "{new} against {old} is a change of {true} %, not {stated} %.",
        "{new} ធៀបនឹង {old} គឺប្រែប្រួល {true} % មិនមែន {stated} % ទេ។",
    ),
    "wrong base": (
        "{new} against {old} is a change of {true} %, not {stated} %: {delta} was divided by the new value {new} instead of the old value {old}.",
        "{new} ធៀបនឹង {old} គឺប្រែប្រួល {true} % មិនមែន {stated} % ទេ៖ {delta} ត្រូវបានចែកនឹងតម្លៃថ្មី {new} ជំនួសឱ្យតម្លៃចាស់ {old}។",
    ),
    "wrong direction": (
        "From {old} to {new} the figure moves the other way than was said.",
        "ពី {old} ទៅ {new} តួលេខប្រែប្រួលផ្ទុយពីអ្វីដែលបាននិយាយ។",
    ),
    "difference wrong": (
        "From {old} to {new} is a difference of {true}, not {stated}.",
        "ពី {old} ទៅ {new} ខុសគ្នា {true} មិនមែន {stated} ទេ។",
    ),
    "difference right": (
        "From {old} to {new} is a difference of {true}, as printed.",
        "ពី {old} ទៅ {new} ខុសគ្នា {true} ដូចដែលបានបោះពុម្ព។",
    ),
    "share right": (
        "{part} of {total} is {true} %; the printed {stated} % is right.",
        "{part} ក្នុងចំណោម {total} គឺ {true} %។ លេខ {stated} % គឺត្រឹមត្រូវ។",
    ),
    "share wrong": (
        "{part} of {total} is {true} %, not {stated} %.",
        "{part} ក្នុងចំណោម {total} គឺ {true} % មិនមែន {stated} % ទេ។",
    ),
    "parts sum": (
        "The parts {parts} add up to {sum}, the printed total.",
        "ផ្នែក {parts} បូកបាន {sum} ស្មើនឹងចំនួនសរុបដែលបានបោះពុម្ព។",
    ),
    "remainder": (
        "The parts {parts} add up to {sum}; of the printed total {total}, {rest} are left unexplained.",
        "ផ្នែក {parts} បូកបាន {sum}។ ក្នុងចំនួនសរុប {total} នៅសល់ {rest} ដែលគ្មានការពន្យល់។",
    ),
    "parts exceed": (
        "The parts {parts} add up to {sum}, which is {rest} more than the printed total {total}.",
        "ផ្នែក {parts} បូកបាន {sum} លើសចំនួនសរុប {total} ចំនួន {rest}។",
    ),
    "partial list": (
        "The list says “including”: its parts {parts} add up to {sum} of {total}; {rest} are not listed.",
        "បញ្ជីនេះជាផ្នែកខ្លះប៉ុណ្ណោះ៖ {parts} បូកបាន {sum} ក្នុងចំណោម {total}។ {rest} មិនបានរាយទេ។",
    ),
    "mixed units": (
        "The number {total} adds different things together ({what}); count each of them apart.",
        "លេខ {total} បូកបញ្ចូលអ្វីៗខុសប្រភេទគ្នា ({what})។ ត្រូវរាប់ដាច់ដោយឡែកពីគ្នា។",
    ),
    "supported": (
        "On record: {range} ({definition}, {period}). What was said fits.",
        "ក្នុងបញ្ជី៖ {range} ({definition}, {period})។ អ្វីដែលបាននិយាយស៊ីគ្នា។",
    ),
    "contradicted": (
        "On record: {range} ({definition}, {period}). What was said ({stated}) does not fit any of them.",
        "ក្នុងបញ្ជី៖ {range} ({definition}, {period})។ អ្វីដែលបាននិយាយ ({stated}) មិនស៊ីគ្នាទេ។",
    ),
    "depends": (
        "It depends on what is counted. Fits: {fits}. Does not fit: {fails}.",
        "វាអាស្រ័យលើអ្វីដែលត្រូវបានរាប់។ ស៊ីគ្នា៖ {fits}។ មិនស៊ីគ្នា៖ {fails}។",
    ),
    "conflict": (
        "Official bodies give different numbers for {period}: {list}. Each may count another scope; say whose number it is.",
        "ស្ថាប័នផ្លូវការផ្តល់លេខខុសគ្នាសម្រាប់ {period}៖ {list}។ វិសាលភាពអាចខុសគ្នា ត្រូវបញ្ជាក់ថាជាលេខរបស់អ្នកណា។",
    ),
    "falls": (
        "A running total cannot fall: {before}, but {after}.{scope}",
        "ចំនួនសរុបបន្តបន្ទាប់មិនអាចថយចុះទេ៖ {before} ប៉ុន្តែ {after}។{scope}",
    ),
    "jump": (
        "{before}; then {after}. That is {times} times the earlier pace per day: ask whether the same thing is counted.",
        "{before}; បន្ទាប់មក {after}។ នេះលឿនជាងមុន {times} ដងក្នុងមួយថ្ងៃ៖ សូមសួរថាតើរាប់របស់ដដែលឬទេ។",
    ),
    "wrong period": (
        "The number {stated} is on record for {true}, not for {period}.",
        "លេខ {stated} មានក្នុងបញ្ជីសម្រាប់ {true} មិនមែនសម្រាប់ {period} ទេ។",
    ),
    "weak inference": (
        "The arithmetic holds ({sum}), but it counts police actions, not crime: fewer actions do not show fewer crimes.{coverage}",
        "ការគណនាត្រឹមត្រូវ ({sum}) ប៉ុន្តែវារាប់សកម្មភាពនគរបាល មិនមែនបទល្មើសទេ៖ សកម្មភាពតិចមិនបង្ហាញថាបទល្មើសតិចឡើយ។{coverage}",
    ),
    "disputed": (
        "Two sides give opposite statuses for the same persons: {one} / {other}. Deceit alone is a means under the UN Trafficking Protocol (article 3); keep both assertions.",
        "ភាគីពីរផ្តល់ឋានៈផ្ទុយគ្នាចំពោះមនុស្សដដែល៖ {one} / {other}។ ការបោកបញ្ឆោតតែមួយមុខក៏ជាមធ្យោបាយតាមពិធីសារអង្គការសហប្រជាជាតិ (មាត្រា ៣)។ ត្រូវរក្សាទុកទាំងពីរ។",
    ),
    "misquoted": (
        "The document itself gives {true} ({who}), not {stated}.",
        "ឯកសារដើមផ្តល់ {true} ({who}) មិនមែន {stated} ទេ។",
    ),
    "quoted right": (
        "The document itself gives {true} ({who}), as quoted.",
        "ឯកសារដើមផ្តល់ {true} ({who}) ដូចដែលបានដកស្រង់។",
    ),
    "contested word": (
        "The event is on public record ({event}); the word “{manner}” is not supported by it.",
        "ព្រឹត្តិការណ៍នេះមានក្នុងកំណត់ត្រាសាធារណៈ ({event})។ ពាក្យ “{manner}” មិនត្រូវបានគាំទ្រដោយកំណត់ត្រាទេ។",
    ),
    "event": ("The event is on record: {event}.", "ព្រឹត្តិការណ៍នេះមានក្នុងកំណត់ត្រា៖ {event}។"),
    "superseded": (
        "A later figure for the same thing replaces {old}: {new}.",
        "តួលេខក្រោយសម្រាប់របស់ដដែលជំនួស {old}៖ {new}។",
    ),
    "tier right": ("On record: {list}. What was said fits.", "ក្នុងបញ្ជី៖ {list}។ អ្វីដែលបាននិយាយស៊ីគ្នា។"),
    "tier wrong": ("On record: {list}; said: {stated}.", "ក្នុងបញ្ជី៖ {list}។ បាននិយាយ៖ {stated}។"),
    "trend": (
        "Comparable figures on record: {list}. Said: {way}.",
        "តួលេខដែលអាចប្រៀបធៀបបាន៖ {list}។ បាននិយាយ៖ {way}។",
    ),
    "both ways": (
        "{measure} was praised for rising and for falling: {one} / {other}.",
        "{measure} ត្រូវបានសរសើរទាំងពេលកើន និងពេលថយ៖ {one} / {other}។",
    ),
    "not checkable": (
        "Cannot be checked from the record. It would take: {record}.",
        "មិនអាចផ្ទៀងផ្ទាត់ពីបញ្ជីបានទេ។ ត្រូវការ៖ {record_km}។",
    ),
}


def sentence(key: str, **values: object) -> tuple[str, str]:
    """Return the English and the Khmer sentence; numbers are grouped, in Khmer with Khmer digits."""
    english, khmer = SENTENCES[key]
    shown = {name: _shown(value) for name, value in values.items()}
    return english.format(**shown), _in_khmer_digits(khmer.format(**shown))


def _in_khmer_digits(text: str) -> str:
    for latin, khmer in _KHMER_DIGITS:  # a tenth of what translating every Khmer letter takes
        text = text.replace(latin, khmer)
    return text


def number(value: Decimal | None) -> str:
    """Print a number as a reader expects: groups of three, at most two decimals, no trailing zeros."""
    if value is None:
        return "–"
    rounded = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    text = f"{rounded:,.2f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def span(low: Decimal, high: Decimal) -> str:
    """Print a range, or one number when both ends agree."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def _shown(value: object) -> str:
    return number(value) if isinstance(value, Decimal) else str(value)
