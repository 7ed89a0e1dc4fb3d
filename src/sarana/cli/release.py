"""``sarana verify release`` for everybody, and what an appointed auditor and a keeper of the house need of releases."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sarana.cli.screen import AsJson, complain, out, prepare, print_json, tell

if TYPE_CHECKING:
    from sarana.publish.releases.shown import Fault


def add_to(app: typer.Typer) -> None:
    """Register what is done with releases."""
    verify = typer.Typer(help="Check what was published.", no_args_is_help=True)
    verify.command("release")(verify_release)
    verify.command("document")(verify_document)
    app.add_typer(verify, name="verify")
    release = typer.Typer(help="Releases of figures.", no_args_is_help=True)
    release.command("key")(key)
    release.command("seeds")(seeds)
    app.add_typer(release, name="release")


def verify_release(
    folder: Annotated[Path, typer.Argument(help="The release's folder, unpacked.")],
    key: Annotated[str, typer.Option(help="The published public key, or its first 12 signs or more.")] = "",
    head: Annotated[str, typer.Option(help="The release head that was published last.")] = "",
    snapshot: Annotated[
        Path | None,
        typer.Option(help="Inside the house: the snapshot's folder, to compute every number anew."),
    ] = None,
    seeds: Annotated[
        Path | None, typer.Option(help="With --snapshot: the file of `sarana release seeds`, for noise.")
    ] = None,
    language: Annotated[str, typer.Option(help="km or en.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Check every file, sum and signature of a release, without the register; exit code 1 when something does not hold."""
    from sarana.publish.releases.verifying import verify_release as faults_in

    if language not in {"km", "en"}:
        raise typer.BadParameter("Say km or en.", param_hint="--language")
    if not folder.is_dir():
        raise typer.BadParameter(f"There is no folder {folder}.", param_hint="FOLDER")
    faults = faults_in(folder, key=key, head=head)
    if snapshot is not None and not faults:
        prepare()
        from sarana.publish.releases.recomputing import recompute_release

        faults = recompute_release(folder, snapshot, json.loads(seeds.read_bytes()) if seeds else {})
    _tell(folder, faults, language, key_given=bool(key), again=snapshot is not None, as_json=as_json)
    raise typer.Exit(1 if faults else 0)


def verify_document(
    folder: Annotated[Path, typer.Argument(help="The document's folder, unpacked.")],
    key: Annotated[str, typer.Option(help="The published public key, or its first 12 signs or more.")] = "",
    head: Annotated[str, typer.Option(help="The release head that was published last.")] = "",
    language: Annotated[str, typer.Option(help="km or en.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Check every file and signature of a published report, plan or list of numbers; exit code 1 when something does not hold."""
    verify_release(folder, key=key, head=head, snapshot=None, seeds=None, language=language, as_json=as_json)


def _tell(
    folder: Path, faults: "list[Fault]", language: str, *, key_given: bool, again: bool, as_json: bool
) -> None:
    km = language == "km"
    if faults:
        if as_json:
            print_json({"whole": False, "faults": [{"en": one.en, "km": one.km} for one in faults]})
            return
        for one in faults:
            complain(one.km if km else one.en)
        return
    told = _told(folder, again=again)
    if as_json:
        print_json(told)
        return
    tell(
        f"{told['release']} ពេញលេញ៖ ឯកសារ {told['files']} ហត្ថលេខា {told['signatures']} ត្រឹមត្រូវ។"
        if km
        else f"{told['release']} is whole: {told['files']} files, {told['signatures']} signatures of officers."
    )
    tell(
        f"បញ្ជីចេញផ្សាយដែលនៅជាមួយ ដល់បន្ទាត់ {told['ledger_reaches']} ថ្ងៃ {told['ledger_day']}។ អ្វីដែលបានថ្លែងក្រោយមកមិនមានក្នុងនេះទេ (--head)។"
        if km
        else f"The ledger beside it reaches line {told['ledger_reaches']} of {told['ledger_day']}; what was said later is not in it (--head)."
    )
    if told["replaced_by"]:
        tell(("ជំនួសដោយ " if km else "Replaced by ") + ", ".join(told["replaced_by"]))
    if again:
        tell("លេខទាំងអស់ចេញពីរូបថតទិន្នន័យ។" if km else "Every number follows from the snapshot.")
    for name in [name for name in ("snapshot_root", "public_key", "head") if name in told]:
        out.print(f"{name:14} {told[name]}", highlight=False)
    if not key_given:
        tell(
            "សូមផ្ទៀងផ្ទាត់សោជាមួយសោដែលបានផ្សាយ (--key)។"
            if km
            else "Compare the key with the published one (--key)."
        )


def _told(folder: Path, *, again: bool) -> dict[str, Any]:
    """What is said of a folder in which everything holds."""
    from sarana.publish.releases.ledger_line import day_of
    from sarana.publish.releases.verifying_ledger import later_numbers

    manifest = json.loads((folder / "manifest.json").read_bytes())
    signatures = json.loads((folder / "signatures.json").read_bytes())
    ledger = json.loads((folder / "ledger.json").read_bytes())
    told = {
        "whole": True,
        "release": manifest["release"],
        "files": len(manifest["files"]),
        "signatures": len(signatures["signatures"]),
        "ledger_reaches": ledger["head"]["lines"],
        "ledger_until": ledger["lines"][-1]["at"],
        "ledger_day": day_of(ledger["lines"][-1]),
        "replaced_by": later_numbers({"ledger.json": (folder / "ledger.json").read_bytes()}, manifest),
        "public_key": signatures["public_key"],
        "head": signatures["line"]["head"],
        "computed_anew": again,
    }
    if "snapshot" in manifest:
        told |= {"tables": len(manifest["workload"]), "snapshot_root": manifest["snapshot"]["root"]}
    return told


def key(as_json: AsJson = False) -> None:
    """Print the public key of the house and the release head: publish both where nobody here can change them."""
    prepare()
    from sarana.base.vault.signing import public_key
    from sarana.publish.releases.queries import head_told

    told = {"public_key": public_key(), **head_told()}
    if as_json:
        print_json(told)
        return
    for name, value in told.items():
        out.print(f"{name:12} {value}", highlight=False)


def seeds(code: Annotated[str, typer.Argument(help="The release's code, such as 2026-3.")]) -> None:
    """Print what a release's noise was drawn from, for an appointed auditor alone; the ledger keeps that it was opened."""
    prepare()
    from sarana.publish.releases.actions import open_seeds
    from sarana.publish.releases.models import Release

    release = Release.objects.filter(code=code).first()
    if release is None:
        raise typer.BadParameter(f"There is no release {code}.", param_hint="CODE")
    print_json(open_seeds(release=release))
