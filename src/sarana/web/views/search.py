"""One box: numbers of records, names in any script, telephone numbers, documents. Reading an identity is another step."""

import re

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from sarana.base.accounts.enums import Power
from sarana.base.vault.models import SealedWords
from sarana.base.vault.rules import document_number, phone_digits
from sarana.register.traces.enums import TraceKind
from sarana.register.traces.queries import traces_of_value
from sarana.register.traces.rules import may_read_trace, trace_token
from sarana.web.forms.base import RecordForm
from sarana.web.forms.fields import plain
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.likeness import Known, look_for
from sarana.web.views.phrases import url_of
from sarana.web.views.trail import numbered_records, record_numbered
from sarana.web.views.trail_words.kinds import KINDS

_WHOLE_NUMBER = re.compile(r"[RCVSOPQNTI]-[0-9A-Z]{5}-[0-9A-Z]{5}", re.IGNORECASE)
_BEGINNING = re.compile(r"([RCVSOPQNTI])-[0-9A-Z-]+", re.IGNORECASE)
_PHONE_DIGITS = 6
_SHOWN = 10


class SearchForm(RecordForm):
    """Whatever somebody has in hand."""

    q = forms.CharField(
        label=_("Number, name, telephone or document"),
        max_length=200,
        help_text=_("Names in Khmer or any other script, in any spelling."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )


@for_officers(Power.SEE_CASES)
def search(request: OfficerRequest) -> HttpResponse:
    """The box and what was found. It is posted, so that a name stands in no address, history or log."""
    if request.method != "POST":
        return render(request, "register/search.html", {"form": SearchForm(), "asked": ""})
    form = SearchForm(request.POST)
    if not form.is_valid():
        return render(request, "register/search.html", {"form": form, "asked": ""}, status=422)
    text = plain(form.cleaned_data["q"])
    if _WHOLE_NUMBER.fullmatch(text) and (record := record_numbered(request.user, text)):
        return redirect(url_of(record))
    begun = _BEGINNING.fullmatch(text)
    known = Known((), ()) if begun else look_for(request.user, asked_words(text))
    context = {
        "form": form,
        "asked": text,
        "records": _begun_with(request, text.upper()) if begun else _traces_of(request, text),
        "known": known,
    }
    return render(request, "register/search.html", context)


def asked_words(text: str) -> SealedWords:
    """What the text may be: a telephone number, a document's number, a name, or several of them."""
    digits, document = phone_digits(text), document_number(text)
    words: SealedWords = {}
    if len(digits) >= _PHONE_DIGITS:
        words["phones"] = [text]
    if any(sign.isdigit() for sign in document):
        words["documents"] = [text]
    else:
        words["names"] = [text]
    return words


def _traces_of(request: OfficerRequest, text: str) -> list[dict[str, object]]:
    """Traces of exactly this value, whatever kind it is, in the cases that the officer may see and open identities in."""
    tokens = []
    for kind in TraceKind:
        try:
            tokens.append(trace_token(kind, text))
        except ValueError:  # too short for such a trace
            continue
    found = traces_of_value(request.user, _SHOWN, tokens=tuple(tokens)) if tokens else []
    return [
        {"number": t.number, "url": url_of(t), "kind": f"{t.get_kind_display()} · {t.case.number}"}
        for t in found
        if may_read_trace(request.user, t)
    ]


def _begun_with(request: OfficerRequest, beginning: str) -> list[dict[str, object]]:
    records = numbered_records(request.user)[beginning[0]]
    return [
        {"number": r.number, "url": url_of(r), "kind": KINDS[r._meta.label_lower]}  # noqa: SLF001
        for r in records.filter(number__startswith=beginning).order_by("-pk")[:_SHOWN]
    ]
