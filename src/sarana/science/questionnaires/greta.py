"""GRETA: the Council of Europe's Convention on Action against Trafficking in Human Beings (2005), by its chapters.

The heads follow the convention's articles and GRETA's rounds on access to justice and on vulnerability; every question is in own
words. Cambodia is no party: the paper serves comparison and partners who ask in this form.
"""

from sarana.science.questionnaires.asked import Part, Question, Questionnaire

_CRIMES = ("10", "11", "12", "15", "16", "17", "18", "19")

GRETA = Questionnaire(
    "greta",
    "GRETA: Council of Europe convention",
    "GRETA៖ អនុសញ្ញាក្រុមប្រឹក្សាអឺរ៉ុប",
    "After the Council of Europe's convention against trafficking in human beings (2005) and its evaluation rounds. The questions are in our own words; take their numbers from GRETA's form of the round.",
    "តាមអនុសញ្ញាក្រុមប្រឹក្សាអឺរ៉ុបប្រឆាំងការជួញដូរមនុស្ស (២០០៥) និងជុំវាយតម្លៃ។ សំណួរជាពាក្យរបស់យើង សូមយកលេខសំណួរពីទម្រង់របស់ GRETA។",
    (
        Part("frame", "Law, plan and coordination", "ច្បាប់ ផែនការ និងការសម្របសម្រួល", (
            Question("G1", "Which offences cover trafficking, and with what penalties?", "បទល្មើសណាគ្របដណ្តប់ការជួញដូរ និងមានទោសអ្វី?", ("ministry",), facts=("law_all_forms", "penalty_most_years", "penalty_gravest_years"), laws=_CRIMES, basis="4, 18, 23"),
            Question("G2", "Which plan is in force, who coordinates it, and what does it cost?", "ផែនការណាកំពុងអនុវត្ត អ្នកណាសម្របសម្រួល និងចំណាយប៉ុន្មាន?", ("national_committee",), facts=("plan_written", "plan_funded", "budget_prosecution", "budget_protection"), criteria=("I9", "I10"), basis="29"),
            Question("G3", "How is the work evaluated by somebody independent?", "ការងារត្រូវបានវាយតម្លៃដោយឯករាជ្យដូចម្តេច?", ("national_committee",), facts=("assessment_published", "assessment_covers"), criteria=("I10",), basis="29(4)"),
        )),
        Part("prevention", "Prevention and demand", "ការបង្ការ និងតម្រូវការ", (
            Question("G4", "Which campaigns were held, whom did they reach, and what changed?", "យុទ្ធនាការណាត្រូវបានធ្វើ ឈានដល់អ្នកណា និងផ្លាស់ប្តូរអ្វី?", ("national_committee", "ministry"), ("campaigns_begun", "sessions_held", "persons_reached", "kap_asked"), ("audience",), criteria=("I3",), basis="5"),
            Question("G5", "What is done against the demand that fosters exploitation?", "ធ្វើអ្វីប្រឆាំងតម្រូវការដែលបង្កការកេងប្រវ័ញ្ច?", ("ministry",), facts=("demand_campaigns", "buyers_prosecuted", "labour_inspections"), criteria=("I12",), basis="6, 19"),
            Question("G6", "How are borders and migration watched for signs of trafficking?", "ព្រំដែន និងចំណាកស្រុកត្រូវបានតាមដានរកសញ្ញាជួញដូរដូចម្តេច?", ("immigration",), facts=("border_screenings", "border_referrals", "recruiters_sanctioned"), criteria=("I6",), basis="7"),
        )),
        Part("protection", "Victims: identification and help", "ជនរងគ្រោះ៖ ការកំណត់អត្តសញ្ញាណ និងជំនួយ", (
            Question("G7", "How many victims were identified, by sex, age, form and nationality?", "ជនរងគ្រោះប៉ុន្មាននាក់ត្រូវបានកំណត់អត្តសញ្ញាណ តាមភេទ អាយុ ទម្រង់ និងសញ្ជាតិ?", ("police", "social_affairs"), ("victims_identified", "victims_identified_formally", "victims_possible", "victims_foreign"), ("sex", "age_group", "form", "citizenship"), criteria=("I2",), basis="10"),
            Question("G8", "Who may identify a victim, and how are people screened?", "អ្នកណាអាចកំណត់អត្តសញ្ញាណជនរងគ្រោះ និងពិនិត្យដោយរបៀបណា?", ("social_affairs", "police"), ("persons_screened", "victims_identified_by_police"), facts=("staff_trained",), criteria=("I2", "I6"), basis="10"),
            Question("G9", "How many were referred and helped, and with what?", "ត្រូវបានបញ្ជូន និងជួយប៉ុន្មាននាក់ ហើយជួយអ្វី?", ("social_affairs", "ngo"), ("victims_referred", "victims_assisted", "victims_reintegrated"), ("sex", "age_group"), criteria=("I2",), basis="12"),
            Question("G10", "Is there time to recover, and a permit to stay?", "តើមានពេលសម្រាប់ស្តារខ្លួន និងលិខិតអនុញ្ញាតស្នាក់នៅទេ?", ("immigration",), facts=("stay_granted",), basis="13, 14"),
            Question("G11", "How many were paid compensation, and by whom?", "ប៉ុន្មាននាក់បានទទួលសំណង និងពីអ្នកណា?", ("court", "prosecution"), ("victims_compensated",), laws=("44-52",), basis="15"),
            Question("G12", "How do victims return, and what is known of those trafficked again?", "ជនរងគ្រោះវិលត្រឡប់ដូចម្តេច និងដឹងអ្វីអំពីអ្នកដែលត្រូវជួញដូរម្តងទៀត?", ("social_affairs", "embassy"), ("victims_repatriated", "victims_retrafficked"), ("country",), basis="16"),
        )),
        Part("justice", "Investigation, prosecution, procedure", "ការស៊ើបអង្កេត ការចោទប្រកាន់ និងនីតិវិធី", (
            Question("G13", "How many cases, arrests, prosecutions and convictions were there?", "មានសំណុំរឿង ការចាប់ខ្លួន ការចោទប្រកាន់ និងការផ្តន្ទាទោសប៉ុន្មាន?", ("police", "prosecution", "court"), ("cases_opened", "suspects_arrested", "persons_prosecuted", "persons_convicted"), ("form",), criteria=("I1",), basis="27, 28"),
            Question("G14", "Which sentences were imposed, and which were suspended?", "ទោសណាត្រូវបានប្រកាស និងទោសណាត្រូវបានព្យួរ?", ("court",), ("sentences_imposed", "sentences_suspended", "median_months_imposed"), basis="23"),
            Question("G15", "Were victims punished for what they were forced to do?", "តើជនរងគ្រោះត្រូវបានដាក់ទោសចំពោះអ្វីដែលត្រូវបង្ខំឱ្យធ្វើទេ?", ("prosecution", "court"), facts=("victims_penalised",), criteria=("I2",), basis="26"),
            Question("G16", "What was done about officials who took part?", "ធ្វើអ្វីចំពោះមន្ត្រីដែលពាក់ព័ន្ធ?", ("prosecution",), ("allegations_received", "allegations_handed_over", "officials_prosecuted", "officials_convicted"), criteria=("I7",), basis="24"),
            Question("G17", "Was the money followed, and what was seized?", "តើបានតាមដានប្រាក់ និងដកហូតអ្វីខ្លះ?", ("fiu", "prosecution"), ("asset_measures", "financial_investigations", "cases_with_financial_investigation"), ("deed",), basis="23(3)"),
            Question("G18", "How are victims and witnesses protected during proceedings?", "ជនរងគ្រោះ និងសាក្សីត្រូវបានការពារក្នុងដំណើរការតុលាការដូចម្តេច?", ("court", "prosecution"), laws=("44-52",), basis="28, 30"),
        )),
        Part("together", "Working with others", "ការធ្វើការជាមួយអ្នកដទៃ", (
            Question("G19", "With which states is there an agreement, and which cases were worked jointly?", "មានកិច្ចព្រមព្រៀងជាមួយរដ្ឋណា និងសំណុំរឿងណាធ្វើរួមគ្នា?", ("ministry", "police"), ("instruments_in_force",), facts=("joint_cases", "extradition_requests", "extraditions"), criteria=("I4", "I5"), agreements=True, basis="32–34"),
            Question("G20", "How does civil society take part?", "សង្គមស៊ីវិលចូលរួមដូចម្តេច?", ("ngo", "national_committee"), facts=("partnerships_civil", "consultations"), criteria=("I9",), basis="35"),
        )),
    ),
)  # fmt: skip
