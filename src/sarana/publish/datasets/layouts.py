"""The register's figures in the layouts that others ask for, with small counts hidden.

UNODC: the columns of the GLOTIP table (dataUNODC). US report: its yearly questions for the period April to March. IC-TIP: events,
victims and perpetrators, victims by act, means and purpose (2023 working version; Palermo Protocol, article 3). ODIHR: the stages of a referral mechanism.
CTDC: its 27 variables; FATF: suspects against lists.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import (
    COUNTRY,
    Figure,
    Wanted,
    elements_of,
    figures_on_record,
    years_of,
)
from sarana.publish.crossed import publishable_table
from sarana.publish.datasets.layouts_counted import HIDDEN, ctdc, fatf
from sarana.publish.protected import (
    breakdown_parts,
    national_total,
    publishable_parts,
    publishable_value,
    value_label,
)
from sarana.science.disclosure import THRESHOLD
from sarana.science.indicators import BREAKDOWNS, INDICATORS, Calendar

type Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: its code, its name, its headings, and how a year's rows are made."""

    code: str
    name_en: str
    name_km: str
    headings: tuple[str, ...]
    rows: Callable[[Snapshot, int, str], Iterator[Row]]
    calendar: Calendar = Calendar.UNODC


_GLOTIP = {
    "victims_identified": ("Detected trafficking victims", ("citizenship", "form")),
    "victims_repatriated": ("Detected trafficking victims", ("country",)),
    "cases_opened": ("Offences of trafficking in persons", ()),
    "suspects_arrested": ("Persons brought into formal contact", ()),
    "persons_prosecuted": ("Persons prosecuted", ()),
    "persons_convicted": ("Persons convicted", ("citizenship", "form")),
}
_SEX = {"F": "Female", "M": "Male", "O": "Other", "U": "Unknown"}
_AGE = {"0-17": "0 to 17 years", "18+": "18 years or over", "unknown": "Unknown"}
_DIMENSION = {
    "citizenship": "by citizenship",
    "form": "by form of exploitation",
    "country": "by country of repatriation",
}
_TOTAL = "Total"


def _told(count: float | None) -> object:
    return HIDDEN if count is None else int(count)


def _of(snapshot: Snapshot, year: int, calendar: Calendar, code: str) -> list[Figure]:
    return [
        one
        for one in figures_on_record(str(snapshot.pk), calendar.value)
        if one.indicator == code and one.period.year == year
    ]


def glotip(snapshot: Snapshot, year: int, _language: str) -> Iterator[Row]:
    """The rows of UNODC's table for one year: totals by sex and age, then one dimension at a time."""
    for code, (indicator, dimensions) in _GLOTIP.items():
        found = _of(snapshot, year, Calendar.UNODC, code)
        total = national_total(found)
        if total is None:
            continue

        def row(dimension: str, category: str, sex: str, age: str, value: object, of: str = indicator) -> Row:
            return ("KHM", "Cambodia", of, dimension, category, sex, age, year, "Counts", value)

        shown = publishable_value(total)
        if code != "victims_repatriated":
            yield row(_TOTAL, _TOTAL, _TOTAL, _TOTAL, _told(shown))
            if shown is not None and "age_group" in {b.code for b in INDICATORS[code].breakdowns}:
                yield from _sex_by_age(snapshot, code, year, row)
        for by in dimensions:
            parts = publishable_parts(total, breakdown_parts(by, found))
            for category, count in parts.items():
                label = value_label(BREAKDOWNS[by], category, "en")
                label = "Nationals" if (by, category) == ("citizenship", COUNTRY) else label
                yield row(_DIMENSION[by], label, _TOTAL, _TOTAL, _told(count))


