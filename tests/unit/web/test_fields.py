"""What people type: days with a slip in the year, sums in Khmer digits, a flag by the country's name."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from tests.pages import client_of, text_of

from sarana.base.places.models import Place
from sarana.base.places.queries import provinces
from sarana.base.vault.sealing import unseal
from sarana.register.cases.models import Case
from sarana.register.rescue.models import RescueRequest
from sarana.web.forms.amounts import AmountField
from sarana.web.forms.fields import PlaceField
from sarana.web.wording import amount


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("01/05/1026", "01/05/1026 lies before 1900. Is the year right?"),
        ("2926-05-01", "2926-05-01 lies in the future by more than 100 years. Is the year right?"),
    ],
)
@pytest.mark.parametrize("path", ["/cases/new/", "/operations/new/"])
def test_a_slip_in_the_year_is_told_and_not_believed(pages, path, day, says):
    typed = {"title": "A door", "kind": "raid", "place": "18", "opened_on": day, "planned_for": day}
    response = client_of(pages, "investigator").post(path, typed)
    assert response.status_code == 422
    assert says in text_of(response)
    assert day in response.content.decode()


@pytest.mark.parametrize(("typed", "years"), [("30/11/2570", "2026 or 2027"), ("១២/៣/២៥៤៤", "2000 or 2001")])
def test_a_year_of_the_buddhist_era_is_named_with_the_year_to_write(pages, typed, years):
    response = client_of(pages, "investigator").post("/cases/new/", {"title": "A door", "opened_on": typed})
    assert response.status_code == 422
    assert f"is a year of the Buddhist era. Write the international year, {years}." in text_of(response)
    assert typed in response.content.decode()


def test_what_is_too_long_is_told_and_nothing_of_it_is_cut_off(pages):
    """A browser that knows a limit cuts off what is pasted beyond it without a word; so no form tells it one."""
    client = client_of(pages, "investigator", "km")
    assert "maxlength" not in text_of(client.get("/cases/new/"))
    title = "ក" * 201
    response = client.post("/cases/new/", {"title": title, "opened_on": "01/05/2026"})
    assert response.status_code == 422
    assert "200" in text_of(response)
    assert title in text_of(response)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x0b"])
def test_a_sign_that_turns_a_line_around_is_not_kept(pages, sign):
    answer = {"title": f"The {sign}blue door\u200b", "opened_on": "01/05/2026"}
    assert client_of(pages, "investigator").post("/cases/new/", answer).status_code == 302
    assert unseal(Case.objects.latest("id"))["title"] == "The blue door\u200b"


@pytest.mark.parametrize(
    "typed", ["1500000.50", "1,500,000.50", "1 500 000.50", "១,៥០០,០០០.៥០", "1.500.000,50", "១.៥០០.០០០,៥០"]
)
def test_a_sum_is_read_as_it_is_written(typed):
    assert AmountField().clean(typed) == Decimal("1500000.50")


@pytest.mark.parametrize(
    ("typed", "read"), [("8.000.000", 8_000_000), ("8.000", 8), ("8,000", 8_000), ("0.25", "0.25")]
)
def test_one_point_alone_stands_before_decimals(typed, read):
    assert AmountField(decimal_places=3).clean(typed) == Decimal(read)


def test_a_ransom_in_khmer_digits_is_taken(pages):
    typed = {
        "note_number": "7", "received_on": "01/05/2026", "language": "km", "precision": "building", "danger_now": "unknown",
        "ransom": "៣,០០០", "ransom_currency": "USD",
    }  # fmt: skip
    response = client_of(pages, "embassy").post("/rescue/new/", typed)
    assert response.status_code == 302, text_of(response)
    assert RescueRequest.objects.get().ransom == 3000


@pytest.mark.parametrize(("typed", "kept"), [("Panama", "PA"), ("ប៉ាណាម៉ា", "PA"), ("pa", "PA"), ("", "")])
def test_a_ship_s_flag_is_a_country(pages, typed, kept):
    report = pages.report()
    client = client_of(pages, "investigator")
    answer = {
        "danger_now": "unknown",
        "minors": "unknown",
        "channel": "hotline",
        "seen_version": report.version,
    }
    response = client.post(
        f"/reports/{report.number}/edit/", {**answer, "vessel": "Blue Star", "vessel_flag": typed}
    )
    assert response.status_code == 302, text_of(response)
    report.refresh_from_db()
    assert report.vessel_flag == kept


def test_a_flag_that_no_country_flies_is_refused_with_what_to_write(pages):
    report = pages.report()
    answer = {"danger_now": "unknown", "minors": "unknown", "channel": "hotline", "vessel_flag": "zz"}
    response = client_of(pages, "investigator").post(
        f"/reports/{report.number}/edit/", {**answer, "seen_version": report.version}
    )
    assert response.status_code == 422
    assert "Write the name in Khmer or English, or its two letters." in text_of(response)


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", ["8,000,000 KHR", "3,000.50 USD"]), ("km", ["8.000.000 KHR", "3.000,50 USD"])],
)
def test_a_sum_is_written_as_the_page_s_language_does(language, told):
    with override(language):
        assert [amount(Decimal("8000000.00"), "KHR"), amount(Decimal("3000.5"), "USD")] == told


@pytest.mark.parametrize(
    "typed",
    [
        "ខេត្តព្រះសីហនុ",
        "ព្រះសីហនុ",
        "Preah Sihanouk province",
        "province Preah Sihanouk",
        "១៨",
        "Preah Sihanouk (18)",
    ],
)
def test_a_place_is_taken_with_its_kind_and_without(world, typed):
    assert PlaceField().clean(typed).code == "18"


def test_its_kind_tells_namesakes_apart(world):
    province = world.places["18"]
    Place.objects.create(
        code="1804", level="district", parent=province, name_km="ស្ទឹងហាវ", name_latin="Stueng Hav"
    )
    Place.objects.create(
        code="180401", level="commune", parent_id="1804", name_km="ស្ទឹងហាវ", name_latin="Stueng Hav"
    )
    assert PlaceField().clean("ស្រុកស្ទឹងហាវ").code == "1804"
    assert PlaceField().clean("ឃុំស្ទឹងហាវ, ស្រុកស្ទឹងហាវ").code == "180401"
    with override("en"), pytest.raises(ValidationError, match="Several places"):
        PlaceField().clean("Stueng Hav")


@pytest.mark.parametrize("typed", ["ព្រះសីហនូ", "ខេត្តព្រះសីហនុុ", "Preah Sihanuk", "Prah Sihanouk province"])
def test_a_slip_in_a_place_s_name_is_answered_with_the_name_that_is_meant(world, typed):
    provinces.cache_clear()
    with override("en"), pytest.raises(ValidationError, match=r"Do you mean: .*\(18\)"):
        PlaceField().clean(typed)


def test_what_resembles_no_place_is_told_how_to_write_one(world):
    with override("en"), pytest.raises(ValidationError, match="only the province"):
        PlaceField().clean("😀 nowhere at all")
