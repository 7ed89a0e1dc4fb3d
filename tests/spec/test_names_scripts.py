"""How names of each script and kind are compared, and what the reasons say."""

import pytest

from sarana.science.names import RECOMMENDED_THRESHOLD, compare, romanise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("陈德福", "Tan Tek Hok", id="Chinese, Hokkien reading"),
        pytest.param("張國榮", "Cheung Kwok Wing", id="Chinese, Cantonese reading"),
        pytest.param("陳金鳳", "Tran Kim Phung", id="Chinese, Vietnamese reading"),
        pytest.param("李小梅", "Li Xiaomei", id="Chinese, Mandarin"),
        pytest.param("박민수", "Park Min-su", id="Korean surname as it is spelled"),
        pytest.param("สมชาย ใจดี", "Somchai Jaidee", id="Thai"),
        pytest.param("يوسف حداد", "Yusuf Haddad", id="Arabic without vowels"),
        pytest.param("דוד לוי", "David Levi", id="Hebrew without vowels"),
        pytest.param("Сергей Воронин", "Sergei Voronin", id="Cyrillic"),
        pytest.param("Djoko Soesilo", "Joko Susilo", id="old Indonesian spelling"),
        pytest.param("Sоk Dаrа", "Sok Dara", id="Cyrillic letters that look Latin"),
        pytest.param("S0k Dar4", "Sok Dara", id="digits that look like letters"),
        pytest.param(
            "Mekong Garment Co., Ltd.", "MEKONG GARMENT COMPANY LIMITED", id="legal form written out"
        ),
        pytest.param("ក្រុមហ៊ុន មេគង្គ ឯ.ក", "Mekong Co Ltd", id="a company in Khmer"),
        pytest.param("ООО Заря", "Zarya LLC", id="a company in Russian"),
        pytest.param("A.B.C. Trading", "ABC Trading", id="dotted letters"),
    ],
)
def test_the_same_name(one: str, other: str) -> None:
    assert compare(one, other).score >= RECOMMENDED_THRESHOLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("李小梅", "李小红", id="one Chinese character differs"),
        pytest.param("박민수", "박민호", id="one Korean syllable differs"),
        pytest.param("Mekong Garment Ltd", "Mekong Casino Ltd", id="the same form, another business"),
        pytest.param("Borey 12", "Borey 21", id="numbers must agree"),
        pytest.param("Sok Dara", "Sok Dary", id="the last vowel tells her from him"),
    ],
)
def test_another_name(one: str, other: str) -> None:
    assert compare(one, other).score < RECOMMENDED_THRESHOLD


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Dara Sok", "Sok Dara", "words in another order"),
        ("Sok Pisey", "Sok Pisei", "sounds the same: pisey, pisei"),
        ("Bob Castellane", "Robert Castellane", "another form of the same name: bob, robert"),
        ("N. Castellane", "Nora Castellane", "initial: n, nora"),
        ("Sok Sreypov", "Sok Srey Pov", "written together: sreypov, srey pov"),
        ("Sok Dara", "Sok Dara Vuthy", "only in one name: vuthy"),
        ("Sok Dara", "Sok Vuthy", "differs: dara, vuthy"),
        ("يوسف حداد", "Yusuf Haddad", "same consonants: yusf, yusuf"),
        ("Zarya GmbH", "Zarya AG", "another legal form"),
    ],
)
def test_reasons_are_plain(one: str, other: str, reason: str) -> None:
    assert reason in compare(one, other).reasons


def test_nothing_is_not_like_nothing() -> None:
    assert compare("", "").score == 0.0
    assert compare("...", "Sok Dara") == (0.0, ("only in one name: dara sok",))


def test_romanisation_keeps_what_is_latin() -> None:
    assert romanise("  Nguyễn  THỊ Hoa ") == "nguyen thi hoa"
