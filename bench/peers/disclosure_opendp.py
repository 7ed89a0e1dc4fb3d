"""The same counts with OpenDP's discrete Gaussian noise: reads them as JSON from standard input, prints them with noise and time."""

import json
import sys
import time

import opendp.prelude as dp


def main() -> None:
    given = json.load(sys.stdin)
    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.l2_distance(T=float)
    measured = dp.m.make_gaussian(*space, scale=given["scale"])
    begun = time.process_time()
    counts = measured(given["counts"])
    took = time.process_time() - begun
    json.dump({"counts": counts, "rho": measured.map(1.0), "processor": took}, sys.stdout)


if __name__ == "__main__":
    main()
