"""The public site written out as files, page by page: ``SARANA_HOME=FOLDER python bench/still_site.py`` (a demonstration's folder).

Pages are asked of the program as ``sarana export-site`` asks them; the small site of a demonstration is written again and again
until 5,000 pages are out, so that the time is that of pages and not of starting. Limit: 60 seconds by the clock with two cores of its
own; the processor time of all processes is told beside it, since other programs take from the clock alone.
"""

import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

PAGES, LIMIT_SECONDS = 5_000, 60


def main() -> int:
    from sarana.cli.screen import prepare

    prepare()
    from sarana.publish.still_site import several_hands, write_site

    folder = Path(tempfile.mkdtemp(prefix="sarana-site-"))
    before = _processor()
    try:
        with several_hands(os.cpu_count() or 1) as ask_all:
            first = write_site(folder / "first", ask_all)
            heaviest = max(
                (folder / "first" / path).stat().st_size for path in first.files if path.endswith(".html")
            )
            begun, pages = time.perf_counter(), 0
            while pages < PAGES:
                pages += write_site(folder / "again", ask_all).pages
                shutil.rmtree(folder / "again")
                print(f"\r{pages:,} of {PAGES:,} pages", end="", file=sys.stderr, flush=True)
            clock = time.perf_counter() - begun
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(
        f"{first.pages} pages and {len(first.files) - first.pages} other files a round, the heaviest page {heaviest:,} bytes"
    )
    print(f"{pages:,} pages in {clock:.1f} s by the clock (limit {LIMIT_SECONDS} s)")
    spent = _processor() - before
    print(
        f"{spent:.1f} s of processor with starting, on {os.cpu_count()} cores {spent / (os.cpu_count() or 1):.1f} s"
    )
    return int(clock > LIMIT_SECONDS)


def _processor() -> float:
    """Seconds of processor of this process and of those that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    sys.exit(main())
