"""Releases of the demonstration: true counts with an erratum, noise, records of nobody, one that waits for a second signature, an annual report."""

from datetime import date

from sarana.base.accounts.models import Officer
from sarana.measure.figures.models import Snapshot
from sarana.publish.releases.actions import (
    add_microdata,
    add_table,
    attack_release,
    draft_release,
    protect_release,
    publish_release,
    release_annual_report,
    sign_annual_report,
    sign_release,
    write_erratum,
)
from sarana.publish.releases.enums import ReleaseState
from sarana.publish.releases.models import Release

type Asked = dict[str, object]
_QUARTER_OF_THE_BUDGET = "1/4"


def write_releases(officers: dict[str, Officer], until: date, snapshot: Snapshot) -> None:
    """Figures of the last whole year, as they went out."""
    year = until.year - (until.month < 12)
    first = _through(
        officers, snapshot,
        (f"ជនរងគ្រោះ ឆ្នាំ {year}", f"Victims of {year}"),
        [("victims_identified", year, (), {}), ("victims_identified", year, ("sex", "age_group"), {})],
    )  # fmt: skip
    _through(
        officers, snapshot,
        (f"ជនត្រូវចោទ និងជនត្រូវឃាត់ខ្លួន ឆ្នាំ {year}", f"Persons arrested and prosecuted, {year}"),
        [
            ("suspects_arrested", year, ("sex",), {"protection": "noise", "rho": _QUARTER_OF_THE_BUDGET}),
            ("persons_prosecuted", year, ("law",), {"protection": "noise", "rho": _QUARTER_OF_THE_BUDGET}),
        ],
    )  # fmt: skip
    _through(
        officers, snapshot, (f"កំណត់ត្រាមិនមែនរបស់នរណា ឆ្នាំ {year - 1}", f"Records of nobody, {year - 1}"),
        [("victims_identified", year - 1, ("sex",), {"protection": "noise", "rho": _QUARTER_OF_THE_BUDGET})],
        nobody=(year - 1, "1/2"),
    )  # fmt: skip
    _through(
        officers, snapshot, (f"របាយការណ៍ទទួលបាន ឆ្នាំ {year}", f"Reports received, {year}"),
        [("reports_received", year, ("form",), {"protection": "rounding"})], signatures=1,
    )  # fmt: skip
    if first.state == ReleaseState.PUBLISHED:
        write_erratum(
            by=officers["secretariat"], release=first,
            words_km="ចំណងជើងនិយាយអំពីជនរងគ្រោះទាំងអស់ តែតារាងរាប់តែអ្នកដែលបានកំណត់អត្តសញ្ញាណ។ លេខមិនប្រែប្រួលទេ។",
            words_en="The title speaks of all victims; the tables count those who were identified. No number changes.",
        )  # fmt: skip
        report = sign_annual_report(by=officers["secretariat"], year=year, day=until)
        release_annual_report(by=officers["statistician"], report=report)


def _through(
    officers: dict[str, Officer],
    snapshot: Snapshot,
    titles: tuple[str, str],
    tables: list[tuple[str, int, tuple[str, ...], Asked]],
    signatures: int = 2,
    nobody: tuple[int, str] | None = None,
) -> Release:
    """A release on its road, as far as it is signed; one in which something could be derived stays where it is."""
    by = officers["secretariat"]
    release = draft_release(by=by, snapshot=snapshot, title_km=titles[0], title_en=titles[1])
    for indicator, year, dimensions, asked in tables:
        add_table(by=by, release=release, indicator=indicator, year=year, dimensions=dimensions, **asked)  # type: ignore[arg-type]
    if nobody:
        add_microdata(by=by, release=release, year=nobody[0], rho=nobody[1])
    protect_release(by=by, release=release)
    release = attack_release(by=by, release=release)
    if release.state != ReleaseState.ATTACKED:
        return release
    for name in ("secretariat", "statistician")[:signatures]:
        sign_release(by=officers[name], release=release)
    return publish_release(by=by, release=release) if signatures > 1 else release
