"""Tables as SDMX-JSON data messages (version 2.0.0 of the format), with every observation of all dimensions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_SCHEMA = "https://json.sdmx.org/2.0.0/sdmx-json-data-schema.json"
# SDMX code list CL_OBS_STATUS: a normal value; a value that exists and is not shown.
_NORMAL, _NOT_SHOWN = "A", "Q"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension with its values in order: code and name."""

    code: str
    name: str
    values: Sequence[tuple[str, str]]


def data_message(
    dataflow: str,
    name: str,
    dimensions: Sequence[Dimension],
    values: Mapping[tuple[str, ...], int],
    *,
    prepared: datetime,
    hidden: Iterable[tuple[str, ...]] = (),
) -> dict[str, Any]:
    """The message: one data set, one structure, each observation with its status (Q where the value is not shown)."""
    places = [{code: at for at, (code, _) in enumerate(one.values)} for one in dimensions]

    def key(cell: tuple[str, ...]) -> str:
        return ":".join(str(place[code]) for place, code in zip(places, cell, strict=True))

    observations: dict[str, list[int | None]] = {key(cell): [value, 0] for cell, value in values.items()}
    observations |= {key(cell): [None, 1] for cell in hidden}
    return {
        "meta": {
            "schema": _SCHEMA,
            "id": dataflow,
            "prepared": prepared.isoformat(),
            "test": False,
            "sender": {"id": "SARANA"},
        },
        "data": {
            "dataSets": [{"action": "Information", "structure": 0, "observations": observations}],
            "structures": [
                {
                    "name": name,
                    "dataSets": [0],
                    "dimensions": {
                        "observation": [
                            {
                                "id": one.code,
                                "name": one.name,
                                "keyPosition": at,
                                "values": [{"id": code, "name": label} for code, label in one.values],
                            }
                            for at, one in enumerate(dimensions)
                        ]
                    },
                    "attributes": {
                        "observation": [
                            {
                                "id": "OBS_STATUS",
                                "name": "Observation status",
                                "values": [
                                    {"id": _NORMAL, "name": "Normal value"},
                                    {"id": _NOT_SHOWN, "name": "Not shown, to protect persons"},
                                ],
                            }
                        ]
                    },
                }
            ],
        },
    }
