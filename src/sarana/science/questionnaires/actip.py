"""ACTIP: the ASEAN Convention against Trafficking in Persons, Especially Women and Children (2015), article by article."""

from sarana.science.questionnaires.asked import Part, Question, Questionnaire

_CRIMES = ("10", "11", "12", "15", "16", "17", "18", "19")

ACTIP = Questionnaire(
    "actip",
    "ACTIP: ASEAN convention",
    "ACTIP៖ អនុសញ្ញាអាស៊ាន",
    "After the ASEAN Convention against Trafficking in Persons (2015), for the report to the senior officials' meeting. The questions are in our own words.",
    "តាមអនុសញ្ញាអាស៊ានប្រឆាំងការជួញដូរមនុស្ស (២០១៥) សម្រាប់របាយការណ៍ទៅកិច្ចប្រជុំមន្ត្រីជាន់ខ្ពស់។ សំណួរជាពាក្យរបស់យើង។",
    (
        Part("crimes", "Criminalisation", "ការកំណត់ជាបទល្មើស", (
            Question("A1", "Which articles of the law punish trafficking in all its forms?", "មាត្រាណានៃច្បាប់ផ្តន្ទាទោសការជួញដូរគ្រប់ទម្រង់?", ("ministry",), facts=("law_all_forms", "penalty_most_years"), laws=_CRIMES, basis="5"),
            Question("A2", "How are organised groups and the laundering of proceeds pursued?", "ក្រុមឧក្រិដ្ឋ និងការសម្អាតប្រាក់ត្រូវបានតាមចោទដូចម្តេច?", ("fiu", "prosecution"), ("financial_investigations", "fiu_letters_sent", "fiu_letters_received"), basis="6, 7"),
            Question("A3", "What was done about corruption and obstruction?", "ធ្វើអ្វីចំពោះអំពើពុករលួយ និងការរារាំងយុត្តិធម៌?", ("prosecution",), ("allegations_received", "allegations_handed_over", "officials_prosecuted", "officials_convicted"), criteria=("I7",), basis="8, 9"),
        )),
        Part("prevention", "Prevention", "ការបង្ការ", (
            Question("A4", "Which policies and campaigns prevent trafficking?", "គោលនយោបាយ និងយុទ្ធនាការណាបង្ការការជួញដូរ?", ("national_committee", "ministry"), ("campaigns_begun", "sessions_held", "persons_reached"), ("audience",), criteria=("I3",), basis="11"),
            Question("A5", "What is done about demand and about recruiters?", "ធ្វើអ្វីចំពោះតម្រូវការ និងអ្នកជ្រើសរើស?", ("ministry",), facts=("demand_campaigns", "recruiters_sanctioned", "labour_inspections"), criteria=("I12",), basis="11, 12"),
            Question("A6", "How are borders controlled and documents kept from misuse?", "ព្រំដែនត្រូវបានត្រួតពិនិត្យ និងឯកសារត្រូវបានការពារដូចម្តេច?", ("immigration",), facts=("border_screenings", "border_referrals"), criteria=("I6",), basis="13"),
        )),
        Part("protection", "Protection of victims", "ការការពារជនរងគ្រោះ", (
            Question("A7", "How many victims were identified, and who were they?", "ជនរងគ្រោះប៉ុន្មាននាក់ត្រូវបានកំណត់អត្តសញ្ញាណ និងជាអ្នកណា?", ("police", "social_affairs"), ("victims_identified", "victims_foreign"), ("sex", "age_group", "form", "citizenship"), criteria=("I2",), basis="14(1)"),
            Question("A8", "Which care, legal help and reintegration did they get?", "បានទទួលការថែទាំ ជំនួយផ្លូវច្បាប់ និងសមាហរណកម្មអ្វី?", ("social_affairs", "ngo"), ("victims_referred", "victims_assisted", "victims_reintegrated"), criteria=("I2",), basis="14(9–10)"),
            Question("A9", "Were victims held responsible for unlawful acts tied to their being trafficked?", "តើជនរងគ្រោះត្រូវទទួលខុសត្រូវចំពោះអំពើដែលទាក់ទងនឹងការត្រូវជួញដូរទេ?", ("prosecution", "court"), facts=("victims_penalised",), basis="14(7)"),
            Question("A10", "How many were paid compensation?", "ប៉ុន្មាននាក់បានទទួលសំណង?", ("court",), ("victims_compensated",), basis="14(13)"),
            Question("A11", "How many came home, from where, and how?", "ប៉ុន្មាននាក់បានវិលត្រឡប់ ពីទីណា និងដោយរបៀបណា?", ("social_affairs", "embassy"), ("victims_repatriated",), ("country",), basis="15"),
        )),
        Part("enforcement", "Law enforcement", "ការអនុវត្តច្បាប់", (
            Question("A12", "How many operations, cases, arrests, prosecutions and convictions were there?", "មានប្រតិបត្តិការ សំណុំរឿង ការចាប់ខ្លួន ការចោទ និងការផ្តន្ទាទោសប៉ុន្មាន?", ("police", "prosecution", "court"), ("cases_opened", "operations", "suspects_arrested", "persons_prosecuted", "persons_convicted"), ("form",), facts=("staff_trained",), criteria=("I1",), basis="16"),
            Question("A13", "What was frozen, seized and confiscated?", "បានបង្កក ដកហូត និងរឹបអូសអ្វីខ្លះ?", ("prosecution", "fiu"), ("asset_measures",), ("deed",), basis="17, 21, 22"),
        )),
        Part("cooperation", "Cooperation", "កិច្ចសហប្រតិបត្តិការ", (
            Question("A14", "Which requests for legal help and extradition were made and answered?", "សំណើជំនួយផ្លូវច្បាប់ និងបត្យាប័នណាត្រូវបានធ្វើ និងឆ្លើយ?", ("ministry",), facts=("extradition_requests", "extraditions", "joint_cases"), criteria=("I4", "I5"), basis="18, 19"),
            Question("A15", "Which agreements with other members are in force?", "កិច្ចព្រមព្រៀងណាជាមួយរដ្ឋសមាជិកកំពុងមានសុពលភាព?", ("national_committee", "ministry"), ("instruments_in_force",), criteria=("I4",), agreements=True, basis="20"),
            Question("A16", "Who coordinates, and how is the convention's carrying out watched?", "អ្នកណាសម្របសម្រួល និងការអនុវត្តអនុសញ្ញាត្រូវបានតាមដានដូចម្តេច?", ("national_committee",), ("milestones_reached",), facts=("plan_written",), criteria=("I10",), basis="23, 24"),
        )),
    ),
)  # fmt: skip
