"""Names in any script: one spelling, Latin letters, order-free search keys, and explained comparison."""

from sarana.science.names.comparison import NameMatch, compare
from sarana.science.names.keys import KEY_VERSION, search_keys
from sarana.science.names.khmer_spelling import normalise_khmer
from sarana.science.names.romanisation import romanise
from sarana.science.names.text import normalise

__all__ = ["KEY_VERSION", "NameMatch", "compare", "normalise", "normalise_khmer", "romanise", "search_keys"]
