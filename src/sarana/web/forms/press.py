from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sarana.base.accounts.models import Officer
from sarana.measure.press.articles import Article, UnreadableText, articles_in
from sarana.measure.press.enums import SourceKind, TextState
from sarana.measure.press.models import Source, Topic
from sarana.measure.press.queries import topics_of
from sarana.register.tricks.queries import tricks_by_code
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import DayField, past_day

_MOST_BYTES = 4 * 1024 * 1024
_MOST_SIGNS = 100_000
# What the reading of a file refuses, named here so that it stands in the catalogue.
SENTENCES = (
    gettext_noop("The file is empty."),
    gettext_noop("This is not a text. Send plain text, a web page, a PDF or a Word document."),
    gettext_noop("A site map lists addresses and holds no text. Send the pages themselves."),
    gettext_noop("The PDF is locked with a password. Send it unlocked."),
    gettext_noop("The PDF is damaged. Open and save it again, or paste its text."),
    gettext_noop("The PDF holds pictures of pages and no text. Paste the text instead."),
    gettext_noop("The document is too large when unpacked. Paste its text instead."),
    gettext_noop(
        "This is not a Word document (.docx) that can be read. Save it again as .docx, or paste its text."
    ),
    gettext_noop("The feed holds no article."),
    gettext_noop("Paste the text that is to be checked."),
    gettext_noop("This is no site map."),
    gettext_noop("There is a source of this name already."),
    gettext_noop("The file holds more than 200 texts. Bring it in parts."),
    gettext_noop("Write at least one word of two signs or more."),
    gettext_noop("Only who asked for a topic can drop it."),
    gettext_noop("There is no such row in this text."),
    gettext_noop("Only a row that was found right becomes a published figure. Review it first."),
    gettext_noop("This row has no number with a period. Only such a number can be kept."),
    gettext_noop("This text has no address on the web, so nobody could look the number up."),
    gettext_noop("This number is on file already."),
    gettext_noop("The answer cannot be due on a day that is past."),
    gettext_noop("This question is answered already."),
    gettext_noop("Name a case or a trick, one at a time."),
    gettext_noop("There is no case of this number that you may see."),
    gettext_noop("There is no trick of this code."),
    gettext_noop("Say where the right number stands."),
    gettext_noop("Nobody commits himself in this row. Only a commitment is held against the plan."),
    gettext_noop("There is no node of this number in the plan."),
)


