"""The eleven indicators of forced labour of the International Labour Office (2012), tied to the Palermo elements.

They are those of its Special Action Programme to Combat Forced Labour; each is tied to the elements it may speak for. One of them may be enough to show forced labour; often several are needed. The ties and the words are Sarana's own.
"""

from dataclasses import dataclass

from sarana.science.palermo.guide import Guidance


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the eleven: its name, its guidance, and the elements (part, code) for which it may speak."""

    name_en: str
    name_km: str
    guidance: Guidance
    speaks_for: tuple[tuple[str, str], ...]

    @property
    def code(self) -> str:
        return self.guidance.code


ELEVEN = (
    Indicator("Abuse of vulnerability", "ការរំលោភលើភាពងាយរងគ្រោះ", Guidance(
        "FL01", "Somebody used that she had no papers, no language or no other way to live.", "មានការទាញប្រយោជន៍ពីការគ្មានឯកសារ មិនចេះភាសា ឬគ្មានផ្លូវរស់ផ្សេង។",
        "Whom could you have asked for help?", "តើអ្នកអាចសុំជំនួយពីអ្នកណា?"),
        (("means", "abuse_vulnerability"),)),
    Indicator("Deception", "ការបោកបញ្ឆោត", Guidance(
        "FL02", "What was promised was not what she found.", "អ្វីដែលបានសន្យា មិនដូចអ្វីដែលបានជួប។",
        "What was different from what you were told?", "តើអ្វីខុសពីអ្វីដែលគេបានប្រាប់?",
        "Do not ask why she believed it.", "កុំសួរថាហេតុអ្វីបានជាគាត់ជឿ។"),
        (("means", "deception"),)),
    Indicator("Restriction of movement", "ការរឹតត្បិតការធ្វើដំណើរ", Guidance(
        "FL03", "Doors, guards or rules kept her from coming and going.", "ទ្វារ អ្នកយាម ឬវិន័យ រារាំងការចេញចូល។",
        "Could you go out alone, and come back?", "តើអ្នកអាចចេញក្រៅម្នាក់ឯង ហើយត្រឡប់វិញបានទេ?"),
        (("means", "other_coercion"), ("act", "harbouring"))),
    Indicator("Isolation", "ការដាក់ឱ្យនៅដាច់ពីគេ", Guidance(
        "FL04", "No telephone, no visitors, a place that nobody knows.", "គ្មានទូរស័ព្ទ គ្មានអ្នកមកលេង កន្លែងដែលគ្មានអ្នកស្គាល់។",
        "When could you speak with your family?", "តើអ្នកអាចនិយាយជាមួយគ្រួសារនៅពេលណា?"),
        (("means", "other_coercion"),)),
    Indicator("Physical and sexual violence", "អំពើហិង្សាលើរាងកាយ និងផ្លូវភេទ", Guidance(
        "FL05", "She or others were hurt to make them obey.", "គាត់ ឬអ្នកដទៃត្រូវបានធ្វើបាប ដើម្បីឱ្យស្តាប់បង្គាប់។",
        "Do you need a doctor now?", "តើឥឡូវអ្នកត្រូវការគ្រូពេទ្យទេ?",
        "Do not ask for details; do not ask a child about sexual acts at all.", "កុំសួរលម្អិត ហើយកុំសួរកុមារអំពីអំពើផ្លូវភេទជាដាច់ខាត។"),
        (("means", "force"),)),
    Indicator("Intimidation and threats", "ការបំភិតបំភ័យ និងការគំរាម", Guidance(
        "FL06", "Harm, arrest or shame was announced.", "មានការគំរាមថានឹងធ្វើបាប ចាប់ខ្លួន ឬធ្វើឱ្យអាម៉ាស់។",
        "What were you afraid of?", "តើអ្នកខ្លាចអ្វី?",
        "Do not ask if the one she fears is near.", "កុំសួរ បើអ្នកដែលគាត់ខ្លាចនៅក្បែរ។"),
        (("means", "threat"),)),
    Indicator("Retention of identity documents", "ការរឹបអូសឯកសារអត្តសញ្ញាណ", Guidance(
        "FL07", "Passport or card was kept and not given back.", "លិខិតឆ្លងដែន ឬអត្តសញ្ញាណបណ្ណ ត្រូវបានទុក ហើយមិនប្រគល់វិញ។",
        "Where are your papers, and could you have them back?", "តើឯកសាររបស់អ្នកនៅឯណា ហើយអាចយកវិញបានទេ?"),
        (("means", "other_coercion"),)),
    Indicator("Withholding of wages", "ការកាត់ទុកប្រាក់ឈ្នួល", Guidance(
        "FL08", "Pay was kept back so that she would stay.", "ប្រាក់ឈ្នួលត្រូវបានទុក ដើម្បីឱ្យគាត់នៅ។",
        "When were you last paid?", "តើអ្នកបានប្រាក់ចុងក្រោយនៅពេលណា?"),
        (("purpose", "forced_labour"),)),
    Indicator("Debt bondage", "ការជាប់ចំណងដោយបំណុល", Guidance(
        "FL09", "She worked off a debt that others set and that did not shrink.", "គាត់ធ្វើការសងបំណុលដែលគេកំណត់ ហើយមិនថយ។",
        "Did you owe somebody money, and who counted it?", "តើអ្នកជំពាក់ប្រាក់អ្នកណា ហើយអ្នកណាជាអ្នករាប់?"),
        (("purpose", "slavery"), ("means", "other_coercion"))),
    Indicator("Abusive working and living conditions", "លក្ខខណ្ឌការងារ និងការរស់នៅដ៏អាក្រក់", Guidance(
        "FL10", "Hunger, filth, danger or no doctor, which nobody free would bear.", "អត់ឃ្លាន កខ្វក់ គ្រោះថ្នាក់ ឬគ្មានគ្រូពេទ្យ ដែលអ្នកមានសេរីភាពមិនទ្រាំ។",
        "What did you eat, and where did you sleep?", "តើអ្នកហូបអ្វី ហើយដេកនៅឯណា?"),
        (("purpose", "forced_labour"),)),
    Indicator("Excessive overtime", "ម៉ោងការងារហួសកម្រិត", Guidance(
        "FL11", "Work beyond the law's hours that she could not refuse.", "ធ្វើការលើសម៉ោងច្បាប់ ដែលបដិសេធមិនបាន។",
        "How many hours did you work, and could you refuse?", "តើអ្នកធ្វើការប៉ុន្មានម៉ោង ហើយអាចបដិសេធបានទេ?"),
        (("purpose", "forced_labour"),)),
)  # fmt: skip
