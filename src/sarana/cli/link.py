"""``sarana link``: which records of a file are one person's. Nothing here needs the server or its database."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarana.cli.screen import AsJson, complain, err, out, print_json, progress_bar, tell

if TYPE_CHECKING:
    from sarana.science.linkage import Linked, Model, Quality, Records

_LANGUAGES = ("km", "en")
_DECISIONS = {
    "yes": True,
    "same": True,
    "1": True,
    "បាទ": True,
    "no": False,
    "other": False,
    "0": False,
    "ទេ": False,
}


def add_to(app: typer.Typer) -> None:
    """Register the linkage of records."""
    app.command()(link)


def link(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="RECORDS",
            help="CSV: record_id, list, full_name; if possible other_name, sex, date_of_birth, phone, place.",
        ),
    ],
    model: Annotated[
        Path | None, typer.Option(help="The model (JSON): read when it is there, else learnt and written.")
    ] = None,
    into: Annotated[Path | None, typer.Option("--out", help="Write record_id, person_id (CSV).")] = None,
    previous: Annotated[
        Path | None, typer.Option(help="The --out of an earlier run: persons keep their ids.")
    ] = None,
    only_new: Annotated[
        bool, typer.Option("--only-new", help="Leave what --previous decided; look at new records only.")
    ] = False,
    lists: Annotated[
        Path | None, typer.Option(help="Write the table of overlapping lists for `sarana estimate` (CSV).")
    ] = None,
    draws: Annotated[
        int,
        typer.Option(help="With --lists: so many tables drawn from the links' chances, beside it.", min=0),
    ] = 0,
    review: Annotated[
        Path | None,
        typer.Option(help="Write the pairs that a person should decide on first (CSV, no names)."),
    ] = None,
    most: Annotated[int, typer.Option(help="How many pairs to review.", min=1)] = 200,
    decisions: Annotated[
        Path | None, typer.Option(help="The --review file with a column decision (yes, no, or empty).")
    ] = None,
    chance: Annotated[
        float | None, typer.Option(help="Less likely pairs are no links.", min=0.01, max=0.9999)
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed draws the same tables.", min=0)] = 1,
    language: Annotated[str, typer.Option(help="km or en.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Propose which records of several lists are one person's, in Khmer or Latin script.

    Proposals change nothing by themselves: people decide. The same records in any order give the same persons.
    """
    from sarana.science.linkage import RECOMMENDED_CHANCE, RecordsNotUsable, quality
    from sarana.science.linkage import link as linked_records

    if language not in _LANGUAGES:
        raise typer.BadParameter("Say km or en.", param_hint="--language")
    if only_new and previous is None:
        raise typer.BadParameter("Give the earlier run with --previous.", param_hint="--only-new")
    if draws and lists is None:
        raise typer.BadParameter("Say with --lists where the tables go.", param_hint="--draws")
    try:
        with progress_bar("Linking") as move:
            records = _records(file)
            earlier = _earlier(previous) if previous else {}
            found = linked_records(
                records,
                model=_model(model),
                chance=RECOMMENDED_CHANCE if chance is None else chance,
                previous=earlier if only_new else None,
                steps=move,
            )
        told = quality(found, _decided(found, decisions), seed=seed) if decisions else None
    except RecordsNotUsable as refused:
        complain(getattr(refused.words, language))
        raise typer.Exit(2) from refused
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        complain(str(fault))
        raise typer.Exit(2) from fault
    _write(found, earlier, model, into, lists, draws, seed, review, most, language)
    _tell(found, told, as_json=as_json)


def _records(file: Path) -> "Records":
    from sarana.science.linkage import NEEDED, read_records, refusal

    rows = _rows(file)
    header = next(rows)
    for needed in NEEDED:
        if needed not in header:
            raise refusal("no column", value=needed)
    return read_records(dict(zip(header, row, strict=False)) for row in rows if any(row))


