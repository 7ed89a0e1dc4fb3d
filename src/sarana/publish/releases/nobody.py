"""Records of nobody in the CTDC's layout: told as files, and checked without the register."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sarana.publish.releases.freezing import as_json
from sarana.publish.releases.shown import Fault
from sarana.science.indicators.ctdc import CTDC, values_of

FIGURE = "victims_identified"
NAMES = [variable.name for variable in CTDC]


def name_of(year: int) -> str:
    """Under which the records stand in a release and in the budget."""
    return f"microdata-{year}"


def files_of_nobody(year: int, rho: str, commitment: str, content: Mapping[str, Any]) -> dict[str, bytes]:
    """The records as CSV, and beside them what they are and what may be computed from them."""
    values = [values_of(variable, year) for variable in CTDC]
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(NAMES)
    writer.writerows([some[int(at)] for some, at in zip(values, row, strict=True)] for row in content["rows"])
    about = {
        "records": len(content["rows"]),
        "figure": FIGURE,
        "year": year,
        "of_nobody_en": "No row is a person. The rows were drawn from noisy tables of two variables each.",
        "of_nobody_km": "គ្មានជួរណាជាមនុស្សពិតទេ។ ជួរទាំងនេះត្រូវបានបង្កើតពីតារាងមានភាពរំខាន ដែលមានអថេរពីរ។",
        "may_be_computed_en": "Tables of the pairs named here, and of their variables: one in ten records at most stands in another cell than it should. "
        "Nothing is promised of other pairs, of three variables together, or of single rows.",
        "may_be_computed_km": "តារាងគូអថេរដែលរាយនៅទីនេះ និងអថេររបស់វា៖ យ៉ាងច្រើនមួយក្នុងដប់ជួរស្ថិតនៅក្រឡាខុស។ គូផ្សេង អថេរបីរួមគ្នា ឬជួរតែមួយ មិនមានការធានាទេ។",
        "pairs": content["told_well"],
        "noise": content["noise"],
        "privacy": {"rho": rho, "measure": "zCDP", "commitment": commitment},
        "values": dict(zip(NAMES, map(list, values), strict=True)),
    }
    name = f"microdata/{name_of(year)}"
    return {f"{name}.csv": held.getvalue().encode(), f"{name}.json": as_json(about)}


def workload_of(year: int, rho: str, commitment: str) -> dict[str, Any]:
    """What the manifest declares of them."""
    return {"name": name_of(year), "figure": FIGURE, "year": year, "rho": rho, "commitment": commitment}


def faults_of_nobody(files: Mapping[str, bytes], told: Mapping[str, Any]) -> Iterator[Fault]:
    """What does not hold of the records by their own words: other columns, values that nobody declared, another number of rows."""
    name = f"microdata/{told['name']}"
    about = json.loads(files[f"{name}.json"])
    rows = list(csv.reader(io.StringIO(files[f"{name}.csv"].decode(), newline="")))
    known = [set(values_of(variable, int(told["year"]))) for variable in CTDC]
    fits = rows[0] == NAMES and all(
        len(row) == len(known) and all(value in some for value, some in zip(row, known, strict=True))
        for row in rows[1:]
    )
    declared = about["privacy"]["commitment"] == told["commitment"] and about["privacy"]["rho"] == told["rho"]
    if not fits or not declared or len(rows) - 1 != about["records"]:
        yield Fault(f"{name}.csv is not what was declared.", f"{name}.csv មិនមែនជាអ្វីដែលបានប្រកាសទេ។")
