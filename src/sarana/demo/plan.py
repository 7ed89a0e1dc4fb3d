"""Two action plans: one closed, one alive with late, stuck and finished measures."""

from datetime import date, timedelta
from decimal import Decimal

from sarana.base.accounts.models import Agency, Officer
from sarana.register.plans.actions import (
    add_measure,
    add_pillar,
    draft_plan,
    note_progress,
    set_plan_state,
    set_target,
)
from sarana.register.plans.models import Measure, Plan

_PILLARS = [
    ("សហប្រតិបត្តិការ ច្បាប់ គោលនយោបាយ និងស្តង់ដារ", "Cooperation, law, policy and standards"),
    ("ការបង្ការគ្រប់ទម្រង់ និងការបង្ការការរំលោភផ្លូវភេទលើកុមារ", "Prevention of all forms"),
    ("ការឆ្លើយតបផ្នែកយុត្តិធម៌ព្រហ្មទណ្ឌ", "Criminal-justice response"),
    ("ការការពារជនរងគ្រោះ", "Protection of survivors"),
]
# pillar, code, Khmer, English, lead agency, first and last day as shares of the plan, state, note, indicator and yearly target
_MEASURES: list[tuple[int, str, str, str, str, float, float, str, str, str | None, int]] = [
    (0, "1.1", "ចុះអនុស្សរណៈជាមួយរដ្ឋជិតខាង", "Sign memoranda with neighbouring states", "wg-cooperation", 0.0, 0.35, "done", "Two memoranda are signed and published.", None, 0),
    (0, "1.2", "បង្កើតកំណត់ត្រារួមនៃការស៊ើបអង្កេត និងនីតិវិធីតុលាការ", "Keep one central record of investigations and court proceedings", "wg-monitoring", 0.0, 0.5, "under_way", "All 25 provinces have accounts; five still send late.", "units_heard", 25),
    (0, "1.3", "បង់ថ្លៃស៊ើបអង្កេតជាមុន", "Pay the cost of investigations in advance", "moi", 0.1, 0.4, "stuck", "The budget had closed before the plan was signed.", "median_days_report_to_operation", 7),
    (1, "2.1", "អប់រំសាធារណៈអំពីល្បិចជួញដូរ", "Teach the public the traffickers' tricks", "wg-prevention", 0.0, 0.9, "under_way", "Campaigns ran in six provinces.", "reports_received", 400),
    (1, "2.2", "ពិនិត្យទីភ្នាក់ងារជ្រើសរើសការងារ", "Inspect recruitment agencies", "molvt", 0.1, 0.45, "under_way", "Half of the agencies were inspected.", None, 0),
    (2, "3.1", "បើកប្រតិបត្តិការជាមួយព្រះរាជអាជ្ញាគ្រប់ករណី", "Tell the prosecutor before every operation", "wg-enforcement", 0.0, 0.6, "under_way", "Named in the checklist of every operation.", "operations", 200),
    (2, "3.2", "ចោទប្រកាន់មេខ្លោង", "Prosecute those who organise", "wg-justice", 0.05, 0.95, "under_way", "", "persons_prosecuted", 160),
    (2, "3.3", "បណ្តុះបណ្តាលសាលាដំបូងទាំង ២៥", "Train all 25 courts of first instance", "moj", 0.0, 0.3, "not_started", "", None, 0),
    (3, "4.1", "កំណត់អត្តសញ្ញាណជនរងគ្រោះតាមគោលការណ៍តែមួយ", "Identify victims by one procedure", "wg-protection", 0.0, 0.5, "under_way", "The screening form is in use in 18 provinces.", "victims_identified", 450),
    (3, "4.2", "ទីជម្រក និងសេវាសម្រាប់ជនរងគ្រោះ", "Shelter and services for every victim who wants them", "mosvy", 0.0, 0.95, "under_way", "Three shelters have free beds.", "victims_assisted", 420),
    (3, "4.3", "តាមដានសមាហរណកម្មរយៈពេល ២៤ ខែ", "Follow reintegration for 24 months", "mosvy", 0.1, 0.95, "under_way", "", "victims_reintegrated", 150),
]  # fmt: skip


