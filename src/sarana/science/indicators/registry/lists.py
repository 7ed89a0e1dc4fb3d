"""The counts that the Financial Action Task Force asks for: suspects held against lists. Zero is an answer.

Of lists the country only is told: by place, what is missing beside the suspects would tell where somebody is protected and not
screened.
"""

from sarana.science.indicators.definition import LIST, REGIME, Counts, Group, Indicator, Statistic

_MATCH = "CAST(person AS VARCHAR) || source || regime"

LISTS = (
    Indicator(
        code="suspects_screened",
        version=1,
        group=Group.LISTS,
        name_en="Suspects screened against lists",
        name_km="ជនសង្ស័យដែលបានផ្ទៀងផ្ទាត់ជាមួយបញ្ជី",
        definition_en="Suspects, persons and organisations, whose names were held against a list of sanctioned persons for the first time in the period, each once for each list. Victims, persons sought and reporters are never screened. Later editions of the same list are not counted again.",
        definition_km="ជនសង្ស័យ ទាំងបុគ្គល និងអង្គការ ដែលឈ្មោះត្រូវបានផ្ទៀងផ្ទាត់ជាលើកដំបូងក្នុងអំឡុងពេលជាមួយបញ្ជីទណ្ឌកម្ម រាប់តែម្តងសម្រាប់បញ្ជីនីមួយៗ។ ជនរងគ្រោះ អ្នកដែលគេស្វែងរក និងអ្នករាយការណ៍ មិនត្រូវបានផ្ទៀងផ្ទាត់ឡើយ។ ការបោះពុម្ពក្រោយៗនៃបញ្ជីដដែលមិនរាប់ម្តងទៀតទេ។",
        unit_en="suspects by list",
        unit_km="ជនសង្ស័យតាមបញ្ជី",
        counts=Counts.ACTIVITY,
        facts="SELECT ref AS key, on_date, NULL AS province, source, ref AS record, screened AS value FROM screenings",
        record_table="screening.screenedname",
        statistic=Statistic.SUM,
        breakdowns=(LIST,),
        standard="FATF: n screened",
        since=4,
    ),
    Indicator(
        code="list_matches_possible",
        version=1,
        group=Group.LISTS,
        name_en="Possible matches with lists",
        name_km="ភាពស្រដៀងដែលអាចត្រូវនឹងបញ្ជី",
        definition_en="Suspects whose likeness with a list was raised in the period and is not decided by two people, or can't be told; each once for each list and reason of listing. A likeness is a lead and no finding. Once decided it leaves this figure.",
        definition_km="ជនសង្ស័យដែលភាពស្រដៀងនឹងបញ្ជីត្រូវបានលើកឡើងក្នុងអំឡុងពេល ហើយមនុស្សពីរនាក់មិនទាន់សម្រេច ឬមិនអាចកំណត់បាន រាប់តែម្តងសម្រាប់បញ្ជី និងមូលហេតុនីមួយៗ។ ភាពស្រដៀងគ្រាន់តែជាតម្រុយ មិនមែនការរកឃើញទេ។ ពេលសម្រេចរួច លែងរាប់ក្នុងតួលេខនេះ។",
        unit_en="suspects by list",
        unit_km="ជនសង្ស័យតាមបញ្ជី",
        counts=Counts.OUTPUT,
        facts=f"SELECT {_MATCH} AS key, raised_on AS on_date, NULL AS province, source, regime, ref AS record "
        "FROM list_alerts WHERE state IN ('waiting', 'proposed') OR (state = 'decided' AND verdict = 'unsure')",
        record_table="screening.alert",
        breakdowns=(LIST, REGIME),
        standard="FATF: n possible",
        since=4,
    ),
    Indicator(
        code="list_matches_confirmed",
        version=1,
        group=Group.LISTS,
        name_en="Confirmed matches with lists",
        name_km="ភាពត្រូវគ្នានឹងបញ្ជីដែលបានបញ្ជាក់",
        definition_en="Suspects of whom two people decided in the period that they are the person on a list, by the day of the decision; each once for each list and reason of listing.",
        definition_km="ជនសង្ស័យដែលមនុស្សពីរនាក់បានសម្រេចក្នុងអំឡុងពេលថាជាបុគ្គលក្នុងបញ្ជី គិតតាមថ្ងៃសម្រេច រាប់តែម្តងសម្រាប់បញ្ជី និងមូលហេតុនីមួយៗ។",
        unit_en="suspects by list",
        unit_km="ជនសង្ស័យតាមបញ្ជី",
        counts=Counts.OUTCOME,
        facts=f"SELECT {_MATCH} AS key, decided_on AS on_date, NULL AS province, source, regime, ref AS record "
        "FROM list_alerts WHERE state = 'decided' AND verdict = 'same'",
        record_table="screening.alert",
        breakdowns=(LIST, REGIME),
        standard="FATF: n confirmed",
        since=4,
    ),
)
