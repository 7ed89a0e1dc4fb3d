"""Where the evidence of the US test answers other examiners too: GRETA, ASEAN and Bohol, ODIHR, FATF.

Heads in own words: GRETA follows the chapters of the Council of Europe's convention (2005); ASEAN the areas of ACTIP (2015) and
of the Bohol work plan; ODIHR the pillars of a national referral mechanism (2022); FATF its immediate outcomes 6 to 8.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of another examiner's questionnaire, the criteria and the further facts whose evidence it can use."""

    scheme: str
    code: str
    name_en: str
    name_km: str
    criteria: tuple[str, ...]
    facts: tuple[str, ...] = ()


SCHEMES = {
    "greta": ("GRETA", "GRETA"),
    "asean": ("ACTIP and Bohol (half-yearly)", "ACTIP និង Bohol (រៀងរាល់ឆមាស)"),
    "odihr": ("ODIHR referral mechanism", "យន្តការបញ្ជូនរបស់ ODIHR"),
    "fatf": ("FATF immediate outcomes", "លទ្ធផលផ្ទាល់របស់ FATF"),
}
HEADS = (
    Head("greta", "prevention", "Prevention and demand", "ការបង្ការ និងតម្រូវការ", ("I3", "I12")),
    Head("greta", "identification", "Identification of victims", "ការកំណត់អត្តសញ្ញាណជនរងគ្រោះ", ("I2", "I6"), ("victims_identified", "border_screenings")),
    Head("greta", "assistance", "Assistance and recovery", "ជំនួយ និងការស្តារឡើងវិញ", ("I2",), ("victims_assisted", "stay_granted")),
    Head("greta", "non_punishment", "Non-punishment", "ការមិនដាក់ទោសជនរងគ្រោះ", ("I2",), ("victims_penalised",)),
    Head("greta", "substantive_law", "Offences and sanctions", "បទល្មើស និងទោស", ("MS1", "MS2", "MS3")),
    Head("greta", "prosecution", "Investigation, prosecution, procedure", "ស៊ើបអង្កេត ចោទប្រកាន់ និងនីតិវិធី", ("I1", "I7")),
    Head("greta", "cooperation", "International cooperation and civil society", "សហប្រតិបត្តិការអន្តរជាតិ និងសង្គមស៊ីវិល", ("I4", "I5", "I9")),
    Head("asean", "prevention", "Prevention of trafficking in persons", "ការបង្ការការជួញដូរមនុស្ស", ("I3", "I12")),
    Head("asean", "protection", "Protection of victims", "ការការពារជនរងគ្រោះ", ("I2", "I8")),
    Head("asean", "law_enforcement", "Law enforcement and prosecution", "ការអនុវត្តច្បាប់ និងការចោទប្រកាន់", ("I1", "I7", "MS1")),
    Head("asean", "cooperation", "Regional and international cooperation", "សហប្រតិបត្តិការតំបន់ និងអន្តរជាតិ", ("I4", "I5", "I9")),
    Head("odihr", "identification", "Identification and protection", "ការកំណត់អត្តសញ្ញាណ និងការការពារ", ("I2", "I6"), ("victims_identified",)),
    Head("odihr", "support", "Individual support and access to services", "ការគាំទ្របុគ្គល និងសេវា", ("I2",), ("victims_referred", "victims_assisted")),
    Head("odihr", "inclusion", "Social inclusion", "សមាហរណកម្មសង្គម", ("I2",), ("stay_granted",)),
    Head("odihr", "justice", "Criminal justice and redress", "យុត្តិធម៌ និងសំណង", ("I1", "SE5")),
    Head("fatf", "IO6", "Financial intelligence is used", "ការប្រើព័ត៌មានហិរញ្ញវត្ថុ", ("I1",)),
    Head("fatf", "IO7", "Laundering is investigated and prosecuted", "ការស៊ើបអង្កេត និងចោទការសម្អាតប្រាក់", ("I1", "I7")),
    Head("fatf", "IO8", "Proceeds are confiscated", "ការរឹបអូសផលដែលបានមកពីបទល្មើស", ("SE5",)),
)  # fmt: skip


def heads_of(criterion: str) -> list[Head]:
    """The other examiners' headings that the evidence of a criterion answers too."""
    return [head for head in HEADS if criterion in head.criteria]
