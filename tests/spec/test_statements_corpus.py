"""The annotated corpus: what the reader has reached must not be lost again; docs/reference/statements.md tells the story."""

import pytest
from tests.corpus.statements.scoring import PARTS, UNTOUCHED, score, texts


def test_the_corpus_has_more_than_sixty_texts_in_both_languages() -> None:
    bodies = [text["body"] for part in PARTS for text in texts(part)]
    assert len(bodies) >= 60
    assert sum("។" in body for body in bodies) >= 10


@pytest.mark.parametrize("part", PARTS)
def test_scores_stay_above_the_goals(part: str) -> None:
    scores = score(part)
    assert scores["statements"].f1 >= 0.95, scores["statements"].misses
    assert scores["quantities"].f1 >= 0.9, scores["quantities"].misses
    assert scores["verdicts"].recall >= 0.9, scores["verdicts"].misses


@pytest.mark.parametrize("part", UNTOUCHED)
def test_a_part_for_which_no_rule_was_changed_reaches_the_goals(part: str) -> None:
    assert len(texts(part)) >= 20
    scores = score(part)
    assert scores["statements"].f1 >= 0.85, scores["statements"].misses
    assert scores["quantities"].f1 >= 0.85, scores["quantities"].misses
    assert scores["verdicts"].recall >= 0.9, scores["verdicts"].misses
