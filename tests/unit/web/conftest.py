from typing import Any

import pytest
from tests.world import World

from sarana.base.places.queries import provinces
from sarana.base.vocabulary.actions import load_vocabulary
from sarana.base.vocabulary.queries import forget_codes


@pytest.fixture
def pages(world: World, settings: Any) -> Any:
    """The small world without the second step of sign-in, with gazetteer and code lists read anew."""
    settings.DEMONSTRATION = True
    provinces.cache_clear()
    load_vocabulary()
    yield world
    provinces.cache_clear()
    forget_codes()
