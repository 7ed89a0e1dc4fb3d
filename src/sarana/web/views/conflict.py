"""Two officers changed the same field: the second is asked, field by field, whose value stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sarana.base.accounts.models import Agency
from sarana.base.places.models import Place
from sarana.base.places.queries import full_name
from sarana.register.editing import EditConflict
from sarana.web.components import Link, Words
from sarana.web.forms.faults import asked_as
from sarana.web.views.gate import OfficerRequest
from sarana.web.wording import shown

_CONFLICT = 409


def conflict_page(
    request: OfficerRequest, title: Words, crumbs: Sequence[Link], form: forms.Form, conflict: EditConflict
) -> HttpResponse:
    """Theirs and yours side by side; everything else that was typed is carried along."""
    rows = []
    for name, theirs in conflict.theirs.items():
        asked = asked_as(form, name)
        field = form.fields[asked]
        yours = conflict.yours[name]
        rows.append(
            {
                "name": asked,
                "label": field.label,
                "theirs": _shown(field, theirs),
                "yours": _shown(field, yours),
            }
        )
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "seen_version"} and not name.startswith("keep_")
        for value in values
    ]
    context = {
        "title": title,
        "rows": rows,
        "kept": [*kept, ("seen_version", str(conflict.version))],
        "crumbs": [*crumbs, Link(url="", label=title)],
    }
    return render(request, "register/conflict.html", context, status=_CONFLICT)


def _choices(field: forms.ChoiceField) -> Any:
    return field.choices


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, Place):
        return full_name(value)
    if isinstance(value, datetime):
        return str(shown(field.prepare_value(timezone.localdate(value))))
    if isinstance(value, Agency):
        return value.name
    if isinstance(field, forms.ChoiceField):
        names = {str(code): str(name) for code, name in _choices(field)}
        codes = value if isinstance(value, list) else [value]
        return ", ".join(names.get(str(code), str(code)) for code in codes) or str(shown(None))
    return str(shown(field.prepare_value(value)))
