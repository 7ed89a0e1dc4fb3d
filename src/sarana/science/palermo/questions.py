"""The questions of the three official interviews: short by a diplomatic mission, detailed by social affairs and police.

The wording is Sarana's own. A question has one code in all three, so that what one body was told the next reads and
does not ask again.
"""

from dataclasses import dataclass

MISSION, SOCIAL, POLICE = "mission", "social", "police"
FORMS = (MISSION, SOCIAL, POLICE)
_ALL = FORMS
_DETAILED = (SOCIAL, POLICE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question in English and Khmer: its section, the forms that ask it, and how many lines an answer takes on paper."""

    code: str
    section: str
    en: str
    km: str
    forms: tuple[str, ...] = _ALL
    lines: int = 1


# The sections in their order, with their headings.
SECTIONS: dict[str, tuple[str, str]] = {
    "identity": ("Identity and nationality", "អត្តសញ្ញាណ និងសញ្ជាតិ"),
    "family": ("Family", "គ្រួសារ"),
    "recruitment": ("How she was recruited", "របៀបដែលត្រូវបានជ្រើសរើស"),
    "journey": ("The journey", "ដំណើរ"),
    "exploitation": ("Work and exploitation", "ការងារ និងការកេងប្រវ័ញ្ច"),
    "control": ("Control and freedom", "ការគ្រប់គ្រង និងសេរីភាព"),
    "health": ("Health and injuries", "សុខភាព និងរបួស"),
    "offenders": ("Those who did it", "អ្នកដែលបានប្រព្រឹត្ត"),
    "wishes": ("Her wishes and safety", "បំណង និងសុវត្ថិភាពរបស់គាត់"),
    "consent": ("Consent and referral", "ការយល់ព្រម និងការបញ្ជូន"),
}

QUESTIONS = (
    Question("names", "identity", "Full name, in Khmer and Latin letters, other names", "ឈ្មោះពេញជាអក្សរខ្មែរ និងឡាតាំង ឈ្មោះផ្សេងទៀត"),
    Question("sex", "identity", "Sex", "ភេទ"),
    Question("birth_date", "identity", "Birth date, or age when it happened", "ថ្ងៃខែឆ្នាំកំណើត ឬអាយុពេលកើតហេតុ"),
    Question("citizenship", "identity", "Citizenship", "សញ្ជាតិ"),
    Question("documents", "identity", "Passport, identity card or birth certificate: number, and who has it now", "លិខិតឆ្លងដែន អត្តសញ្ញាណបណ្ណ ឬសំបុត្រកំណើត៖ លេខ និងអ្នកណាកាន់ឥឡូវ"),
    Question("phones", "identity", "Telephone by which she may safely be reached", "លេខទូរស័ព្ទដែលអាចទាក់ទងបានដោយសុវត្ថិភាព"),
    Question("address", "identity", "Home address", "អាសយដ្ឋានផ្ទះ"),
    Question("languages", "identity", "Languages, reading and writing, schooling", "ភាសា ការអាន ការសរសេរ កម្រិតវប្បធម៌", _DETAILED),
    Question("relatives", "family", "Whom to tell, and whom not to tell", "អ្នកដែលត្រូវជូនដំណឹង និងអ្នកដែលមិនត្រូវជូនដំណឹង"),
    Question("household", "family", "Parents, spouse, children; who depends on her", "ឪពុកម្តាយ ប្តីប្រពន្ធ កូន អ្នកដែលពឹងផ្អែកលើគាត់", _DETAILED, 2),
    Question("family_knew", "family", "Did the family know of the journey or take part in it?", "តើគ្រួសារដឹង ឬចូលរួមក្នុងដំណើរនេះទេ?", _DETAILED),
    Question("guardian", "family", "For a child: guardian, and whether it is safe there", "ចំពោះកុមារ៖ អាណាព្យាបាល និងសុវត្ថិភាពនៅទីនោះ", (SOCIAL,)),
    Question("recruited_how", "recruitment", "How and where she was recruited", "ត្រូវបានជ្រើសរើសដោយរបៀបណា និងនៅឯណា", _ALL, 2),
    Question("promise", "recruitment", "What was promised: work, pay, place", "អ្វីដែលបានសន្យា៖ ការងារ ប្រាក់ឈ្នួល ទីកន្លែង", _ALL, 2),
    Question("costs", "recruitment", "What was paid or owed, and to whom", "អ្វីដែលបានបង់ ឬជំពាក់ និងឱ្យអ្នកណា", _DETAILED),
    Question("contract", "recruitment", "Contract, agency, licence, advertisement", "កិច្ចសន្យា ក្រុមហ៊ុន អាជ្ញាបណ្ណ ការផ្សាយ", _DETAILED),
    Question("left_when", "journey", "When and from where she left", "ចាកចេញនៅពេលណា និងពីណា"),
    Question("route", "journey", "Route, border points, vehicles", "ផ្លូវ ច្រកព្រំដែន យានយន្ត", _ALL, 2),
    Question("escort", "journey", "Who went with her or met her", "អ្នកណាទៅជាមួយ ឬមកទទួល", _DETAILED),
    Question("transfers", "journey", "Was she handed on from one person to another?", "តើត្រូវបានប្រគល់ពីម្នាក់ទៅម្នាក់ទៀតទេ?", (POLICE,)),
    Question("work", "exploitation", "What she had to do", "អ្វីដែលគាត់ត្រូវធ្វើ", _ALL, 2),
    Question("place", "exploitation", "Where: building, floor, boat, village", "នៅឯណា៖ អគារ ជាន់ ទូក ភូមិ"),
    Question("hours_pay", "exploitation", "Hours, days off, pay received", "ម៉ោងការងារ ថ្ងៃឈប់ ប្រាក់ដែលបានទទួល", _DETAILED),
    Question("conditions", "exploitation", "Food, sleep, danger at work", "អាហារ ការគេង គ្រោះថ្នាក់ក្នុងការងារ", _DETAILED, 2),
    Question("others_there", "exploitation", "How many others are or were there", "មានអ្នកផ្សេងប៉ុន្មាននាក់នៅទីនោះ"),
    Question("movement", "control", "Could she leave? Doors, guards, telephone", "តើអាចចាកចេញបានទេ? ទ្វារ អ្នកយាម ទូរស័ព្ទ", _ALL, 2),
    Question("threats", "control", "Threats to her or her family", "ការគំរាមលើគាត់ ឬគ្រួសារ", _ALL, 2),
    Question("papers_kept", "control", "Were papers or wages kept back?", "តើឯកសារ ឬប្រាក់ឈ្នួលត្រូវបានទុកទេ?", _DETAILED),
    Question("left_how", "control", "How it ended", "បានបញ្ចប់ដោយរបៀបណា", _DETAILED, 2),
    Question("urgent_health", "health", "Does she need a doctor now?", "តើត្រូវការគ្រូពេទ្យឥឡូវទេ?"),
    Question("injuries", "health", "Injuries that can be seen, in her own words; no more is asked", "របួសដែលមើលឃើញ តាមពាក្យរបស់គាត់ មិនសួរលើសនេះទេ", _DETAILED, 2),
    Question("medicine", "health", "Illness, medicine, pregnancy, disability", "ជំងឺ ថ្នាំ ផ្ទៃពោះ ពិការភាព", (SOCIAL,)),
    Question("who", "offenders", "Who recruited, carried, held or exploited her", "អ្នកណាជ្រើសរើស ដឹក ឃុំ ឬកេងប្រវ័ញ្ច", (POLICE,), 3),
    Question("offender_traces", "offenders", "Their telephones, accounts, vehicles, houses", "ទូរស័ព្ទ គណនី យានយន្ត ផ្ទះរបស់ពួកគេ", (POLICE,), 2),
    Question("officials", "offenders", "Did an official take part or take money?", "តើមានមន្ត្រីចូលរួម ឬយកប្រាក់ទេ?", (POLICE,)),
    Question("evidence", "offenders", "Messages, papers, pictures that she has and agrees to show", "សារ ឯកសារ រូបភាព ដែលគាត់មាន ហើយយល់ព្រមបង្ហាញ", (POLICE,), 2),
    Question("fears", "wishes", "What she is afraid of", "អ្វីដែលគាត់ខ្លាច"),
    Question("wants", "wishes", "Where she wants to go and what she needs now", "ចង់ទៅណា និងត្រូវការអ្វីឥឡូវ", _ALL, 2),
    Question("help_wanted", "wishes", "Shelter, health care, law, work, school", "ទីជម្រក សុខភាព ច្បាប់ ការងារ សាលា", (SOCIAL,), 2),
    Question("testify", "wishes", "Is she willing to speak in court, and under which protection? Help does not depend on it", "តើសុខចិត្តនិយាយនៅតុលាការ ក្រោមការការពារអ្វី? ជំនួយមិនអាស្រ័យលើចំណុចនេះទេ", (POLICE,)),
    Question("consent_share", "consent", "To whom may this be shown, and to whom not?", "តើអាចបង្ហាញដល់អ្នកណា និងមិនបង្ហាញដល់អ្នកណា?"),
    Question("referred_to", "consent", "Referred to which body, with her agreement", "បញ្ជូនទៅស្ថាប័នណា ដោយការយល់ព្រមរបស់គាត់"),
)  # fmt: skip


def questions_of(form: str) -> dict[str, list[Question]]:
    """The questions of a form by section, in their order.

    Raises:
        ValueError: there is no such form.
    """
    if form not in FORMS:
        raise ValueError(f"There is no form “{form}”.")
    asked: dict[str, list[Question]] = {section: [] for section in SECTIONS}
    for question in QUESTIONS:
        if form in question.forms:
            asked[question.section].append(question)
    return {section: questions for section, questions in asked.items() if questions}
