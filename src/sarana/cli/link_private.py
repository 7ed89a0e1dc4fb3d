"""``sarana link-private``: linkage for an agency that may not send names.

An agency encodes at home, with a key that it shares with the other agencies and nobody else; a third, who has no key,
compares the files. Nothing here needs the server or its database.
"""

import csv
import secrets
from pathlib import Path
from typing import Annotated

import typer

from sarana.cli.link_files import records_in, table, whole
from sarana.cli.screen import AsJson, complain, out, print_json, progress_bar, tell

_KEY_BYTES = 32


def add_to(app: typer.Typer) -> None:
    """Register the linkage without names."""
    group = typer.Typer(
        help="Link lists of agencies that may not send names: keyed encodings, compared by a third.",
        no_args_is_help=True,
    )
    group.command()(key)
    group.command()(encode)
    group.command()(compare)
    app.add_typer(group, name="link-private")


def key(file: Annotated[Path, typer.Argument(help="Where the new key goes.")]) -> None:
    """Make the secret that the agencies share. Hand it over in person; who compares must never have it."""
    if file.exists():
        complain(f"{file.name} is there already; a key is never overwritten. Give another name.")
        raise typer.Exit(2)
    file.touch(mode=0o600)
    file.write_text(secrets.token_hex(_KEY_BYTES) + "\n", encoding="ascii")
    tell(f"{file.name}: a new key. Every agency needs the same; who compares must not have it.")


def encode(
    file: Annotated[
        Path,
        typer.Argument(metavar="RECORDS", help="The same CSV that `sarana link` takes; it stays at home."),
    ],
    key_file: Annotated[Path, typer.Option("--key", help="The key that the agencies share.")],
    into: Annotated[Path, typer.Option("--out", help="The encoded file: no name, date or number is in it.")],
    ids: Annotated[
        Path, typer.Option("--ids", help="Which code stands for which record (CSV): stays at home.")
    ],
    bits: Annotated[int, typer.Option(help="Length of a filter; all agencies the same.")] = 2048,
    hashes: Annotated[int, typer.Option(help="Bits that each piece sets; all agencies the same.")] = 16,
    language: Annotated[str, typer.Option(help="km or en.")] = "en",
) -> None:
    """Encode a list so that it can be compared without its names."""
    from sarana.science.linkage import Parameters, RecordsNotUsable, encode_privately
    from sarana.science.linkage.private_file import codes_of, to_lines

    try:
        records = records_in(file)
        secret = _secret(key_file)
        encoded = encode_privately(records, secret, Parameters(bits, hashes))
    except RecordsNotUsable as refused:
        complain(getattr(refused.words, language, refused.words.en))
        raise typer.Exit(2) from refused
    except (OSError, ValueError, csv.Error) as fault:
        complain(str(fault))
        raise typer.Exit(2) from fault
    codes = codes_of(records, secret)
    whole(ids, lambda at: _table_at(at, codes, records.ids))
    lines = to_lines(encoded, codes, records.lists)
    whole(into, lambda at: at.write_text("\n".join(lines) + "\n", encoding="ascii"))
    tell(f"{into.name}: {len(records):,} encoded records, for whoever compares and nobody else")
    tell(f"{ids.name}: whose code is whose; keep it at home")


def _secret(file: Path) -> bytes:
    """The bytes of a key file: what `sarana link-private key` wrote, or raw bytes."""
    raw = file.read_bytes()
    try:
        return bytes.fromhex(raw.decode("ascii"))
    except ValueError:
        return raw


def _table_at(at: Path, codes: list[str], ids: tuple[str, ...]) -> None:
    table(at, ("code", "record_id"), zip(codes, ids, strict=True))


def compare(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE FILE…", help="Encoded files of two or more lists.")
    ],
    into: Annotated[Path, typer.Option("--out", help="The proposals: codes and likeness (CSV).")],
    least: Annotated[
        float, typer.Option(help="Pairs that are less alike are no proposals.", min=0.5, max=1.0)
    ] = 0.7,
    language: Annotated[str, typer.Option(help="km or en.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Propose which records of different lists are one person's. A proposal changes nothing; the agencies decide."""
    from sarana.science.linkage import RecordsNotUsable
    from sarana.science.linkage.private_file import from_lines, proposals

    try:
        told = [from_lines(file.read_text(encoding="utf-8").splitlines(), file.name) for file in files]
        with progress_bar("Comparing") as move:
            found = proposals(told, least=least, steps=lambda done, of: move(done, of, ""))
    except RecordsNotUsable as refused:
        complain(getattr(refused.words, language, refused.words.en))
        raise typer.Exit(2) from refused
    except (OSError, UnicodeDecodeError) as fault:
        complain(str(fault))
        raise typer.Exit(2) from fault
    header = ("list", "code", "other_list", "other_code", "likeness", "best", "decision")
    table(into, header, ([*row[:4], f"{row.likeness:.3f}", "yes" if row.best else "no", ""] for row in found))
    plain = {
        "records": sum(len(one.codes) for one in told),
        "proposals": len(found),
        "best_for_both": sum(row.best for row in found),
    }
    if as_json:
        print_json(plain)
        return
    out.print(
        f"{plain['records']:,} encoded records, {plain['proposals']:,} proposed pairs, {plain['best_for_both']:,} of them the "
        "likeliest for both sides.",
        soft_wrap=True,
    )
    tell(f"{into.name}: the proposals. The encoded files have served; destroy them.")
