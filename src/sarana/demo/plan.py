"""Two action plans: one closed with what was left over, one alive with late, stuck, unfunded and finished measures."""

from datetime import date, timedelta
from decimal import Decimal

from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.queries import provinces
from sarana.register.plans.actions import (
    add_activity,
    add_budget_line,
    add_file_evidence,
    add_measure,
    add_milestone,
    add_objective,
    add_pillar,
    adopt_amendment,
    answer_finding,
    draft_plan,
    escalate_obstacle,
    note_progress,
    propose_amendment,
    propose_change,
    raise_obstacle,
    reach_milestone,
    record_finding,
    record_risk,
    record_spending,
    set_plan_state,
    set_target,
    tag_node,
    use_indicator,
)
from sarana.register.plans.models import Evidence, Node, Plan

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


# code of the measure, milestones as (Khmer, English, share of the plan's time, per cent, reached)
_MILESTONES: dict[str, list[tuple[str, str, float, int, bool]]] = {
    "1.1": [("ព្រៀងអនុស្សរណៈទីមួយ", "First memorandum signed", 0.15, 50, True), ("អនុស្សរណៈទីពីរ", "Second memorandum signed", 0.34, 50, True)],
    "1.2": [("គណនីនៅគ្រប់ខេត្ត", "Accounts in every province", 0.2, 40, True), ("តុលាការទាំងអស់បញ្ជូនទិន្នន័យ", "Every court sends its data", 0.45, 60, False)],
    "1.3": [("សេចក្តីព្រាងប្រកាស", "Draft of the decree", 0.2, 30, True), ("ប្រកាសត្រូវបានចុះហត្ថលេខា", "Decree signed", 0.38, 70, False)],
    "2.1": [("សម្ភារៈបោះពុម្ព", "Material printed", 0.2, 20, True), ("យុទ្ធនាការក្នុង ១៥ ខេត្ត", "Campaigns in 15 provinces", 0.6, 50, False), ("ការវាយតម្លៃ", "Evaluation", 0.85, 30, False)],
    "3.1": [("សេចក្តីណែនាំ", "Instruction issued", 0.2, 50, True), ("ព្រះរាជអាជ្ញាទាំងអស់", "Every prosecutor named a contact", 0.5, 45, True), ("ការពិនិត្យឡើងវិញ", "Review", 0.68, 5, False)],
    "3.2": [("ក្រុមព្រះរាជអាជ្ញា", "Team of prosecutors formed", 0.2, 30, True), ("សំណុំរឿងធំ", "Large cases brought to trial", 0.8, 70, False)],
    "4.2": [("ស្តង់ដារទីជម្រក", "Standards for shelters", 0.2, 20, True), ("ទីជម្រកបី", "Three shelters licensed", 0.5, 20, True), ("គ្រប់តំបន់", "A shelter in every region", 0.9, 60, False)],
    "4.3": [("នីតិវិធី", "Procedure agreed", 0.3, 40, True), ("អ្នកសង្គមកិច្ច", "Social workers trained", 0.55, 15, False), ("២៤ ខែ", "First 24 months followed", 0.9, 45, False)],
    "3.3": [("កម្មវិធីបណ្តុះបណ្តាល", "Training programme agreed", 0.1, 20, False), ("តុលាការទាំង ២៥", "All 25 courts trained", 0.29, 80, False)],
    "4.1": [("ទម្រង់ពិនិត្យត្រូវបានអនុម័ត", "Screening form adopted", 0.1, 40, True), ("ប្រើក្នុងគ្រប់ខេត្ត", "In use in every province", 0.45, 60, False)],
}  # fmt: skip
# code, years after the plan's first, who pays, currency, planned, spent
_MONEY: list[tuple[str, int, str, str, int, int]] = [
    ("1.1", 0, "state", "KHR", 80_000_000, 78_000_000), ("1.2", 0, "donor", "USD", 120_000, 90_000),
    ("1.3", 0, "state", "KHR", 400_000_000, 0), ("1.3", 1, "not_covered", "KHR", 600_000_000, 0),
    ("2.1", 0, "state", "KHR", 200_000_000, 60_000_000), ("2.1", 1, "ngo", "USD", 45_000, 41_000),
    ("3.3", 0, "not_covered", "USD", 70_000, 0), ("4.2", 0, "donor", "USD", 300_000, 180_000),
]  # fmt: skip


