"""The bench's officers send forms back as a browser would, and a missed limit is told as one."""

import pytest

from sarana.cli.bench.deeds import Desk, add_event, assert_status, form_on
from sarana.cli.bench.measured import Measured
from sarana.cli.bench.server import Answer

pytestmark = pytest.mark.pure

PAGE = """
<form action="/account/logout/" method="post"><input type="hidden" name="other" value="1"></form>
<form method="post" novalidate data-draft="/draft/">
<input type="hidden" name="csrfmiddlewaretoken" value="secret">
<input type="hidden" name="was" value="{&quot;title&quot;: &quot;A&quot;}">
<textarea name="summary" rows="5">
Two &amp; three</textarea>
<input type="radio" name="minors" value="yes"><input type="radio" name="minors" value="unknown" checked>
<input type="checkbox" name="acts" value="recruitment" checked><input type="checkbox" name="acts" value="transfer">
<select name="channel"><option value="hotline">Hotline</option><option value="letter" selected>Letter</option></select>
<select name="standard"><option value="palermo">Palermo</option><option value="law">Law</option></select>
</form>
"""


def test_fields_keep_their_values_and_the_first_choice_of_a_list_counts():
    assert form_on(PAGE) == {
        "was": '{"title": "A"}',
        "summary": "Two & three",
        "minors": ["unknown"],
        "acts": ["recruitment"],
        "channel": "letter",
        "standard": "palermo",
    }


def a_desk() -> Desk:
    from random import Random

    return Desk(Random(1), cases=[], own_cases=["C-1"], victims=[], own_victims=["V-1"], names=[])


def test_a_status_is_weighed_before_it_is_said():
    deed = assert_status(a_desk())
    assert next(deed).path == "/victims/V-1/status/"
    weigh = deed.send(Answer(200, PAGE, ""))
    assert not weigh.writes
    said = deed.send(Answer(200, '<button name="weighed" value="mark">', ""))
    assert said.writes
    assert said.posted["weighed"] == "mark"


def test_an_event_takes_the_boxes_that_the_form_offers():
    deed = add_event(a_desk())
    next(deed)
    sent = deed.send(Answer(200, PAGE, ""))
    assert (sent.posted["acts"], sent.posted["purposes"]) == (["recruitment"], [])


def test_a_missed_limit_is_told():
    assert Measured("reads", 150, 150, "ms").holds
    assert Measured("reads", 151, 150, "ms", {"worst": 400}).as_row()[3:] == ("TOO SLOW", "worst 400")
