"""What the names package promises to everyone who files or looks for people."""

import pytest

from sarana.science.names import compare, near_keys, normalise, normalise_khmer, romanise, search_keys


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        pytest.param("ស្រី\u200b", "ស្រី", id="zero-width space"),
        pytest.param("កណ្ដាល", "កណ្តាល", id="subscript DA and TA look the same"),
        pytest.param("ស្រ\u17c1\u17b8", "ស្រើ", id="a vowel typed in halves"),
        pytest.param("ស\u17bb\u17b8", "ស៊ី", id="the sign u typed for the register shifter"),
        pytest.param("អ\u17bb\u17ca\u17c6", "អ៊ុំ", id="signs in another order"),
        pytest.param("ស\u17b7\u17d2រ", "ស្រិ", id="subscript typed after the vowel"),
    ],
)
def test_khmer_has_one_spelling(typed: str, canonical: str) -> None:
    assert normalise_khmer(typed) == normalise_khmer(canonical)


def test_direction_overrides_and_case_disappear() -> None:
    assert normalise("\u202eSOK\u202c \t Dara\u0000") == "sok dara"


@pytest.mark.parametrize(
    ("khmer", "latin"),
    [("ហ៊ុន សែន", "hun saen"), ("សុខ ដារា", "sok dara"), ("ចន្ទ្នារី", "channeari"), ("ស្រីណា", "sreyna")],
)
def test_khmer_is_written_as_cambodians_write_it(khmer: str, latin: str) -> None:
    assert romanise(khmer) == latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("សុខ ដារា", "Dara SOK", id="script and order"),
        pytest.param("សុខដារា", "Sok Dara", id="no space"),
        pytest.param("ជឿន សុភា", "Choeurn Sopheap", id="another romanisation"),
        pytest.param("Nguyễn Thị Hoa", "HOA NGUYEN THI", id="signs and order"),
    ],
)
def test_the_same_person_meets_in_a_key(one: str, other: str) -> None:
    assert search_keys(one) & search_keys(other)
    assert compare(one, other).score > compare(one, "Meas Vuthy").score


@pytest.mark.parametrize(
    "name", ["", "   ", "\u202e\u202c", "...", "x" * 10_000, "ក" * 10_000, "a b c d e f g h i j"]
)
def test_hostile_names_are_answered(name: str) -> None:
    assert len(search_keys(name)) <= 8
    assert 0.0 <= compare(name, "Sok Dara").score <= 1.0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Sok Chanmary", "Sok Channary"), ("Morm Vicehet", "Morm Vichet"), ("Maricel Santso", "Maricel Santos")],
)
def test_a_slip_is_reached_through_the_keys_one_sound_away(typed: str, meant: str) -> None:
    """They are looked up, never stored, so that a slip costs the database nothing."""
    assert set(near_keys(typed)) & search_keys(meant)
    assert not set(near_keys(typed)) & search_keys(typed)


@pytest.mark.parametrize(("typed", "meant"), [("ជា សុភា", "ជាសុភា"), ("Channyroth", "Chan Ny Roth")])
def test_words_written_together_or_apart_are_reached_as_well(typed: str, meant: str) -> None:
    assert set(near_keys(typed)) & search_keys(meant)


def test_the_likeliest_slips_come_first() -> None:
    """A search has room for few: a lost letter before an added one."""
    keys = near_keys("Prak Sreymom")
    assert keys.index("pPRK+SRM") < keys.index("pPRK+SRNM") < keys.index("pPRK+SRMMK")
