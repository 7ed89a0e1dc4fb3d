"""What linkage tells people, in Khmer and in English."""

from typing import NamedTuple


class Told(NamedTuple):
    """One sentence in both languages."""

    km: str
    en: str


class RecordsNotUsable(ValueError):
    """Records, a model or clusters that can't be linked with; says where, why and what would help.

    Attributes:
        words: the refusal to people.
    """

    def __init__(self, words: Told) -> None:
        super().__init__(words.en)
        self.words = words


_REFUSALS = {
    "no id": (
        "ជួរទី {row} វាល record_id៖ ទទេ។ សូមផ្តល់លេខសម្គាល់មួយដែលមិនដូចគ្នាឱ្យកំណត់ត្រានីមួយៗ។",
        "Row {row}, field record_id: empty. Give each record an id of its own.",
    ),
    "id twice": (
        "ជួរទី {row} វាល record_id៖ {value} មានរួចហើយនៅជួរទី {first}។ សូមផ្តល់លេខសម្គាល់មួយដែលមិនដូចគ្នាឱ្យកំណត់ត្រានីមួយៗ។",
        "Row {row}, field record_id: {value} stands in row {first} already. Give each record an id of its own.",
    ),
    "no list": (
        "ជួរទី {row} វាល list៖ ទទេ។ សូមសរសេរឈ្មោះបញ្ជី ឬស្ថាប័នដែលកំណត់ត្រានេះមកពី។",
        "Row {row}, field list: empty. Write which list or agency the record is from.",
    ),
    "no date": (
        "ជួរទី {row} វាល date_of_birth៖ {value} មិនមែនជាកាលបរិច្ឆេទទេ។ សូមសរសេរ YYYY-MM-DD, YYYY-MM, YYYY ឬទុកឱ្យទទេ។",
        "Row {row}, field date_of_birth: {value} is no date. Write YYYY-MM-DD, YYYY-MM, YYYY, or leave it empty.",
    ),
    "no sex": (
        "ជួរទី {row} វាល sex៖ {value} មិនស្គាល់។ សូមសរសេរ F, M ឬទុកឱ្យទទេ។",
        "Row {row}, field sex: {value} is not known. Write F, M, or leave it empty.",
    ),
    "no column": (
        "គ្មានជួរឈរ {value}។ សូមដាក់ឈ្មោះជួរឈរក្នុងជួរទីមួយ៖ record_id, list, full_name, other_name, sex, date_of_birth, phone, place។",
        (
            "There is no column {value}. Name the columns in the first row: record_id, list, full_name, other_name, sex, "
            "date_of_birth, phone, place."
        ),
    ),
    "no column in": (
        "ឯកសារ {file} គ្មានជួរឈរ {value}។ សូមប្រើឯកសារដែលពាក្យបញ្ជានេះបានសរសេរ។",
        "{file} has no column {value}. Use a file that this command wrote.",
    ),
    "few records": (
        "មានកំណត់ត្រាតិចជាងពីរ គ្មានអ្វីត្រូវភ្ជាប់ទេ។ សូមផ្តល់បញ្ជីដែលមានកំណត់ត្រាច្រើនជាងនេះ។",
        "Fewer than two records: there is nothing to link. Give a file with more.",
    ),
    "no model": (
        "ឯកសារគំរូមិនអាចប្រើបាន៖ {value}។ សូមរៀនគំរូថ្មីដោយមិនផ្តល់ឯកសារនេះ។",
        "The model can't be used: {value}. Leave it out, and a model is learnt from the records.",
    ),
    "weak": (
        "ការបំប្លែងខ្សោយពេក៖ {value}។ {remedy}",
        "The encoding is too weak: {value}. {remedy}",
    ),
    "other encoding": (
        "ការបំប្លែងទាំងពីរមិនត្រូវបានធ្វើដោយសោ និងប៉ារ៉ាម៉ែត្រតែមួយទេ។ សូមប្រើដូចគ្នាទាំងសងខាង។",
        "The two encodings were not made with one key and one set of parameters. Use the same on both sides.",
    ),
    "no encoding": (
        "ឯកសារ {file} មិនមែនជាបញ្ជីដែលបានបំប្លែងទាំងមូលទេ៖ {value}។ សូមធ្វើវាម្តងទៀតដោយ sarana link-private encode។",
        "{file} is no whole encoded list: {value}. Make it again with `sarana link-private encode`.",
    ),
    "one list": (
        "ឯកសារទាំងនេះមានបញ្ជីតែមួយ។ សូមផ្តល់បញ្ជីពីរ ឬច្រើនជាងនេះដែលមានឈ្មោះខុសគ្នា (វាល list)។",
        "All of it is one list. Give two or more lists of different names (field list).",
    ),
    "no review": (
        "ត្រូវការគូដែលបានពិនិត្យយ៉ាងតិចមួយ។ សូមសម្រេចលើគូខ្លះជាមុនសិន។",
        "At least one reviewed pair is needed. Decide on some pairs first.",
    ),
}


def refusal(key: str, **values: object) -> RecordsNotUsable:
    """The refusal of a key with its values."""
    km, en = _REFUSALS[key]
    return RecordsNotUsable(Told(km.format(**values), en.format(**values)))


#: By comparison, its levels from the strongest agreement to disagreement.
LEVELS: dict[str, tuple[Told, ...]] = {
    "name": (
        Told("ឈ្មោះដូចគ្នា", "same name"),
        Told("ឈ្មោះអានដូចគ្នា", "names sound the same"),
        Told("ព្យញ្ជនៈនៃឈ្មោះដូចគ្នា", "names have the same consonants"),
        Told("ឈ្មោះសរសេរស្ទើរតែដូចគ្នា", "names are nearly the same"),
        Told("ឈ្មោះមួយជាផ្នែកនៃឈ្មោះមួយទៀត", "one name is part of the other"),
        Told("ពាក្យទាំងអស់ស្រដៀងគ្នា", "all words are alike, none is the same"),
        Told("ពាក្យតែមួយដូចគ្នា ដូចក្នុងគ្រួសារតែមួយ", "one word is the same, as in one family"),
        Told("ឈ្មោះខុសគ្នា", "names differ"),
    ),
    "birth": (
        Told("ថ្ងៃកំណើតដូចគ្នា", "same day of birth"),
        Told("ថ្ងៃកំណើតស្ទើរតែដូចគ្នា ឬថ្ងៃខែប្តូរកន្លែង", "day of birth nearly the same, or day and month exchanged"),
        Told("ឆ្នាំកំណើតដូចគ្នា", "same year of birth"),
        Told("ឆ្នាំកំណើតជិតគ្នា", "years of birth close"),
        Told("កំណើតខុសគ្នា", "births differ"),
    ),
    "phone": (Told("លេខទូរស័ព្ទដូចគ្នា", "same phone"), Told("លេខទូរស័ព្ទខុសគ្នា", "phones differ")),
    "sex": (Told("ភេទដូចគ្នា", "same sex"), Told("ភេទខុសគ្នា", "sexes differ")),
    "place": (
        Told("ទីកន្លែងដូចគ្នា", "same place"),
        Told("ខេត្តដូចគ្នា", "same province"),
        Told("ខេត្តខុសគ្នា", "other province"),
    ),
}
RARE = Told("ឈ្មោះកម្រ", "a rare name")
COMMON = Told("ឈ្មោះច្រើនអ្នកប្រើ", "a common name")
