"""What is adopted and what is reported, on paper for the public: the plan of a version, the report of a period."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override

from sarana.publish.charts import bar_chart
from sarana.publish.charts.drawing import number
from sarana.publish.papers.printing import printed
from sarana.register.plans.enums import Money
from sarana.register.plans.models import PlanVersion
from sarana.register.plans.rules import Difference
from sarana.register.reporting.enums import PartName
from sarana.register.reporting.models import PeriodReport
from sarana.science.indicators import INDICATORS

WORDS: dict[str, tuple[str, str]] = {
    "version": ("Version", "កំណែ"),
    "act": ("Legal act", "លិខិតបទដ្ឋាន"),
    "hash": ("Hash", "សញ្ញាសម្គាល់"),
    "measures": ("Strategies, objectives and measures", "យុទ្ធសាស្ត្រ គោលបំណង និងវិធានការ"),
    "number": ("No.", "លេខ"),
    "title": ("What", "ខ្លឹមសារ"),
    "lead": ("Lead agency", "ស្ថាប័នដឹកនាំ"),
    "due": ("Due on", "កាលកំណត់"),
    "targets": ("Targets", "គោលដៅ"),
    "indicator": ("Indicator", "សូចនាករ"),
    "period": ("Period", "រយៈពេល"),
    "value": ("Value", "តម្លៃ"),
    "money": ("Money", "ថវិកា"),
    "year": ("Year", "ឆ្នាំ"),
    "source": ("Who pays", "អ្នកបង់"),
    "planned": ("Planned", "គ្រោង"),
    "changes": ("What changed since the version before", "អ្វីដែលបានផ្លាស់ប្តូរពីកំណែមុន"),
    "before": ("Before", "មុន"),
    "after": ("After", "ក្រោយ"),
    "none": ("None.", "គ្មាន។"),
    "report": ("Report no.", "របាយការណ៍លេខ"),
    "coverage": ("{n} of {of} units reported, {timely} of them in time.", "អង្គភាព {n} ក្នុងចំណោម {of} បានរាយការណ៍ ក្នុងនោះ {timely} ទាន់ពេល។"),
    "sum": ("Sum", "សរុប"),
    "from": ("From units", "ពីអង្គភាព"),
    "definition": ("What is counted", "អ្វីដែលត្រូវរាប់"),
    "units": ("Who did not report", "អ្នកដែលមិនបានរាយការណ៍"),
    "unit": ("Unit", "អង្គភាព"),
    "errata": ("Errata: published numbers that changed", "កំណែលេខដែលបានផ្សព្វផ្សាយ"),
    "reason": ("Why", "មូលហេតុ"),
    "hidden": ("… stands for a count of persons that is hidden: a small one, or one that would give a small one away.", "… ជំនួសចំនួនមនុស្សដែលត្រូវបានលាក់៖ ចំនួនតិច ឬចំនួនដែលនឹងបង្ហាញចំនួនតិចផ្សេងទៀត។"),
    "replaced": ("A corrected report replaces this one.", "របាយការណ៍ដែលបានកែជំនួសរបាយការណ៍នេះ។"),
}  # fmt: skip
_CAME = {"on_time", "late_in"}


def bars_of(section: Mapping[str, Any], language: str, *, narrow: bool = False) -> str:
    """The drawing of a section that holds the parts of a division; none of a section that holds none."""
    bars = section.get("bars")
    if not bars:
        return ""
    return bar_chart(section["title"], bars, language=language, hidden="…", narrow=narrow)


def public_pdf(content: Mapping[str, Any]) -> bytes:
    """The paper of a frozen content, its divisions drawn as well as tabled."""
    sections = [{**part, "svg": bars_of(part, content["language"])} for part in content["sections"]]
    return printed("public", {**content, "sections": sections})


def words_in(language: str) -> dict[str, str]:
    """The words of these papers in a language."""
    return {name: pair[language == "km"] for name, pair in WORDS.items()}


def _column(label: str, *, wide: bool = False, number: bool = False) -> dict[str, Any]:
    return {"label": label, "wide": wide, "number": number}


def plan_content(
    version: PlanVersion, agencies: dict[str, str], changes: list[Difference], language: str
) -> dict[str, Any]:
    """A frozen version of a plan as tables; nothing of it is read from the plan as it stands now."""
    w, kept = words_in(language), version.content
    codes = {node["id"]: node["code"] for node in kept["nodes"]}
    measures = [
        [
            node["code"],
            node[f"title_{language}"],
            agencies.get(node["lead"], node["lead"]),
            _day(node["due_on"], language),
        ]
        for node in kept["nodes"]
    ]
    targets = [
        [
            codes.get(t["node"], ""),
            _indicator(t["indicator"], language),
            t["period"],
            t["value"].removesuffix(".00"),
        ]
        for t in kept["targets"]
        if not t["place"]
    ]
    money = [
        [codes.get(m["node"], ""), str(m["year"]), str(Money(m["source"]).label), f"{_amount(m['planned'])} {m['currency']}"]
        for m in kept["money"]
    ]  # fmt: skip
    parts = [
        (w["measures"], [_column(w["number"]), _column(w["title"], wide=True), _column(w["lead"], wide=True), _column(w["due"])], measures),
        (w["targets"], [_column(w["number"]), _column(w["indicator"], wide=True), _column(w["period"]), _column(w["value"], number=True)], targets),
        (w["money"], [_column(w["number"]), _column(w["year"]), _column(w["source"], wide=True), _column(w["planned"], number=True)], money),
        (w["changes"], [_column(w["number"]), _column(w["before"], wide=True), _column(w["after"], wide=True)],
         [_change(one, language) for one in changes]),
    ]  # fmt: skip
    return {
        "language": language,
        "title": kept["plan"][f"title_{language}"],
        "lines": [f"{w['version']} {version.number} · {w['act']}: {version.legal_act or '–'}"],
        "foot": f"{w['hash']} {version.digest[:16]}",
        "sections": [
            {"title": title, "columns": columns, "rows": rows, "nothing": w["none"]}
            for title, columns, rows in parts
        ],
    }


def plan_pdf(
    version: PlanVersion, agencies: dict[str, str], changes: list[Difference], *, language: str
) -> bytes:
    """A frozen version of a plan as a PDF."""
    return public_pdf(plan_content(version, agencies, changes, language))


def _day(written: str | None, language: str) -> str:
    """A day of the frozen content as the language writes it."""
    if not written:
        return ""
    with override(language):
        return date_format(date.fromisoformat(written), "j F Y")


def _change(one: Difference, language: str) -> list[str]:
    told = (one.before, one.after)
    is_day = one.field in {"starts_on", "due_on"}
    return [one.code, *(_day(text, language) if is_day else text for text in told)]


def _indicator(code: str, language: str) -> str:
    one = INDICATORS.get(code)
    return (one.name_km if language == "km" else one.name_en) if one else code


def _amount(text: str) -> str:
    return f"{int(float(text)):,}".replace(",", " ")


def _shown(text: str, language: str) -> str:
    """A number as the language writes it; a hidden one stays the sign that stands for it."""
    try:
        return number(float(text), language)
    except ValueError:
        return text or "–"


def report_content(report: PeriodReport, language: str, *, marked: bool = True) -> dict[str, Any]:
    """A signed report of a period as tables: sums, what each counts, who did not report, errata; ``marked`` when replaced."""
    w, kept = words_in(language), report.content
    values = [
        [line[f"name_{language}"], _shown(line["value"], language), f"{line['units']} / {kept['expected']}",
         line[f"definition_{language}"] or line["definition_en"] or line["definition_km"]]
        for line in kept["values"]
    ]  # fmt: skip
    parts = [
        [line[f"name_{language}"], f"{PartName(name).label}: {_shown(amount, language)}"]
        for line in kept["values"]
        for name, amount in line["parts"].items()
    ]
    silent = [[unit[f"name_{language}"]] for unit in kept["units"] if unit["reported"] not in _CAME]
    errata = [
        [
            one.line.use.name_km if language == "km" else one.line.use.name_en,
            one.before,
            one.after,
            report.reason,
        ]
        for one in report.errata.select_related("line__use")
    ]
    wide = [_column(w["indicator"], wide=True)]
    sections = [
        (w["sum"], [*wide, _column(w["sum"], number=True), _column(w["from"]), _column(w["definition"], wide=True)], values),
        (w["units"], [_column(w["unit"], wide=True)], silent),
        (w["errata"], [*wide, _column(w["before"], number=True), _column(w["after"], number=True), _column(w["reason"], wide=True)], errata),
    ]  # fmt: skip
    if parts:
        sections.insert(1, (w["value"], [*wide, _column(w["value"], wide=True)], parts))
    told = w["coverage"].format(n=kept["reported"], of=kept["expected"], timely=kept["on_time"])
    lines = [f"{w['report']} {report.number} · {kept['period']} · {kept['as_of']}", told, w["hidden"]]
    if marked and report.state == "replaced":
        lines.insert(0, w["replaced"])
    return {
        "language": language,
        "title": f"{kept[f'title_{language}']} {kept['period']}",
        "lines": lines,
        "foot": f"{w['hash']} {report.digest[:16]}",
        "sections": [
            {"title": title, "columns": columns, "rows": rows, "nothing": w["none"]}
            for title, columns, rows in sections
        ],
    }


def report_pdf(report: PeriodReport, *, language: str) -> bytes:
    """A signed report as a PDF."""
    return public_pdf(report_content(report, language))