def _sex_by_age(snapshot: Snapshot, code: str, year: int, row: Callable[..., Row]) -> Iterator[Row]:
    table = publishable_table(snapshot, Wanted(code, "sex", "age_group", (year,)))
    for sex, count in table.rows.items():
        yield row(_TOTAL, _TOTAL, _SEX[sex], _TOTAL, _told(count))
    for age, count in table.columns.items():
        yield row(_TOTAL, _TOTAL, _TOTAL, _AGE[age], _told(count))
    for (sex, age), count in table.cells.items():
        yield row(_TOTAL, _TOTAL, _SEX[sex], _AGE[age], _told(count))


# Own words for what the US report asks every year, and the figures that answer; the law apart where it matters.
_QUESTIONS = (
    ("investigations", "Investigations opened", "cases_opened", ""),
    ("arrests", "Persons arrested", "suspects_arrested", ""),
    ("prosecutions", "Persons prosecuted", "persons_prosecuted", ""),
    ("prosecutions_strict", "of them for trafficking in the strict sense", "persons_prosecuted", "strict"),
    ("prosecutions_wider", "of them under other articles of the law", "persons_prosecuted", "wider"),
    ("convictions", "Persons convicted", "persons_convicted", ""),
    ("convictions_strict", "of them for trafficking in the strict sense", "persons_convicted", "strict"),
    ("convictions_wider", "of them under other articles of the law", "persons_convicted", "wider"),
    ("sentences_imposed", "Sentenced to prison that is served", "sentences_imposed", ""),
    ("sentences_suspended", "Whole sentence suspended", "sentences_suspended", ""),
    ("median_months", "Median prison sentence in months", "median_months_imposed", ""),
    ("officials_prosecuted", "Officials prosecuted", "officials_prosecuted", ""),
    ("officials_convicted", "Officials convicted", "officials_convicted", ""),
    ("victims_identified", "Victims identified", "victims_identified", ""),
    ("victims_referred", "Victims referred to care", "victims_referred", ""),
    ("victims_assisted", "Victims assisted", "victims_assisted", ""),
    ("victims_repatriated", "Victims repatriated", "victims_repatriated", ""),
    ("victims_compensated", "Victims who were paid compensation", "victims_compensated", ""),
)


def us_questions(snapshot: Snapshot, year: int, _language: str) -> Iterator[Row]:
    """A row a question: the answer of the year and of the year before, and of how many units it speaks."""
    for code, question, indicator, law in _QUESTIONS:
        now, before = (_answer(snapshot, one, indicator, law) for one in (year, year - 1))
        total = national_total(_of(snapshot, year, Calendar.TIP, indicator))
        units = f"{total.units_reporting} of {total.units_expected}" if total else ""
        yield (code, question, indicator, year, now, before, units)


def _answer(snapshot: Snapshot, year: int, indicator: str, law: str) -> object:
    found = _of(snapshot, year, Calendar.TIP, indicator)
    total = national_total(found)
    if total is None or total.value is None:
        return "not on record"
    shown = publishable_value(total)
    if law:
        parts = publishable_parts(total, breakdown_parts("law", found))
        return _told(parts.get(law, 0)) if parts else HIDDEN
    return HIDDEN if shown is None else shown


# IC-TIP's units of description, what is told of them, and the figure that tells it.
_ICTIP = (
    ("EVENT", "investigated", "cases_opened"),
    ("VICTIM", "identified", "victims_identified"),
    ("VICTIM", "assisted", "victims_assisted"),
    ("PERPETRATOR", "formal_contact", "suspects_arrested"),
    ("PERPETRATOR", "prosecuted", "persons_prosecuted"),
    ("PERPETRATOR", "convicted", "persons_convicted"),
)


def ictip(snapshot: Snapshot, year: int, language: str) -> Iterator[Row]:
    """Victims, events and perpetrators of the year.

    Victims by each act, means and purpose that an authority saw may stand in several rows; everything else as its figure's page
    shows it, so that the layout tells no more than the page.
    """
    for unit, variable, indicator in _ICTIP:
        found = _of(snapshot, year, Calendar.UNODC, indicator)
        total = national_total(found)
        if total is None:
            continue
        one = INDICATORS[indicator]
        name = one.name_km if language == "km" else one.name_en
        yield (unit, variable, "total", name, year, _told(publishable_value(total)))
        for breakdown in one.breakdowns:
            for code, count in publishable_parts(total, breakdown_parts(breakdown.code, found)).items():
                label = f"{name}: {value_label(breakdown, code, language)}"
                yield (unit, f"{variable}:{breakdown.code}", code, label, year, _told(count))
    for part, code, count in elements_of(snapshot, year):
        yield (
            "VICTIM", part, code, value_label_of(part, code, language), year, HIDDEN if 0 < count < THRESHOLD else count,
        )  # fmt: skip


