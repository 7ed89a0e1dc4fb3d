"""Where the records lie is told in one address."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from sarana.site.database import database_from_url


def test_a_pooler_gets_the_engine_that_keeps_no_plans():
    kept, plain = (
        database_from_url(f"postgresql://sarana@127.0.0.1/sarana{end}") for end in ("", "?plans=no")
    )
    assert kept["ENGINE"] == "sarana.site.postgresql"
    assert plain["ENGINE"] == "django.db.backends.postgresql"
    assert {**kept, "ENGINE": ""} == {**plain, "ENGINE": ""}


def test_another_database_is_refused_with_what_to_write():
    with pytest.raises(ImproperlyConfigured, match="postgresql://USER@HOST/NAME"):
        database_from_url("mysql://sarana@localhost/sarana")
