"""The demonstration's last day."""

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from sarana.cli.main import app


@pytest.mark.parametrize(("written", "says"), [("%Y-%m-%d", "yesterday"), ("%d/%m/%Y", "YYYY-MM-DD")])
def test_a_country_ends_on_a_day_that_is_over(monkeypatch, written, says):
    for name in ("SARANA_DEMONSTRATION", "SARANA_HOME"):  # set by the command; put back after the test
        monkeypatch.setenv(name, "")
    done = CliRunner().invoke(app, ["demo", "--until", f"{timezone.localdate():{written}}"])
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())
