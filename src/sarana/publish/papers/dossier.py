"""The dossier for a tier: every criterion with its facts, the three voices, evidence, and the gaps told before others find them."""

from typing import Any

from django.utils import timezone

from sarana.measure.assessment.enums import Voice
from sarana.measure.assessment.models import Assessment
from sarana.measure.assessment.queries import (
    NEIGHBOURS,
    OWN_COUNTRY,
    evidence_for,
    latest_ratings,
    limit_ahead,
    measures_by_criterion,
    tier_histories,
)
from sarana.measure.figures.models import Snapshot
from sarana.publish.charts import tier_chart
from sarana.publish.papers.printing import printed
from sarana.publish.papers.words import internal_word
from sarana.publish.tier_facts import shown_facts, two_years
from sarana.science.indicators import Calendar, period_of
from sarana.science.tiers import CRITERIA, FACTS, SCHEMES, Group, Standing, heads_of, read, what_would_move

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Self-assessment against the US tier standards", "ការវាយតម្លៃខ្លួនឯងតាមស្តង់ដារចំណាត់ថ្នាក់របស់សហរដ្ឋអាមេរិក"),
    "report": ("Report of the year", "របាយការណ៍ឆ្នាំ"),
    "draft": ("In work, not published", "កំពុងរៀបចំ មិនទាន់ផ្សាយ"),
    "published": ("Published on", "បានផ្សាយនៅថ្ងៃ"),
    "snapshot": ("Snapshot (SHA-256)", "រូបថតទិន្នន័យ (SHA-256)"),
    "no_promise": (
        "This paper reads the record against the words of the law. It promises no tier; the judgement is another's.",
        "ឯកសារនេះអានទិន្នន័យធៀបនឹងច្បាប់។ មិនសន្យាចំណាត់ថ្នាក់ណាទេ ការវិនិច្ឆ័យជារបស់អ្នកដទៃ។",
    ),
    "gaps": ("What is not on record", "អ្វីដែលមិនទាន់មានក្នុងបញ្ជី"),
    "gaps_lede": (
        "Those first whose answer could change the most of the test. Silence on prosecution and on officials is presumed against a country.",
        "ចម្លើយដែលអាចប្តូរការសាកល្បងច្រើនជាងគេនៅមុន។ ភាពស្ងៀមស្ងាត់លើការចោទ និងលើមន្ត្រីត្រូវចាត់ទុកជាប្រឆាំង។",
    ),
    "fact": ("Fact", "ការពិត"),
    "criteria": ("Criteria", "លក្ខខណ្ឌ"),
    "source": ("Source", "ប្រភព"),
    "evidence": ("Evidence", "ភស្តុតាង"),
    "measures": ("Measures of the plan", "វិធានការក្នុងផែនការ"),
    "also": ("Also asked for by", "ក៏ត្រូវបានស្នើដោយ"),
    "record": ("By the record", "តាមបញ្ជីការណ៍"),
    "chart": ("Placements on record", "ចំណាត់ថ្នាក់ក្នុងបញ្ជី"),
    "small": (
        "Counts of 1 to 4 are hidden in this paper.",
        "ចំនួនពី ១ ដល់ ៤ ត្រូវបានលាក់ក្នុងឯកសារនេះ។",
    ),
    "not_told": ("Not told: a small count stands behind it", "មិនប្រាប់៖ មានចំនួនតិចតួចនៅពីក្រោយ"),
    "standards": ("Minimum standards", "លក្ខខណ្ឌអប្បបរមា"),
    "indicia": ("Indicia of serious and sustained efforts", "សូចនាករនៃកិច្ចខិតខំ"),
    "efforts": ("Factors of significant efforts", "កត្តានៃកិច្ចខិតខំសំខាន់"),
    "tier_1": ("Tier 1", "ថ្នាក់ ១"),
    "tier_2": ("Tier 2", "ថ្នាក់ ២"),
    "tier_2WL": ("Watch List", "បញ្ជីតាមដាន"),
    "tier_3": ("Tier 3", "ថ្នាក់ ៣"),
}  # fmt: skip
_STANDINGS = {
    Standing.MET: ("Met", "បំពេញ"),
    Standing.PARTLY: ("Partly met", "បំពេញមួយផ្នែក"),
    Standing.NOT_MET: ("Not met", "មិនបំពេញ"),
    Standing.PRESUMED_NOT: ("No answer: presumed not", "គ្មានចម្លើយ៖ ចាត់ទុកថាមិនបំពេញ"),
    Standing.UNKNOWN: ("Not on record", "មិនមានក្នុងបញ្ជី"),
}
_VOICES = {
    Voice.OWN: ("Own rating", "ការវាយតម្លៃខ្លួនឯង"),
    Voice.SECRETARIAT: ("Secretariat", "លេខាធិការដ្ឋាន"),
    Voice.CIVIL_SOCIETY: ("Civil society", "សង្គមស៊ីវិល"),
}
_GROUPS = {Group.STANDARD: "standards", Group.INDICIUM: "indicia", Group.EFFORTS: "efforts"}


