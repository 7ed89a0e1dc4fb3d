"""The commands of somebody who receives sealed files."""

import pytest
from typer.testing import CliRunner

from sarana.base.vault.keys import SealBroken
from sarana.base.vault.recipients import seal_for
from sarana.cli.main import app


def run(*arguments):
    return CliRunner().invoke(app, ["recipient", *map(str, arguments)])


def test_a_pair_is_made_and_what_is_sealed_for_it_is_opened(tmp_path):
    key, sealed, out = tmp_path / "key", tmp_path / "list.age", tmp_path / "list.csv"
    made = run("new", "--key", key)
    assert made.exit_code == 0
    assert key.stat().st_mode & 0o077 == 0
    sealed.write_bytes(seal_for(made.stdout.strip(), b"A list."))
    assert run("open", sealed, "--key", key, "--out", out).exit_code == 0
    assert out.read_bytes() == b"A list."


def test_a_key_is_never_written_over_and_a_strange_one_opens_nothing(tmp_path):
    key, other = tmp_path / "key", tmp_path / "other"
    public = run("new", "--key", key).stdout.strip()
    assert run("new", "--key", key).exit_code == 2
    run("new", "--key", other)
    sealed = tmp_path / "list.age"
    sealed.write_bytes(seal_for(public, b"A list."))
    with pytest.raises(SealBroken):
        CliRunner().invoke(
            app,
            ["recipient", "open", str(sealed), "--key", str(other), "--out", str(tmp_path / "out")],
            catch_exceptions=False,
        )
    assert run("open", sealed, "--key", sealed, "--out", tmp_path / "out").exit_code != 0
    assert not (tmp_path / "out").exists()
