"""Commitments made in public, held against the plan: an officer picks the node, its page and the text's show it."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.measure.press.actions import link_promise
from sarana.measure.press.desk import node_of_code, nodes_for, promises_about
from sarana.measure.press.models import PromiseLink
from sarana.measure.press.queries import checked_texts
from sarana.measure.press.rules import row_at
from sarana.register.plans.models import Node
from sarana.web.components import Column
from sarana.web.forms.press import PromiseForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.press import press_link
from sarana.web.views.press_review import text_link
from sarana.web.views.sections import Section

_MOST = 20
_NO_NODE = "There is no node of this number in the plan."


@for_officers(Power.WRITE_REPORT)
def press_promise(request: OfficerRequest, key: str, place: str) -> HttpResponse:
    """Pick the node of the plan that a commitment is about."""
    checked = get_object_or_404(checked_texts(), pk=key)
    row = row_at(checked.result, place)
    if row is None:
        raise Http404
    today = timezone.localdate()
    kept = PromiseLink.objects.filter(text=checked, place=place).select_related("node").first()
    nodes = [node for node, _share in nodes_for(checked, row, today)]
    if kept is not None and kept.node not in nodes:
        nodes.append(kept.node)
    suggested = [(str(node.pk), f"{node.code} {node.title}") for node in nodes]
    back = f"{reverse('web:press-review', args=[checked.pk])}#{place}"
    page = FormPage(
        title=_("Hold it against the plan"),
        crumbs=[press_link(), text_link(checked)],
        save=_("Link it"),
        back=back,
        lede=f"“{(row.claim or row.statement or {}).get('text', '')}”",
    )

    def act(form: PromiseForm) -> str:
        code, picked = form.cleaned_data["code"], form.cleaned_data["node"]
        node = next((one for one in nodes if str(one.pk) == picked), None)
        if code:
            node = node_of_code(checked, code, today)
            if node is None:
                raise ValueError(_NO_NODE)
        link_promise(by=request.user, checked=checked, place=place, node=node)
        return back

    initial = {"node": str(kept.node_id)} if kept is not None else {}
    return fill_in(request, page, partial(PromiseForm, suggested=suggested), act, initial=initial)


def promised_part(officer: Officer, node: Node) -> Section | None:
    """What was promised in public about a node; nothing is shown where nobody promised anything."""
    found = promises_about(node, _MOST)
    if not found:
        return None
    reads = has_power(officer, Power.CHECK_PRESS)
    return Section(
        title=_("Promised in public"),
        columns=[
            Column(key="words", label=_("What was said")),
            Column(key="speaker", label=_("Who said it")),
            Column(key="text", label=_("Where"), link="url" if reads else ""),
            Column(key="on", label=_("Published on"), kind="date"),
        ],
        rows=[
            {
                "words": one.words,
                "speaker": one.speaker or None,
                "text": one.link.text.title,
                "url": text_link(one.link.text).url,
                "on": one.link.text.published_on,
            }
            for one in found
        ],
        nothing="",
        anchor="promised",
    )
