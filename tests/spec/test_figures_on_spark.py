"""# The same figures on Spark

Runs where the extra `spark` and Java 17 are installed; elsewhere it says so and is skipped.
"""

import shutil
from datetime import date

import pytest

from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import figures
from sarana.register.cases.actions import assert_status

pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
pytest.importorskip("sqlglot", reason="the extra 'spark' is not installed")
if shutil.which("java") is None:
    pytest.skip("Java is not installed", allow_module_level=True)


def test_spark_gives_the_answers_of_duckdb(world, settings, tmp_path):
    from sarana.measure.figures.queries.spark import opened_on_spark

    settings.SNAPSHOTS = tmp_path
    for at in range(5):
        victim = world.victim(world.case(), sex="FMU"[at % 3], age_at_event=[None, 15, 30][at % 3])
        assert_status(
            by=world.officers["investigator"],
            victim=victim,
            assertion="ActualVictimOfTrafficking",
            asserted_on=date(2022, 1 + at * 2, 28),
            acts=["recruitment"],
            means=["deception"],
            purposes=["forced_labour"],
        )
    snapshot = take_snapshot(by=None)
    for calendar in ("unodc", "tip"):
        asked = {"years": [2022, 2023], "calendar": calendar}
        assert figures(snapshot, **asked, engine=opened_on_spark) == figures(snapshot, **asked)
