"""# While a large release is computed, everybody else goes on writing

Protecting and attacking take minutes where tables are large. Nothing is locked meanwhile; what was computed is kept in one short step,
and only where nothing that it rests on was changed.
"""

import sqlite3
from contextlib import closing
from threading import Thread

import pytest
from django.db import connection, connections
from tests.releases import draft, identify, made, published
from tests.world import make_world

from sarana.base.ledger.queries import trail_of
from sarana.measure.figures.actions import take_snapshot
from sarana.publish.releases.actions import (
    NotPublished,
    add_table,
    attack_release,
    attacking,
    draft_release,
    drop_table,
    protect_release,
    sign_release,
)
from sarana.publish.releases.enums import ReleaseState
from sarana.publish.releases.models import BudgetEntry, Release, Signature
from sarana.publish.releases.queries import budget_of
from sarana.register.cases.models import Case

GROUPS = [("F", 24, 90), ("M", 25, 60), ("F", 16, 40), ("M", 15, 3)]
TWO_WAY = (("sex", "age_group"), {})
NOISE = {"protection": "noise", "rho": "1/4"}


@pytest.fixture
def own_database(django_db_setup, django_db_blocker, tmp_path):
    """A database of its own, where what one line keeps is seen by another; its lines, that nobody may remove, go with it."""
    with django_db_blocker.unblock():
        before, told = connections["default"], connections.settings["default"]
        name = told["NAME"]
        if connection.vendor == "sqlite":
            own = str(tmp_path / "own.sqlite3")
            before.ensure_connection()
            with closing(sqlite3.connect(own)) as file:
                before.connection.backup(file)
        else:
            before.creation.clone_test_db("writers", autoclobber=True)
            own = before.creation.get_test_db_clone_settings("writers")["NAME"]
        told["NAME"] = own
        connections["default"] = connections.create_connection("default")
        try:
            yield connections["default"]
        finally:
            connections["default"].close()
            told["NAME"], connections["default"] = name, before
            if connection.vendor == "postgresql":
                before.creation.destroy_test_db(suffix="writers", verbosity=0)


def on_another_line(write):
    """What somebody else does at the same moment, over a line to the database of their own."""
    failed = []

    def run():
        try:
            write()
        except Exception as fault:  # noqa: BLE001 - raised again where one waits
            failed.append(fault)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


def first_time(deed):
    """Do it when one is told for the first time how far the work is."""
    done = []

    def tell(*_told):
        if not done:
            done.append(True)
            deed()

    return tell


