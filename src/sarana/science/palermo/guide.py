"""The words of the guided screening: what each element means in plain words, what one may ask, what one must not.

The elements are those of the Palermo Protocol's article 3; the wording is Sarana's own. A change of any word is a new
``GUIDE_VERSION``, which every screening keeps.
"""

from dataclasses import dataclass

GUIDE_VERSION = "2026.1"


@dataclass(frozen=True, slots=True)
class Guidance:
    """One element in plain words, in English and Khmer; ``avoid`` says what not to ask, and may be empty."""

    code: str
    plain_en: str
    plain_km: str
    ask_en: str
    ask_km: str
    avoid_en: str = ""
    avoid_km: str = ""


ACT_GUIDE = (
    Guidance("recruitment", "Somebody won her for work, marriage or a journey.", "មានអ្នកទាក់ទាញគាត់ឱ្យទៅធ្វើការ រៀបការ ឬធ្វើដំណើរ។",
             "How did you first hear of this work or journey?", "តើអ្នកឮអំពីការងារ ឬដំណើរនេះដំបូងដោយរបៀបណា?"),
    Guidance("transportation", "Somebody carried her or paid for the way.", "មានអ្នកដឹកគាត់ ឬចេញថ្លៃធ្វើដំណើរ។",
             "How did you come here, and who arranged it?", "តើអ្នកមកទីនេះដោយរបៀបណា ហើយអ្នកណារៀបចំ?"),
    Guidance("transfer", "She was handed from one person to another.", "គាត់ត្រូវបានប្រគល់ពីមនុស្សម្នាក់ទៅម្នាក់ទៀត។",
             "Did somebody else take charge of you on the way?", "តើមានអ្នកផ្សេងមកទទួលបន្ទុកអ្នកតាមផ្លូវទេ?",
             "Do not ask for the price that was paid for her.", "កុំសួរអំពីតម្លៃដែលគេបានបង់សម្រាប់គាត់។"),
    Guidance("harbouring", "She was given or kept in a place to live or wait.", "គាត់ត្រូវបានឱ្យស្នាក់នៅ ឬឃុំទុកនៅកន្លែងមួយ។",
             "Where did you sleep, and could you choose another place?", "តើអ្នកដេកនៅឯណា ហើយអាចជ្រើសកន្លែងផ្សេងបានទេ?"),
    Guidance("receipt", "Somebody took her in at the end of the way.", "មានអ្នកទទួលគាត់នៅចុងផ្លូវ។",
             "Who met you when you arrived?", "តើអ្នកណាមកទទួលអ្នកពេលមកដល់?"),
)  # fmt: skip

MEANS_GUIDE = (
    Guidance("threat", "Harm to her or her family was announced.", "មានការគំរាមថានឹងធ្វើបាបគាត់ ឬគ្រួសារ។",
             "What would have happened if you had said no?", "បើអ្នកបដិសេធ តើនឹងមានអ្វីកើតឡើង?",
             "Do not ask while somebody who may have threatened her can hear.", "កុំសួរពេលអ្នកដែលអាចបានគំរាមគាត់ ឮបាន។"),
    Guidance("force", "She was beaten, held or drugged.", "គាត់ត្រូវបានវាយ ចាប់ឃុំ ឬឱ្យលេបថ្នាំ។",
             "Did anybody hurt you or hold you?", "តើមានអ្នកណាធ្វើឱ្យអ្នកឈឺ ឬចាប់ឃុំអ្នកទេ?",
             "Do not ask for details of violence; a doctor does, once.", "កុំសួរលម្អិតអំពីអំពើហិង្សា គ្រូពេទ្យនឹងសួរ តែម្តងគត់។"),
    Guidance("other_coercion", "Pressure without blows: debts, papers taken, shame, the police named as a threat.", "ការបង្ខំដោយមិនវាយ៖ បំណុល ដកឯកសារ ធ្វើឱ្យអាម៉ាស់ ឬគំរាមហៅប៉ូលិស។",
             "What made it hard to leave?", "តើអ្វីធ្វើឱ្យពិបាកចាកចេញ?"),
    Guidance("abduction", "She was taken away against her will.", "គាត់ត្រូវបានចាប់យកទៅដោយមិនស្ម័គ្រ។",
             "Did you want to go with them?", "តើអ្នកចង់ទៅជាមួយគេទេ?"),
    Guidance("fraud", "False papers or a false contract were used.", "មានការប្រើឯកសារ ឬកិច្ចសន្យាក្លែងក្លាយ។",
             "What did the papers say, and what was true?", "តើឯកសារសរសេរអ្វី ហើយអ្វីជាការពិត?"),
    Guidance("deception", "Work, pay or place were other than promised.", "ការងារ ប្រាក់ឈ្នួល ឬទីកន្លែង ខុសពីអ្វីដែលបានសន្យា។",
             "What were you promised, and what did you find?", "តើគេសន្យាអ្វី ហើយអ្នកបានឃើញអ្វី?",
             "Do not ask why she believed it.", "កុំសួរថាហេតុអ្វីបានជាគាត់ជឿ។"),
    Guidance("abuse_power", "Somebody with power over her used it: employer, parent, official.", "អ្នកមានអំណាចលើគាត់បានប្រើអំណាចនោះ៖ ថៅកែ ឪពុកម្តាយ មន្ត្រី។",
             "Who decided for you?", "តើអ្នកណាសម្រេចជំនួសអ្នក?"),
    Guidance("abuse_vulnerability", "Her need was used: poverty, illness, no papers, flight, a child to feed.", "មានការទាញប្រយោជន៍ពីភាពទាល់ច្រក៖ ក្រីក្រ ជំងឺ គ្មានឯកសារ ការរត់គេច ឬកូនត្រូវចិញ្ចឹម។",
             "What choices did you have at that time?", "ពេលនោះ តើអ្នកមានជម្រើសអ្វីខ្លះ?",
             "Do not ask in a way that blames her for being poor.", "កុំសួរក្នុងន័យបន្ទោសព្រោះគាត់ក្រ។"),
    Guidance("payment_control", "Somebody who had a say over her was paid.", "មានការបង់ប្រាក់ឱ្យអ្នកដែលមានសិទ្ធិលើគាត់។",
             "Did somebody receive money for letting you go?", "តើមានអ្នកណាទទួលប្រាក់ដើម្បីឱ្យអ្នកទៅទេ?",
             "Do not ask a child whether its parents sold it.", "កុំសួរកុមារថាឪពុកម្តាយបានលក់វាឬទេ។"),
)  # fmt: skip