def write_plans(officers: dict[str, Officer], agencies: dict[str, Agency], until: date) -> None:
    """The plan of the years before, closed, and the one that runs."""
    secretariat = officers["secretariat"]
    former = _draft(secretariat, date(2019, 1, 1), date(2023, 12, 31))
    _fill(former, secretariat, agencies, until)
    for measure in Measure.objects.filter(pillar__plan=former).exclude(code__in=["1.3", "3.3"]):
        _note(
            secretariat,
            measure,
            "done",
            "Finished or carried into the plan that follows.",
            date(2023, 12, 15),
        )
    set_plan_state(by=secretariat, plan=former, state="closed")
    present = _draft(secretariat, date(2024, 1, 1), date(2028, 12, 31))
    _fill(present, secretariat, agencies, until)
    set_plan_state(by=secretariat, plan=present, state="adopted")


def _draft(by: Officer, first: date, last: date) -> Plan:
    return draft_plan(
        by=by,
        title_km=f"ផែនការយុទ្ធសាស្ត្រជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស {first.year}–{last.year}",
        title_en=f"National plan against trafficking {first.year}–{last.year}",
        starts_on=first,
        ends_on=last,
        legal_act="Demonstration act no. 1",
    )


def _fill(plan: Plan, by: Officer, agencies: dict[str, Agency], until: date) -> None:
    days = (plan.ends_on - plan.starts_on).days
    pillars = [
        add_pillar(by=by, plan=plan, order=n, title_km=km, title_en=en)
        for n, (km, en) in enumerate(_PILLARS, 1)
    ]
    for pillar, code, km, en, lead, starts, due, state, note, indicator, target in _MEASURES:
        measure = add_measure(
            by=by,
            pillar=pillars[pillar],
            code=code,
            title_km=km,
            title_en=en,
            lead_agency=agencies[lead],
            starts_on=plan.starts_on + timedelta(days=int(days * starts)),
            due_on=plan.starts_on + timedelta(days=int(days * due)),
        )
        if indicator:
            for year in range(plan.starts_on.year, min(plan.ends_on.year, until.year) + 1):
                set_target(by=by, measure=measure, indicator=indicator, year=year, value=Decimal(target))
        if note:
            _note(by, measure, state, note, min(until, plan.starts_on + timedelta(days=int(days * 0.4))))


def _note(by: Officer, measure: Measure, state: str, text: str, on: date) -> None:
    note_progress(by=by, measure=measure, on=on, state=state, text_en=text, text_km=_KHMER.get(text, text))


_KHMER = {
    "Two memoranda are signed and published.": "អនុស្សរណៈពីរត្រូវបានចុះហត្ថលេខា និងផ្សព្វផ្សាយ។",
    "All 25 provinces have accounts; five still send late.": "ខេត្តទាំង ២៥ មានគណនី ខេត្តប្រាំនៅតែផ្ញើយឺត។",
    "The budget had closed before the plan was signed.": "ថវិកាត្រូវបានបិទមុនពេលចុះហត្ថលេខាលើផែនការ។",
    "Campaigns ran in six provinces.": "យុទ្ធនាការបានធ្វើក្នុងខេត្តចំនួនប្រាំមួយ។",
    "Half of the agencies were inspected.": "ទីភ្នាក់ងារពាក់កណ្តាលត្រូវបានពិនិត្យ។",
    "Named in the checklist of every operation.": "មានក្នុងបញ្ជីត្រួតពិនិត្យនៃប្រតិបត្តិការនីមួយៗ។",
    "The screening form is in use in 18 provinces.": "ទម្រង់ពិនិត្យត្រូវបានប្រើក្នុង ១៨ ខេត្ត។",
    "Three shelters have free beds.": "ទីជម្រកបីមានគ្រែទំនេរ។",
    "Finished or carried into the plan that follows.": "បានបញ្ចប់ ឬបន្តទៅផែនការបន្ទាប់។",
}
