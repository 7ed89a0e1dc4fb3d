"""# What happens when the machine fails in the middle

A process killed during an import, and a full disk: nothing is half-saved, and the same file comes in whole afterwards.
"""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.flows.conftest import environment_of

COUNT = (
    "import django; django.setup();"
    "from sarana.register.cases.models import Victim; from sarana.base.vault.models import Identity;"
    "from sarana.intake.models import Batch;"
    "print(Victim.objects.count(), Identity.objects.count(), Batch.objects.order_by('-id').first().state)"
)
SARANA = str(Path(sys.executable).parent / "sarana")


@pytest.fixture
def rows(tmp_path):
    """A file of six thousand rows."""
    file = tmp_path / "rows.csv"
    lines = ["prs_FirstName,prs_SecondName,prs_Gender,vic_TypeOfExploitation"]
    lines += [f"Sok,Dara {n},Masculine,ForcedLabour" for n in range(6000)]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def in_country(home: Path, code: str) -> str:
    environment = {**environment_of(home), "DJANGO_SETTINGS_MODULE": "sarana.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def counts(home: Path) -> tuple[int, int]:
    victims, identities, _ = in_country(home, COUNT).split()
    return int(victims), int(identities)


def bring(home: Path, file: Path) -> dict:
    done = subprocess.run(
        [SARANA, "import", "htcds", str(file), "--json"],
        env=environment_of(home),
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout)


def test_a_killed_import_leaves_nothing_and_the_file_comes_in_afterwards(country_home, rows, tmp_path):
    bring(country_home, first_of(tmp_path))
    before = counts(country_home)
    process = subprocess.Popen(
        [SARANA, "import", "htcds", str(rows)], env=environment_of(country_home), stderr=subprocess.DEVNULL
    )
    time.sleep(2.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    if process.returncode != -signal.SIGKILL:
        pytest.fail("the import was over before it could be killed; give it more rows")
    assert counts(country_home) == before
    assert bring(country_home, rows)["imported"] == 6000
    assert counts(country_home)[0] == before[0] + 6000


def test_a_full_disk_leaves_nothing_and_says_so(country_home, tmp_path):
    bring(country_home, first_of(tmp_path))
    before = counts(country_home)
    file = tmp_path / "more.csv"
    lines = ["prs_FirstName,prs_SecondName,prs_Gender", *(f"Keo,Vanna {n},Feminine" for n in range(3000))]
    file.write_text("\n".join(lines), encoding="utf-8")
    code = (
        "import django; django.setup()\n"
        "from django.db import OperationalError, connection\n"
        "from pathlib import Path\n"
        "from sarana.base.accounts.models import Officer\n"
        "from sarana.intake.actions import import_htcds\n"
        "cursor = connection.cursor()\n"
        "pages = cursor.execute('PRAGMA page_count').fetchone()[0]\n"
        "cursor.execute(f'PRAGMA max_page_count={pages + 40}')\n"
        "by = Officer.objects.get(username='secretariat')\n"
        "try:\n"
        f"    import_htcds(by=by, path=Path({str(file)!r}), file_name='more.csv')\n"
        "except OperationalError as fault:\n"
        "    print(fault)\n"
    )
    assert "full" in in_country(country_home, code)
    assert counts(country_home) == before


def first_of(folder: Path) -> Path:
    """A small file, so that a batch exists to be asked about."""
    file = folder / "first.csv"
    file.write_text("prs_FirstName,prs_SecondName,prs_Gender\nTep,Malis,Feminine\n", encoding="utf-8")
    return file
