"""# Check this offer

Invented offers in six languages, honest ones among them. A sign is named where a careful reader names it; an honest
offer shows no strong sign. The counts of what is missed and of false alarms stand here, so that a change of them is seen.
"""

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.science.offers import SIGNS, Strength, warning_signs
from sarana.science.offers.phrases import LATIN, UNSPACED

CORPUS = Path(__file__).parents[1] / "corpus" / "offers" / "offers.toml"
OFFERS = tomllib.loads(CORPUS.read_text(encoding="utf-8"))["offer"]
# Honest offers that show a weak sign by their nature: a first job that asks for no experience.
FALSE_ALARMS_WEAK, FALSE_ALARMS_STRONG = 2, 0


def found_in(text: str) -> set[str]:
    return {one.sign.code for one in warning_signs(text)}


@pytest.mark.parametrize("offer", OFFERS, ids=[f"{o['language']}-{n}" for n, o in enumerate(OFFERS)])
def test_the_signs_a_careful_reader_finds(offer):
    assert found_in(offer["text"]) == set(offer["signs"])


def test_false_alarms_are_counted():
    honest = [found_in(offer["text"]) for offer in OFFERS if offer.get("honest")]
    strong = {code for code, sign in SIGNS.items() if sign.strength is Strength.STRONG}
    assert len(honest) == 15
    assert sum(bool(found & strong) for found in honest) == FALSE_ALARMS_STRONG
    assert sum(bool(found - strong) for found in honest) == FALSE_ALARMS_WEAK


def test_every_language_has_false_and_honest_offers():
    for language in ("km", "en", "vi", "zh", "th", "id"):
        kinds = {bool(offer.get("honest")) for offer in OFFERS if offer["language"] == language}
        assert kinds == {True, False}


def test_khmer_is_found_with_and_without_spaces_and_invisible_signs():
    plain = "មិនត្រូវការបទពិសោធន៍"
    for written in (plain, "មិន ត្រូវការ បទពិសោធន៍", "មិន\u200bត្រូវការ\u200bបទពិសោធន៍"):
        [one] = warning_signs(f"ការងារថ្មី {written} ណា")
        assert (one.sign.code, one.words) == ("no_experience", written)


def test_spelling_accents_and_digits_of_any_kind_do_not_matter():
    text = "Việc nhẹ lương 25 triệu, KHÔNG CẦN KINH NGHIỆM"
    assert found_in(text) == found_in(unicodedata.normalize("NFD", text)) == {"high_pay", "no_experience"}
    assert "high_pay" in found_in("ការងារស្រួល ប្រាក់ខែ ២០០០ ដុល្លារ")
    assert "high_pay" in found_in("งานง่าย เดือนละ ๔๐,๐๐๐ บาท")
    assert "passport_kept" in found_in("The Company will keep YOUR passport")


@pytest.mark.parametrize(
    ("text", "is_high"),
    [
        ("easy job, $900", True), ("easy job, 1.5k usd", True), ("easy job, $300-1,000 a month", True),
        ("easy job, $250", False), ("việc nhẹ 15 triệu", False), ("việc nhẹ 20.000.000 đồng", True),
        ("客服 月薪1万", True), ("客服 月薪5000元", False), ("kerja mudah 15 jt", True), ("kerja mudah Rp 4.200.000", False),
        ("surgeon, $9,000", False), ("easy job, room 1200", False),
    ],
)  # fmt: skip
def test_high_pay_is_judged_by_currency_and_only_for_unskilled_work(text, is_high):
    assert ("high_pay" in found_in(text)) == is_high


@pytest.mark.parametrize(
    "text",
    [
        "You keep your own passport.",
        "Bring a copy of your passport.",
        "Work visa required.",
        "We pay overtime.",
        "",
        "   ",
    ],
)
def test_what_honest_offers_say_is_no_sign(text):
    assert warning_signs(text) == []


def test_spans_lead_back_to_the_words_as_written():
    for offer in OFFERS:
        for one in warning_signs(offer["text"]):
            assert offer["text"][one.start : one.end] == one.words
            assert bool(one.words) == (one.sign.code != "no_licence")


def test_strong_signs_come_first():
    for offer in OFFERS:
        strengths = [one.sign.strength for one in warning_signs(offer["text"])]
        assert strengths == sorted(strengths, key=lambda s: s is not Strength.STRONG)


def test_every_sign_is_explained_in_both_languages_and_found_by_some_phrase():
    for sign in SIGNS.values():
        for language in ("km", "en"):
            assert all((sign.name(language), sign.why(language), sign.check(language)))
    assert {*LATIN, *UNSPACED, "high_pay", "no_licence"} == set(SIGNS)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_no_text_makes_it_stumble(text):
    for one in warning_signs(text):
        assert text[one.start : one.end] == one.words
