"""How Khmer letters become Latin ones, rule by rule."""

import pytest

from sarana.science.names import normalise_khmer, romanise
from sarana.science.names.khmer_sound import romanise_khmer, sound_khmer


@pytest.mark.parametrize(
    ("khmer", "latin"),
    [
        pytest.param("វណ្ណ", "vonn", id="a doubled nasal closes the syllable"),
        pytest.param("សុវណ្ណ", "sovann", id="letters without vowels are paired from the end"),
        pytest.param("សុវណ្ណារ៉ា", "sovannara", id="a doubled letter closes before a vowel"),
        pytest.param("រតនា", "rotana", id="single letters at the beginning are syllables"),
        pytest.param("សិទ្ធិ", "seth", id="a final short vowel is only spelling"),
        pytest.param("ជាតិ", "cheat", id="also after a long vowel"),
        pytest.param("អភិ", "aphi", id="but not after a short one"),
        pytest.param("ចន្ទ្នារី", "channeari", id="the middle of three stacked letters is silent"),
        pytest.param("បុប្ផា", "bopha", id="a doubled stop is written once"),
        pytest.param("ជ័យ", "chey", id="samyok before y"),
        pytest.param("សំណាង", "samnang", id="nikahit is m"),
        pytest.param("ហ្វា", "fa", id="a foreign sound"),
        pytest.param("មង្គល", "mongkol", id="a stack between two syllables is shared"),
        pytest.param("ប្រាក់", "prak", id="b before another letter is p"),
        pytest.param("ធម៌", "tho", id="robat silences its letter"),
        pytest.param("ឯក", "aek", id="an independent vowel"),
    ],
)
def test_syllables(khmer: str, latin: str) -> None:
    assert romanise(khmer) == latin


def test_open_questions_are_marked_not_guessed() -> None:
    assert sound_khmer(normalise_khmer("គឹម")) == "køm"
    assert romanise_khmer("គឹម") == "keum"
    assert sound_khmer("ពត") == "påt"
    assert sound_khmer("ឆន") == "chhân"
