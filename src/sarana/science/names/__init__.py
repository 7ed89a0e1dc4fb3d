"""Names in any script: one spelling, Latin letters, order-free search keys, and explained comparison."""

from sarana.science.names.comparison import RECOMMENDED_THRESHOLD, NameMatch, compare, compare_prepared
from sarana.science.names.keys import KEY_VERSION, NameKeys, name_keys, near_keys, search_keys, search_keys_of
from sarana.science.names.khmer_spelling import normalise_khmer
from sarana.science.names.prepared_name import PreparedName, prepare
from sarana.science.names.romanisation import romanise
from sarana.science.names.text import normalise, without_hidden_turns

__all__ = [
    "KEY_VERSION",
    "RECOMMENDED_THRESHOLD",
    "NameKeys",
    "NameMatch",
    "PreparedName",
    "compare",
    "compare_prepared",
    "name_keys",
    "near_keys",
    "normalise",
    "normalise_khmer",
    "prepare",
    "romanise",
    "search_keys",
    "search_keys_of",
    "without_hidden_turns",
]
