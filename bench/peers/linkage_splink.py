"""Plain Splink on DuckDB, run by bench/linkage.py in an environment of its own: settings in, links with their chance out."""

import json
import sys
import time

import duckdb
import splink
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

told = json.load(sys.stdin)
NAMES = {
    "as written": "ALTER TABLE raw RENAME full_name TO name",
    "romanised by Sarana": "ALTER TABLE raw RENAME latin_name TO name",
    "romanised, words sorted, first of January unknown": "ALTER TABLE raw RENAME sorted_name TO name",
}


def linked(setting: str) -> dict[str, object]:
    """Train without labels and give F1 by threshold of the clusters."""
    begun = time.process_time()
    con = duckdb.connect()
    con.execute("SET threads=2")
    con.read_csv(told["file"], all_varchar=True, header=True).create("raw")
    con.execute(NAMES[setting])
    round_days = "%-01-01" if "January" in setting else ""
    con.execute(
        "CREATE TABLE persons AS SELECT unique_id, nullif(name, '') AS name, nullif(split_part(name, ' ', 1), '') AS first, "
        "nullif(split_part(name, ' ', 2), '') AS last, nullif(sex, '') AS sex, "
        "CASE WHEN date_of_birth = '' OR date_of_birth LIKE $1 THEN NULL ELSE date_of_birth END AS born, "
        "substr(nullif(date_of_birth, ''), 1, 4) AS year, nullif(phone, '') AS phone, nullif(place, '') AS place, "
        "substr(nullif(place, ''), 1, 2) AS province FROM raw",
        [round_days],
    )
    rules = [
        block_on("name", "year"),
        block_on("name", "province"),
        block_on("phone"),
        block_on("first", "born"),
        block_on("last", "born"),
        block_on("year", "place", "sex"),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.95, 0.9, 0.8]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("born", [1, 2]),
            cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("place"),
        ],
        blocking_rules_to_generate_predictions=rules,
    )
    api = DuckDBAPI(connection=con)
    table = api.register("persons") if hasattr(api, "register") else "persons"
    linker = Linker(table, settings) if hasattr(api, "register") else Linker(table, settings, api)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("name", "born"), block_on("phone", "name")], recall=0.5
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("name", "year"))
    training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
    predicted = linker.inference.predict(threshold_match_probability=0.1)
    found = {}
    for chance in told["chances"]:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, chance)
        rows = con.execute(f"SELECT unique_id, cluster_id FROM {clusters.physical_name}").fetchall()  # noqa: S608
        found[str(chance)] = rows
    return {"clusters": found, "processor": time.process_time() - begun}


answers = {setting: linked(setting) for setting in NAMES}
json.dump({"version": splink.__version__, "answers": answers}, sys.stdout)
