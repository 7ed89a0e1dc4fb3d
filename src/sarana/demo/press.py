"""The press desk of the demonstration: two invented papers, four invented stories, what was found of them, a question."""

from datetime import date, timedelta

from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.measure.figures.models import Snapshot
from sarana.measure.press.actions import (
    add_source,
    add_topic,
    ask_spokesperson,
    keep_check,
    link_promise,
    link_text,
    review_row,
)
from sarana.measure.press.desk import nodes_for
from sarana.measure.press.enums import ReviewWord
from sarana.measure.press.rules import is_promise, rows_of

_ENGLISH = (
    "Police spokesman Chea Invented said on Monday that police opened {few} trafficking cases in {year}. "
    "“We rescued thousands of victims,” Chea Invented said.\n\n"
    "Arrests rose from 100 to 150, an increase of 33 per cent, according to the ministry."
)
_KHMER = (
    "លោក ជា វុទ្ធី អ្នកនាំពាក្យគណៈកម្មាធិការជាតិ បានឲ្យដឹងថា ក្នុងឆ្នាំ{year} សមត្ថកិច្ចបានសង្គ្រោះជនរងគ្រោះ ៣៨០នាក់។ "
    "លោកបន្តថា យើងនឹងបន្តកិច្ចការនេះ។"
)
_PROMISE = (
    "Minister Sok Invented said on Tuesday that the government will open a shelter for victims in every region. "
    "“We will keep our word,” Sok Invented said."
)
_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


def write_press(officers: dict[str, Officer], until: date, snapshot: Snapshot | None) -> None:
    """A story, its repetition in another paper, and one in Khmer; the first is reviewed row by row."""
    desk = officers["secretariat"]
    post = add_source(
        by=desk, name="The Invented Post (demonstration)", kind="press", address="https://post.example"
    )
    office = add_source(by=desk, name="អគ្គលេខាធិការដ្ឋាន (គំរូ)", kind="official")
    add_topic(by=desk, name="Arrests", words="arrests\nចាប់ខ្លួន", for_agency=True)
    year = until.year - 1
    story = _ENGLISH.format(few=150, year=year)
    told = [
        (post, "Police tell of a year", story),
        (post, "Police tell of a year, evening edition", f"{story} More will follow."),
        (post, "Minister promises shelters", _PROMISE),
        (office, "", _KHMER.format(year=str(year).translate(_DIGITS))),
    ]
    kept = [
        keep_check(
            by=desk,
            title=title,
            text=text,
            published_on=until,
            snapshot=snapshot,
            source=source,
            address=f"https://post.example/{number}" if source is post else "",
        )
        for number, (source, title, text) in enumerate(told, 1)
    ]
    first, promised = kept[0], kept[2]
    words = [ReviewWord.ACCEPT, ReviewWord.WRONG_VERDICT, ReviewWord.ACCEPT, ReviewWord.NOT_A_CLAIM]
    for row, word in zip(rows_of(first.result), words, strict=False):
        review_row(by=desk, checked=first, place=row.place, word=word)
    link_text(by=desk, checked=first, trick="easy-computer-job")
    row = next(one for one in rows_of(promised.result) if is_promise(one))
    if nodes := nodes_for(promised, row, until):
        link_promise(by=desk, checked=promised, place=row.place, node=nodes[0][0])
    ask_spokesperson(
        by=desk,
        checked=first,
        place=rows_of(first.result)[0].place,
        spokesperson="Chea Invented",
        question="Which cases are counted, and until which day?",
        due_on=timezone.localdate() + timedelta(days=7),
    )
