"""The demonstration's last day."""

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from sarana.cli.main import app


@pytest.mark.parametrize(
    ("day", "says"), [(f"{timezone.localdate():%Y-%m-%d}", "yesterday"), ("31/12/2025", "YYYY-MM-DD")]
)
def test_a_country_ends_on_a_day_that_is_over(monkeypatch, day, says):
    for name in ("SARANA_DEMONSTRATION", "SARANA_HOME"):  # set by the command; put back after the test
        monkeypatch.setenv(name, "")
    done = CliRunner().invoke(app, ["demo", "--until", day])
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())
