"""What every test stands on: keys, both databases, the small world of agencies and officers."""

import gc
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from sarana.base.accounts.queries import _many
from sarana.base.places.queries import provinces
from sarana.base.vocabulary.queries import codes_of
from sarana.demo.courses import _districts
from sarana.intake.layout import options
from sarana.intake.mapping import _codes_of_text
from sarana.intake.writing import _province_names
from tests.served import built, chromium, country, door
from tests.world import World, make_world

__all__ = ["built", "chromium", "country", "door"]

# No test says how fast the machine is: what takes long on a busy one is still right. Speed is measured in ``bench/``.
# The small world stands for all examples of a rule; each takes back what it does.
machine = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.register_profile("new", machine)
# A change is judged by the same examples twice; ``make explore`` looks for new ones that break a rule.
settings.register_profile("same", machine, derandomize=True)
settings.register_profile("many", machine, max_examples=500)
settings.load_profile("new")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the project; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared folder of real data is not beside the project")
    return SHARED


@pytest.fixture(autouse=True)
def _first_language():
    """Each test begins in Khmer, whatever page the one before it opened."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Each test begins as a program does that was just started: what is kept in memory of a database is of its own.

    The database of the test before is gone, and which test that was is up to chance.
    """
    for kept in (provinces, codes_of, options, _codes_of_text, _province_names, _districts):
        kept.cache_clear()
    _many.clear()


@pytest.fixture
def world(db) -> World:
    """A national committee, two provinces with committee, police and court, an NGO, and one officer of each role."""
    return make_world()


_DATABASE_FIXTURES = {
    "db",
    "world",
    "transactional_db",
    "django_db_setup",
    "country",
    "live_server",
    "gazetteer",
}


def pytest_collection_finish():
    """What was loaded for all tests stays: looking through it for garbage again and again takes a twentieth of the time.

    What tests leave is looked for less often as well; it is little beside what was loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


# Single tests of half a minute and more: begun early, no worker is left alone with one of them at the end.
LONG = {
    "test_a_building",
    "test_migrations",
    "test_nobody_reads",
    "test_who_may_do_what",
    "test_names_benchmarks",
}


def pytest_collection_modifyitems(items):
    """Tests without a database run once; those of one module that drive the browser stay together on one worker.

    They share a served country there; the modules spread over the workers, for the browser's are the longest. The longest
    list of pages is looked at in two halves, so that no worker is left alone with it.
    """
    for at, item in enumerate(items):
        if "country" in item.fixturenames or "chromium" in item.fixturenames:
            half = at % 2 if item.path.stem == "test_register" else 0
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(f"browser {item.path.stem} {half}"))
        elif not _DATABASE_FIXTURES & set(item.fixturenames) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.pure)
    items.sort(key=lambda item: item.path.stem not in LONG)
