import csv
from pathlib import Path

from django.db import transaction

from sarana.base.bulk import insert_values
from sarana.base.vocabulary.models import Code
from sarana.base.vocabulary.queries import forget_codes

DATA = Path(__file__).parent / "data"
_KEY = ("list", "code")
_TOLD = ("order", "label_en", "label_km", "roll_up", "parent", "source", "extension", "version")


@transaction.atomic
def load_vocabulary(folder: Path = DATA) -> int:
    """Load every code list of the folder; a value that left its list stays, so that old records keep their meaning.

    Returns:
        How many values stand in the folder's lists.
    """
    rows: dict[tuple[str, str], dict[str, str | int | bool]] = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for order, row in enumerate(csv.DictReader(lines)):
                told = {name: row[name] for name in (*_KEY, *_TOLD) if name != "order"}
                rows[row["list"], row["code"]] = {
                    **told,
                    "order": order,
                    "extension": row["extension"] == "yes",
                }
    if Code.objects.exists():
        Code.objects.bulk_create(
            [Code(**row) for row in rows.values()],
            batch_size=500,
            update_conflicts=True,
            unique_fields=_KEY,
            update_fields=_TOLD,
        )
    else:
        # A new register, and nearly every test of a page, begins here: a sixth of the time.
        insert_values(
            Code, (*_KEY, *_TOLD), ([row[name] for name in (*_KEY, *_TOLD)] for row in rows.values())
        )
    forget_codes()
    return len(rows)
