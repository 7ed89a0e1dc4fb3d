"""The same persons' table by tau-Argus (pytauargus): reads rows as JSON from standard input, prints what stays visible and time.

Counting is a response of one for each person; the rule is a frequency threshold; secondary suppression as asked for.
"""

import json
import math
import os
import sys
import tempfile
import time


def main() -> None:
    given = json.load(sys.stdin)
    # The engine writes to the standard output by itself.
    told = os.dup(1)
    os.dup2(2, 1)
    from pytauargus import protect

    columns = {name: [row[at] for row in given["rows"]] for at, name in enumerate(given["names"])}
    columns["persons"] = [1.0] * len(given["rows"])
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        # It leaves its logs where it stands.
        os.chdir(folder)
        made = protect(
            columns, given["names"], response="persons", safety_rules=f"FREQ({given['threshold']},{given['margin']})",
            suppress=given["suppress"], decimals=0, totcode="*", workdir=folder,
        )  # fmt: skip
        table = made.tables[0]
        shown = table.safe(None)
        keys = [[str(row[name]).strip() or "*" for name in given["names"]] for row in table.rows]
    took = time.process_time() - begun
    rows = [[key, None if n is None or math.isnan(n) else int(n)] for key, n in zip(keys, shown, strict=True)]
    with os.fdopen(told, "w") as out:
        json.dump({"rows": rows, "processor": took}, out)


if __name__ == "__main__":
    main()
