import csv
from pathlib import Path

from django.db import transaction

from sarana.base.vocabulary.models import Code
from sarana.base.vocabulary.queries import forget_codes

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_vocabulary(folder: Path = DATA) -> int:
    """Load every code list of the folder; values that left a list are ended, not deleted.

    Returns:
        How many values stand in force.
    """
    rows: dict[tuple[str, str], Code] = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for order, row in enumerate(csv.DictReader(lines)):
                code = Code(
                    list=row["list"],
                    code=row["code"],
                    order=order,
                    label_en=row["label_en"],
                    label_km=row["label_km"],
                    roll_up=row["roll_up"],
                    parent=row["parent"],
                    source=row["source"],
                    extension=row["extension"] == "yes",
                    version=row["version"],
                )
                rows[code.list, code.code] = code
    Code.objects.bulk_create(
        rows.values(),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["list", "code"],
        update_fields=[
            "order",
            "label_en",
            "label_km",
            "roll_up",
            "parent",
            "source",
            "extension",
            "version",
        ],
    )
    forget_codes()
    return len(rows)
