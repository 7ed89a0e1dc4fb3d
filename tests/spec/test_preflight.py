"""# A speech before it is given

Every sentence gets a light. Red ones are mended where the record or the arithmetic gives the number, and only when the
whole speech, read again, has nothing wrong there any more. Nothing of a speech is kept.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.science.statements import Figure
from sarana.science.statements.preflight import Light, mended_text, preflight

DAY = date(2022, 8, 1)


def on_record(indicator, value, year):
    source = f"https://ncct.example/{indicator}/{year}"
    return Figure(indicator, Decimal(value), date(year, 1, 1), date(year, 12, 31), "NCCT", source=source)


RECORD = [
    on_record("victims_rescued", 351, 2021),
    on_record("cases", 150, 2021),
    on_record("cases", 100, 2020),
]


@pytest.mark.parametrize(
    ("said", "light", "mended"),
    [
        ("We opened 150 cases in 2021.", "green", ""),
        ("In 2021 we rescued more than 400 victims.", "red", "In 2021 we rescued 351 victims."),
        ("In 2021 we rescued more than 300 victims.", "green", ""),
        ("Cases rose from 100 in 2020 to 150 in 2021, an increase of 33 per cent.", "red",
         "Cases rose from 100 in 2020 to 150 in 2021, an increase of 50 per cent."),
        ("ក្នុងឆ្នាំ២០២១ យើងបានសង្គ្រោះជនរងគ្រោះ ៤០០ នាក់។", "red", "ក្នុងឆ្នាំ២០២១ យើងបានសង្គ្រោះជនរងគ្រោះ ៣៥១ នាក់។"),
        ("In 2021 we rescued thousands of victims.", "red", ""),
        ("In 1995 we rescued 20 victims.", "amber", ""),
        ("Sihanoukville is a beautiful city.", "none", ""),
    ],
)  # fmt: skip
def test_each_sentence_has_a_light_and_what_the_record_bears_out(said, light, mended):
    (told,) = preflight(said, RECORD, said_on=DAY)
    assert (told.light, told.mended) == (light, mended)


def test_a_mended_speech_has_no_red_light_left_where_it_was_mended():
    speech = "Ladies and gentlemen.\n\nIn 2021 we rescued 400 victims. We opened 200 cases in 2021. We thank our partners."
    told = preflight(speech, RECORD, said_on=DAY)
    assert [one.light for one in told] == [Light.NONE, Light.RED, Light.RED, Light.NONE]
    better = mended_text(speech, told)
    assert better == speech.replace("400", "351").replace("200", "150")
    assert [one.light for one in preflight(better, RECORD, said_on=DAY)] == ["none", "green", "green", "none"]


@given(
    st.text(max_size=300),
    st.lists(st.sampled_from(["We rescued 400 victims in 2021. ", "៤០០ នាក់។", "\u202e", "“"]), max_size=6),
)
def test_no_speech_breaks_it_and_its_sentences_stand_where_they_say(text, parts):
    speech = text.join(["", *parts, ""])
    for one in preflight(speech, RECORD, said_on=DAY):
        assert speech[one.start : one.end] == one.text


def test_where_the_record_gives_several_numbers_the_sentence_is_offered_once_for_each_definition():
    record = [
        *RECORD,
        Figure("victims_rescued", Decimal(390), date(2021, 1, 1), date(2021, 12, 31), "Police"),
    ]
    (told,) = preflight("In 2021 we rescued 500 victims.", record, said_on=DAY)
    assert told.light is Light.RED
    assert not told.mended
    assert {choice.text for choice in told.choices} == {
        "In 2021 we rescued 351 victims.",
        "In 2021 we rescued 390 victims.",
    }
    assert all(choice.definition and choice.period == "2021" for choice in told.choices)