# Measure, Khmer, English, what is counted, split by, and about how many a quarter in a province.
COUNTED_BY_HAND = (
    ("2.1", "អ្នកចូលរួមវគ្គអប់រំ", "Persons who came to a session", "Heads counted at the session", ("sex", "age"), 240),
    ("4.1", "មន្ត្រីដែលទទួលបានការបណ្តុះបណ្តាល", "Officers trained in identification", "Lists of those present", ("sex",), 24),
    ("2.1", "វគ្គអប់រំក្នុងភូមិ", "Sessions held in villages", "Reports of the communes", (), 9),
)  # fmt: skip
ASKED_OF_MINISTRIES = (
    ("2.2", "ទីភ្នាក់ងារជ្រើសរើសដែលបានត្រួតពិនិត្យ", "Recruitment agencies inspected", "Reports of inspection", 30),
    ("4.2", "គ្រែសម្រាប់ជនរងគ្រោះ", "Beds kept for victims", "Lists of the shelters on the last day", 60),
)


def write_plans(officers: dict[str, Officer], agencies: dict[str, Agency], until: date) -> None:
    """The plan of the years before, closed, and the one that runs."""
    secretariat = officers["secretariat"]
    former = _draft(secretariat, date(2019, 1, 1), date(2023, 12, 31))
    measures = _fill(former, secretariat, agencies, until)
    for code, measure in measures.items():
        if code not in {"1.3", "3.3"}:
            _finish(secretariat, measure, date(2023, 12, 15))
    set_plan_state(by=secretariat, plan=former, state="adopted", on=date(2019, 1, 1))
    set_plan_state(by=secretariat, plan=former, state="closed")
    present = _draft(secretariat, date(2024, 1, 1), date(2028, 12, 31), supersedes=former)
    measures = _fill(present, secretariat, agencies, until)
    for code in ("1.3", "3.3"):
        measures[code].carried_from = former.nodes.get(code=code)
        measures[code].save(update_fields=["carried_from"])
    _count_by_hand(secretariat, measures, until)
    set_plan_state(by=secretariat, plan=present, state="adopted", on=date(2024, 8, 1))
    _trouble(secretariat, measures, agencies, min(until, date(2025, 3, 1)))
    _frames(secretariat, measures)
    _amend(secretariat, present, measures["3.1"])


def _draft(by: Officer, first: date, last: date, supersedes: Plan | None = None) -> Plan:
    return draft_plan(
        by=by,
        title_km=f"ផែនការយុទ្ធសាស្ត្រជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស {first.year}–{last.year}",
        title_en=f"National plan against trafficking {first.year}–{last.year}",
        starts_on=first,
        ends_on=last,
        legal_act="Demonstration act no. 1",
        supersedes=supersedes,
    )


def _count_by_hand(by: Officer, measures: dict[str, Node], until: date) -> None:
    """What units will be asked for; of the first a target for each province and quarter of the last years."""
    for code, km, en, definition, _size in ASKED_OF_MINISTRIES:
        use_indicator(
            by=by, node=measures[code], name_km=km, name_en=en, definition_km=km, definition_en=definition
        )
    for code, km, en, definition, splits, size in COUNTED_BY_HAND:
        use = use_indicator(
            by=by, node=measures[code], name_km=km, name_en=en, definition_km=km, definition_en=definition,
            unit_km="នាក់" if splits else "វគ្គ", unit_en="persons" if splits else "sessions",
        )  # fmt: skip
        if "age" not in splits:
            continue
        parts = {place: Decimal(size) for place in provinces().values()}
        for year in range(until.year - 1, until.year + 1):
            for quarter in range(1, 5):
                whole = sum(parts.values(), Decimal(0))
                set_target(by=by, use=use, period=f"{year}-Q{quarter}", value=whole, parts=parts)


