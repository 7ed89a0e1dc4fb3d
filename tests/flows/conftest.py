"""What stories that are told on the command line stand on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.served import built, chromium, country, door

# A country of their own: what a story adds would be the newest record of the browser tests' pages.
__all__ = ["built", "chromium", "country", "door"]


def environment_of(home: Path) -> dict[str, str]:
    """What a person's shell would hold: not the tests' own settings and database."""
    ours = {"SARANA_DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "SARANA_HOME": str(home), "SARANA_DEMONSTRATION": "1"}


@pytest.fixture(scope="session")
def country_home(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The folder of an embedded country for the command line: a copy of the one that is built for all, where that is embedded too."""
    home = tmp_path_factory.mktemp("clerk") / "home"
    if not os.environ.get("SARANA_DATABASE_URL", "").startswith("postgres"):
        original, _database = request.getfixturevalue("built")
        shutil.copytree(original, home)
        return home
    environment = environment_of(home)
    command = [str(Path(sys.executable).parent / "sarana"), "demo", "--victims", "60", "--no-serve"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=300)
    return home
