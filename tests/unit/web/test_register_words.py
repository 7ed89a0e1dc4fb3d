"""Typed days, places and countries; refusals in both languages; and Khmer for every word of these pages."""

import ast
import re
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.template import Engine
from django.utils import translation
from django.utils.translation import gettext

import sarana.web
from sarana.base.places.models import Place
from sarana.web.forms.countries import CountriesField
from sarana.web.forms.faults import SENTENCES, in_words
from sarana.web.forms.fields import CountField, DayField, LinesField, PlaceField
from sarana.web.views.likeness import reason_words

WEB = Path(sarana.web.__file__).parent
PACKAGE = WEB.parent
OURS = ["register", "desk", "people"]
SAID = re.compile(r"""\b(?:_|gettext|gettext_lazy)\(\s*"((?:[^"\\]|\\.)+)"\s*\)""")
TRANSLATED = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("31/08/2022", "2022-08-31"),
        ("1.9.2022", "2022-09-01"),
        ("៣១/០៨/២០២២", "2022-08-31"),
        ("2022-08-31", "2022-08-31"),
        (" 31 - 8 - 2022\u200b", "2022-08-31"),
        ("29/02/2020", "2020-02-29"),
        ("", "None"),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, iso):
    assert str(DayField(required=False).clean(typed)) == iso


@pytest.mark.parametrize(
    "typed", ["31/02/2022", "00/01/2022", "31/13/2022", "8/2022", "yesterday", "31/08/22"]
)
def test_a_day_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError):
        DayField().clean(typed)


def test_numbers_lines_and_countries_as_typed(pages):
    assert CountField().clean("១២") == 12
    assert LinesField().clean(" Chan Sophea \n\nចាន់ សុភា") == ["Chan Sophea", "ចាន់ សុភា"]
    assert CountriesField().clean("Cambodia; vn, ថៃ") == ["KH", "VN", "TH"]
    assert CountriesField().clean("vietnam, Viet Nam") == ["VN", "VN"]
    with pytest.raises(ValidationError, match="Utopia"):
        CountriesField().clean("Utopia")


@pytest.fixture
def namesakes(pages) -> None:
    """Two districts of one name in two provinces."""
    for code in ("1201", "1801"):
        Place.objects.create(
            code=code, level="district", parent=pages.places[code[:2]], name_km="ព្រែក", name_latin="Prek"
        )


@pytest.mark.usefixtures("namesakes")
@pytest.mark.parametrize(
    ("typed", "code"),
    [("1801", "1801"), ("Prek, Preah Sihanouk", "1801"), ("prek, phnom penh", "1201"), ("ព្រែក, ភ្នំពេញ", "1201"),
     ("Anything (1801)", "1801"), ("preah sihanouk", "18")],
)  # fmt: skip
def test_a_place_is_found_by_name_surroundings_or_code(typed, code):
    assert PlaceField().clean(typed).code == code


@pytest.mark.usefixtures("namesakes")
@pytest.mark.parametrize(
    ("typed", "says"), [("Prek", "Several places"), ("Pre", "Do you mean"), ("Xyz", "as in the gazetteer")]
)
def test_a_place_is_never_guessed(typed, says):
    with translation.override("en"), pytest.raises(ValidationError, match=says) as refused:
        PlaceField().clean(typed)
    if typed == "Prek":
        assert "Prek, Phnom Penh (1201); Prek, Preah Sihanouk (1801)" in refused.value.messages[0]


def test_what_an_action_refuses_is_said_in_khmer():
    with translation.override("km"):
        assert all(gettext(sentence) != sentence for sentence in SENTENCES)
        assert "២០២២" in in_words(ValueError("It can't be dated before the stage “ចោទ” of ២០២២."))
        assert in_words(ValueError("A sentence nobody knows")) == "A sentence nobody knows"


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("sounds the same: sophea, sophear", "a word sounds the same"),
        ("only in one name: chan", "one name has a word more"),
        ("born 2 days apart", "born 2 days apart"),
        ("2 of 3 characters are the same", "2 of 3 characters are the same"),
        ("same phone", "same telephone number"),
    ],
)
def test_a_reason_is_told_without_the_names_it_compares(reason, says):
    with translation.override("en"):
        assert reason_words(reason) == says


def words_of_our_pages() -> set[str]:
    templates = [file for folder in OURS for file in (WEB / "templates" / folder).glob("*.html")]
    said = {a or b for file in templates for a, b in TRANSLATED.findall(file.read_text())}
    from sarana.web.routes import register

    modules = {pattern.callback.__module__ for pattern in register.urlpatterns}
    views = [WEB / "views" / f"{name.rpartition('.')[2]}.py" for name in modules] + [
        WEB / "views" / f"{name}.py"
        for name in ("phrases", "trail", "drafts", "case_due", "newcomer", "likeness")
    ]
    for file in [*views, *(WEB / "forms").glob("*.py")]:
        if file.exists():
            said |= set(SAID.findall(file.read_text()))
    return said


def test_every_word_of_these_pages_has_khmer():
    with translation.override("km"):
        missing = sorted(word for word in words_of_our_pages() if gettext(word) == word)
    assert missing == []


def asked_of_the_catalogue() -> set[str]:
    """Every constant that any module hands to gettext, under whatever name it was imported.

    The tool that collects words knows the plain names alone, and does not look into an f-string.
    """
    asked = set()
    for file in PACKAGE.rglob("*.py"):
        if "gettext" not in (text := file.read_text()):
            continue
        nodes = list(ast.walk(ast.parse(text)))
        imports = [
            n for n in nodes if isinstance(n, ast.ImportFrom) and n.module == "django.utils.translation"
        ]
        names = {a.asname or a.name for each in imports for a in each.names if "gettext" in a.name}
        plain = names - {name for name in names if name.startswith(("pgettext", "npgettext"))}
        for node in nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in plain:
                asked |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant)}
    return asked


class Nowhere(NullTranslations):
    """What a catalogue falls back to: nothing at all."""

    def gettext(self, message: str) -> str:  # noqa: ARG002 - as a catalogue is asked
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - as a catalogue is asked
        return ""


def test_every_word_of_every_module_is_in_the_khmer_catalogue():
    with (PACKAGE / "locale/km/LC_MESSAGES/django.mo").open("rb") as compiled:
        khmer = GNUTranslations(compiled)
    khmer.add_fallback(Nowhere())
    asked = asked_of_the_catalogue()
    assert len(asked) > 3000
    assert sorted(word for word in asked if not (khmer.gettext(word) or khmer.ngettext(word, word, 1))) == []


def test_our_templates_are_well_formed():
    engine = Engine.get_default()
    for folder in OURS:
        for file in (WEB / "templates" / folder).glob("*.html"):
            engine.get_template(f"{folder}/{file.name}")
