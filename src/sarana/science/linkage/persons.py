"""Person ids that stay: across runs, whatever records are added."""

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from sarana.science.linkage.linking import Linked


def person_ids(linked: Linked, previous: Mapping[str, str] | None = None) -> list[str]:
    """By record, the id of its proposed person.

    A person keeps the id that most of her records had (of equals, the smallest); one whose id went to another, or who is
    new, gets one made from her lowest record id, so that two runs on the same records agree.

    Args:
        linked: what linkage proposes.
        previous: by record id, the person id of an earlier run.
    """
    earlier = previous or {}
    members: dict[int, list[str]] = {}
    for key, of in zip(linked.records.ids, linked.clusters.of.tolist(), strict=True):
        members.setdefault(of, []).append(key)
    claims = [
        (-many, name, of)
        for of, keys in members.items()
        for name, many in Counter(earlier[key] for key in keys if key in earlier).items()
    ]
    taken: set[str] = set(earlier.values())
    given: dict[int, str] = {}
    awarded: set[str] = set()
    for _, name, of in sorted(claims):
        if of not in given and name not in awarded:
            given[of] = name
            awarded.add(name)
    for of, keys in sorted(members.items()):
        if of not in given:
            given[of] = _new(keys[0], taken)
            taken.add(given[of])
    return [given[of] for of in linked.clusters.of.tolist()]


def _new(key: str, taken: set[str]) -> str:
    turn = 0
    while (name := "P-" + sha256(f"{turn}:{key}".encode()).hexdigest()[:12]) in taken:
        turn += 1
    return name