class FileOrText(RecordForm):
    """A text, pasted or as a file."""

    text = forms.CharField(
        label=_("The text"),
        help_text=_("Paste the article or speech, in English or Khmer."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_("Plain text, a saved web page, a PDF or a Word document (.docx)."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,.pdf,.docx,.xml"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("file"):
            self._take(data)
        text = (data.get("text") or "").replace("\r\n", "\n")
        if not text.strip() and not self.errors:
            self.add_error("text", gettext("Paste the text that is to be checked."))
        if len(text) > _MOST_SIGNS:
            self.add_error("text", gettext("The text is longer than 100,000 signs; check it in parts."))
        data["text"] = text
        return data

    def _take(self, data: dict[str, Any]) -> None:
        """The text of the file, with its title and day where neither was written."""
        file = data["file"]
        if file.size > _MOST_BYTES:
            self.add_error("file", gettext("The file is larger than 4 MB; paste the text instead."))
            return
        try:
            articles = articles_in(file.read())
        except UnreadableText as fault:
            self.add_error("file", gettext(str(fault)))
            return
        data["text"] = "\n\n".join(article.text for article in articles)
        if not data["text"].strip():
            self.add_error("file", gettext("No article was found in this page; paste its text instead."))
        self.take_facts(data, articles)

    def take_facts(self, data: dict[str, Any], articles: list[Article]) -> None:
        """What the file says of itself, where the form has room for it."""


class CheckForm(FileOrText):
    """A text that somebody published."""

    title = forms.CharField(
        label=_("Title"), help_text=_("If left out, the first line."), required=False, max_length=300
    )
    published_on = DayField(label=_("Published on"), required=False)

    def clean_published_on(self) -> Any:
        return past_day(self.cleaned_data["published_on"])

    def take_facts(self, data: dict[str, Any], articles: list[Article]) -> None:
        if len(articles) == 1:
            data["title"] = data.get("title") or articles[0].title[:300]
            data["published_on"] = data.get("published_on") or articles[0].published_on


class SpeechForm(FileOrText):
    """A speech that is to be given."""

    said_on = DayField(label=_("Day of the speech"), required=False)
    paper = forms.ChoiceField(
        label=_("How to see the lights"),
        required=False,
        choices=[
            ("", _("On the screen")),
            ("pdf", _("On one page, as PDF")),
            ("docx", _("On one page, to edit (Word)")),
        ],
    )


class SentenceForm(forms.Form):
    """One sentence that somebody said, and when; it stands in the address, so that a check can be cited."""

    q = forms.CharField(label=_("A sentence that was said"), max_length=600, required=False)
    said = DayField(label=_("Said on"), required=False)


class TextFilter(forms.Form):
    """Words of a kept check, where it stands, where it came from, and which topic it touches."""

    q = forms.CharField(label=_("Search the checked texts"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *TextState.choices])
    source = forms.ModelChoiceField(
        label=_("Source"), required=False, queryset=Source.objects.order_by("name"), empty_label=_("All")
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"), required=False, queryset=Topic.objects.none(), empty_label=_("All")
    )

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = topics_of(officer)  # type: ignore[attr-defined]
        self.fields["topic"].label_from_instance = lambda topic: topic.name  # type: ignore[attr-defined]


class WordFilter(forms.Form):
    """Words of a short list."""

    q = forms.CharField(label=_("Search"), required=False)


class SourceForm(RecordForm):
    """A paper, a ministry, an embassy whose texts are brought."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices)
    address = forms.URLField(label=_("Address"), max_length=400, required=False, assume_scheme="https")


class BringForm(RecordForm):
    """A file of a source: a feed, a site map, or one text."""

    asked_as = {"content": "file", "text": "file"}

    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "A saved feed (RSS, Atom) or site map, a web page, a PDF, a Word document or plain text."
        ),
        widget=forms.FileInput(attrs={"accept": ".xml,.rss,.atom,.txt,.html,.htm,.pdf,.docx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > _MOST_BYTES:
            raise forms.ValidationError(gettext("The file is larger than 4 MB; bring it in parts."))
        return file


class TopicForm(RecordForm):
    """What an officer wants to be told of."""

    name = forms.CharField(label=_("Name"), max_length=80)
    words = forms.CharField(
        label=_("Words"),
        help_text=_("One word or phrase a line, in Khmer or English. One of them is enough."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )
    for_agency = forms.BooleanField(label=_("Tell everybody in my agency"), required=False)


class FigureFilter(forms.Form):
    """What was published, by whom, about when."""

    q = forms.CharField(label=_("What was counted"), required=False)
    claimant = forms.CharField(label=_("Who published it"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)


class AskForm(RecordForm):
    """A question to a spokesperson."""

    spokesperson = forms.CharField(label=_("Spokesperson"), max_length=160)
    question = forms.CharField(label=_("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = DayField(label=_("Answer due on"))


class AnswerForm(RecordForm):
    """What the spokesperson answered."""

    answer = forms.CharField(label=_("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    answered_on = DayField(label=_("Answered on"))

    def clean_answered_on(self) -> Any:
        return past_day(self.cleaned_data["answered_on"])


class LinkForm(RecordForm):
    """A case or a trick of which a text tells."""

    case = forms.CharField(label=_("Number of the case"), max_length=14, required=False)
    trick = forms.ChoiceField(label=_("Trick"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tricks = [(trick.code, f"{trick.code} · {trick.name}") for trick in tricks_by_code()]
        self.fields["trick"].choices = [("", "—"), *tricks]  # type: ignore[attr-defined]


class PromiseForm(RecordForm):
    """The node of the plan that a commitment is about: one of those that share its words, or any by its number."""

    node = forms.ChoiceField(
        label=_("What it promises"), help_text=_("Those that share most words come first."), required=False
    )
    code = forms.CharField(
        label=_("Or another number in the plan"), help_text=_("Such as 1.2.3."), max_length=16, required=False
    )

    def __init__(self, *args: Any, suggested: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].choices = [("", gettext("Nothing in the plan")), *suggested]  # type: ignore[attr-defined]


class ErratumForm(RecordForm):
    """What is wrong with a published number, and what is right."""

    words = forms.CharField(
        label=_("What is wrong"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    value = forms.CharField(label=_("The right number, if known"), max_length=40, required=False)
    source = forms.URLField(
        label=_("Where the right number stands"), max_length=400, required=False, assume_scheme="https"
    )