PURPOSE_GUIDE = (
    Guidance("prostitution_others", "Others earned from her sexual services.", "អ្នកដទៃបានប្រាក់ពីការលក់សេវាផ្លូវភេទរបស់គាត់។",
             "Who kept the money?", "តើអ្នកណាទុកប្រាក់?",
             "Do not ask how many clients, nor what was done.", "កុំសួរអំពីចំនួនភ្ញៀវ ឬអ្វីដែលបានធ្វើ។"),
    Guidance("other_sexual", "Pictures, shows or other sexual use.", "រូបភាព ការសម្តែង ឬការប្រើប្រាស់ផ្លូវភេទផ្សេងទៀត។",
             "Was anything asked of you that you did not want?", "តើគេទាមទារអ្វីដែលអ្នកមិនចង់ធ្វើទេ?",
             "Do not look at pictures with her.", "កុំមើលរូបភាពជាមួយគាត់។"),
    Guidance("forced_labour", "Work under threat, for which she did not offer herself.", "ការងារក្រោមការគំរាម ដែលគាត់មិនបានស្ម័គ្រចិត្ត។",
             "Could you stop working when you wanted?", "តើអ្នកអាចឈប់ធ្វើការពេលចង់បានទេ?"),
    Guidance("slavery", "She was treated as if somebody owned her, or held for a debt.", "គាត់ត្រូវបានចាត់ទុកដូចជាទ្រព្យរបស់គេ ឬត្រូវឃុំដោយសារបំណុល។",
             "Did anybody say that you belong to them?", "តើមានអ្នកណានិយាយថាអ្នកជារបស់គេទេ?"),
    Guidance("servitude", "She had to live with and serve somebody, with no way to change it.", "គាត់ត្រូវរស់នៅ និងបម្រើគេ ដោយគ្មានផ្លូវផ្លាស់ប្តូរ។",
             "Could you have a day of your own?", "តើអ្នកមានថ្ងៃសម្រាប់ខ្លួនឯងទេ?"),
    Guidance("organ_removal", "An organ was taken or was to be taken.", "សរីរាង្គត្រូវបានយក ឬគ្រោងយក។",
             "Were you examined by a doctor whom you did not call?", "តើមានគ្រូពេទ្យដែលអ្នកមិនបានហៅ មកពិនិត្យអ្នកទេ?"),
    Guidance("forced_criminality", "She had to cheat, steal or carry drugs, such as online scams.", "គាត់ត្រូវបោក លួច ឬដឹកគ្រឿងញៀន ដូចជាការឆបោកតាមអនឡាញ។",
             "What happened to those who did not reach the target?", "តើអ្នកដែលធ្វើមិនដល់គោលដៅ ត្រូវគេធ្វើអ្វី?",
             "Do not promise that she will not be charged, nor threaten with it.", "កុំសន្យាថានឹងមិនចោទប្រកាន់ ហើយកុំយករឿងនេះមកគំរាម។"),
    Guidance("domestic_servitude", "Housework day and night in a home she could not leave.", "ការងារផ្ទះទាំងយប់ទាំងថ្ងៃ ក្នុងផ្ទះដែលចាកចេញមិនបាន។",
             "When did your day begin and end?", "តើថ្ងៃរបស់អ្នកចាប់ផ្តើម និងចប់ម៉ោងប៉ុន្មាន?"),
    Guidance("forced_marriage", "She was married without being free to say no.", "គាត់ត្រូវបានរៀបការដោយគ្មានសេរីភាពបដិសេធ។",
             "Who decided on the marriage?", "តើអ្នកណាសម្រេចឱ្យរៀបការ?",
             "Do not ask about married life.", "កុំសួរអំពីជីវិតផ្ទាល់ខ្លួនក្នុងអាពាហ៍ពិពាហ៍។"),
    Guidance("forced_begging", "She had to beg and give up what she got.", "គាត់ត្រូវសុំទាន ហើយប្រគល់អ្វីដែលបាន។",
             "What happened with the money at night?", "តើប្រាក់ទៅណានៅពេលយប់?"),
    Guidance("other", "Another use of her for somebody's gain.", "ការកេងប្រវ័ញ្ចផ្សេងទៀតដើម្បីប្រយោជន៍អ្នកណាម្នាក់។",
             "Who gained from what you did?", "តើអ្នកណាបានប្រយោជន៍ពីអ្វីដែលអ្នកធ្វើ?"),
)  # fmt: skip