def _fill(plan: Plan, by: Officer, agencies: dict[str, Agency], until: date) -> dict[str, Node]:
    days = (plan.ends_on - plan.starts_on).days
    pillars = [add_pillar(by=by, plan=plan, title_km=km, title_en=en) for km, en in _PILLARS]
    objectives = [
        add_objective(by=by, parent=p, code=f"{p.code}.0", title_km=f"គោលបំណង៖ {p.title_km}", title_en=f"Objective: {p.title_en}")
        for p in pillars
    ]  # fmt: skip
    made: dict[str, Node] = {}
    for pillar, code, km, en, lead, starts, due, state, note, indicator, target in _MEASURES:
        measure = add_measure(
            by=by,
            parent=objectives[pillar],
            code=code,
            title_km=km,
            title_en=en,
            lead_agency=agencies[lead],
            starts_on=plan.starts_on + timedelta(days=int(days * starts)),
            due_on=plan.starts_on + timedelta(days=int(days * due)),
        )
        made[code] = measure
        if indicator:
            use = use_indicator(by=by, node=measure, indicator=indicator)
            for year in range(plan.starts_on.year, min(plan.ends_on.year, until.year) + 1):
                set_target(by=by, use=use, period=str(year), value=Decimal(target))
        day = min(until, plan.starts_on + timedelta(days=int(days * 0.35)))
        _mark(by, measure, days, day)
        if state == "done":
            _finish(by, measure, day)
        elif note:
            _note(by, measure, state, note, day)
    for number, (code, place) in enumerate(sorted(provinces().items())):
        for measure in (made["2.1"], made["4.1"]):
            activity = add_activity(
                by=by, parent=measure, code=f"{measure.code}.{number + 1}", title_km=f"{measure.title_km} – {place.name_km}",
                title_en=f"{measure.title_en} – {place.name_latin}", lead_agency=agencies[f"pcct-{code}"], place=place,
                due_on=plan.starts_on + timedelta(days=int(days * (0.25 + 0.02 * (number % 20)))),
            )  # fmt: skip
            if number % 4 == 0:
                _finish(by, activity, min(until, plan.starts_on + timedelta(days=int(days * 0.24))))
    _pay(by, plan, made)
    return made


def _mark(by: Officer, measure: Node, days: int, day: date) -> None:
    first = measure.plan.starts_on
    for km, en, at, per_cent, is_reached in _MILESTONES.get(measure.code, []):
        due = first + timedelta(days=int(days * at))
        milestone = add_milestone(
            by=by, node=measure, title_km=km, title_en=en, due_on=due, share=Decimal(per_cent)
        )
        if is_reached:
            reach_milestone(by=by, milestone=milestone, on=min(due, day), shown_by=_proof(by, measure, en))


def _proof(by: Officer, node: Node, what: str) -> Evidence:
    content = f"Demonstration: {what}. {node.code} {node.title_en}, {node.plan.starts_on.year}.".encode()
    return add_file_evidence(by=by, node=node, title=what, name="proof.txt", content=content, audience="plan")


def _finish(by: Officer, node: Node, on: date) -> None:
    proof = _proof(by, node, "Report of completion")
    for milestone in node.milestones.filter(reached_on=None):
        reach_milestone(by=by, milestone=milestone, on=on, shown_by=proof)
    _note(by, node, "done", "Finished; the report of completion shows it.", on)


def _pay(by: Officer, plan: Plan, measures: dict[str, Node]) -> None:
    for code, years, source, currency, planned, spent in _MONEY:
        year = plan.starts_on.year + years
        line = add_budget_line(
            by=by, node=measures[code], fiscal_year=year, source=source, currency=currency, planned=Decimal(planned),
            call_on=date(year - 1, 5, 31) if source == "state" else None,
            funder="Demonstration fund" if source == "donor" else "",
        )  # fmt: skip
        if spent:
            record_spending(by=by, line=line, seen_version=1, committed=Decimal(spent), spent=Decimal(spent))