@pytest.fixture
def register(world, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path / "snapshots"
    identify(world, GROUPS)
    return world


@pytest.fixture
def snapshot(register):
    return take_snapshot(by=None)


@pytest.fixture
def in_the_attack(monkeypatch):
    """Do something else while the attack looks for what can be derived."""

    def put(deed):
        look = attacking.audit_states

        def meanwhile(*given, **more):
            monkeypatch.setattr(attacking, "audit_states", look)
            deed()
            return look(*given, **more)

        monkeypatch.setattr(attacking, "audit_states", meanwhile)

    return put


# ## Others write


def test_a_case_is_opened_while_tables_are_protected_and_attacked(
    own_database, settings, tmp_path, in_the_attack
):
    settings.SNAPSHOTS = tmp_path / "snapshots"
    world = make_world()
    identify(world, GROUPS)
    release = draft(world, take_snapshot(by=None), TWO_WAY)
    before = Case.objects.count()

    def somebody_else():
        assert Release.objects.get().state in {ReleaseState.DRAFT, ReleaseState.PROTECTED}
        on_another_line(world.case)

    protected = protect_release(
        by=world.officers["secretariat"], release=release, progress=first_time(somebody_else)
    )
    assert (protected.state, Case.objects.count()) == (ReleaseState.PROTECTED, before + 1)
    in_the_attack(somebody_else)
    attacked = attack_release(by=world.officers["secretariat"], release=release)
    assert (attacked.state, Case.objects.count()) == (ReleaseState.ATTACKED, before + 2)


# ## What changed in between is noticed


def test_a_table_that_is_declared_meanwhile_means_doing_it_again(register, snapshot):
    by, release = register.officers["secretariat"], draft(register, snapshot, TWO_WAY)

    def declare():
        add_table(by=by, release=release, indicator="victims_identified", year=2022)

    with pytest.raises(NotPublished, match="changed the release"):
        protect_release(by=by, release=release, progress=first_time(declare))
    release.refresh_from_db()
    assert release.state == ReleaseState.DRAFT
    assert not release.files.exists()
    assert "protect_release" not in [entry.action for entry in trail_of(release)]
    assert protect_release(by=by, release=release).state == ReleaseState.PROTECTED


def test_two_who_protect_the_same_release_draw_its_noise_once(register, snapshot, monkeypatch):
    by, release = register.officers["secretariat"], draft(register, snapshot, (("sex",), NOISE))
    from sarana.publish.releases.actions import noise

    draw = noise.told_together

    def meanwhile(*given, **more):
        monkeypatch.setattr(noise, "told_together", draw)
        protect_release(by=register.officers["statistician"], release=release)
        return draw(*given, **more)

    monkeypatch.setattr(noise, "told_together", meanwhile)
    with pytest.raises(NotPublished, match="changed the release"):
        protect_release(by=by, release=release)
    kept = release.tables.get().content
    assert BudgetEntry.objects.count() == 1
    protect_release(by=by, release=release)
    assert release.tables.get().content == kept


def test_a_budget_that_another_release_spends_meanwhile_refuses_and_nothing_is_kept(
    register, snapshot, monkeypatch
):
    by, release = (
        register.officers["secretariat"],
        draft(register, snapshot, (("sex",), NOISE | {"rho": "3/4"})),
    )
    other = draft(register, snapshot, (("age_group",), NOISE | {"rho": "1/2"}))
    from sarana.publish.releases.actions import noise

    draw = noise.told_together

    def meanwhile(*given, **more):
        monkeypatch.setattr(noise, "told_together", draw)
        protect_release(by=by, release=other)
        return draw(*given, **more)

    monkeypatch.setattr(noise, "told_together", meanwhile)
    with pytest.raises(NotPublished, match="does not reach"):
        protect_release(by=by, release=release)
    assert release.tables.get().content == {}
    assert str(budget_of(2022).spent) == "1/2"


def test_what_is_published_while_it_is_attacked_means_attacking_again(register, snapshot, in_the_attack):
    by, release = register.officers["secretariat"], draft(register, snapshot, TWO_WAY)
    protect_release(by=by, release=release)
    in_the_attack(lambda: published(register, draft(register, snapshot, ((), {}))))
    with pytest.raises(NotPublished, match="Something else was published"):
        attack_release(by=by, release=release)
    release.refresh_from_db()
    assert release.state == ReleaseState.PROTECTED
    assert attack_release(by=by, release=release).state == ReleaseState.ATTACKED


def test_what_is_published_while_it_is_protected_means_protecting_again(register, snapshot):
    by, release = register.officers["secretariat"], draft(register, snapshot, TWO_WAY)
    other = draft(register, snapshot, ((), {}))
    with pytest.raises(NotPublished, match="Something else was published"):
        protect_release(by=by, release=release, progress=first_time(lambda: published(register, other)))
    assert not release.files.exists()


def test_a_signature_given_while_it_is_attacked_again_stays_and_the_attack_is_void(
    register, snapshot, in_the_attack
):
    release = made(register, draft(register, snapshot, TWO_WAY))
    in_the_attack(lambda: sign_release(by=register.officers["statistician"], release=release))
    with pytest.raises(NotPublished, match="changed the release"):
        attack_release(by=register.officers["secretariat"], release=release)
    assert Signature.objects.filter(release=release).count() == 1
    release.refresh_from_db()
    assert release.state == ReleaseState.SIGNED


def test_a_table_taken_out_while_it_is_attacked_is_noticed(register, snapshot, in_the_attack):
    by, release = register.officers["secretariat"], draft(register, snapshot, TWO_WAY, ((), {}))
    protect_release(by=by, release=release)
    in_the_attack(lambda: drop_table(by=by, table=release.tables.get(dimensions=[])))
    with pytest.raises(NotPublished, match="changed the release"):
        attack_release(by=by, release=release)
    release.refresh_from_db()
    assert release.state == ReleaseState.DRAFT


def test_another_draft_changes_nothing_of_it(register, snapshot, in_the_attack):
    by, release = register.officers["secretariat"], draft(register, snapshot, TWO_WAY)
    protect_release(by=by, release=release)
    in_the_attack(lambda: draft_release(by=by, snapshot=snapshot, title_km="ក", title_en="Another"))
    assert attack_release(by=by, release=release).state == ReleaseState.ATTACKED
