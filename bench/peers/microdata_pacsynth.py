"""The same persons by pac-synth's synthesizer with differential privacy: reads them as JSON from standard input, prints rows and time."""

import json
import sys
import time

from pacsynth import Dataset, DpAggregateSeededParametersBuilder, DpAggregateSeededSynthesizer


def main() -> None:
    given = json.load(sys.stdin)
    begun = time.process_time()
    persons = Dataset([given["names"], *given["rows"]])
    asked = (
        DpAggregateSeededParametersBuilder()
        .reporting_length(2)
        .epsilon(given["epsilon"])
        .delta(given["delta"])
        .build()
    )
    made = DpAggregateSeededSynthesizer(asked)
    made.fit(persons)
    rows = made.sample()
    json.dump({"rows": rows[1:], "names": rows[0], "processor": time.process_time() - begun}, sys.stdout)


if __name__ == "__main__":
    main()