def _trouble(by: Officer, measures: dict[str, Node], agencies: dict[str, Agency], on: date) -> None:
    stuck = raise_obstacle(
        by=by, node=measures["1.3"], kind="money", on=on, asked_of=agencies["moi"],
        text_km="ថវិកាបានបិទមុនពេលផែនការត្រូវបានចុះហត្ថលេខា។", text_en="The budget had closed before the plan was signed.",
    )  # fmt: skip
    escalate_obstacle(
        by=by, obstacle=stuck, level="national", on=on, reason="The ministry can't reopen its budget alone."
    )
    raise_obstacle(
        by=by, node=measures["3.3"], kind="staff", on=on, asked_of=agencies["moj"],
        text_km="គ្មានគ្រូបង្គោលគ្រប់គ្រាន់។", text_en="There are not enough trainers.",
    )  # fmt: skip
    record_risk(
        by=by, node=measures["4.2"], kind="risk", likelihood=3, impact=5,
        text_km="មូលនិធិម្ចាស់ជំនួយអាចបញ្ចប់នៅឆ្នាំក្រោយ។", text_en="The donor's money may end next year.",
        mitigation="Ask for a line in the state budget in time for the next call.",
    )  # fmt: skip


def _frames(by: Officer, measures: dict[str, Node]) -> None:
    for code, scheme, heads in (
        ("1.1", "bohol", ["D"]), ("1.2", "tvpa", ["11"]), ("3.2", "tvpa", ["1", "7"]), ("3.2", "actip", ["16"]),
        ("4.1", "nrm", ["1"]), ("4.2", "nrm", ["2"]), ("4.3", "nrm", ["3"]), ("4.2", "greta", ["protection"]),
    ):  # fmt: skip
        tag_node(by=by, node=measures[code], scheme=scheme, codes=heads)
    answered = record_finding(
        by=by, source="us_tip", document="Trafficking in Persons Report", year=2022, paragraph="Cambodia",
        text_en="No centralised record of investigations and judicial proceedings.",
        text_km="គ្មានកំណត់ត្រារួមនៃការស៊ើបអង្កេត និងនីតិវិធីតុលាការ។",
    )  # fmt: skip
    answer_finding(by=by, finding=answered, node=measures["1.2"])
    record_finding(
        by=by, source="ngo", document="Demonstration shadow report", year=2025, paragraph="4",
        text_en="Interpreters are missing in most interviews.", text_km="ខ្វះអ្នកបកប្រែក្នុងការសម្ភាសភាគច្រើន។",
    )  # fmt: skip


def _amend(by: Officer, plan: Plan, measure: Node) -> None:
    amendment = propose_amendment(by=by, plan=plan, reason="ព្រះរាជអាជ្ញាបានស្នើឱ្យមានវិធានដូចគ្នានៅគ្រប់ខេត្ត")
    later = (measure.due_on or plan.ends_on) + timedelta(days=180)
    propose_change(by=by, amendment=amendment, node=measure, changes={"due_on": later})
    adopt_amendment(by=by, amendment=amendment, legal_act="Demonstration act no. 2", on=date(2025, 2, 1))


def _note(by: Officer, node: Node, state: str, text: str, on: date) -> None:
    note_progress(by=by, node=node, on=on, state=state, text_en=text, text_km=_KHMER.get(text, text))


_KHMER = {
    "Two memoranda are signed and published.": "អនុស្សរណៈពីរត្រូវបានចុះហត្ថលេខា និងផ្សព្វផ្សាយ។",
    "All 25 provinces have accounts; five still send late.": "ខេត្តទាំង ២៥ មានគណនី ខេត្តប្រាំនៅតែផ្ញើយឺត។",
    "The budget had closed before the plan was signed.": "ថវិកាត្រូវបានបិទមុនពេលចុះហត្ថលេខាលើផែនការ។",
    "Campaigns ran in six provinces.": "យុទ្ធនាការបានធ្វើក្នុងខេត្តចំនួនប្រាំមួយ។",
    "Half of the agencies were inspected.": "ទីភ្នាក់ងារពាក់កណ្តាលត្រូវបានពិនិត្យ។",
    "Named in the checklist of every operation.": "មានក្នុងបញ្ជីត្រួតពិនិត្យនៃប្រតិបត្តិការនីមួយៗ។",
    "The screening form is in use in 18 provinces.": "ទម្រង់ពិនិត្យត្រូវបានប្រើក្នុង ១៨ ខេត្ត។",
    "Three shelters have free beds.": "ទីជម្រកបីមានគ្រែទំនេរ។",
    "Finished; the report of completion shows it.": "បានបញ្ចប់ របាយការណ៍បញ្ចប់ជាភស្តុតាង។",
}
