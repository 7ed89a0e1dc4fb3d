"""Populations that contain one another: victims whom the police identified are among the victims identified of that year."""

from collections.abc import Iterator, Mapping, Sequence

from sarana.publish.releases.models import Release
from sarana.publish.releases.queries import moment_of, state_of, states_published
from sarana.publish.releases.shown import NOISE, Population, ShownTable
from sarana.science.disclosure import Finding, State, audit_contained
from sarana.science.indicators import INDICATORS

type InRelease = Mapping[Population, Sequence[ShownTable]]


def wholes_first(populations: Sequence[Population]) -> list[Population]:
    """What contains others before what is contained, so that the part gives way where both can't be told."""
    return sorted(populations, key=lambda one: bool(INDICATORS[one[0]].part_of))


def is_mixed(release: Release, population: Population, in_release: InRelease, *, is_noise: bool) -> bool:
    """Whether the population and one that it contains, or is contained in, would go out with noise and with true counts."""
    return any(
        (one.kind == NOISE) != is_noise
        for other, _ in _related(population)
        for some in _states(release, other, in_release).values()
        for one in some
    )


def true_counts_out(release: Release, population: Population, in_release: InRelease) -> bool:
    """Whether true counts of the population itself are out, or stand in the release."""
    states = _states(release, population, in_release).values()
    return any(one.kind != NOISE for some in states for one in some)


def derived_together(
    release: Release, population: Population, state: State, in_release: InRelease, *, threshold: int
) -> Iterator[Finding]:
    """What the population's tables tell together with those of every other that contains it or is contained in it.

    ``state`` is all that is out of the population as the release's snapshot has it, with what is about to go out;
    ``in_release`` what stands beside it in the same release.
    """
    mine = moment_of(release)
    for other, contains in _related(population):
        for moment, tables in _states(release, other, in_release).items():
            # A later record holds whoever an earlier one held; the other way round nothing is contained.
            if (moment < mine) if contains else (moment > mine):
                continue
            part, whole = (state, state_of(tables)) if contains else (state_of(tables), state)
            inner = INDICATORS[(population if contains else other)[0]]
            rule = min(threshold, *(one.threshold for one in tables))
            yield from audit_contained(part, whole, threshold=rule, all_but=inner.all_but)


def _related(population: Population) -> Iterator[tuple[Population, bool]]:
    """The others of the same year, and whether they contain this one."""
    indicator, year = population
    if whole := INDICATORS[indicator].part_of:
        yield (whole, year), True
    for code, one in INDICATORS.items():
        if one.part_of == indicator:
            yield (code, year), False


def _states(
    release: Release, population: Population, in_release: InRelease
) -> dict[tuple[str, str], list[ShownTable]]:
    states = states_published(population, apart_from=release)
    if beside := in_release.get(population):
        states.setdefault(moment_of(release), []).extend(beside)
    return states
