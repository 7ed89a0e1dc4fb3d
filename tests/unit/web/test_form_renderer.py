"""Widgets drawn in one go say what Django's own templates say."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from hypothesis import given
from hypothesis import strategies as st

from sarana.web.form_renderer import WidgetRenderer

CHOICES = [("", "All <b>"), ("a'", "x & y"), ("b", 3), ("ខ", "ភ្នំពេញ")]
GROUPS = [("<group>", CHOICES), ("c", "z")]
WIDGETS = [
    forms.TextInput(attrs={"required": True, "placeholder": False, "data-q": '"<'}),
    forms.NumberInput(),
    forms.EmailInput(),
    forms.PasswordInput(),
    forms.HiddenInput(),
    forms.DateInput(),
    forms.CheckboxInput(),
    forms.FileInput(),
    forms.Textarea(attrs={"rows": 3}),
    forms.Select(choices=CHOICES),
    forms.Select(choices=GROUPS),
    forms.SelectMultiple(choices=CHOICES),
    forms.RadioSelect(choices=CHOICES),
    forms.CheckboxSelectMultiple(choices=GROUPS),
]
# What ours leave out on purpose: a label around its box needs no id, a text area no width in letters.
LEFT_OUT = {"id", "for", "cols"}


class Said(HTMLParser):
    """Tags with their attributes, and texts without the blanks around them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[Any] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said.append((tag, [(name, value) for name, value in attrs if name not in LEFT_OUT]))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.said.append(data.strip())


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@given(
    value=st.sampled_from([None, "", "a'", "b", "ខ", ["a'", "b"], 1234.5]) | st.text(max_size=9),
    attrs=st.dictionaries(
        st.sampled_from(["class", "disabled", "data-x"]), st.text(max_size=5) | st.booleans()
    ),
)
def test_nothing_is_said_otherwise(widget, value, attrs):
    def drawn(renderer: Any) -> list[Any]:
        return Said(widget.render("<f>", value, {"id": "id_f", **attrs}, renderer=renderer)).said

    assert drawn(WidgetRenderer()) == drawn(DjangoTemplates())


def test_what_an_error_leads_to_has_its_id():
    drawn = forms.RadioSelect(choices=CHOICES).render("f", "", {"id": "id_f"}, renderer=WidgetRenderer())
    assert 'id="id_f_0"' in drawn
    assert 'id="id_f_1"' not in drawn, "a label around its box needs none"


def test_nothing_typed_becomes_markup():
    drawn = forms.TextInput().render("f", '"><script>', renderer=WidgetRenderer())
    assert "<script>" not in drawn
