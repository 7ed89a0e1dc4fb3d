"""``sarana estimate``: the hidden number from a file of overlapping lists. Nothing here needs the server or its database."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarana.cli.screen import AsJson, complain, out, print_json

if TYPE_CHECKING:
    from sarana.cli.lists_file import ListsFile
    from sarana.science.estimation import Estimates, Words

# Replicates of each table that is drawn to try the interval.
_FEW = 1_000
_TWO = 2


def estimate(
    file: Annotated[Path, typer.Argument(help="CSV: a column 0/1 for each list, the last column the count.")],
    cases: Annotated[
        bool, typer.Option("--cases/--counts", help="One row a case and no column for the count.")
    ] = False,
    method: Annotated[str, typer.Option(help="stepwise, bic, graphical, latent or all.")] = "all",
    order: Annotated[str, typer.Option(help="For bic: 2 (pairs of lists) or all.")] = "2",
    replicates: Annotated[
        int | None,
        typer.Option(
            help="Resampled tables; 20,000 for stepwise, 1,000 for bic when not given; bic takes more only alone.",
            min=1,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same limits.", min=0)] = 1,
    draws: Annotated[
        int,
        typer.Option(help="Of each latent-class chain; more where the chains do not agree.", min=100),
    ] = 3_000,
    assumption: Annotated[
        str, typer.Option(help="How the lists hang together. Without it: diagnostics and no estimate.")
    ] = "",
    referral: Annotated[
        list[str] | None,
        typer.Option(help="Two lists between which cases are referred, A:B; may be repeated."),
    ] = None,
    stratum: Annotated[str, typer.Option(help="The column that names the stratum of a row.")] = "",
    covariate: Annotated[
        list[str] | None,
        typer.Option(help="A column of what is known of the cases; may be repeated. Needed with two lists."),
    ] = None,
    coverage: Annotated[
        int,
        typer.Option(
            help="Draw so many tables from the stepwise fit and count how often the interval holds."
        ),
    ] = 0,
    drawings: Annotated[
        Path | None, typer.Option(help="A folder to draw into (SVG).", file_okay=False)
    ] = None,
    language: Annotated[str, typer.Option(help="km or en.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Estimate how many cases are on no list: a set of answers with gates, never one number."""
    from sarana.cli.estimates_told import progress_bar
    from sarana.cli.lists_file import read_lists
    from sarana.science.estimation import Method, TableNotUsable, answer

    _check(method, order, language)
    pairs = [_pair(words) for words in referral or []]
    try:
        lists = read_lists(file, one_a_row=cases, stratum=stratum, covariates=covariate or [])
        if covariate and len(lists.lists) <= _TWO:
            _two_lists(lists, assumption, seed, language, as_json=as_json)
            return
        known = None
        with progress_bar() as progress:
            found = answer(
                lists.table(),
                assumption=assumption,
                methods=list(Method) if method == "all" else [Method(method)],
                order=2 if order == "2" else None,
                replicates=replicates,
                referrals=pairs,
                seed=seed,
                draws=draws,
                progress=progress,
            )
        if found.estimates and covariate:
            found, known = _with_covariates(lists, found, replicates, seed)
        by_stratum = _by_stratum(lists, replicates, seed) if found.estimates and stratum else None
        held = _coverage(lists, coverage, replicates, seed) if found.estimates and coverage > 0 else None
    except TableNotUsable as refused:
        _refuse(refused.words, language, as_json=as_json)
        return
    _tell(found, [one for one in (by_stratum, known) if one], held, drawings, language, as_json=as_json)


