"""What anonymeter's attackers learn of true records from invented ones: reads them as JSON, prints risks with their intervals.

Several sets of invented records may be given, each by its name (``made``).
The risk is what an attack does better against the persons whose records were used than against others of whom nothing was
(``control``), as a share of what was left to gain; the interval is that of 95 per cent.
"""

import json
import logging
import sys
import time
import warnings


def main() -> None:
    given = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    import numpy as np
    import pandas as pd
    from anonymeter.evaluators import InferenceEvaluator, LinkabilityEvaluator, SinglingOutEvaluator

    true, control = (framed(pd, given["names"], given[which]) for which in ("true", "control"))
    answer = {}
    for name, rows in given["made"].items():
        begun = time.process_time()
        # Its baselines draw from the global generator.
        np.random.seed(given["seed"])  # noqa: NPY002
        made = framed(pd, given["names"], rows)
        known = {
            "ori": true,
            "syn": made,
            "control": control,
            "n_attacks": min(given["attacks"], len(made), len(true), len(control)),
        }
        others = [one for one in given["names"] if one != given["secret"]]
        asked = {
            "singling out": SinglingOutEvaluator(
                **known, n_cols=given["columns"], max_attempts=given["tries"], seed=given["seed"]
            ).evaluate(mode="multivariate"),
            "linkability": LinkabilityEvaluator(
                **known, aux_cols=(given["here"], given["there"]), n_neighbors=1
            ).evaluate(n_jobs=1),
            "inference": InferenceEvaluator(**known, aux_cols=others, secret=given["secret"]).evaluate(
                n_jobs=1
            ),
        }
        answer[name] = {attack: told(one) for attack, one in asked.items()}
        answer[name]["processor"] = time.process_time() - begun
    json.dump(answer, sys.stdout)


def framed(pd, names: list[str], rows: list[list[int]]):  # noqa: ANN001, ANN201
    """Values as words, so that none is taken for a larger one than another."""
    return pd.DataFrame([[f"v{value}" for value in row] for row in rows], columns=names)


def told(evaluated) -> dict[str, float]:  # noqa: ANN001
    """The risk and its interval, and how often the attack hit the persons, the others, and by guessing."""
    risk, results = evaluated.risk(confidence_level=0.95), evaluated.results(confidence_level=0.95)
    return {
        "risk": float(risk.value), "low": float(risk.ci[0]), "high": float(risk.ci[1]),
        "attack": float(results.attack_rate.value), "control": float(results.control_rate.value),
        "baseline": float(results.baseline_rate.value),
    }  # fmt: skip


if __name__ == "__main__":
    main()
