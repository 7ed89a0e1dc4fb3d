"""Why a table, or a file of lists, can't answer, and what would help: in Khmer and in English."""

from sarana.science.estimation.words import Words, filled


class TableNotUsable(ValueError):
    """A table of lists from which no hidden number can be told; its words say why and what would help.

    Attributes:
        words: the refusal to people.
    """

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def refusal(key: str, **values: object) -> TableNotUsable:
    """The refusal of a key with its values; what was read from a file stays as it is."""
    km, en = _REFUSALS[key]
    return TableNotUsable(filled(km, en, values))


def within(stratum: str, refused: TableNotUsable, *, merge: bool = False) -> TableNotUsable:
    """The same refusal with the stratum that it concerns."""
    return refusal("stratum merge" if merge else "stratum", name=repr(stratum), reason=refused.words)


_MERGE = (
    "សូមបញ្ចូលបញ្ជីចូលគ្នា ឬដកបញ្ជីដែលមិនត្រួតគ្នាជាមួយបញ្ជីណាមួយចេញ។",
    "Merge lists, or leave out those that overlap with no other.",
)

_REFUSALS = {
    "pattern beyond": (
        "លំនាំ {pattern} មានបញ្ជីលើសពី {lists} ដែលបានផ្តល់។",
        "Pattern {pattern} names a list beyond the {lists} that were given.",
    ),
    "few lists": (
        (
            "បញ្ជី {lists} មិនអាចបង្ហាញថាមានករណីប៉ុន្មានដែលមិននៅលើបញ្ជីណាសោះ៖ បើមានតិចជាង {least} គ្មានអ្វីប្រាប់ថា "
            "ការស្ថិតនៅលើបញ្ជីមួយធ្វើឱ្យងាយស្ថិតនៅលើបញ្ជីមួយទៀតឬអត់។ សូមបន្ថែមបញ្ជីពីស្ថាប័នដែលធ្វើការដោយឯករាជ្យពីគេ។"
        ),
        (
            "{lists} list{s} can't show how many cases are on none: with fewer than {least} nothing tells whether being on one "
            "list makes being on another more likely. Add a list from an agency that works independently of the others."
        ),
    ),
    "many lists": (
        "បញ្ជី {lists} ច្រើនជាង {most} ដែលអាចប៉ាន់ស្មានបាន។ សូមបញ្ចូលបញ្ជីប្រភេទដូចគ្នា ឬនៃស្ថាប័នដែលបញ្ជូនករណីឱ្យគ្នា។",
        (
            "{lists} lists are more than the {most} that can be estimated from. Merge lists of the same kind or of agencies "
            "that refer cases to each other."
        ),
    ),
    "same name": (
        "បញ្ជីពីរមានឈ្មោះ {name} ដូចគ្នា។ សូមដាក់ឈ្មោះផ្សេងគ្នាឱ្យបញ្ជីនីមួយៗ។",
        "Two lists have the name {name}. Give each list its own name.",
    ),
    "row columns": (
        "ជួរទី {row} មានជួរឈរ {columns} មិនមែន {expected} ទេ៖ មួយសម្រាប់បញ្ជីនីមួយៗ ហើយចំនួននៅចុងក្រោយ។",
        "Row {row} has {columns} columns, not {expected}: one for each list and the count last.",
    ),
    "no indicator": (
        (
            "ជួរទី {row} បញ្ជី {name}៖ {cell} មិនមែន 0 ឬ 1 ទេ។ ជួរឈរនៃបញ្ជីប្រាប់តែថាករណីស្ថិតនៅលើបញ្ជីនោះឬអត់ប៉ុណ្ណោះ; "
            "ឈ្មោះ ឬលេខរបស់បុគ្គលមិនត្រូវនៅទីនេះទេ។"
        ),
        (
            "Row {row}, list {name}: {cell} is neither 0 nor 1. A column of a list says only whether the cases of the row are on "
            "it; names or numbers of persons don't belong here."
        ),
    ),
    "no count": (
        "ជួរទី {row}៖ ចំនួន {cell} មិនមែនជាលេខទេ។ ជួរឈរចុងក្រោយប្រាប់ថាមានករណីប៉ុន្មានដែលមានលំនាំនេះ។",
        "Row {row}: the count {cell} is not a number. The last column says how many cases have the pattern.",
    ),
    "negative": (
        "ជួរទី {row}៖ ចំនួន {cell} អវិជ្ជមាន។ ករណីរាប់ចាប់ពី 0។",
        "Row {row}: the count {cell} is negative. Cases are counted from 0.",
    ),
    "not whole": (
        "ជួរទី {row}៖ ចំនួន {cell} មិនមែនជាចំនួនគត់ទេ។ តារាងដែលមានទម្ងន់ ឬបានបង្គត់ មិនអាចប៉ាន់ស្មានបានទេ; សូមរាប់ករណី។",
        (
            "Row {row}: the count {cell} is not whole. Weighted or rounded tables can't be estimated from; count the cases."
        ),
    ),
    "too large": (
        "ជួរទី {row}៖ ចំនួន {cell} លើស {most}។ ជួរឈរចុងក្រោយរាប់ករណី; លេខទូរស័ព្ទ ឬលេខឯកសារមិនត្រូវនៅទីនេះទេ។",
        (
            "Row {row}: the count {cell} is above {most}. The last column counts cases; a telephone or document number doesn't "
            "belong there."
        ),
    ),
    "counted hidden": (
        "ជួរទី {row} រាប់ករណី {cases} ដែលមិននៅលើបញ្ជីណាសោះ។ ចំនួននេះហើយដែលត្រូវរក; សូមដកជួរនេះចេញ។",
        "Row {row} counts {cases} cases on no list. That number is what is sought; leave the row out.",
    ),
    "no case": (
        "តារាងគ្មានករណីទេ។ សូមពិនិត្យថាជួរឈរចុងក្រោយគឺជាចំនួន។",
        "The table holds no case. Check that the last column is the count.",
    ),
    "no overlap": (
        (
            "គ្មានករណីណាស្ថិតនៅលើបញ្ជីពីរទេ។ បើគ្មានការត្រួតគ្នា ចំនួនលាក់កំបាំងណាក៏អាចត្រូវដែរ។ សូមពិនិត្យថាបុគ្គលដដែលត្រូវបានស្គាល់ "
            "នៅលើបញ្ជីទាំងអស់ (ការភ្ជាប់) ឬប្រមូលទិន្នន័យរយៈពេលវែងជាងនេះ។"
        ),
        (
            "No case is on two lists. Without overlap any hidden number fits equally well. Check that the same person is "
            "recognised across the lists (the linkage), or collect over a longer period."
        ),
    ),
    "lists apart": (
        f"សូម្បីគំរូដែលបញ្ជីឯករាជ្យពីគ្នាក៏គ្មានការប៉ាន់ស្មានដែរ៖ ការត្រួតគ្នាទុកចំនួនលាក់កំបាំងឱ្យបើកចំហ។ {_MERGE[0]}",
        (
            "Even the model in which the lists are independent has no estimate here: the overlaps leave the hidden number open. "
            f"{_MERGE[1]}"
        ),
    ),
    "no model": (
        f"គ្មានគំរូណាមានការប៉ាន់ស្មានទេ៖ ការត្រួតគ្នាទុកចំនួនលាក់កំបាំងឱ្យបើកចំហ។ {_MERGE[0]}",
        f"No model has an estimate here: the overlaps leave the hidden number open. {_MERGE[1]}",
    ),
    "many models": (
        "បញ្ជី {lists} មានគំរូច្រើនជាង {most} ដែលមានអន្តរកម្មរហូតដល់ {order} បញ្ជី។ សូមបញ្ចូលបញ្ជីចូលគ្នា ឬគិតតែអន្តរកម្មជាគូ។",
        (
            "{lists} lists have more than {most} models with interactions of up to {order} lists. Merge lists, or consider "
            "interactions of pairs only."
        ),
    ),
    "many graphs": (
        "បញ្ជី {lists} មានក្រាហ្វច្រើនពេកសម្រាប់រកមធ្យម; យ៉ាងច្រើន {most}។ សូមបញ្ចូលបញ្ជីចូលគ្នា។",
        "{lists} lists have too many graphs to average over; {most} are the most. Merge lists.",
    ),
    "no replicate": (
        (
            "គ្មានតារាងសាកល្បងឡើងវិញណាមានការប៉ាន់ស្មានទេ ដូច្នេះមិនអាចនិយាយអំពីភាពមិនប្រាកដបានទេ។ បញ្ជីមានករណីរួមតិចពេក៖ "
            "សូមបញ្ចូលបញ្ជីចូលគ្នា ឬប្រមូលទិន្នន័យរយៈពេលវែងជាងនេះ។"
        ),
        (
            "No resampled table has an estimate, so that nothing can be said of its uncertainty. The lists share too few cases: "
            "merge lists, or collect over a longer period."
        ),
    ),
    "no drawn table": (
        "គ្មានតារាងណាដែលទាញពីគំរូនេះមានការប៉ាន់ស្មានទេ; មិនអាចនិយាយអំពីចន្លោះបានទេ។ សូមបញ្ចូលបញ្ជីចូលគ្នា។",
        "No table drawn from the fit has an estimate; nothing can be said of the interval. Merge lists.",
    ),
    "no such list": (
        "គ្មានបញ្ជីឈ្មោះ {name} ទេ; មាន៖ {lists}។",
        "No list has the name {name}; there are: {lists}.",
    ),
    "no stratum": (
        "គ្មានស្រទាប់ទេ។ សូមពិនិត្យជួរឈរដែលដាក់ឈ្មោះស្រទាប់។",
        "There is no stratum. Check the column that names them.",
    ),
    "strata differ": (
        "ស្រទាប់មិនមានបញ្ជីដូចគ្នាទេ។ សូមដាក់ជួរឈរមួយសម្រាប់បញ្ជីនីមួយៗក្នុងស្រទាប់ទាំងអស់។",
        "The strata don't have the same lists. Give each stratum a column for every list.",
    ),
    "stratum": ("ស្រទាប់ {name}៖ {reason}", "Stratum {name}: {reason}"),
    "stratum merge": (
        "ស្រទាប់ {name}៖ {reason} ឬបញ្ចូលស្រទាប់នេះជាមួយស្រទាប់ផ្សេង។",
        "Stratum {name}: {reason} Or merge this stratum with another.",
    ),
    "two lists bare": (
        ("មិនអាចប៉ាន់ស្មានពីបញ្ជីពីរបានទេ បើមិនដឹងអ្វីបន្ថែមអំពីករណីនីមួយៗ។ សូមបន្ថែមជួរឈរដូចជា ក្រុមអាយុ ភេទ ខេត្ត ឬគោលបំណង ឬបញ្ជីទីបី។"),
        (
            "Two lists can't be estimated from without knowing more of each case. Add columns such as age group, sex, province "
            "or purpose, or a third list."
        ),
    ),
    "rows differ": (
        "បញ្ជី និងអ្វីដែលដឹងអំពីករណី មិនមានចំនួនជួរដូចគ្នាទេ។",
        "The lists and the covariates don't have the same number of rows.",
    ),
    "covariate missing": (
        "ជួរខ្លះខ្វះតម្លៃនៃជួរឈរដែលប្រាប់អំពីករណី។ សូមដកករណីនៃជួរនោះចេញ ឬបន្ថែមតម្លៃ «មិនដឹង»។",
        "A covariate is missing in some row. Leave the row's case out, or add a category 'unknown'.",
    ),
    "on neither": (
        "ជួរមួយមិនស្ថិតនៅលើបញ្ជីណាសោះ។ ករណីបែបនេះហើយដែលត្រូវរក; សូមដកជួរនេះចេញ។",
        "A row is on neither list. Such cases are what is sought; leave the row out.",
    ),
    "two lists few": (
        "មានករណី {cases} ក្នុងនោះ {both} នៅលើបញ្ជីទាំងពីរ; ត្រូវការយ៉ាងតិច {least} និង {fewest}។ សូមប្រមូលទិន្នន័យរយៈពេលវែងជាងនេះ។",
        (
            "There are {cases} cases, {both} of them on both lists; at least {least} and {fewest} are needed. Collect over a "
            "longer period."
        ),
    ),
    "kind without overlap": (
        "ក្នុងចំណោមករណីប្រភេទមួយ គ្មានករណីណានៅលើបញ្ជីពីរទេ ដូច្នេះចំនួនលាក់កំបាំងនៃប្រភេទនោះបើកចំហ។ សូមបញ្ចូលតម្លៃនេះជាមួយតម្លៃផ្សេង។",
        (
            "Among the cases of one kind none is on two lists, so that their hidden number is open. Merge this value of the "
            "column with another."
        ),
    ),
    "neither zero nor one": (
        "ជួរទី {row}៖ បញ្ជីប្រាប់ 0 ឬ 1 ហើយចំនួនជាចំនួនគត់; {cells} មិនមែនទេ។",
        "Row {row}: a list says 0 or 1 and the count a whole number; {cells} is neither.",
    ),
    "many words": (
        "ជួរឈរ {name} មានពាក្យផ្សេងគ្នា {words}។ ឈ្មោះមិនត្រូវនៅទីនេះទេ; សូមដាក់តម្លៃជាក្រុម។",
        "Column {name} has {words} different words. Names don't belong here; group the values.",
    ),
    "first row numbers": (
        "ជួរទីមួយនៃ {file} មានតែលេខ។ វាត្រូវដាក់ឈ្មោះបញ្ជី ហើយជួរឈរចុងក្រោយជាចំនួន។",
        "The first row of {file} holds numbers. It must name the lists, and the last column the count.",
    ),
    "no column": (
        "គ្មានជួរឈរ {name} ទេ; មាន៖ {lists}។",
        "There is no column {name}; there are: {lists}.",
    ),
    "short row": (
        "ជួរទី {row} មានជួរឈរ {columns} មិនមែន {expected} ដូចជួរទីមួយទេ។",
        "Row {row} has {columns} columns, not {expected} as the first row.",
    ),
    "file large": (
        "{file} ធំជាង 20 MB។ សូមរាប់ករណីតាមលំនាំជាមុនសិន។",
        "{file} is larger than 20 MB. Count the cases by pattern first.",
    ),
    "no file": ("គ្មានឯកសារ {file} ទេ។", "There is no file {file}."),
    "no text": (
        "{file} មិនអាចអានជាអត្ថបទបានទេ។ សូមរក្សាទុកជា CSV (UTF-8)។",
        "{file} can't be read as text. Save it as CSV (UTF-8).",
    ),
    "no csv": (
        "{file} មិនមែនជាឯកសារ CSV ទេ។ សូមរក្សាទុកជា CSV (UTF-8)។",
        "{file} is no CSV file. Save it as CSV (UTF-8).",
    ),
    "empty file": (
        "{file} ទទេ។ ជួរទីមួយដាក់ឈ្មោះបញ្ជី; ជួរឈរចុងក្រោយជាចំនួន។",
        "{file} is empty. The first row names the lists; the last column is the count.",
    ),
}
