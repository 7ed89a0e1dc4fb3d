"""Measure the reading of statements: documents a second of processor, and time against size on hostile input.

Processor time is counted, not the clock: what else runs on the machine takes less part in it. Run ``.venv/bin/python bench/statements.py``; with ``--score`` it prints the scores of the annotated corpus instead.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.corpus.statements.scoring import PARTS, UNTOUCHED, ledger, table, texts  # noqa: E402

from sarana.science.statements import judge, read_text  # noqa: E402

SECONDS = 4.0
HOSTILE: dict[str, Callable[[int], str]] = {
    "nested quotation marks": lambda size: "“a ‘b " * (size // 6),
    "unbalanced straight marks": lambda size: 'he said "x '.ljust(11) * (size // 11),
    "one sentence without a stop": lambda size: "the chief said that " * (size // 20),
    "numbers": lambda size: "1.577 and 1,577 victims, 23 of 45; " * (size // 35),
    "commas and capitals": lambda size: "Sok, Dara, Chan, Maly, " * (size // 23),
    "direction overrides": lambda size: "\u202eSok Dara said\u202c it was so.\u200b " * (size // 31),
    "Khmer digits": lambda size: "ជនរងគ្រោះ២៣នាក់ " * (size // 16),
    "paragraphs of single names": lambda size: "\n\n".join(
        f"Name{n}x said it was late." for n in range(size // 26)
    ),
    "spaces": lambda size: "said " + " " * size,
    "digits": lambda size: "1" * size,
    "full stops": lambda size: ". " * (size // 2),
    "one long word": lambda size: "A" * size,
}


def speed() -> None:
    bodies = [text["body"] for half in PARTS for text in texts(half)]
    # A news article of about 3,000 characters: a handful of short texts joined.
    articles = ["\n\n".join(bodies[i : i + 9]) for i in range(len(bodies) - 9)]
    figures = ledger()
    for name, run in (
        ("read", lambda text: read_text(text, published_on=date(2033, 3, 1))),
        (
            "read and judge",
            lambda text: judge(read_text(text, published_on=date(2033, 3, 1)).statements, figures),
        ),
    ):
        done = characters = 0
        started = time.process_time()
        while (elapsed := time.process_time() - started) < SECONDS:
            text = articles[done % len(articles)]
            run(text)
            done += 1
            characters += len(text)
        print(
            f"{name}: {done / elapsed:.0f} documents/s on one core, {characters / done:.0f} characters each"
        )


def growth() -> None:
    print(f"{'input':32}{'100 kB':>9}{'200 kB':>9}{'400 kB':>9}  ratio of the last two (linear: 2)")
    for name, make in HOSTILE.items():
        times = []
        for size in (100_000, 200_000, 400_000):
            text = make(size)
            started = time.process_time()
            read_text(text)
            times.append(time.process_time() - started)
        print(f"{name:32}" + "".join(f"{t:8.2f}s" for t in times) + f"  {times[2] / max(times[1], 1e-9):.2f}")


def ten_megabytes() -> None:
    """Read one long article in four sizes, by processor time: what else runs on the machine takes no part."""
    whole = ("\n\n".join(text["body"] for text in texts("first")) + "\n\n") * 1200
    for share in (8, 4, 2, 1):
        text = whole[: len(whole) // share]
        started = time.process_time()
        reading = read_text(text)
        taken = time.process_time() - started
        size = len(text.encode()) / 1e6
        print(
            f"article of {size:.1f} MB: {taken:.1f} s, {taken / size:.1f} s a MB, {len(reading.statements)} statements"
        )


if __name__ == "__main__":
    if "--score" in sys.argv:
        for half in (*PARTS, *UNTOUCHED):
            print(f"\n{half}\n{table(half)}")
    else:
        speed()
        growth()
        if "--long" in sys.argv:
            ten_megabytes()
