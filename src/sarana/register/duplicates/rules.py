"""Two records of one person: what a merged identity knows, and what each knows again when it is undone. Pure decisions."""

from sarana.base.vault.models import SealedWords

# So alike that somebody should look; below it two persons of one common name are the rule.
WORTH_A_LOOK = 0.8


def merged_words(kept: SealedWords, absorbed: SealedWords) -> SealedWords:
    """What both know: lists are joined without repeating, and where both say one thing the kept one's word stands."""
    words = dict(kept)
    for name, value in absorbed.items():
        known = words.get(name)
        if isinstance(value, list) and isinstance(known, list):
            words[name] = [*known, *(one for one in value if one not in known)]
        elif known in (None, "", []):
            words[name] = value
    return words


def words_after_undoing(before: SealedWords, merged: SealedWords, now: SealedWords) -> SealedWords:
    """What the kept identity knows again: as before the merge, with what was learnt since.

    Args:
        before: what it knew before the merge.
        merged: what it knew right after it.
        now: what it knows when the merge is undone.
    """
    words = dict(before)
    for name in now.keys() | merged.keys():
        value, at_merge = now.get(name), merged.get(name)
        if value == at_merge:
            continue
        if isinstance(value, list):
            known, came = before.get(name) or [], at_merge or []
            words[name] = [one for one in value if one in known or one not in came]
        else:
            words[name] = value
    return {name: value for name, value in words.items() if value not in (None, "", [])}
