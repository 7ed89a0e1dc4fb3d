"""Sources, the files they bring, and the topics that officers want to be told of."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.measure.figures.models import Snapshot
from sarana.measure.press.actions.checks import keep_check
from sarana.measure.press.articles import Article, addresses_in, articles_in, is_site_map
from sarana.measure.press.enums import TextState
from sarana.measure.press.models import CheckedText, ListedPage, Source, Topic
from sarana.measure.press.rules import MOST_SIGNS, MOST_TEXTS, words_of

_TWICE = "There is a source of this name already."
_TOO_MANY = "The file holds more than 200 texts. Bring it in parts."
_NO_WORDS = "Write at least one word of two signs or more."


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file brought: texts that are new, texts known before, texts without words, and pages listed."""

    new: int = 0
    folded: int = 0
    known: int = 0
    empty: int = 0
    listed: int = 0


@transaction.atomic
def add_source(*, by: Officer, name: str, kind: str, address: str = "") -> Source:
    """Put a source on the list.

    Raises:
        ValueError: the name stands there already.
    """
    require(by, Power.WRITE_REPORT)
    if Source.objects.filter(name__iexact=name.strip()).exists():
        raise Refused(_TWICE, field="name")
    source = Source.objects.create(name=name.strip(), kind=kind, address=address)
    record_deed(by=by, action="add_press_source", record=source)
    return source


@transaction.atomic
def bring_file(*, by: Officer, source: Source, content: bytes, snapshot: Snapshot | None) -> Brought:
    """Read a file of the source: a feed or a text lands in the inbox, a site map tells which pages to bring.

    Raises:
        UnreadableText: nothing in the file can be read.
        ValueError: it holds too much for once.
    """
    require(by, Power.CHECK_PRESS)
    if is_site_map(content):
        brought = Brought(listed=_list_pages(source, content))
    else:
        articles = articles_in(content)
        if len(articles) > MOST_TEXTS:
            raise Refused(_TOO_MANY, field="content")
        brought = _take_in(by, source, articles, snapshot)
    counts = {"new": brought.new, "folded": brought.folded, "known": brought.known, "listed": brought.listed}
    record_deed(by=by, action="bring_press_file", record=source, change=counts)
    return brought


def _take_in(by: Officer, source: Source, articles: list[Article], snapshot: Snapshot | None) -> Brought:
    new = folded = known = empty = 0
    for article in articles:
        text = article.text[:MOST_SIGNS]
        if not text.strip():
            empty += 1
        elif CheckedText.objects.filter(source=source, address=article.address[:400], text=text).exists():
            known += 1
        else:
            kept = keep_check(
                by=by,
                title=article.title,
                text=text,
                published_on=article.published_on,
                snapshot=snapshot,
                source=source,
                address=article.address,
            )
            folded, new = (folded + 1, new) if kept.repeats_id else (folded, new + 1)
    return Brought(new=new, folded=folded, known=known, empty=empty)


def _list_pages(source: Source, content: bytes) -> int:
    before = source.listed.count()
    ListedPage.objects.bulk_create(
        [
            ListedPage(source=source, address=page.address, published_on=page.published_on)
            for page in addresses_in(content)
            if page.address.startswith(("https://", "http://")) and len(page.address) <= 400  # noqa: PLR2004
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return source.listed.count() - before


@transaction.atomic
def set_text_state(*, by: Officer, checked: CheckedText, state: TextState) -> None:
    """Say that a text is reviewed, set it aside, or take it up again."""
    require(by, Power.WRITE_REPORT)
    before, checked.state = checked.state, state
    checked.save(update_fields=["state"])
    record_deed(by=by, action="set_text_state", record=checked, change={"state": [before, state.value]})


@transaction.atomic
def add_topic(*, by: Officer, name: str, words: str, for_agency: bool = False) -> Topic:
    """Ask to be told of texts with these words, for oneself or for all of one's agency; the inbox is looked through at once.

    Raises:
        ValueError: there is no word.
    """
    require(by, Power.CHECK_PRESS)
    told = words_of(words)
    if not told:
        raise Refused(_NO_WORDS, field="words")
    topic = Topic.objects.create(
        name=name.strip(), words="\n".join(told), officer=by, agency=by.agency if for_agency else None
    )
    holds = Q()
    for word in told:
        holds |= Q(title__icontains=word) | Q(text__icontains=word)
    topic.texts.set(CheckedText.objects.filter(holds, repeats=None))
    record_deed(by=by, action="add_press_topic", record=topic)
    return topic


@transaction.atomic
def drop_topic(*, by: Officer, topic: Topic) -> None:
    """Ask no longer; only the one who asked can.

    Raises:
        ValueError: another officer asked for it.
    """
    if topic.officer_id != by.pk:
        raise Refused("Only who asked for a topic can drop it.", field=None)
    record_deed(by=by, action="drop_press_topic", record=topic)
    topic.delete()
