"""UNODC: what its questionnaire for the Global Report on Trafficking in Persons counts, by the indicators of dataUNODC."""

from sarana.science.questionnaires.asked import Part, Question, Questionnaire

_CRIMES = ("10", "11", "12", "15", "16", "17", "18", "19")

UNODC = Questionnaire(
    "unodc",
    "UNODC: Global Report (GLOTIP)",
    "UNODC៖ របាយការណ៍សកល (GLOTIP)",
    "After the indicators that UNODC publishes for its Global Report. A person counts in the year in which she was detected, prosecuted or convicted. The questions are in our own words.",
    "តាមសូចនាករដែល UNODC ផ្សាយសម្រាប់របាយការណ៍សកល។ មនុស្សម្នាក់ត្រូវរាប់ក្នុងឆ្នាំដែលត្រូវបានរកឃើញ ចោទប្រកាន់ ឬផ្តន្ទាទោស។ សំណួរជាពាក្យរបស់យើង។",
    (
        Part("law", "Law", "ច្បាប់", (
            Question("U1", "Does the law name trafficking as an offence of its own, and since when did it change?", "តើច្បាប់កំណត់ការជួញដូរជាបទល្មើសដាច់ដោយឡែក និងបានកែប្រែនៅពេលណា?", ("ministry",), facts=("law_all_forms",), laws=_CRIMES, basis="Palermo 3, 5"),
        )),
        Part("offences", "Offences and suspects", "បទល្មើស និងជនសង្ស័យ", (
            Question("U2", "How many offences were recorded?", "បទល្មើសប៉ុន្មានត្រូវបានកត់ត្រា?", ("police",), ("cases_opened",), ("form",), basis="Offences"),
            Question("U3", "How many persons were brought into formal contact, by sex and age?", "មនុស្សប៉ុន្មាននាក់ត្រូវបានហៅជាផ្លូវការ តាមភេទ និងអាយុ?", ("police",), ("suspects_arrested",), ("sex", "age_group", "citizenship"), basis="Formal contact"),
            Question("U4", "How many persons were prosecuted, by sex and age?", "មនុស្សប៉ុន្មាននាក់ត្រូវបានចោទប្រកាន់ តាមភេទ និងអាយុ?", ("prosecution",), ("persons_prosecuted",), ("sex", "age_group", "citizenship"), basis="Prosecuted"),
            Question("U5", "How many persons were convicted, by sex, age, citizenship and form?", "មនុស្សប៉ុន្មាននាក់ត្រូវបានផ្តន្ទាទោស តាមភេទ អាយុ សញ្ជាតិ និងទម្រង់?", ("court",), ("persons_convicted",), ("sex", "age_group", "citizenship", "form"), basis="Convicted"),
            Question("U6", "How long were the sentences?", "ទោសមានរយៈពេលប៉ុន្មាន?", ("court",), ("sentences_imposed", "sentences_suspended", "median_months_imposed"), basis="Convicted"),
        )),
        Part("victims", "Victims", "ជនរងគ្រោះ", (
            Question("U7", "How many victims were detected, by sex, age and form?", "ជនរងគ្រោះប៉ុន្មាននាក់ត្រូវបានរកឃើញ តាមភេទ អាយុ និងទម្រង់?", ("police", "social_affairs"), ("victims_identified",), ("sex", "age_group", "form"), basis="Detected victims"),
            Question("U8", "Of which citizenship were they?", "មានសញ្ជាតិអ្វី?", ("police", "immigration"), ("victims_identified", "victims_foreign"), ("citizenship",), basis="Detected victims"),
            Question("U9", "From which countries did own citizens come back?", "ពលរដ្ឋបានវិលត្រឡប់ពីប្រទេសណា?", ("social_affairs", "embassy"), ("victims_repatriated",), ("country",), basis="Repatriation"),
            Question("U10", "How many were helped?", "ត្រូវបានជួយប៉ុន្មាននាក់?", ("social_affairs", "ngo"), ("victims_assisted", "victims_referred"), basis="Assistance"),
        )),
        Part("more", "Beyond the counts", "លើសពីចំនួន", (
            Question("U11", "Describe up to five court cases that show how traffickers work.", "រៀបរាប់សំណុំរឿងតុលាការដល់ប្រាំ ដែលបង្ហាញរបៀបធ្វើការរបស់អ្នកជួញដូរ។", ("court", "prosecution"), basis="Court cases"),
            Question("U12", "How complete are these numbers, and who did not report?", "លេខទាំងនេះពេញលេញប៉ុណ្ណា និងអ្នកណាមិនបានរាយការណ៍?", ("national_committee",), ("units_heard",), basis="Coverage"),
        )),
    ),
)  # fmt: skip
