"""The files of ``sarana link``: what is read, and what is written, each file whole or not at all.

A run that breaks off loses and doubles nothing: the file by which the next run knows what was decided is written last, and
what people wrote into a review stays in it.
"""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sarana.cli.screen import tell

if TYPE_CHECKING:
    from sarana.science.linkage import Linked, Model, Records

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
REVIEWED = ("record_id", "other_record_id", "chance", "linked", "why", "decision")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files are asked for, and how they are made."""

    model: Path | None
    into: Path | None
    lists: Path | None
    draws: int
    seed: int
    review: Path | None
    most: int
    language: str


def records_in(file: Path) -> "Records":
    """The records of a CSV file."""
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


def earlier_in(file: Path) -> dict[str, str]:
    """By record id, the person of an earlier run."""
    return {key: person for key, person in _columns(file, ("record_id", "person_id")) if key and person}


def model_in(file: Path | None) -> "Model | None":
    """The model that is kept in a file, if it is there."""
    from sarana.science.linkage import from_json

    if file is None or not file.exists():
        return None
    return from_json(file.read_text(encoding="utf-8"))


def decided_in(found: "Linked", file: Path) -> list[tuple[int, bool]]:
    """What people decided, by the number of the pair."""
    number = {key: at for at, key in enumerate(found.records.ids)}
    pairs = {pair: at for at, pair in enumerate(zip(found.left.tolist(), found.right.tolist(), strict=True))}
    decided = []
    for one, other, said in _columns(file, ("record_id", "other_record_id", "decision")):
        pair = tuple(sorted((number.get(one, -1), number.get(other, -1))))
        same = _DECISIONS.get(said.casefold())
        if same is not None and pair in pairs:
            decided.append((pairs[pair], same))
    return decided


def write(found: "Linked", earlier: dict[str, str], wanted: Wanted) -> None:
    """Write what is asked for; the persons last, since --only-new leaves alone whoever stands there."""
    from sarana.science.linkage import person_ids, to_json

    model, into, review = wanted.model, wanted.into, wanted.review
    if model and not model.exists():
        whole(model, lambda file: file.write_text(to_json(found.model), encoding="utf-8"))
        tell(f"{model.name}: the model that was learnt")
    if wanted.lists:
        _write_lists(found, wanted.lists, wanted.draws, wanted.seed)
    if review:
        table(review, REVIEWED, _reviewed(found, wanted.most, wanted.language, _said_before(review)))
        tell(f"{review.name}: pairs to decide on, the conflicts and the doubtful first")
    if into:
        persons = person_ids(found, earlier)
        table(into, ("record_id", "person_id"), zip(found.records.ids, persons, strict=True))
        tell(f"{into.name}: {len(persons):,} records, {found.persons:,} proposed persons")


def _write_lists(found: "Linked", lists: Path, draws: int, seed: int) -> None:
    from sarana.science.linkage import drawn_overlaps, lists_of, overlaps

    names = lists_of(found)

    def rows(counts: dict[int, int]) -> Iterator[list[int]]:
        for pattern, count in sorted(counts.items()):
            yield [*(pattern >> bit & 1 for bit in range(len(names))), count]

    table(lists, (*names, "count"), rows(overlaps(found)))
    tell(f"{lists.name}: the overlaps of {len(names)} lists, for `sarana estimate`")
    if draws:
        drawn = lists.with_suffix(f".draws{lists.suffix}")
        table(
            drawn,
            ("draw", *names, "count"),
            (
                [number, *row]
                for number, counts in enumerate(drawn_overlaps(found, draws, seed=seed), 1)
                for row in rows(counts)
            ),
        )
        tell(f"{drawn.name}: {draws} such tables, drawn from the chances of the links")


def _said_before(review: Path) -> dict[tuple[str, str], list[str]]:
    """What people decided in a review that stands there already, by pair."""
    if not review.exists():
        return {}
    rows = _columns(review, REVIEWED)
    return {(row[0], row[1]): row for row in rows if row[-1]}


def _reviewed(
    found: "Linked", most: int, language: str, said: dict[tuple[str, str], list[str]]
) -> Iterator[list[Any]]:
    """The pairs to decide on, each once; what was decided before stays, also when the pair is not asked any more."""
    from sarana.science.linkage import explain, most_doubtful

    of, ids, chances = found.clusters.of, found.records.ids, found.scores.chances
    for pair in most_doubtful(found, most).tolist():
        one, other = found.left[pair], found.right[pair]
        why = "; ".join(f"{getattr(words, language)} ({bits:+.1f})" for words, bits in explain(found, pair))
        linked = "yes" if of[one] == of[other] else "no"
        decision = said.pop((ids[one], ids[other]), [""])[-1]
        yield [ids[one], ids[other], f"{chances[pair]:.3f}", linked, why, decision]
    yield from said.values()


def table(file: Path, header: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    """A CSV file, whole or not at all."""

    def write(at: Path) -> None:
        with at.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(header)
            writer.writerows(rows)

    whole(file, write)


def whole(file: Path, write: Any) -> None:
    """Write the whole file or none: what breaks off leaves the former one as it was, and the next run clears away."""
    for left in file.parent.glob(f".{file.name}.*"):
        if left.suffix[1:].isdigit() and not _runs(int(left.suffix[1:])):
            left.unlink(missing_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        write(beside)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
