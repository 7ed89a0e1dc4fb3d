"""The registered figures. A change of meaning is a new version, never a silent edit."""

from sarana.science.indicators.definition import (
    AGE,
    CITIZENSHIP,
    FORM,
    SEX,
    STANDING,
    Counts,
    Indicator,
    Statistic,
)

_PERSON = (SEX, AGE, FORM, CITIZENSHIP)
_VICTIM = "v.sex, v.age_group, v.form, v.citizenship"
_SUSPECT = "s.sex, s.age_group, s.form, s.citizenship"
_PERSONS_EN, _PERSONS_KM = "persons", "នាក់"

_ALL = [
    Indicator(
        code="reports_received",
        version=1,
        name_en="Reports received",
        name_km="របាយការណ៍ដែលបានទទួល",
        definition_en="Signals put on record in the period, by the day they were told. A report is not yet a case; "
        "several reports may concern one event.",
        definition_km="សញ្ញាដែលបានកត់ត្រាក្នុងអំឡុងពេល គិតតាមថ្ងៃដែលបានប្រាប់។ របាយការណ៍មិនទាន់ជាសំណុំរឿងទេ ហើយរបាយការណ៍ច្រើនអាចពាក់ព័ន្ធនឹងហេតុការណ៍តែមួយ។",
        unit_en="reports",
        unit_km="របាយការណ៍",
        counts=Counts.ACTIVITY,
        facts="SELECT ref AS key, received_on AS on_date, province, form, ref AS record FROM reports",
        record_table="reports.report",
        breakdowns=(FORM,),
    ),
    Indicator(
        code="cases_opened",
        version=1,
        name_en="Cases opened",
        name_km="សំណុំរឿងដែលបានបើក",
        definition_en="Cases opened in the period, by the day of opening.",
        definition_km="សំណុំរឿងដែលបានបើកក្នុងអំឡុងពេល គិតតាមថ្ងៃបើក។",
        unit_en="cases",
        unit_km="សំណុំរឿង",
        counts=Counts.ACTIVITY,
        facts="SELECT ref AS key, opened_on AS on_date, province, form, ref AS record FROM cases",
        record_table="cases.case",
        breakdowns=(FORM,),
        standard="IC-TIP",
    ),
    Indicator(
        code="operations",
        version=1,
        name_en="Operations carried out",
        name_km="ប្រតិបត្តិការដែលបានអនុវត្ត",
        definition_en="Raids, rescues, inspections and checks carried out in the period; planned and called-off ones "
        "do not count.",
        definition_km="ការបង្ក្រាប ការសង្គ្រោះ ការត្រួតពិនិត្យ ដែលបានអនុវត្តក្នុងអំឡុងពេល មិនរាប់បញ្ចូលប្រតិបត្តិការដែលគ្រោងទុក ឬលុបចោលទេ។",
        unit_en="operations",
        unit_km="ប្រតិបត្តិការ",
        counts=Counts.ACTIVITY,
        facts="SELECT ref AS key, carried_out_on AS on_date, province, ref AS record FROM operations "
        "WHERE state = 'carried_out'",
        record_table="operations.operation",
    ),
    Indicator(
        code="victims_identified",
        version=1,
        name_en="Victims identified",
        name_km="ជនរងគ្រោះដែលបានកំណត់អត្តសញ្ញាណ",
        definition_en="Persons whom at least one authority asserted to be a victim in the period, each counted once "
        "however many agencies list her. A person whose status another authority disputes is counted and shown apart; "
        "one whom every authority now holds not to be a victim is not counted. Possible victims are not counted.",
        definition_km="បុគ្គលដែលអាជ្ញាធរយ៉ាងតិចមួយបានអះអាងថាជាជនរងគ្រោះក្នុងអំឡុងពេល រាប់តែម្តងទោះបីមានស្ថាប័នប៉ុន្មានកត់ត្រាក៏ដោយ។ អ្នកដែលស្ថានភាពត្រូវបានជំទាស់ត្រូវរាប់បញ្ចូល និងបង្ហាញដោយឡែក។ ជនដែលអាចជាជនរងគ្រោះមិនត្រូវបានរាប់ទេ។",
        unit_en=_PERSONS_EN,
        unit_km=_PERSONS_KM,
        counts=Counts.OUTPUT,
        facts=f"SELECT v.person AS key, a.asserted_on AS on_date, v.province, {_VICTIM}, v.standing, v.ref AS record "
        "FROM assertions a JOIN victims v ON v.ref = a.victim "
        "WHERE a.assertion = 'ActualVictimOfTrafficking' AND v.standing IN ('victim', 'disputed')",
        record_table="cases.victim",
        breakdowns=(*_PERSON, STANDING),
        standard="UNODC GLOTIP: detected trafficking victims",
    ),
    Indicator(
        code="victims_possible",
        version=1,
        name_en="Possible victims",
        name_km="ជនដែលអាចជាជនរងគ្រោះ",
        definition_en="Persons first put on record in the period whom no authority has yet asserted to be a victim, "
        "although indicators were seen. They are told apart from the identified.",
        definition_km="បុគ្គលដែលបានកត់ត្រាជាលើកដំបូងក្នុងអំឡុងពេល ដែលមានសូចនាករ ប៉ុន្តែគ្មានអាជ្ញាធរណាបានអះអាងថាជាជនរងគ្រោះនៅឡើយ។",
        unit_en=_PERSONS_EN,
        unit_km=_PERSONS_KM,
        counts=Counts.OUTPUT,
        facts=f"SELECT v.person AS key, v.known_on AS on_date, v.province, {_VICTIM}, v.ref AS record "
        "FROM victims v WHERE v.standing = 'possible'",
        record_table="cases.victim",
        breakdowns=_PERSON,
    ),
    Indicator(
        code="victims_freed",
        version=1,
        name_en="Victims freed",
        name_km="ជនរងគ្រោះដែលបានរំដោះ",
        definition_en="Persons whom an operation of the period found and brought to safety, each once. Those found not "
        "to be victims by every authority are left out.",
        definition_km="បុគ្គលដែលប្រតិបត្តិការក្នុងអំឡុងពេលបានរកឃើញ និងនាំទៅទីសុវត្ថិភាព រាប់តែម្តងម្នាក់។ អ្នកដែលគ្រប់អាជ្ញាធរយល់ថាមិនមែនជាជនរងគ្រោះ មិនរាប់បញ្ចូលទេ។",
        unit_en=_PERSONS_EN,
        unit_km=_PERSONS_KM,
        counts=Counts.OUTPUT,
        facts=f"SELECT v.person AS key, o.carried_out_on AS on_date, o.province, {_VICTIM}, v.ref AS record "
        "FROM operation_victims f JOIN operations o ON o.ref = f.operation JOIN victims v ON v.ref = f.victim "
        "WHERE f.found_as = 'freed' AND v.standing <> 'not_victim'",
        record_table="cases.victim",
        breakdowns=_PERSON,
    ),
    Indicator(
        code="victims_assisted",
        version=1,
        name_en="Victims assisted",
        name_km="ជនរងគ្រោះដែលបានទទួលជំនួយ",
        definition_en="Persons for whom a service (shelter, health, legal, livelihood …) began in the period, each once.",
        definition_km="បុគ្គលដែលបានទទួលសេវា (ទីជម្រក សុខភាព ច្បាប់ មុខរបរ …) ចាប់ផ្តើមក្នុងអំឡុងពេល រាប់តែម្តងម្នាក់។",
        unit_en=_PERSONS_EN,
        unit_km=_PERSONS_KM,
        counts=Counts.OUTPUT,
        facts=f"SELECT v.person AS key, s.started_on AS on_date, v.province, {_VICTIM}, v.ref AS record "
        "FROM services s JOIN victims v ON v.ref = s.victim",
        record_table="cases.victim",
        breakdowns=_PERSON,
    ),
    Indicator(
        code="victims_reintegrated",
        version=1,
        name_en="Victims reintegrated",
        name_km="ជនរងគ្រោះដែលបានធ្វើសមាហរណកម្ម",
        definition_en="Persons whose reintegration was closed in the period because they live safely in the community "
        "(the last of social affairs' four stages). A beginning is not counted.",
        definition_km="បុគ្គលដែលសមាហរណកម្មត្រូវបានបិទក្នុងអំឡុងពេល ព្រោះរស់នៅដោយសុវត្ថិភាពក្នុងសហគមន៍ (ដំណាក់កាលចុងក្រោយនៃដំណាក់កាលទាំងបួន)។ ការចាប់ផ្តើមមិនរាប់ទេ។",
        unit_en=_PERSONS_EN,
        unit_km=_PERSONS_KM,
        counts=Counts.OUTCOME,
        facts=f"SELECT v.person AS key, r.on_date, v.province, {_VICTIM}, v.ref AS record "
        "FROM reintegration r JOIN victims v ON v.ref = r.victim WHERE r.stage = 'closed'",
        record_table="cases.victim",
        breakdowns=_PERSON,
    ),
    Indicator(
        code="suspects_arrested",
        version=1,
        name_en="Suspects arrested",
        name_km="ជនសង្ស័យដែលបានចាប់ខ្លួន",
        definition_en="Persons arrested in the period on suspicion, each once however many cases name them.",
        definition_km="បុគ្គលដែលត្រូវបានចាប់ខ្លួនដោយការសង្ស័យក្នុងអំឡុងពេល រាប់តែម្តងម្នាក់ ទោះបីមានក្នុងសំណុំរឿងច្រើនក៏ដោយ។",
        unit_en=_PERSONS_EN,
        unit_km=_PERSONS_KM,
        counts=Counts.OUTPUT,
        facts=f"SELECT s.person AS key, s.arrested_on AS on_date, s.province, {_SUSPECT}, s.ref AS record "
        "FROM suspects s WHERE s.arrested_on IS NOT NULL AND s.kind = 'person'",
        record_table="cases.suspect",
        breakdowns=_PERSON,
        standard="UNODC GLOTIP: persons arrested/suspected",
    ),
    Indicator(
        code="persons_prosecuted",
        version=1,
        name_en="Persons prosecuted",
        name_km="បុគ្គលដែលត្រូវបានចោទប្រកាន់",
        definition_en="Persons charged in the period, each once; the charge's day counts, not the arrest's or the trial's.",
        definition_km="បុគ្គលដែលត្រូវបានចោទប្រកាន់ក្នុងអំឡុងពេល រាប់តែម្តងម្នាក់ គិតតាមថ្ងៃចោទប្រកាន់ មិនមែនថ្ងៃចាប់ខ្លួន ឬជំនុំជម្រះទេ។",
        unit_en=_PERSONS_EN,
        unit_km=_PERSONS_KM,
        counts=Counts.OUTPUT,
        facts=f"SELECT s.person AS key, p.on_date, s.province, {_SUSPECT}, s.ref AS record "
        "FROM steps p JOIN suspects s ON s.ref = p.suspect WHERE p.stage = 'charge' AND s.kind = 'person'",
        record_table="cases.suspect",
        breakdowns=_PERSON,
        standard="UNODC GLOTIP: persons prosecuted",
    ),
    Indicator(
        code="persons_convicted",
        version=1,
        name_en="Persons convicted",
        name_km="បុគ្គលដែលត្រូវបានផ្តន្ទាទោស",
        definition_en="Persons convicted by a first verdict in the period, each once. Some were charged in earlier years, "
        "so that convictions may exceed prosecutions of the same year.",
        definition_km="បុគ្គលដែលត្រូវបានផ្តន្ទាទោសដោយសាលក្រមដំបូងក្នុងអំឡុងពេល រាប់តែម្តងម្នាក់។ អ្នកខ្លះត្រូវបានចោទប្រកាន់ក្នុងឆ្នាំមុនៗ។",
        unit_en=_PERSONS_EN,
        unit_km=_PERSONS_KM,
        counts=Counts.OUTCOME,
        facts=f"SELECT s.person AS key, p.on_date, s.province, {_SUSPECT}, s.ref AS record "
        "FROM steps p JOIN suspects s ON s.ref = p.suspect "
        "WHERE p.stage = 'verdict' AND p.verdict = 'convicted' AND s.kind = 'person'",
        record_table="cases.suspect",
        breakdowns=_PERSON,
        standard="UNODC GLOTIP: persons convicted",
    ),
    Indicator(
        code="median_days_report_to_operation",
        version=1,
        name_en="Median days from report to operation",
        name_km="មធ្យមភាគថ្ងៃពីរបាយការណ៍ដល់ប្រតិបត្តិការ",
        definition_en="The median number of days between a report and the first operation that acted on it, for "
        "operations carried out in the period. Reports that led to no operation are not in it.",
        definition_km="ចំនួនថ្ងៃមធ្យមភាគរវាងរបាយការណ៍ និងប្រតិបត្តិការដំបូងដែលបានចាត់វិធានការ សម្រាប់ប្រតិបត្តិការក្នុងអំឡុងពេល។ របាយការណ៍ដែលមិនបាននាំទៅប្រតិបត្តិការ មិនរាប់ទេ។",
        unit_en="days",
        unit_km="ថ្ងៃ",
        counts=Counts.OUTPUT,
        facts="SELECT r.ref AS key, MIN(o.carried_out_on) AS on_date, ANY_VALUE(r.province) AS province, "
        "ANY_VALUE(r.ref) AS record, MIN(date_diff('day', r.received_on, o.carried_out_on)) AS value "
        "FROM operation_reports l JOIN operations o ON o.ref = l.operation JOIN reports r ON r.ref = l.report "
        "WHERE o.state = 'carried_out' AND o.carried_out_on >= r.received_on GROUP BY r.ref",
        record_table="reports.report",
        statistic=Statistic.MEDIAN,
        adds_up=False,
    ),
    Indicator(
        code="units_heard",
        version=1,
        name_en="Reporting units heard from",
        name_km="អង្គភាពដែលបានរាយការណ៍",
        definition_en="Units that sent their return for every month of the period that was over when the snapshot was "
        "taken. A return that says “nothing to report” is an answer; silence is none.",
        definition_km="អង្គភាពដែលបានផ្ញើរបាយការណ៍ប្រចាំខែគ្រប់ខែក្នុងអំឡុងពេលដែលបានកន្លងផុត។ របាយការណ៍ថា “គ្មានអ្វីរាយការណ៍” ជាចម្លើយ ភាពស្ងៀមស្ងាត់មិនមែនជាចម្លើយទេ។",
        unit_en="units",
        unit_km="អង្គភាព",
        counts=Counts.ACTIVITY,
        # Filled from the coverage that every figure carries; see measure/figures.
        facts="",
        record_table="returns.return",
        adds_up=False,
    ),
]

INDICATORS: dict[str, Indicator] = {one.code: one for one in _ALL}


def indicator(code: str) -> Indicator:
    """The figure's definition.

    Raises:
        KeyError: with the codes that exist.
    """
    if code not in INDICATORS:
        raise KeyError(f"No indicator {code!r}; there are: {', '.join(INDICATORS)}.")
    return INDICATORS[code]
