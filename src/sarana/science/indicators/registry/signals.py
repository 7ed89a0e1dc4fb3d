"""Figures about signals and what was done about them: reports, cases, operations, and who was heard."""

from sarana.science.indicators.definition import FORM, Counts, Group, Indicator, Statistic
from sarana.science.indicators.registry.phrases import PERSONS_EN, PERSONS_KM

SIGNALS = (
    Indicator(
        code="reports_received",
        version=1,
        group=Group.SIGNALS,
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
        group=Group.SIGNALS,
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
        group=Group.SIGNALS,
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
        code="median_days_report_to_operation",
        version=1,
        group=Group.SIGNALS,
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
        group=Group.SIGNALS,
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
    Indicator(
        code="persons_screened",
        version=1,
        group=Group.SIGNALS,
        name_en="Persons screened in operations",
        name_km="បុគ្គលដែលបានពិនិត្យក្នុងប្រតិបត្តិការ",
        definition_en="Persons screened for signs of trafficking in the operations of the period, as the operations tell it. The same person may be screened twice. Thousands screened and nobody identified is a question, not a result.",
        definition_km="បុគ្គលដែលបានពិនិត្យរកសញ្ញានៃការជួញដូរក្នុងប្រតិបត្តិការនៃអំឡុងពេល តាមការរាយការណ៍របស់ប្រតិបត្តិការ។ មនុស្សដដែលអាចត្រូវពិនិត្យពីរដង។",
        unit_en=PERSONS_EN,
        unit_km=PERSONS_KM,
        counts=Counts.ACTIVITY,
        facts="SELECT ref AS key, carried_out_on AS on_date, province, ref AS record, screened AS value FROM operations "
        "WHERE state = 'carried_out'",
        record_table="operations.operation",
        statistic=Statistic.SUM,
        since=1,
    ),
)