def _tell(
    found: Any,
    more: list[dict[str, Any]],
    held: dict[str, Any] | None,
    drawings: Path | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    from sarana.cli.estimates_told import as_plain, draw, show

    if drawings:
        draw(found, drawings, language)
    if as_json:
        plain = as_plain(found)
        # What is known of the cases answers in a form of its own.
        plain["estimates"] = [one for one in plain["estimates"] if one["method"] != "covariates"] + more
        plain |= {"coverage": held} if held else {}
        print_json(plain)
        return
    show(found, language)
    for told in more:
        _say_range(told)
    if held:
        out.print(f"coverage: {held['covered']:.0%} ± {held['error']:.0%}", highlight=False)


def _coverage(lists: "ListsFile", tables: int, replicates: int | None, seed: int) -> dict[str, Any]:
    from sarana.science.estimation import coverage

    found = coverage(lists.table(), tables=tables, replicates=min(replicates or _FEW, _FEW), seed=seed)
    return {
        "tables": found.tables,
        "covered": found.covered,
        "error": found.error,
        "level": found.level,
        "bias": found.bias,
    }


def _say_range(told: dict[str, Any]) -> None:
    low, middle, high = (f"{told[key]:,.0f}" for key in ("lower", "estimate", "upper"))
    out.print(f"{told['method']}: {middle} ({low} – {high})", highlight=False)


def _by_stratum(lists: "ListsFile", replicates: int | None, seed: int) -> dict[str, Any]:
    from sarana.cli.estimates_told import plain_strata
    from sarana.science.estimation import stratified
    from sarana.science.estimation.bootstrap import REPLICATES

    return plain_strata(stratified(lists.tables(), replicates=replicates or REPLICATES, seed=seed))


def _with_covariates(
    lists: "ListsFile", found: "Estimates", replicates: int | None, seed: int
) -> "tuple[Estimates, dict[str, Any]]":
    from sarana.cli.estimates_told import plain_adjusted
    from sarana.science.estimation import adjusted, with_covariates

    answer = adjusted(lists.lists, *lists.kinds(), replicates=min(replicates or _FEW, _FEW), seed=seed)
    return with_covariates(found, answer), plain_adjusted(answer, found.table)


def _two_lists(lists: "ListsFile", assumption: str, seed: int, language: str, *, as_json: bool) -> None:
    from sarana.cli.estimates_told import plain_gate, plain_two_lists
    from sarana.science.estimation import doubly_robust
    from sarana.science.estimation.gates import gate_of_assumption

    one, two, known = lists.two_lists()
    gate = gate_of_assumption(assumption)
    answers = [plain_two_lists(doubly_robust(one, two, known, seed=seed))] if assumption.strip() else []
    if as_json:
        print_json(
            {"cases": len(one), "lists": list(lists.lists), "gates": [plain_gate(gate)], "estimates": answers}
        )
        return
    out.print(gate.words.in_language(language), soft_wrap=True)
    for told in answers:
        _say_range(told)


def _check(method: str, order: str, language: str) -> None:
    from sarana.science.estimation import Method

    if method not in {"all", *Method}:
        raise typer.BadParameter(f"Say {', '.join(Method)} or all.", param_hint="--method")
    if order not in {"2", "all"}:
        raise typer.BadParameter("Say 2 or all.", param_hint="--order")
    if language not in {"km", "en"}:
        raise typer.BadParameter("Say km or en.", param_hint="--language")


def _pair(words: str) -> tuple[str, str]:
    one, colon, other = words.partition(":")
    if not colon or not one.strip() or not other.strip():
        raise typer.BadParameter("Say two lists with a colon between: POLICE:NGO.", param_hint="--referral")
    return one.strip(), other.strip()


def _refuse(reason: "Words", language: str, *, as_json: bool) -> None:
    if as_json:
        both = {"km": reason.km, "en": reason.en}
        gate = {"name": "table", "verdict": "failed", "method": None, "words": both}
        print_json({"cases": None, "lists": [], "gates": [gate], "estimates": []})
    complain(reason.in_language(language))
    raise typer.Exit(1)


def run() -> None:
    """The command alone, for those who installed the estimation without the server."""
    typer.run(estimate)
