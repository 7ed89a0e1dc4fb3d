"""Sources of public texts, the files they bring, and the topics that officers want to be told of."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.measure.figures.queries import latest_snapshot
from sarana.measure.press.actions import Brought, add_source, add_topic, bring_file, drop_topic
from sarana.measure.press.models import ListedPage, Source, Topic
from sarana.measure.press.queries import pages_to_bring, sources, topics_of
from sarana.measure.press.rules import keeps_the_desk
from sarana.web.components import Column, Link
from sarana.web.forms.press import BringForm, SourceForm, TopicForm, WordFilter
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.press import press_link

_SOURCE_CSV = {"name": "name", "kind": "kind", "address": "address", "texts": "brought"}
_PAGE_CSV = {"address": "address", "published_on": "published_on"}
_TOPIC_CSV = {"name": "name", "words": "words", "waiting": "waiting", "texts": "found"}


def _sources_link() -> Link:
    return Link(url=reverse("web:press-sources"), label=_("Sources"))


def _asked(request: OfficerRequest) -> tuple[WordFilter, str]:
    asked = WordFilter(request.GET)
    return asked, asked.cleaned_data["q"] if asked.is_valid() else ""


@for_officers(Power.CHECK_PRESS)
def press_sources(request: OfficerRequest) -> HttpResponse:
    """Where texts come from, and how many each brought."""
    asked, words = _asked(request)
    found = sources(words)
    if wants_csv(request):
        return as_csv(request, "sources", found, _SOURCE_CSV)
    page = page_of(request, found)
    context = {
        "title": _("Sources"),
        "crumbs": [press_link(), Link(url="", label=_("Sources"))],
        "page": page,
        "filter": asked,
        "filtered": bool(words),
        "rows": [
            {
                "name": one.name,
                "url": reverse("web:press-source", args=[one.pk]),
                "kind": one.get_kind_display(),
                "brought": getattr(one, "brought", 0),
            }
            for one in page.rows
        ],
        "columns": [
            Column(key="name", label=_("Source"), link="url"),
            Column(key="kind", label=_("Kind")),
            Column(key="brought", label=_("Texts"), kind="number"),
        ],
        "csv": csv_address(request),
        "nothing": _("No source yet"),
        "nothing_text": _("Papers, ministries and embassies whose texts are read stand here."),
        "add": Link(url=reverse("web:press-source-new"), label=_("New source"))
        if keeps_the_desk(request.user)
        else None,
    }
    return render(request, "register/list.html", context)


@for_officers(Power.WRITE_REPORT)
def press_source_new(request: OfficerRequest) -> HttpResponse:
    """Put a source on the list."""
    page = FormPage(
        title=_("New source"),
        crumbs=[press_link(), _sources_link()],
        save=_("Keep it"),
        back=reverse("web:press-sources"),
    )

    def act(form: SourceForm) -> str:
        source = add_source(by=request.user, **form.cleaned_data)
        return reverse("web:press-source", args=[source.pk])

    return fill_in(request, page, SourceForm, act)


@for_officers(Power.CHECK_PRESS)
def press_source(request: OfficerRequest, key: int) -> HttpResponse:
    """One source: the pages that its site maps list and nobody brought yet."""
    source = get_object_or_404(Source, pk=key)
    asked, words = _asked(request)
    found = pages_to_bring(source).filter(address__icontains=words)
    if wants_csv(request):
        return as_csv(request, "pages-to-bring", found, _PAGE_CSV)
    page = page_of(request, found)
    context = {
        "title": source.name,
        "lede": _("Pages that a site map of this source lists and that nobody brought yet."),
        "crumbs": [press_link(), _sources_link(), Link(url="", label=source.name)],
        "page": page,
        "filter": asked,
        "filtered": bool(words),
        "rows": [_listed_row(one) for one in page.rows],
        "columns": [
            Column(key="address", label=_("Address")),
            Column(key="published_on", label=_("Published on"), kind="date"),
        ],
        "csv": csv_address(request),
        "nothing": _("No page is waiting"),
        "nothing_text": _("Bring a feed or a text; it lands in the inbox."),
        "add": Link(url=reverse("web:press-bring", args=[source.pk]), label=_("Bring a file")),
    }
    return render(request, "register/list.html", context)


def _listed_row(one: ListedPage) -> dict[str, object]:
    return {"address": Link(url=one.address, label=one.address[:120]), "published_on": one.published_on}


@for_officers(Power.CHECK_PRESS)
def press_bring(request: OfficerRequest, key: int) -> HttpResponse:
    """Read a file of the source."""
    source = get_object_or_404(Source, pk=key)
    page = FormPage(
        title=_("Bring a file"),
        kicker=source.name,
        crumbs=[
            press_link(),
            _sources_link(),
            Link(url=reverse("web:press-source", args=[key]), label=source.name),
        ],
        save=_("Read it"),
        back=reverse("web:press-source", args=[key]),
        lede=_("Each text lands in the inbox. Sarana fetches nothing by itself."),
        with_file=True,
    )

    def act(form: BringForm) -> str:
        content = form.cleaned_data["file"].read()
        brought = bring_file(by=request.user, source=source, content=content, snapshot=latest_snapshot())
        messages.success(request, _told(brought))
        if brought.new or brought.folded:
            return f"{reverse('web:press')}?source={source.pk}"
        return reverse("web:press-source", args=[source.pk])

    return fill_in(request, page, BringForm, act)


def _told(brought: Brought) -> str:
    parts = [
        (brought.new, ngettext("%(n)s new text", "%(n)s new texts", brought.new)),
        (brought.folded, _("%(n)s that repeat another")),
        (brought.known, _("%(n)s known already")),
        (brought.empty, _("%(n)s without words")),
        (brought.listed, _("%(n)s pages listed")),
    ]
    return " · ".join(words % {"n": count} for count, words in parts if count) or _("Nothing new.")


@for_officers(Power.CHECK_PRESS)
def press_topics(request: OfficerRequest) -> HttpResponse:
    """The officer's topics and those of his agency, with what waits in the inbox for each."""
    asked, words = _asked(request)
    found = topics_of(request.user).filter(name__icontains=words)
    if wants_csv(request):
        return as_csv(request, "topics", found, _TOPIC_CSV)
    page = page_of(request, found)
    context = {
        "title": _("Topics"),
        "crumbs": [press_link(), Link(url="", label=_("Topics"))],
        "page": page,
        "filter": asked,
        "filtered": bool(words),
        "rows": [_topic_row(one) for one in page.rows],
        "columns": [
            Column(key="name", label=_("Topic"), link="url"),
            Column(key="words", label=_("Words")),
            Column(key="waiting", label=_("Waiting for review"), kind="number"),
            Column(key="found", label=_("Texts"), kind="number"),
        ],
        "csv": csv_address(request),
        "nothing": _("No topic yet"),
        "nothing_text": _("Name words of your own; the inbox tells you when a text touches them."),
        "add": Link(url=reverse("web:press-topic-new"), label=_("New topic")),
        "droppable": [one for one in page.rows if one.officer_id == request.user.pk],
    }
    return render(request, "press/topics.html", context)


