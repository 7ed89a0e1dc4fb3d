import re

import pytest

from sarana.base.vocabulary.actions import load_vocabulary
from sarana.base.vocabulary.models import Code, join_codes, split_codes
from sarana.base.vocabulary.queries import choices, codes_of, label, unknown_codes
from sarana.science.palermo import ACTS, MEANS, PURPOSES

KHMER = re.compile(r"[\u1780-\u17ff]")
# Names of firms are the same in every script.
PROPER_NAMES = {"WebsitesAndApps"}


@pytest.fixture
def vocabulary(db):
    return load_vocabulary()


def test_every_value_has_khmer_english_and_a_source(vocabulary):
    for code in Code.objects.all():
        assert code.label_en, code.code
        assert code.source, code.code
        assert KHMER.search(code.label_km) or code.list in PROPER_NAMES, (code.list, code.code)


def test_the_standards_are_there_whole(vocabulary):
    assert len(codes_of("Country")) == 249
    assert len(codes_of("TypeOfExploitation")) == 11 + 2
    assert {code for code, row in codes_of("TypeOfExploitation").items() if row.extension} == {
        "ForcedCriminality",
        "DomesticServitude",
    }
    assert set(codes_of("PalermoAct")) == ACTS
    assert set(codes_of("PalermoMeans")) == MEANS
    assert set(codes_of("PalermoPurpose")) == PURPOSES
    assert len(codes_of("ILOIndicator")) == 11
    assert "RestrictsMovement" in codes_of("MethodsOfControl")
    assert Code.objects.filter(list__startswith="IcTip").count() > 150


def test_every_form_of_exploitation_rolls_up_to_one_of_unodcs_three(vocabulary):
    assert {row.roll_up for row in codes_of("TypeOfExploitation").values()} == {
        "sexual",
        "forced_labour",
        "other",
    }


def test_an_unknown_code_is_shown_as_it_was_written(vocabulary):
    assert label("TypeOfExploitation", "CryptoScam") == "CryptoScam"
    assert unknown_codes("TypeOfExploitation", ["CryptoScam", "Surrogacy"]) == ["CryptoScam"]


def test_loading_again_changes_nothing(vocabulary):
    assert load_vocabulary() == vocabulary == Code.objects.count()
    assert ("ForcedLabour", "ពលកម្មដោយបង្ខំ") in choices("TypeOfExploitation")


def test_codes_in_a_column_come_back_as_they_went_in():
    assert split_codes(join_codes(["a", "b|c", ""])) == ["a", "b/c"]
    assert split_codes(None) == []