def dossier_pdf(assessment: Assessment, snapshot: Snapshot | None, *, language: str) -> bytes:
    """The dossier as a tagged PDF in Khmer (``km``) or English (``en``); small counts are hidden."""
    content = dossier_content(assessment, snapshot, language=language)
    # Paper has no colour of its own that a drawing could follow.
    return printed("dossier", content | {"chart": content["chart"].replace("currentColor", "#17324d")})


def _chart(language: str) -> str:
    """The placements of the own country and its neighbours; nothing where none is on record."""
    km = language == "km"
    histories = tier_histories(NEIGHBOURS)
    placed = {
        code: {year: str(one.tier) for year, one in history.years.items()}
        for code, history in histories.items()
    }
    years = [year for found in placed.values() for year in found]
    return (
        tier_chart(
            WORDS["chart"][km],
            range(min(years), max(years) + 1),
            placed,
            own=OWN_COUNTRY,
            names=[WORDS[f"tier_{one}"][km] for one in ("1", "2", "2WL", "3")],
        )
        if years
        else ""
    )


def public_content(assessment: Assessment, snapshot: Snapshot | None, *, language: str) -> dict[str, Any]:
    """What everybody may read of a dossier, as tables: how each criterion stands, and what is not on record.

    No number of the register, which counts other months than releases do, and no words of officers. Where a small count stands
    behind a criterion its standing is not told either.
    """
    told, km = dossier_content(assessment, snapshot, language=language), language == "km"
    w = told["w"]
    wide, plain = {"wide": True, "number": False}, {"wide": False, "number": False}
    unknown = WORDS["not_told"][km]
    groups = [
        {
            "title": w[name],
            "columns": [{"label": w["criteria"]} | wide, {"label": w["record"]} | plain],
            "rows": [
                [f"{one['code']} · {one['title']}", unknown if one["hidden"] else one["standing"]]
                for one in told["sections"]
                if one["group"] == name
            ],
            "nothing": "–",
        }
        for name in ("standards", "indicia", "efforts")
    ]
    gaps = {
        "title": w["gaps"],
        "columns": [{"label": w["fact"]} | wide, {"label": w["criteria"]} | plain],
        "rows": told["gaps"],
        "nothing": "–",
    }
    return {
        "language": language,
        "title": f"{w['title']} {told['year']}",
        "lines": [w["no_promise"], told["period"], w["gaps_lede"]],
        "foot": f"{w['snapshot']} {told['snapshot'][:16]}",
        "sections": [*groups, gaps],
    }


def dossier_content(assessment: Assessment, snapshot: Snapshot | None, *, language: str) -> dict[str, Any]:
    """What the dossier says, for paper and page alike; small counts are hidden, for it travels on."""
    km, year = language == "km", assessment.year
    period = period_of(year, Calendar.TIP)
    on_record, ahead, ratings = two_years(year, snapshot), limit_ahead(year), latest_ratings(assessment)
    reading = read(on_record.now.told, on_record.before.told, ahead)
    evidence: dict[str, list[str]] = {}
    for one in evidence_for(assessment):
        evidence.setdefault(one.criterion, []).append(one.title)
    sections, measures = [], measures_by_criterion()
    for code, criterion in CRITERIA.items():
        finding = reading.findings[code]
        facts = shown_facts(criterion, on_record, exact=False, language=language)
        sections.append(
            {
                "code": code,
                "group": _GROUPS[criterion.group],
                "title": criterion.title(language),
                "asks": criterion.asks(language),
                "cite": criterion.cite,
                "standing": _STANDINGS[finding.standing][km],
                "reasons": []
                if any(fact.hidden for fact in facts)
                else [told[language] for told in finding.reasons],
                "hidden": any(fact.hidden for fact in facts),
                "facts": [[fact.name, fact.now, fact.before, fact.source] for fact in facts],
                "voices": [
                    [name[km], _STANDINGS[Standing(rated.rating)][km], rated.reason]
                    for voice, name in _VOICES.items()
                    if (rated := ratings.get((code, voice.value)))
                ],
                "evidence": evidence.get(code, []),
                "measures": [f"{node.code} {node.title}" for node in measures.get(code, [])[:10]],
                "also": [
                    f"{SCHEMES[head.scheme][km]}: {head.name_km if km else head.name_en}"
                    for head in heads_of(code)
                ],
            }
        )
    gaps = what_would_move(on_record.now.told, on_record.before.told, ahead)
    published = assessment.published_at
    return {
        "language": language,
        "internal": internal_word(language),
        "w": {name: pair[km] for name, pair in WORDS.items()},
        "year": str(year),
        "before": str(year - 1),
        "period": f"{period.start.isoformat()} – {period.end.isoformat()}",
        "published": timezone.localtime(published).strftime("%Y-%m-%d") if published else "",
        "snapshot": snapshot.digest if snapshot else "–",
        "chart": _chart(language),
        "sections": sections,
        "gaps": [
            [
                FACTS[gap.fact].name_km if km else FACTS[gap.fact].name_en,
                ", ".join(gap.criteria) or "–",
            ]
            for gap in gaps
        ],
    }
