import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sarana.cli.numbers import latest_or_new
from sarana.cli.screen import AsJson, complain, out, prepare, print_json, progress_bar, tell

if TYPE_CHECKING:
    from sarana.measure.figures.models import Snapshot

_MAX_TEXT = 20 * 1024 * 1024


def add_to(app: typer.Typer) -> None:
    """Register what is shown to others: checks of texts, the report, the ledger."""
    app.command()(check)
    app.command()(read)
    app.command()(report)
    ledger = typer.Typer(help="The append-only log.", no_args_is_help=True)
    ledger.command("verify")(verify)
    ledger.command("head")(head)
    app.add_typer(ledger, name="ledger")


def check(
    file: Annotated[
        Path, typer.Argument(help="A text: .txt, .html, .pdf, .docx, a feed, or - for standard input.")
    ],
    published: Annotated[
        str,
        typer.Option(
            help="Day of publication, YYYY-MM-DD; else taken from the file's name, such as article-2022-08.txt."
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Hold what a text says against the record: who said what, and what the figures say."""
    prepare()
    from sarana.measure.press.articles import UnreadableText, articles_in
    from sarana.measure.press.queries import check_text

    if str(file) != "-" and not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    content = typer.get_binary_stream("stdin").read() if str(file) == "-" else file.read_bytes()
    if len(content) > _MAX_TEXT:
        raise typer.BadParameter("The text is larger than 20 MB.", param_hint="FILE")
    try:
        articles = articles_in(content)
    except UnreadableText as fault:
        raise typer.BadParameter(str(fault), param_hint="FILE") from fault
    published_on = _publication_day(published, file.name)
    if published_on is None and len(articles) == 1:
        published_on = articles[0].published_on
    text = "\n\n".join(article.text for article in articles)
    result = check_text(text, published_on=published_on, snapshot=latest_or_new())
    if as_json:
        print_json({"published_on": published_on.isoformat() if published_on else None, **result})
        return
    for statement in result["statements"]:
        who = ", ".join(
            part for part in (statement["speaker"], statement["role"], statement["organisation"]) if part
        )
        out.print(
            f"\n[bold]{who or 'The text itself'}[/] ({statement['kind']})\n  {statement['text']}",
            highlight=False,
        )
        for claim in statement["claims"]:
            out.print(f"  [bold]{claim['verdict']}[/]: {claim['explanation']}", highlight=False)


def read(
    archives: Annotated[list[Path], typer.Argument(help="Web archives: .warc, .warc.gz, .warc.zst.")],
    out_folder: Annotated[
        Path, typer.Option("--out", help="Folder for the rows, one Parquet file an archive.")
    ],
    hands: Annotated[int, typer.Option(min=1, help="Processes side by side.")] = 1,
    reader: Annotated[
        str, typer.Option("--with", help="rules, spacy or model; else as SARANA_READ_WITH says, else rules.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Read who said what from web archives in bulk; archives that were read already are passed over."""
    prepare()
    from django.conf import settings

    from sarana.measure.press.archives import ArchiveRead, read_archives, texts_told_again
    from sarana.measure.press.readers import ReaderNotReady, ReadWith, ready

    choice = ReadWith(
        reader or settings.READ_WITH,
        pipeline=settings.SPACY_PIPELINE,
        url=settings.MODEL_URL,
        model=settings.MODEL_NAME,
        key=settings.MODEL_KEY or "",
    )
    try:
        ready(choice)
    except ReaderNotReady as fault:
        raise typer.BadParameter(str(fault), param_hint="--with") from fault
    for path in archives:
        if not path.is_file():
            raise typer.BadParameter(f"There is no file {path}.", param_hint="ARCHIVES")
    done: list[ArchiveRead] = []
    with progress_bar("Reading archives") as move:

        def told(one: ArchiveRead) -> None:
            done.append(one)
            move(len(done), len(archives), Path(one.path).name)

        found = read_archives(archives, out_folder, hands=hands, choice=choice, told=told)
    again = len(texts_told_again(out_folder))
    faults = [one for one in found if one.fault]
    if as_json:
        rows = [
            {name: getattr(one, name) for name in ("path", "texts", "rows", "was_there", "fault", "dropped")}
            for one in found
        ]
        print_json({"reader": choice.name, "archives": rows, "told_again": again})
    else:
        texts, rows_kept = sum(one.texts for one in found), sum(one.rows for one in found)
        tell(
            f"{texts:,} texts with {rows_kept:,} statements in {len(found)} archives; {again:,} texts repeat another."
        )
        if dropped := sum(one.dropped for one in found):
            tell(f"{dropped:,} rows of the model were dropped: their words do not stand in the text.")
    for one in faults:
        complain(f"{one.path}: {one.fault}. Nothing of it was kept; fetch it again.")
    if faults:
        raise typer.Exit(1)


_DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?(?!\d)")


def _publication_day(text: str, file_name: str) -> date | None:
    """The day given, else the one in the file's name; a month stands for its last day."""
    found = _DAY_IN_NAME.search(text or file_name)
    if text and not (found and found.group(3)):
        raise typer.BadParameter("Write the day as YYYY-MM-DD.", param_hint="--published")
    if not found:
        return None
    year, month = int(found.group(1)), int(found.group(2))
    try:
        return date(year, month, int(found.group(3) or monthrange(year, month)[1]))
    except ValueError as fault:
        if text:
            raise typer.BadParameter(
                f"{text} is not a day of the calendar.", param_hint="--published"
            ) from fault
        return None


def report(
    year: Annotated[int, typer.Option(help="The year.", min=1990, max=2100)],
    out: Annotated[Path, typer.Option(help="Where to write it; .pdf, .docx or .html.")],
    lang: Annotated[str, typer.Option(help="km or en.")] = "km",
    calendar: Annotated[str, typer.Option(help="unodc or tip.")] = "unodc",
    province: Annotated[
        str, typer.Option(help="Make a province's sheet instead: its code of two digits (PDF or Word).")
    ] = "",
) -> None:
    """Make the annual report as PDF, Word document or HTML, or a province's sheet, from the latest snapshot."""
    prepare()
    from sarana.publish.papers.annual import annual_report_html, annual_report_pdf
    from sarana.publish.papers.word_papers import annual_report_docx

    if lang not in {"km", "en"}:
        raise typer.BadParameter("Say km or en.", param_hint="--lang")
    if calendar not in {"unodc", "tip"}:
        raise typer.BadParameter("Say unodc or tip.", param_hint="--calendar")
    kinds: dict[str, Callable[..., bytes]] = {
        ".pdf": annual_report_pdf, ".docx": annual_report_docx, ".html": annual_report_html
    }  # fmt: skip
    if province:
        kinds = _sheets_of(province)
    if out.suffix.lower() not in kinds:
        raise typer.BadParameter(f"End the name with {' or '.join(kinds)}.", param_hint="--out")
    snapshot = latest_or_new()
    content = kinds[out.suffix.lower()](snapshot, year=year, calendar=calendar, language=lang)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    _taken(out.name, snapshot)
    tell(f"Wrote {out} ({len(content) // 1024} kB).")


def _taken(name: str, snapshot: "Snapshot") -> None:
    """Put on record that a paper of the house was taken away at the machine itself."""
    from django.db import transaction

    from sarana.base.ledger.actions import record_deed

    with transaction.atomic():
        change = {"list": name, "rows": 0, "filters": []}
        record_deed(by=None, action="export_records", record=snapshot, change=change)


def _sheets_of(province: str) -> dict[str, Callable[..., bytes]]:
    """Makers of a province's sheet by the ending of the file."""
    from django.utils import timezone

    from sarana.base.places.queries import provinces
    from sarana.publish.papers.province import province_docx, province_pdf

    if province not in provinces():
        raise typer.BadParameter(
            f"No province {province}; there are: {', '.join(sorted(provinces()))}.", param_hint="--province"
        )
    day = timezone.localdate()
    return {
        ".pdf": lambda snapshot, **wanted: province_pdf(snapshot, province, **wanted, day=day),
        ".docx": lambda snapshot, **wanted: province_docx(snapshot, province, **wanted, day=day),
    }


def verify(
    size: Annotated[int | None, typer.Option(help="Size that was published.")] = None,
    head: Annotated[str | None, typer.Option(help="Head that was published for that size.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read the whole ledger and name the first broken entry; exit code 1 when there is one."""
    prepare()
    from sarana.base.ledger.actions import verify_ledger

    verdict = verify_ledger(published_size=size, published_head=head)
    if as_json:
        print_json(
            {
                "whole": verdict.is_whole,
                "entries": verdict.entries,
                "head": verdict.head,
                "broken_at": verdict.broken_at,
                "fault": verdict.fault,
            }
        )
    elif verdict.is_whole:
        tell(f"The ledger is whole: {verdict.entries:,} entries, head {verdict.head}")
    else:
        complain(f"Entry {verdict.broken_at}: {verdict.fault}.")
    if not verdict.is_whole:
        raise typer.Exit(1)


def head(as_json: AsJson = False) -> None:
    """Fix the ledger's present head and print what may be published of it."""
    prepare()
    from sarana.base.ledger.actions import fix_checkpoint

    checkpoint = fix_checkpoint()
    told = {
        "size": checkpoint.size,
        "head": checkpoint.head,
        "merkle_root": checkpoint.merkle_root,
        "made_at": checkpoint.made_at.isoformat(),
    }
    if as_json:
        print_json(told)
    else:
        for name, value in told.items():
            out.print(f"{name:12} {value}", highlight=False)