def _rows(file: Path) -> Iterator[list[str]]:
    """The rows of a CSV file, the header first; it may be separated by commas, semicolons or tabs."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        first = lines.readline()
        separator = max(",;\t", key=first.count)
        yield [name.strip().casefold() for name in next(csv.reader([first], delimiter=separator), [])]
        yield from csv.reader(lines, delimiter=separator)


def _columns(file: Path, names: Sequence[str]) -> Iterator[list[str]]:
    """These columns of each row."""
    from sarana.science.linkage import refusal

    rows = _rows(file)
    header = next(rows)
    for name in names:
        if name not in header:
            raise refusal("no column in", file=file.name, value=name)
    at = [header.index(name) for name in names]
    for row in rows:
        if len(row) > max(at):
            yield [row[place].strip() for place in at]


def _earlier(file: Path) -> dict[str, str]:
    return {key: person for key, person in _columns(file, ("record_id", "person_id")) if key and person}


def _model(file: Path | None) -> "Model | None":
    from sarana.science.linkage import from_json

    if file is None or not file.exists():
        return None
    return from_json(file.read_text(encoding="utf-8"))


def _decided(found: "Linked", file: Path) -> list[tuple[int, bool]]:
    number = {key: at for at, key in enumerate(found.records.ids)}
    pairs = {pair: at for at, pair in enumerate(zip(found.left.tolist(), found.right.tolist(), strict=True))}
    decided = []
    for one, other, said in _columns(file, ("record_id", "other_record_id", "decision")):
        pair = tuple(sorted((number.get(one, -1), number.get(other, -1))))
        same = _DECISIONS.get(said.casefold())
        if same is not None and pair in pairs:
            decided.append((pairs[pair], same))
    return decided


def _write(
    found: "Linked",
    earlier: dict[str, str],
    model: Path | None,
    into: Path | None,
    lists: Path | None,
    draws: int,
    seed: int,
    review: Path | None,
    most: int,
    language: str,
) -> None:
    from sarana.science.linkage import person_ids, to_json

    if model and not model.exists():
        _whole(model, lambda file: file.write_text(to_json(found.model), encoding="utf-8"))
        tell(f"{model.name}: the model that was learnt")
    if into:
        persons = person_ids(found, earlier)
        _table(into, ("record_id", "person_id"), zip(found.records.ids, persons, strict=True))
        tell(f"{into.name}: {len(persons):,} records, {found.persons:,} proposed persons")
    if lists:
        _write_lists(found, lists, draws, seed)
    if review:
        _table(
            review,
            ("record_id", "other_record_id", "chance", "linked", "why", "decision"),
            _reviewed(found, most, language),
        )
        tell(f"{review.name}: pairs to decide on, the conflicts and the doubtful first")


def _write_lists(found: "Linked", lists: Path, draws: int, seed: int) -> None:
    from sarana.science.linkage import drawn_overlaps, lists_of, overlaps

    names = lists_of(found)

    def rows(counts: dict[int, int]) -> Iterator[list[int]]:
        for pattern, count in sorted(counts.items()):
            yield [*(pattern >> bit & 1 for bit in range(len(names))), count]

    _table(lists, (*names, "count"), rows(overlaps(found)))
    tell(f"{lists.name}: the overlaps of {len(names)} lists, for `sarana estimate`")
    if draws:
        drawn = lists.with_suffix(f".draws{lists.suffix}")
        _table(
            drawn,
            ("draw", *names, "count"),
            (
                [number, *row]
                for number, counts in enumerate(drawn_overlaps(found, draws, seed=seed), 1)
                for row in rows(counts)
            ),
        )
        tell(f"{drawn.name}: {draws} such tables, drawn from the chances of the links")


def _reviewed(found: "Linked", most: int, language: str) -> Iterator[list[Any]]:
    from sarana.science.linkage import explain, most_doubtful

    of, ids, chances = found.clusters.of, found.records.ids, found.scores.chances
    for pair in most_doubtful(found, most).tolist():
        one, other = found.left[pair], found.right[pair]
        why = "; ".join(f"{getattr(words, language)} ({bits:+.1f})" for words, bits in explain(found, pair))
        linked = "yes" if of[one] == of[other] else "no"
        yield [ids[one], ids[other], f"{chances[pair]:.3f}", linked, why, ""]


def _table(file: Path, header: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    def write(at: Path) -> None:
        with at.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(header)
            writer.writerows(rows)

    _whole(file, write)


def _whole(file: Path, write: Any) -> None:
    """Write the whole file or none: what breaks off leaves the former one as it was."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        write(beside)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _tell(found: "Linked", told: "Quality | None", *, as_json: bool) -> None:
    from sarana.science.linkage import overlaps

    plain: dict[str, Any] = {
        "records": len(found.records),
        "persons": found.persons,
        "pairs": len(found.left),
        "kept_apart": len(found.clusters.refused),
        "left_out": found.left_out,
        "on_several_lists": sum(n for pattern, n in overlaps(found).items() if pattern.bit_count() > 1),
    }
    if told:
        plain |= {"precision": list(told.precision), "recall": list(told.recall), "reviewed": told.reviewed}
    if as_json:
        print_json(plain)
        return
    out.print(
        f"{plain['records']:,} records, {plain['persons']:,} proposed persons, {plain['on_several_lists']:,} of them on more "
        f"than one list; {plain['pairs']:,} pairs looked at, {plain['kept_apart']:,} likely ones kept apart by a conflict.",
        soft_wrap=True,
    )
    if told:
        for what, share in (("precision", told.precision), ("recall", told.recall)):
            out.print(f"{what}: {share.value:.1%} ({share.low:.1%} – {share.high:.1%})", highlight=False)
        out.print(f"from {told.reviewed:,} reviewed pairs; recall among the pairs looked at", highlight=False)
    for rule, many in found.left_out.items():
        err.print(f"{rule}: {many:,} records share it with too many others; other rules looked at them.")
