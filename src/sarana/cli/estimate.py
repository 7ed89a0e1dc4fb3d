"""``sarana estimate``: the hidden number from a file of overlapping lists. Nothing here needs the server or its database."""

import csv
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarana.cli.screen import AsJson, complain, out, print_json, print_table, tell

if TYPE_CHECKING:
    from sarana.science.estimation import CaptureTable, Estimates

_SIGNS = {"passed": "✓", "caution": "!", "failed": "✗"}
_MOST_FILE = 20_000_000


def estimate(
    file: Annotated[Path, typer.Argument(help="CSV: a column 0/1 for each list, the last column the count.")],
    cases: Annotated[
        bool, typer.Option("--cases/--counts", help="One row a case and no column for the count.")
    ] = False,
    method: Annotated[str, typer.Option(help="stepwise, bic, graphical, latent or all.")] = "all",
    order: Annotated[str, typer.Option(help="For bic: 2 (pairs of lists) or all.")] = "2",
    replicates: Annotated[
        int | None,
        typer.Option(help="Resampled tables; 20,000 for stepwise, 1,000 for bic when not given.", min=1),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same limits.", min=0)] = 1,
    assumption: Annotated[
        str, typer.Option(help="How the lists hang together. Without it: diagnostics and no estimate.")
    ] = "",
    referral: Annotated[
        list[str] | None,
        typer.Option(help="Two lists between which cases are referred, A:B; may be repeated."),
    ] = None,
    drawings: Annotated[
        Path | None, typer.Option(help="A folder to draw into (SVG).", file_okay=False)
    ] = None,
    language: Annotated[str, typer.Option(help="km or en.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Estimate how many cases are on no list: a set of answers with gates, never one number."""
    from sarana.science.estimation import Method, TableNotUsable, answer

    methods = _methods(method)
    if order not in {"2", "all"}:
        raise typer.BadParameter("Say 2 or all.", param_hint="--order")
    if language not in {"km", "en"}:
        raise typer.BadParameter("Say km or en.", param_hint="--language")
    pairs = [_pair(words) for words in referral or []]
    try:
        table = _table_in(file, one_a_row=cases)
        found = answer(
            table,
            assumption=assumption,
            methods=[Method(name) for name in methods],
            order=2 if order == "2" else None,
            replicates=replicates,
            referrals=pairs,
            seed=seed,
        )
    except TableNotUsable as refusal:
        _refuse(str(refusal), as_json=as_json)
    if drawings:
        _draw(found, drawings, language)
    if as_json:
        print_json(as_plain(found))
    else:
        _show(found, language)


def _methods(method: str) -> list[str]:
    from sarana.science.estimation import Method

    if method == "all":
        return list(Method)
    if method not in list(Method):
        raise typer.BadParameter(f"Say {', '.join(Method)} or all.", param_hint="--method")
    return [method]


def _pair(words: str) -> tuple[str, str]:
    one, colon, other = words.partition(":")
    if not colon or not one.strip() or not other.strip():
        raise typer.BadParameter("Say two lists with a colon between: POLICE:NGO.", param_hint="--referral")
    return one.strip(), other.strip()


def _refuse(reason: str, *, as_json: bool) -> None:
    if as_json:
        gate = {"name": "table", "verdict": "failed", "method": None, "words": {"en": reason}}
        print_json({"cases": None, "lists": [], "gates": [gate], "estimates": []})
    complain(reason)
    raise typer.Exit(1)


def _table_in(file: Path, *, one_a_row: bool) -> "CaptureTable":
    from sarana.science.estimation import TableNotUsable, table_from_rows

    try:
        if file.stat().st_size > _MOST_FILE:
            raise TableNotUsable(f"{file.name} is larger than 20 MB. Count the cases by pattern first.")
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise TableNotUsable(f"There is no file {file.name}.") from None
    except (UnicodeDecodeError, OSError):
        raise TableNotUsable(f"{file.name} can't be read as text. Save it as CSV (UTF-8).") from None
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = [
        row for row in csv.reader(text.splitlines(), delimiter=separator) if any(cell.strip() for cell in row)
    ]
    if not rows:
        raise TableNotUsable(
            f"{file.name} is empty. The first row names the lists; the last column is the count."
        )
    header, *body = rows
    if all(_is_number(cell) for cell in header):
        raise TableNotUsable(
            f"The first row of {file.name} holds numbers. It must name the lists, and the last column the count."
        )
    if one_a_row:
        return table_from_rows(header, [[*row, "1"] for row in body])
    return table_from_rows(header[:-1], body)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def as_plain(found: "Estimates") -> dict[str, Any]:
    """The answers as programs take them; small cells of the table are not among them."""
    return {
        "cases": found.table.cases,
        "lists": list(found.table.lists),
        "assumption": found.assumption,
        "gates": [
            {
                "name": gate.name,
                "verdict": gate.verdict.value,
                "method": gate.method,
                "words": {"km": gate.words.km, "en": gate.words.en},
            }
            for gate in found.gates
        ],
        "estimates": [
            {
                "method": str(one.method),
                "order": one.order,
                "estimate": one.estimate,
                "lower": one.lower,
                "upper": one.upper,
                "level": one.level,
                "interval": one.interval,
                "model": list(one.model),
                "bic": one.bic,
                "monte_carlo_error": _or_none(one.monte_carlo_error),
                "lower_error": _or_none(one.lower_error),
                "upper_error": _or_none(one.upper_error),
            }
            for one in found.estimates
        ],
        "by_delta": [
            {
                "delta": one.delta,
                "mean": one.mean,
                "median": one.median,
                "lower": one.lower,
                "upper": one.upper,
                "tail": one.tail,
                "largest": one.largest,
            }
            for one in found.by_delta
        ],
        "diagnosis": _diagnosis(found),
        "reading": {"km": found.reading.km, "en": found.reading.en},
    }


def _diagnosis(found: "Estimates") -> dict[str, Any] | None:
    told = found.diagnosis
    if told is None:
        return None
    # Without an assumption the changes are told, and no estimate by another door.
    return {
        "left_out": [{"lists": list(one.lists), "change": _or_none(one.change)} for one in told.left_out],
        "merged": [{"lists": list(one.lists), "change": _or_none(one.change)} for one in told.merged],
        "consistency": [{"list": one.name, "ratio": _or_none(one.ratio)} for one in told.consistency],
        "links": {
            "share": told.link_share,
            "missed": _or_none(told.missed),
            "made_in_error": _or_none(told.falsely),
        },
    }


def _or_none(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _show(found: "Estimates", language: str) -> None:
    from sarana.science.estimation.words import METHODS

    out.print(found.reading.in_language(language), soft_wrap=True)
    if found.estimates:
        print_table(
            f"{found.table.cases:,} · {', '.join(found.table.lists)}",
            ["method", "estimate", "lower", "upper", "interval", "± (Monte Carlo)", "model"],
            [
                (
                    METHODS[one.method].in_language(language),
                    f"{one.estimate:,.0f}",
                    f"{one.lower:,.0f}",
                    f"{one.upper:,.0f}",
                    f"{one.level:.0%} {one.interval}",
                    "–" if math.isnan(one.monte_carlo_error) else f"{one.monte_carlo_error:,.0f}",
                    " ".join(one.model),
                )
                for one in found.estimates
            ],
        )
    for gate in found.gates:
        out.print(
            f"{_SIGNS[gate.verdict.value]} {gate.words.in_language(language)}",
            highlight=False,
            soft_wrap=True,
        )


def _draw(found: "Estimates", folder: Path, language: str) -> None:
    from sarana.publish.charts.estimates import drawings_of

    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in drawings_of(found, language=language).items():
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
    tell(f"Drawn into {folder}.")