def _topic_row(one: Topic) -> dict[str, object]:
    shared = f" ({one.agency.name})" if one.agency else ""
    return {
        "name": f"{one.name}{shared}",
        "url": f"{reverse('web:press')}?topic={one.pk}",
        "words": ", ".join(one.words.splitlines()),
        "waiting": getattr(one, "waiting", 0),
        "found": getattr(one, "found", 0),
    }


@for_officers(Power.CHECK_PRESS)
def press_topic_new(request: OfficerRequest) -> HttpResponse:
    """Ask to be told of texts with these words."""
    page = FormPage(
        title=_("New topic"),
        crumbs=[press_link(), Link(url=reverse("web:press-topics"), label=_("Topics"))],
        save=_("Keep it"),
        back=reverse("web:press-topics"),
    )

    def act(form: TopicForm) -> str:
        add_topic(by=request.user, **form.cleaned_data)
        return reverse("web:press-topics")

    return fill_in(request, page, TopicForm, act)


@for_officers(Power.CHECK_PRESS)
@require_POST
def press_topic_drop(request: OfficerRequest, key: int) -> HttpResponse:
    """Ask no longer."""
    topic = get_object_or_404(topics_of(request.user), pk=key, officer=request.user)
    drop_topic(by=request.user, topic=topic)
    return HttpResponseRedirect(reverse("web:press-topics"))
