import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from sarana.base.places.enums import PlaceLevel
from sarana.base.places.models import Place, PlaceAlias
from sarana.base.places.queries import provinces

DATA = Path(__file__).parent / "data"


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@transaction.atomic
def load_gazetteer(country: str = "kh", folder: Path = DATA) -> int:
    """Load a country's folder: country.csv, admin.csv, villages.csv and aliases.csv.

    Returns:
        How many places it holds.
    """
    base = folder / country
    places = [_place(row) for row in _rows(base / "country.csv")]
    places += [_place(row) for row in _rows(base / "admin.csv")]
    places += [_place({**row, "level": PlaceLevel.VILLAGE}) for row in _rows(base / "villages.csv")]
    Place.objects.bulk_create(
        places,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["level", "parent", "name_km", "name_latin", "unit_km", "unit_en", "iso_3166_2"],
    )
    PlaceAlias.objects.all().delete()
    PlaceAlias.objects.bulk_create(
        PlaceAlias(place_id=row["code"], name=row["name"], source=row["source"])
        for row in _rows(base / "aliases.csv")
    )
    provinces.cache_clear()
    return len(places)


def _place(row: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        level=row["level"],
        parent_id=row["parent_code"] or None,
        name_km=row["name_km"],
        name_latin=row["name_latin"],
        unit_km=row.get("unit_km", ""),
        unit_en=row.get("unit_en", ""),
        iso_3166_2=row.get("iso3166_2", ""),
    )
