"""The same persons by OpenDP's mbi: reads them as JSON from standard input, prints rows of nobody and time.

AIM (McKenna, Mullins, Sheldon and Miklau 2022) chooses, of the tables of two variables, one after another by how badly its model
tells it, and measures that. All values are known beforehand, so that the price is zCDP alone. Its simpler MST is not asked: of 27
variables OpenDP 0.16 refuses it, because rounding carries it beyond the budget that it gave itself.
"""

import json
import sys
import time
from itertools import combinations

_STEPS, _MEGABYTES = 200, 20.0


def main() -> None:
    given = json.load(sys.stdin)
    import opendp.prelude as dp
    import polars as pl

    dp.enable_features("contrib")
    names = given["names"]
    columns = list(zip(*given["rows"], strict=True))
    persons = pl.LazyFrame({name: list(column) for name, column in zip(names, columns, strict=True)})
    begun = time.process_time()
    pairs = [dp.mbi.Count(pair) for pair in combinations(names, 2)]
    # Its model is fitted anew after each table; a thousand steps each time, as is usual, had not ended after five minutes.
    from mbi.estimation import mirror_descent

    fits = []

    def fit(domain, loss, *, potentials=None):  # noqa: ANN001, ANN202
        fits.append(time.process_time() - begun)
        print(f"fit {len(fits)} after {fits[-1]:.0f} s", file=sys.stderr, flush=True)
        return mirror_descent(domain, loss, potentials=potentials, iters=_STEPS)

    algorithm = dp.mbi.AIM(queries=pairs, rounds=given["rounds"], max_size=_MEGABYTES, estimator=fit)
    context = dp.Context.compositor(
        data=persons,
        privacy_unit=dp.unit_of(contributions=1),
        privacy_loss=dp.loss_of(rho=given["rho"]),
        split_evenly_over=1,
    )
    keys = {name: list(range(size)) for name, size in zip(names, given["sizes"], strict=True)}
    table = context.query().select(*names).contingency_table(keys=keys, algorithm=algorithm).release()
    made = table.synthesize()
    # What it could not place it leaves empty; that is a value of its own.
    rows = made.select(
        pl.col(name).fill_null(size) for name, size in zip(names, given["sizes"], strict=True)
    ).rows()
    json.dump({"rows": rows, "processor": time.process_time() - begun}, sys.stdout)


if __name__ == "__main__":
    main()
