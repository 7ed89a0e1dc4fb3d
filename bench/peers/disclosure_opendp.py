"""The same counts with OpenDP's noise: reads them as JSON from standard input, prints them with noise, price and time.

Discrete Gaussian of a scale, or discrete Laplace of an epsilon where each person stands in one count.
"""

import json
import sys
import time

import opendp.prelude as dp


def main() -> None:
    given = json.load(sys.stdin)
    dp.enable_features("contrib")
    if "epsilon" in given:
        space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
        measured, price = dp.m.make_laplace(*space, scale=1 / given["epsilon"]), "epsilon"
    else:
        space = dp.vector_domain(dp.atom_domain(T=int)), dp.l2_distance(T=float)
        measured, price = dp.m.make_gaussian(*space, scale=given["scale"]), "rho"
    begun = time.process_time()
    counts = measured(given["counts"])
    took = time.process_time() - begun
    json.dump(
        {"counts": counts, price: measured.map(1 if price == "epsilon" else 1.0), "processor": took},
        sys.stdout,
    )


if __name__ == "__main__":
    main()
