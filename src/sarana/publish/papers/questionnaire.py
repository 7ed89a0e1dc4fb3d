"""An examiner's questionnaire, filled in as far as the record answers it: the same content for page, PDF and Word.

Small counts are hidden here, once. What nobody has answered is shown as open, with who should answer.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from sarana.base.accounts.enums import AgencyKind
from sarana.base.vocabulary.queries import label
from sarana.measure.assessment.queries import facts_of, facts_that_give_way, measures_by_criterion
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import Figure, figures_on_record
from sarana.publish.charts.drawing import number
from sarana.publish.papers.printing import printed
from sarana.publish.papers.word_file import WordPaper
from sarana.publish.papers.words import hidden_word, internal_word, word
from sarana.publish.protected import (
    breakdown_parts,
    national_total,
    publishable_parts,
    publishable_value,
    value_label,
)
from sarana.register.cooperation.enums import InstrumentState
from sarana.register.cooperation.queries import instruments
from sarana.register.cooperation.rules import state_on
from sarana.register.plans.models import Node
from sarana.science.disclosure import THRESHOLD
from sarana.science.indicators import BREAKDOWNS, INDICATORS, Calendar, period_of
from sarana.science.questionnaires import Question, Questionnaire
from sarana.science.tiers import FACTS, Silence


class Answer(StrEnum):
    """How far the record answers a question."""

    ANSWERED = "answered"
    PARTLY = "partly"
    OPEN = "open"


WORDS: dict[str, tuple[str, str]] = {
    "demonstration": (
        "Demonstration: an invented country. None of these numbers is about real people.",
        "ការបង្ហាញសាកល្បង៖ ប្រទេសប្រឌិត។ គ្មានលេខណាមួយអំពីមនុស្សពិតទេ។",
    ),
    "answered": ("Answered from the record", "បានឆ្លើយពីបញ្ជីការណ៍"),
    "partly": ("Partly on record", "មានមួយផ្នែកក្នុងបញ្ជីការណ៍"),
    "open": ("Open", "មិនទាន់ឆ្លើយ"),
    "standing": ("How far it is answered", "ឆ្លើយបានដល់ណា"),
    "count": ("Questions", "ចំនួនសំណួរ"),
    "who": ("To be answered by", "ត្រូវឆ្លើយដោយ"),
    "figure": ("Figure", "តួលេខ"),
    "units": ("Reported", "បានរាយការណ៍"),
    "fact": ("Fact", "ការពិត"),
    "laws": ("Articles of the law of 2008", "មាត្រានៃច្បាប់ឆ្នាំ ២០០៨"),
    "measures": ("Measures of the plan", "វិធានការក្នុងផែនការ"),
    "agreements": ("Agreements in force", "កិច្ចព្រមព្រៀងដែលមានសុពលភាព"),
    "basis": ("Article or heading", "មាត្រា ឬចំណងជើង"),
    "words": ("Answer in words", "ចម្លើយជាពាក្យ"),
    "as_of": ("As of", "គិតត្រឹម"),
    "snapshot": ("Snapshot (SHA-256)", "រូបថតទិន្នន័យ (SHA-256)"),
    "value": ("Value", "តម្លៃ"),
    "hidden_note": (
        "Counts of 1 to 4 are hidden, and with them whatever would give them back by subtraction.",
        "ចំនួន ១ ដល់ ៤ ត្រូវបានលាក់ រួមជាមួយចំនួនដែលអាចទាញរកវិញដោយការដក។",
    ),
    "to_be_sent": (
        "A draft for those who answer. It leaves the house only when they have read it.",
        "សេចក្តីព្រាងសម្រាប់អ្នកឆ្លើយ។ ចេញទៅក្រៅបានលុះត្រាតែពួកគេបានអាន។",
    ),
}
# What is told of persons outside the register: few of them are hidden as well.
_OF_PERSONS = {
    "victims_penalised", "stay_granted", "extradition_requests", "extraditions", "border_screenings", "border_referrals",
    "buyers_prosecuted", "sex_tourism_cases", "joint_cases", "recruiters_sanctioned",
}  # fmt: skip
_MOST_MEASURES = 8
_IN_FORCE = {InstrumentState.IN_FORCE, InstrumentState.ENDING}


@dataclass(frozen=True, slots=True)
class _Record:
    """What the questions are held against."""

    year: int
    language: str
    figures: dict[tuple[str, int], list[Figure]]
    facts: dict[str, float | Silence]
    agreements: list[str]
    # Facts that would tell of few beside others.
    beside: set[str]
    # Measures of the plans, by the criterion that they are filed under.
    measures: dict[str, list[Node]]


def questionnaire_content(
    one: Questionnaire, snapshot: Snapshot, *, year: int, language: str
) -> dict[str, Any]:
    """Every question with what the record says to it, in Khmer (``km``) or English (``en``)."""
    km = language == "km"
    with translation.override(language):
        record = _record(snapshot, year, language)
        parts: list[dict[str, Any]] = [
            {
                "code": part.code,
                "title": part.km if km else part.en,
                "questions": [_answered(question, record) for question in part.questions],
            }
            for part in one.parts
        ]
    w = {name: pair[km] for name, pair in WORDS.items()}
    standings = [question["standing"] for part in parts for question in part["questions"]]
    period = period_of(year, Calendar.UNODC)
    return {
        "code": one.code,
        "language": language,
        "internal": internal_word(language),
        "w": w,
        "title": one.km if km else one.en,
        "after": one.after_km if km else one.after_en,
        "year": str(year),
        "before": str(year - 1),
        "period": f"{period.start.isoformat()} – {period.end.isoformat()}",
        "as_of": timezone.localtime(snapshot.taken_at).strftime("%Y-%m-%d %H:%M"),
        "snapshot": snapshot.digest,
        "demonstration": settings.DEMONSTRATION,
        "parts": parts,
        "counts": [[w[kind], number(standings.count(kind), language)] for kind in Answer],
    }


def _record(snapshot: Snapshot, year: int, language: str) -> _Record:
    found: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in figures_on_record(str(snapshot.pk), Calendar.UNODC.value):
        if figure.period.year in {year, year - 1}:
            found[figure.indicator, figure.period.year].append(figure)
    day = snapshot.taken_on
    agreements = [one.title for one in instruments() if state_on(one, day) in _IN_FORCE]
    return _Record(
        year,
        language,
        found,
        facts_of(year, snapshot),
        agreements,
        facts_that_give_way(year, snapshot),
        measures_by_criterion(),
    )


def _answered(one: Question, record: _Record) -> dict[str, Any]:
    km = record.language == "km"
    figures = [line for code in one.figures if (line := _figure(code, record))]
    facts = [line for code in one.facts if (line := _fact(code, record))]
    laws = [label("Offence", code, record.language) for code in one.laws]
    nodes = [
        node for criterion in one.criteria for node in record.measures.get(criterion, [])[:_MOST_MEASURES]
    ]
    measures = list(dict.fromkeys(f"{node.code} {node.title}" for node in nodes))[:_MOST_MEASURES]
    agreements = record.agreements if one.agreements else []
    wanted, got = len(one.figures) + len(one.facts), len(figures) + len(facts)
    standing = (
        Answer.ANSWERED
        if wanted and got == wanted
        else Answer.PARTLY
        if got or laws or measures or agreements
        else Answer.OPEN
    )
    return {
        "code": one.code,
        "asks": one.km if km else one.en,
        "basis": one.basis,
        "standing": standing.value,
        "standing_word": WORDS[standing.value][km],
        "figures": figures,
        "tables": [table for by in one.by if (table := _table(one.figures[0], by, record))],
        "facts": facts,
        "laws": laws,
        "measures": measures,
        "agreements": agreements,
        "who": []
        if standing is Answer.ANSWERED
        else [str(AgencyKind(kind).label) for kind in one.who],
    }  # fmt: skip


def _figure(code: str, record: _Record) -> list[str] | None:
    """Name, value, value of the year before, how many units reported; nothing where the record says nothing."""
    now, before = (national_total(record.figures[code, year]) for year in (record.year, record.year - 1))
    if now is None or now.value is None:
        return None
    one = INDICATORS[code]
    units = f"{number(now.units_reporting, record.language)} / {number(now.units_expected, record.language)}"
    name = one.name_km if record.language == "km" else one.name_en
    return [name, _said(now, record.language), _said(before, record.language), units]


def _said(figure: Figure | None, language: str) -> str:
    if figure is None or figure.value is None:
        return "–"
    value = publishable_value(figure)
    return hidden_word(figure, language) if value is None else number(value, language)


def _table(code: str, by: str, record: _Record) -> dict[str, Any] | None:
    found = record.figures[code, record.year]
    parts = publishable_parts(national_total(found), breakdown_parts(by, found))
    breakdown = BREAKDOWNS[by]
    rows = [
        [
            value_label(breakdown, part, record.language),
            word("hidden", record.language) if count is None else number(count, record.language),
        ]
        for part, count in sorted(parts.items(), key=lambda row: (row[1] is None, -(row[1] or 0)))
        if count != 0
    ]
    if not rows:
        return None
    one = INDICATORS[code]
    km = record.language == "km"
    name, title = (one.name_km, breakdown.name_km) if km else (one.name_en, breakdown.name_en)
    return {"title": f"{name}: {title}", "by": title, "rows": rows}


def _fact(code: str, record: _Record) -> list[str] | None:
    value = record.facts.get(code, Silence.NOT_ASKED)
    if isinstance(value, Silence):
        return None
    fact = FACTS[code]
    few = (code in _OF_PERSONS or bool(fact.figure)) and 0 < value < THRESHOLD
    if code in record.beside:
        said = word("hidden", record.language)
    else:
        said = word("small", record.language) if few else number(value, record.language)
    return [fact.name_km if record.language == "km" else fact.name_en, said]


def questionnaire_pdf(one: Questionnaire, snapshot: Snapshot, *, year: int, language: str) -> bytes:
    """The questionnaire as a tagged PDF."""
    return printed("questionnaire", questionnaire_content(one, snapshot, year=year, language=language))


def questionnaire_docx(one: Questionnaire, snapshot: Snapshot, *, year: int, language: str) -> bytes:
    """The questionnaire as a Word document, in which the ministries write their answers."""
    r = questionnaire_content(one, snapshot, year=year, language=language)
    w = r["w"]
    paper = WordPaper(f"{r['title']} {r['year']}", language, on_every_page=r["internal"])
    if r["demonstration"]:
        paper.says(w["demonstration"], bold=True)
    paper.says(r["after"])
    paper.says(w["to_be_sent"])
    paper.says(f"{r['period']} · {w['as_of']} {r['as_of']}", quiet=True)
    paper.table([w["standing"], w["count"]], r["counts"], numbers=(1,))
    for part in r["parts"]:
        paper.heading(part["title"], 1)
        for question in part["questions"]:
            _asked(paper, question, r, w)
    paper.says(w["hidden_note"], quiet=True)
    paper.says(f"{w['snapshot']}: {r['snapshot']}", quiet=True)
    return paper.file()


def _asked(paper: WordPaper, one: dict[str, Any], r: dict[str, Any], w: dict[str, str]) -> None:
    paper.heading(f"{one['code']} · {one['asks']}", 2)
    paper.says(f"{w['basis']}: {one['basis']}", quiet=True)
    paper.says(one["standing_word"], bold=True)
    if one["figures"]:
        headings = [w["figure"], r["year"], r["before"], w["units"]]
        paper.table(headings, one["figures"], numbers=(1, 2, 3))
    for table in one["tables"]:
        paper.heading(table["title"], 3)
        paper.table([table["by"], r["year"]], table["rows"], numbers=(1,))
    if one["facts"]:
        paper.table([w["fact"], w["value"]], one["facts"], numbers=(1,))
    for key in ("laws", "measures", "agreements"):
        if one[key]:
            paper.names(w[key], "; ".join(one[key]))
    if one["who"]:
        paper.names(w["who"], ", ".join(one["who"]))
    paper.names(w["words"], "…")
