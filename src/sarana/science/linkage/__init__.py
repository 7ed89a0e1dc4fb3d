"""One person, many records: which records of several lists are one person's, with reasons and uncertainty."""

from sarana.science.linkage.clusters import RECOMMENDED_CHANCE
from sarana.science.linkage.generate import Faults, Register, generate
from sarana.science.linkage.linking import Compared, Engine, Linked, explain, in_process, link, most_doubtful
from sarana.science.linkage.model import Model, from_json, to_json
from sarana.science.linkage.overlaps import drawn_overlaps, lists_of, overlaps
from sarana.science.linkage.persons import person_ids
from sarana.science.linkage.private import Encodings, Parameters, encode_privately, likeness
from sarana.science.linkage.records import FIELDS, NEEDED, Records, read_records
from sarana.science.linkage.review import Quality, Share, quality
from sarana.science.linkage.words import RecordsNotUsable, Told, refusal

__all__ = [
    "FIELDS",
    "NEEDED",
    "RECOMMENDED_CHANCE",
    "Compared",
    "Encodings",
    "Engine",
    "Faults",
    "Linked",
    "Model",
    "Parameters",
    "Quality",
    "Records",
    "RecordsNotUsable",
    "Register",
    "Share",
    "Told",
    "drawn_overlaps",
    "encode_privately",
    "explain",
    "from_json",
    "generate",
    "in_process",
    "likeness",
    "link",
    "lists_of",
    "most_doubtful",
    "overlaps",
    "person_ids",
    "quality",
    "read_records",
    "refusal",
    "to_json",
]
