import pytest

from sarana.base.accounts.queries import committee_of
from sarana.base.places.actions import load_gazetteer
from sarana.base.places.models import Place
from sarana.base.places.queries import full_name, places_named, places_within, provinces
from sarana.demo.agencies import found_agencies


@pytest.fixture
def gazetteer(db):
    assert load_gazetteer() == 1 + 25 + 210 + 1652 + 14578


def test_codes_nest_by_prefix_and_keep_their_leading_zeros(gazetteer):
    lengths = {"province": 2, "district": 4, "commune": 6, "village": 8}
    for place in Place.objects.exclude(level="country").iterator():
        assert len(place.code) == lengths[place.level]
        if place.level != "province":
            assert place.code.startswith(place.parent_id)
    assert places_within("01").filter(level="district").count() == 9


def test_every_place_routes_to_a_committee(gazetteer):
    found_agencies()
    assert len(provinces()) == 25
    for code in provinces():
        assert committee_of(code).place_id == code
    assert committee_of("18040501").place_id == "18"


def test_a_process_that_starts_before_the_places_are_loaded_finds_them_afterwards(db):
    """Another process loads them: nobody tells this one to forget what it knows."""
    assert provinces() == {}
    Place.objects.create(code="18", level="province", name_km="ព្រះសីហនុ", name_latin="Preah Sihanouk")
    assert list(provinces()) == ["18"]
    assert provinces() is provinces(), "once found it is kept"
    provinces.cache_clear()
    assert provinces() == {"18": Place.objects.get(code="18")}


def test_a_name_that_repeats_gives_all_its_places_with_what_is_around_them(gazetteer):
    villages = places_named("Samraong", level="village")
    assert villages.count() > 70
    assert len({full_name(v) for v in villages}) > 60
    assert [p.code for p in places_named("Sihanoukville", level="province")] == ["18"]
    assert [p.code for p in places_named("ភ្នំពេញ", level="province")] == ["12"]
