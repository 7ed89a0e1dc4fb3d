"""The signs, each with its reason and what to check, in Khmer and English.

The signs are those that published warnings and the catalogue of tricks name. A sign is no verdict: honest offers show
some of them, and an offer without any may still be false.
"""

from dataclasses import dataclass
from enum import Enum


class Strength(Enum):
    """How much a sign says by itself."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Sign:
    """A kind of warning sign."""

    code: str
    strength: Strength
    name_en: str
    name_km: str
    why_en: str
    why_km: str
    check_en: str
    check_km: str

    def name(self, language: str) -> str:
        """Its name; English where there is no Khmer asked for."""
        return self.name_km if language == "km" else self.name_en

    def why(self, language: str) -> str:
        """Why it warns."""
        return self.why_km if language == "km" else self.why_en

    def check(self, language: str) -> str:
        """What to check."""
        return self.check_km if language == "km" else self.check_en


_STRONG, _WEAK = Strength.STRONG, Strength.WEAK
SIGNS: dict[str, Sign] = {
    sign.code: sign
    for sign in (
        Sign("passport_kept", _STRONG, "Somebody else keeps your passport", "អ្នកដទៃរក្សាលិខិតឆ្លងដែនរបស់អ្នក",
             "Who has no passport can't leave. No employer may keep it.", "អ្នកគ្មានលិខិតឆ្លងដែនមិនអាចចាកចេញបានទេ។ គ្មាននិយោជកណាមានសិទ្ធិរក្សាវាឡើយ។",
             "Say that you keep it yourself, and see what they answer.", "សូមប្រាប់ថាអ្នករក្សាវាដោយខ្លួនឯង ហើយមើលថាគេឆ្លើយយ៉ាងណា។"),
        Sign("border_without_papers", _STRONG, "Crossing a border without papers", "ឆ្លងព្រំដែនដោយគ្មានឯកសារ",
             "Whoever crossed without papers is in the broker's hands and afraid of the police.", "អ្នកឆ្លងដែនគ្មានឯកសារស្ថិតក្នុងកណ្តាប់ដៃមេខ្យល់ ហើយខ្លាចប៉ូលិស។",
             "Travel only with your own passport and the right visa, through a border post.", "សូមធ្វើដំណើរតែជាមួយលិខិតឆ្លងដែនផ្ទាល់ខ្លួន និងទិដ្ឋាការត្រឹមត្រូវ តាមច្រកព្រំដែន។"),
        Sign("no_visa", _STRONG, "“No visa needed” or a tourist visa for work", "«មិនត្រូវការទិដ្ឋាការ» ឬទិដ្ឋាការទេសចរណ៍សម្រាប់ធ្វើការ",
             "Work abroad needs a work permit. Without one you have no rights there.", "ការងារនៅបរទេសត្រូវមានការអនុញ្ញាតការងារ។ បើគ្មានទេ អ្នកគ្មានសិទ្ធិនៅទីនោះឡើយ។",
             "Ask that country's embassy which visa the work needs.", "សូមសួរស្ថានទូតប្រទេសនោះថាការងារត្រូវការទិដ្ឋាការអ្វី។"),
        Sign("debt_or_advance", _STRONG, "Money in advance, or costs to be worked off", "ប្រាក់ជាមុន ឬថ្លៃដែលត្រូវសងដោយធ្វើការ",
             "What is paid for you first is used later to hold you.", "អ្វីដែលគេបង់ឱ្យមុន ត្រូវយកមកចងអ្នកពេលក្រោយ។",
             "Take no advance; ask for every cost in writing.", "កុំយកប្រាក់ជាមុន។ សូមសុំថ្លៃទាំងអស់ជាលាយលក្ខណ៍អក្សរ។"),
        Sign("penalty", _STRONG, "A penalty for leaving", "ពិន័យបើឈប់",
             "In known cases a “contract penalty” was the ransom.", "ក្នុងករណីដែលគេស្គាល់ «ពិន័យកិច្ចសន្យា» គឺជាប្រាក់លោះ។",
             "Do not sign a contract that costs money to leave.", "កុំចុះកិច្ចសន្យាដែលត្រូវបង់ប្រាក់ដើម្បីឈប់។"),
        Sign("secrecy", _STRONG, "You are told not to tell or not to ask", "ប្រាប់ថាកុំប្រាប់អ្នកណា ឬកុំសួរ",
             "Who means well has no reason to hide it from your family.", "អ្នកមានចេតនាល្អ គ្មានហេតុលាក់ពីគ្រួសារអ្នកទេ។",
             "Tell somebody you trust where you go, with whom and how.", "សូមប្រាប់អ្នកដែលអ្នកទុកចិត្តថាទៅណា ជាមួយអ្នកណា និងតាមណា។"),
        Sign("confinement", _STRONG, "You may not go out, or must live where you work", "មិនឱ្យចេញក្រៅ ឬត្រូវរស់នៅកន្លែងធ្វើការ",
             "A closed compound is where people were held.", "បរិវេណបិទជិតជាកន្លែងដែលគេធ្លាប់ឃុំមនុស្ស។",
             "Ask whether you may leave the place after work, alone.", "សូមសួរថាអ្នកអាចចេញក្រៅម្នាក់ឯងក្រោយធ្វើការបានឬទេ។"),
        Sign("known_destination", _STRONG, "A place known for closed compounds", "កន្លែងដែលគេស្គាល់ថាមានបរិវេណបិទជិត",
             "Many people were held at this place; honest work exists there too.", "មនុស្សជាច្រើនធ្លាប់ត្រូវឃុំនៅទីនេះ ទោះមានការងារស្មោះត្រង់ដែរ។",
             "Ask for the exact address and look for what others say about it.", "សូមសួរអាសយដ្ឋានច្បាស់លាស់ ហើយរកមើលអ្វីដែលអ្នកដទៃនិយាយ។"),
        Sign("high_pay", _STRONG, "Very high pay for work that anybody can do", "ប្រាក់ខែខ្ពស់ណាស់សម្រាប់ការងារដែលអ្នកណាក៏ធ្វើបាន",
             "Pay that nobody else gets for the same work is the bait.", "ប្រាក់ខែដែលគ្មាននរណាបានសម្រាប់ការងារដដែល គឺជានុយ។",
             "Compare it with what the same work pays in that city.", "សូមប្រៀបធៀបនឹងប្រាក់ខែការងារដូចគ្នានៅទីក្រុងនោះ។"),
        Sign("fee_first", _STRONG, "You pay first", "អ្នកត្រូវបង់ប្រាក់មុន",
             "Fees paid to a person and not to a licensed agency are mostly lost.", "ថ្លៃដែលបង់ឱ្យបុគ្គល មិនមែនភ្នាក់ងារមានអាជ្ញាប័ណ្ណ ភាគច្រើនបាត់បង់។",
             "Ask for a receipt in the agency's name, and its licence number.", "សូមសុំបង្កាន់ដៃក្នុងឈ្មោះភ្នាក់ងារ និងលេខអាជ្ញាប័ណ្ណ។"),
        Sign("no_experience", _WEAK, "No experience or papers asked", "មិនទាមទារបទពិសោធន៍ ឬសញ្ញាបត្រ",
             "Common in honest offers too; with high pay it is bait.", "មានក្នុងការងារស្មោះត្រង់ដែរ ប៉ុន្តែបើប្រាក់ខែខ្ពស់ វាជានុយ។",
             "Ask what you will do on an ordinary day.", "សូមសួរថាអ្នកនឹងធ្វើអ្វីក្នុងមួយថ្ងៃធម្មតា។"),
        Sign("costs_paid", _WEAK, "Visa, ticket and fees are all paid for you", "គេចេញថ្លៃទិដ្ឋាការ សំបុត្រ និងសេវាឱ្យទាំងអស់",
             "Good employers do so as well; others write it down as your debt.", "និយោជកល្អក៏ធ្វើដូច្នេះដែរ ប៉ុន្តែអ្នកខ្លះកត់ជាបំណុលរបស់អ្នក។",
             "Ask for a paper that says you owe nothing.", "សូមសុំក្រដាសដែលបញ្ជាក់ថាអ្នកមិនជំពាក់អ្វីទេ។"),
        Sign("hurry", _WEAK, "You must decide or leave at once", "ត្រូវសម្រេចចិត្ត ឬចេញដំណើរភ្លាមៗ",
             "Hurry leaves no time to ask.", "ភាពប្រញាប់មិនទុកពេលឱ្យសួរទេ។",
             "Take a week. An honest job will still be there.", "សូមរង់ចាំមួយសប្តាហ៍។ ការងារស្មោះត្រង់នៅតែមាន។"),
        Sign("messenger_only", _WEAK, "Contact by messenger only", "ទាក់ទងតែតាមកម្មវិធីផ្ញើសារ",
             "An account can vanish; an office can't.", "គណនីអាចបាត់ ប៉ុន្តែការិយាល័យមិនអាចបាត់ទេ។",
             "Ask for a landline and an address, and go there.", "សូមសុំលេខទូរស័ព្ទការិយាល័យ និងអាសយដ្ឋាន ហើយទៅទីនោះ។"),
        Sign("vague_employer", _WEAK, "The employer is not named", "មិនប្រាប់ឈ្មោះនិយោជក",
             "Without a name nothing can be checked.", "បើគ្មានឈ្មោះ គ្មានអ្វីអាចពិនិត្យបានទេ។",
             "Ask for the company's full name and registration number.", "សូមសួរឈ្មោះពេញ និងលេខចុះបញ្ជីក្រុមហ៊ុន។"),
        Sign("no_licence", _WEAK, "Work abroad, but no licence is named", "ការងារនៅបរទេស តែមិនប្រាប់អាជ្ញាប័ណ្ណ",
             "Who sends people abroad for work needs a licence.", "អ្នកបញ្ជូនមនុស្សទៅធ្វើការនៅបរទេសត្រូវមានអាជ្ញាប័ណ្ណ។",
             "Ask for the licence number and check it with the ministry of labour.", "សូមសួរលេខអាជ្ញាប័ណ្ណ ហើយពិនិត្យជាមួយក្រសួងការងារ។"),
    )
}  # fmt: skip
