"""Which counts of a protected table tau-Argus's audit (pytauargus) can narrow down: reads tables as JSON, prints its intervals.

It gets every cell with whether it is hidden and how far it must stay open above, and the sums that everybody knows, in the format
of its own solver. The counts of hidden cells are given too, because the format asks for them; the audit uses the sums alone.
"""

import json
import os
import sys
import tempfile
import time


def main() -> None:
    given = json.load(sys.stdin)
    # The engine writes to the standard output by itself.
    told = os.dup(1)
    os.dup2(2, 1)
    from pytauargus._tauargus import audit_jj

    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("asked.JJ", "w") as file:  # noqa: PTH123 - its solver reads from where it stands
            file.write(as_asked(given))
        found = audit_jj("asked.JJ")
    answer = {
        "cells": [[one["cell"], one["min"], one["max"], bool(one["unsafe"])] for one in found],
        "processor": time.process_time() - begun,
    }
    with os.fdopen(told, "w") as out:
        json.dump(answer, out)


def as_asked(given: dict[str, list]) -> str:
    """Cells with their limits, then each total with its parts, as a sum of nought."""
    most = max((count for count, _hidden, _above in given["cells"]), default=0)
    lines = ["0", str(len(given["cells"]))]
    for at, (count, hidden, above) in enumerate(given["cells"]):
        status = ("u" if above else "m") if hidden else "s"
        # Zeros are always shown, so a hidden count is one at least; the protection levels count from the cell's own value.
        lines.append(f"{at} {count} 1 {status} {1 if hidden else 0} {most} 0 {above} 0")
    lines.append(str(len(given["sums"])))
    for total, parts in given["sums"]:
        terms = " ".join(f"{part} (1)" for part in parts)
        lines.append(f"0 {len(parts) + 1} : {total} (-1) {terms}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
