"""What the articles of Cambodia's law of 2008 hold of the Palermo definition: act, means, purpose; and their penalties.

Source: Law on Suppression of Human Trafficking and Sexual Exploitation (2008), as described in the US reports of 2020 and
2022 for articles 8, 10, 12, 15, 17 and 19; the penalty of the other articles from the unofficial translation, to be
checked by a lawyer before it is relied on (`is_confirmed` says which).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statute:
    """One article: the elements that it punishes, the highest penalty in years, and whether that was confirmed.

    ``acts`` and ``means`` are codes of Palermo's elements; ``has_purpose`` is whether exploitation must be the purpose;
    ``years`` and ``aggravated_years`` are the highest penalties, None where not known.
    """

    acts: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    has_purpose: bool = False
    is_trafficking: bool = False
    years: int | None = None
    aggravated_years: int | None = None
    is_confirmed: bool = False


_REMOVAL_MEANS = ("force", "threat", "deception", "abuse_power", "abduction")

STATUTES: dict[str, Statute] = {
    "9": Statute(acts=("transfer",), years=5),
    "10": Statute(("transfer", "transportation"), _REMOVAL_MEANS, True, True, 15, 20, True),
    "11": Statute(("transfer", "transportation"), _REMOVAL_MEANS, False, True, 15, 20),
    "12": Statute(
        ("recruitment",), ("deception", "abuse_power", "force", "threat"), True, True, 15, 20, True
    ),
    "14": Statute(acts=("transfer",), means=("payment_control",), years=5),
    "15": Statute(("transfer",), ("payment_control",), True, True, 15, 20, True),
    "16": Statute(("transfer", "transportation"), ("payment_control",), False, True, 15, 20),
    "17": Statute(("transportation",), _REMOVAL_MEANS, True, True, 15, 20, True),
    "18": Statute(("transportation",), _REMOVAL_MEANS, False, True, 15, 20),
    "19": Statute(("receipt", "harbouring"), _REMOVAL_MEANS, True, True, 15, 20, True),
    "20": Statute(acts=("receipt", "harbouring")),
    "21": Statute(means=("abduction", "force")),
    "26": Statute(has_purpose=True, years=5),
    "27": Statute(has_purpose=True, years=10),
    "28": Statute(has_purpose=True, years=15),
    "30": Statute(has_purpose=True, years=5),
    "34": Statute(years=5, aggravated_years=15),
    "42": Statute(years=10),
    "43": Statute(years=3),
}


def longest_penalty(article: str) -> int | None:
    """The highest penalty of an article without aggravation, in years; None where it is not known."""
    statute = STATUTES.get(article)
    return statute.years if statute else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which elements of the Palermo definition the charged articles hold together."""

    act: bool
    means: bool
    purpose: bool
    acts_left_out: tuple[str, ...]
    means_left_out: tuple[str, ...]
    is_trafficking: bool


def coverage_of(
    articles: list[str], *, acts: list[str] | None = None, means: list[str] | None = None
) -> Coverage:
    """What the charged articles hold of the definition, and what of the recorded event they leave out.

    Args:
        articles: the articles charged.
        acts: the acts recorded in the case, codes of Palermo's elements.
        means: the means recorded in the case.

    Returns:
        A reading aid for the prosecutor; it decides nothing.
    """
    charged = [STATUTES[article] for article in articles if article in STATUTES]
    held_acts = {act for statute in charged for act in statute.acts}
    held_means = {mean for statute in charged for mean in statute.means}
    return Coverage(
        act=bool(held_acts),
        means=bool(held_means),
        purpose=any(statute.has_purpose for statute in charged),
        acts_left_out=tuple(sorted(set(acts or ()) - held_acts)),
        means_left_out=tuple(sorted(set(means or ()) - held_means)),
        is_trafficking=any(statute.is_trafficking for statute in charged),
    )
