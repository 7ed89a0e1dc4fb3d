from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sarana.science.palermo.elements import ACTS, MEANS, PURPOSES


class Outcome(StrEnum):
    """What the elements on record amount to."""

    TRAFFICKING = "trafficking"
    # A border was crossed for gain with consent, and nobody exploits: the Smuggling Protocol, a different crime.
    SMUGGLING = "smuggling"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome with its reasons, each in English and Khmer, and the elements that are still missing."""

    outcome: Outcome
    missing: tuple[str, ...]
    reasons_en: tuple[str, ...]
    reasons_km: tuple[str, ...]


def weigh(
    *,
    acts: Collection[str],
    means: Collection[str],
    purposes: Collection[str],
    is_minor: bool | None,
    crossed_border_for_gain: bool = False,
) -> Finding:
    """Weigh what is on record against article 3: act and means and purpose; no means needed under 18 at the event.

    Args:
        acts: codes of ACTS that are evidenced.
        means: codes of MEANS that are evidenced.
        purposes: codes of PURPOSES; an intended purpose is enough, exploitation need not have happened.
        is_minor: under 18 at the event; None when the age isn't known, which is then weighed as an adult and said so.
        crossed_border_for_gain: an illegal border crossing was sold, which tells smuggling apart.

    Raises:
        ValueError: for a code that isn't an element.
    """
    for given, known, name in ((acts, ACTS, "act"), (means, MEANS, "means"), (purposes, PURPOSES, "purpose")):
        if strange := set(given) - known:
            raise ValueError(f"{', '.join(sorted(strange))} is no {name} of the Palermo Protocol.")
    missing = [name for name, given in (("act", acts), ("purpose", purposes)) if not given]
    if not means and not is_minor:
        missing.insert(bool(not acts), "means")
    outcome = Outcome.INCOMPLETE if missing else Outcome.TRAFFICKING
    if missing and crossed_border_for_gain and not purposes and not means:
        outcome = Outcome.SMUGGLING
    lines = [*_elements(acts, means, purposes, is_minor), *_conclusion(outcome, missing)]
    return Finding(outcome, tuple(missing), tuple(en for en, _ in lines), tuple(km for _, km in lines))


def _elements(
    acts: Collection[str], means: Collection[str], purposes: Collection[str], is_minor: bool | None
) -> list[tuple[str, str]]:
    lines = [
        (f"Act: {len(acts)} on record.", f"អំពើ៖ មាន {len(acts)} ក្នុងកំណត់ត្រា។")
        if acts
        else ("Act: none on record.", "អំពើ៖ គ្មានក្នុងកំណត់ត្រាទេ។")
    ]
    if is_minor:
        lines.append(
            (
                "Means: not needed, since the person was under 18 at the event (article 3(c)).",
                "មធ្យោបាយ៖ មិនចាំបាច់ទេ ព្រោះជនរងគ្រោះមានអាយុក្រោម ១៨ ឆ្នាំ នៅពេលកើតហេតុ (មាត្រា ៣(គ))។",
            )
        )
    elif means:
        lines.append(
            (
                f"Means: {len(means)} on record; consent does not matter (article 3(b)).",
                f"មធ្យោបាយ៖ មាន {len(means)} ក្នុងកំណត់ត្រា ការយល់ព្រមមិនមានសារៈសំខាន់ទេ (មាត្រា ៣(ខ))។",
            )
        )
    else:
        lines.append(("Means: none on record.", "មធ្យោបាយ៖ គ្មានក្នុងកំណត់ត្រាទេ។"))
    if is_minor is None:
        lines.append(
            (
                "The age at the event isn't known; weighed as for an adult.",
                "មិនស្គាល់អាយុនៅពេលកើតហេតុ ដូច្នេះថ្លឹងថ្លែងដូចមនុស្សពេញវ័យ។",
            )
        )
    lines.append(
        (f"Purpose: {len(purposes)} on record.", f"គោលបំណង៖ មាន {len(purposes)} ក្នុងកំណត់ត្រា។")
        if purposes
        else ("Purpose of exploitation: none on record.", "គោលបំណងកេងប្រវ័ញ្ច៖ គ្មានក្នុងកំណត់ត្រាទេ។")
    )
    return lines


_MISSING_KM = {"act": "អំពើ", "means": "មធ្យោបាយ", "purpose": "គោលបំណង"}


def _conclusion(outcome: Outcome, missing: list[str]) -> list[tuple[str, str]]:
    if outcome is Outcome.TRAFFICKING:
        return [("The elements of trafficking in persons are complete.", "ធាតុផ្សំនៃការជួញដូរមនុស្សគ្រប់គ្រាន់។")]
    if outcome is Outcome.SMUGGLING:
        return [
            (
                "A border crossing was sold, without means and without exploitation: smuggling of migrants, not trafficking.",
                "មានការលក់ការឆ្លងដែន ដោយគ្មានមធ្យោបាយបង្ខំ និងគ្មានការកេងប្រវ័ញ្ច៖ ជាការរត់ពន្ធមនុស្ស មិនមែនការជួញដូរទេ។",
            )
        ]
    en = " and ".join(missing)
    km = " និង".join(_MISSING_KM[name] for name in missing)
    return [(f"Not yet complete: {en} missing.", f"មិនទាន់គ្រប់គ្រាន់៖ នៅខ្វះ{km}។")]