def value_label_of(part: str, code: str, language: str) -> str:
    """The name of an element's code."""
    from sarana.base.vocabulary.queries import label

    lists = {"act": "PalermoAct", "means": "PalermoMeans", "purpose": "PalermoPurpose"}
    return label(lists[part], code, language)


_STAGES = (
    ("possible", "victims_possible"),
    ("identified", "victims_identified"),
    ("formally identified", "victims_identified_formally"),
    ("referred", "victims_referred"),
    ("supported", "victims_assisted"),
    ("home again", "victims_repatriated"),
    ("included", "victims_reintegrated"),
    ("redress", "victims_compensated"),
    ("trafficked again", "victims_retrafficked"),
)


def odihr_stages(snapshot: Snapshot, year: int, language: str) -> Iterator[Row]:
    """How many persons reached each stage of the referral mechanism in the year."""
    for stage, code in _STAGES:
        total = national_total(_of(snapshot, year, Calendar.UNODC, code))
        if total is not None and total.value is not None:
            one = INDICATORS[code]
            yield (
                stage, code, one.name_km if language == "km" else one.name_en, year, _told(publishable_value(total)),
            )  # fmt: skip


LAYOUTS: dict[str, Layout] = {
    one.code: one
    for one in (
        Layout(
            "glotip",
            "UNODC Global Report on Trafficking in Persons (GLOTIP)",
            "របាយការណ៍សកលរបស់ UNODC (GLOTIP)",
            ("Iso3_code", "Country", "Indicator", "Dimension", "Category", "Sex", "Age", "Year", "Unit of measurement", "VALUE"),
            glotip,
        ),
        Layout(
            "us-questions",
            "Yearly questions of the US report",
            "សំណួរប្រចាំឆ្នាំនៃរបាយការណ៍សហរដ្ឋអាមេរិក",
            ("code", "question", "indicator", "year", "value", "year_before", "units"),
            us_questions,
            Calendar.TIP,
        ),
        Layout(
            "ic-tip",
            "IC-TIP: events, victims and perpetrators",
            "IC-TIP៖ ព្រឹត្តិការណ៍ ជនរងគ្រោះ និងជនល្មើស",
            ("unit", "variable", "code", "label", "year", "value"),
            ictip,
        ),
        Layout(
            "odihr-stages",
            "Stages of the referral mechanism (ODIHR)",
            "ដំណាក់កាលនៃយន្តការបញ្ជូន (ODIHR)",
            ("stage", "indicator", "name", "year", "value"),
            odihr_stages,
        ),
        Layout(
            "ctdc",
            "CTDC: the 27 variables, as counts",
            "CTDC៖ អថេរទាំង ២៧ ជាចំនួនរាប់",
            ("n", "variable", "label", "value_of_variable", "year", "value"),
            ctdc,
        ),
        Layout(
            "fatf",
            "FATF: suspects against lists, and the money behind cases",
            "FATF៖ ជនសង្ស័យ និងបញ្ជី និងប្រាក់នៅពីក្រោយសំណុំរឿង",
            ("count", "indicator", "part", "reason", "year", "value"),
            fatf,
        ),
    )
}  # fmt: skip


def years_for(snapshot: Snapshot, layout: Layout) -> list[int]:
    """The years that a layout can be made for."""
    years = list(years_of(str(snapshot.pk)))
    return [*years, years[-1] + 1] if layout.calendar is Calendar.TIP and years else years
