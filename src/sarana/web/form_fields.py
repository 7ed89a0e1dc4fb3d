"""What the form tags need to know about a field and about a form's errors."""

from collections.abc import Iterable, Mapping
from typing import cast

from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet

type Forms = BaseForm | BaseFormSet[BaseForm] | str | None
"""What a template may hand to the error summary; a name it does not know arrives as an empty text."""

type LinkedError = tuple[str, str, str]
"""The id of the widget, the field's label and what is wrong."""


def parts(bound: BoundField, hint: object, attributes: Mapping[str, object]) -> dict[str, object]:
    """The widget and everything around it, tied together for a screen reader by `aria-describedby`."""
    extra = {name.replace("_", "-"): value for name, value in attributes.items()}
    if bound.field.widget.attrs.get("placeholder") == bound.label:
        extra["placeholder"] = False  # a grey copy of the label helps nobody
    described = str(bound.aria_describedby or "")
    if hint and not bound.help_text:
        described = f"{bound.auto_id}_helptext {described}".strip()
    if described and not bound.use_fieldset:
        extra["aria-describedby"] = described
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=cast("dict[str, str | bool]", extra)),
        "hint": bound.help_text or hint,
        "described": described,
        "single_checkbox": bound.widget_type == "checkbox",
    }


def errors_of(things: Iterable[Forms]) -> tuple[list[str], list[LinkedError]]:
    """All errors of forms and formsets: those of the whole, and those of one field with where it stands."""
    general: list[str] = []
    linked: list[LinkedError] = []
    for thing in things:
        if isinstance(thing, BaseFormSet):
            general += [str(error) for error in thing.non_form_errors()]
        for form in _forms(thing):
            general += [str(error) for error in form.non_field_errors()]
            linked += [
                (_target(bound), str(bound.label), str(error)) for bound in form for error in bound.errors
            ]
    return general, linked


def _forms(thing: Forms) -> Iterable[BaseForm]:
    if thing is None or isinstance(thing, str):
        return []
    return thing.forms if isinstance(thing, BaseFormSet) else [thing]


def _target(bound: BoundField) -> str:
    """The id an error link leads to: the first choice of a group, else the widget itself."""
    if bound.use_fieldset:
        first = next(iter(bound.subwidgets), None)
        return (first.id_for_label if first else "") or bound.auto_id
    return bound.id_for_label or bound.auto_id
