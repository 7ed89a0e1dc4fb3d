"""Draws the usual widgets of forms in one go: no blanks that weigh on a slow link, and no template for each choice.

A list of provinces is a template for each of its options in Django; a page with five such filters spent most of its time on
them. Whatever is not drawn here goes to the templates.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

type Drawn = Mapping[str, Any]
"""What a widget says of itself, as its ``get_context()["widget"]``."""

_FOLDER = "django/forms/widgets/"


class WidgetRenderer(TemplatesSetting):
    """Django's renderer of forms, with the usual widgets drawn without templates."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """The HTML of a widget, a field or an error list."""
        draw = _DRAWN.get(template_name)
        if draw is None:
            return super().render(template_name, context, request)
        return mark_safe(draw(context["widget"]))  # noqa: S308 - all that is put in was escaped


def _text(value: Any) -> SafeString:
    return conditional_escape(value if isinstance(value, str) else str(value))


def _label(value: Any) -> SafeString:
    return conditional_escape(localize(value) if isinstance(value, int | float) else value)


def _attributes(attrs: Mapping[str, Any], *left_out: str) -> str:
    said = [(name, value) for name, value in attrs.items() if value is not False and name not in left_out]
    return "".join(
        f" {_text(name)}" if value is True else f' {_text(name)}="{_text(value)}"' for name, value in said
    )


def _input(widget: Drawn, *left_out: str) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    attrs = _attributes(widget["attrs"], *left_out)
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{value}{attrs}>'


def _textarea(widget: Drawn) -> str:
    attrs = _attributes(widget["attrs"], "cols")
    value = _label(widget["value"]) if widget["value"] else ""
    # HTML takes the first line break of a text area away, so that one is given.
    return f'<textarea name="{_text(widget["name"])}"{attrs}>\n{value}</textarea>'


def _select(widget: Drawn) -> str:
    groups = [
        f'<optgroup label="{_label(group)}">{_options(options)}</optgroup>' if group else _options(options)
        for group, options, _index in widget["optgroups"]
    ]
    attrs = _attributes(widget["attrs"])
    return f'<select name="{_text(widget["name"])}"{attrs}>{"".join(groups)}</select>'


def _options(options: list[Drawn]) -> str:
    return "".join(
        f'<option value="{_text(option["value"])}"{" selected" if option["selected"] else ""}'
        f"{' disabled' if option['attrs'].get('disabled') else ''}>{_label(option['label'])}"
        for option in options
    )


def _choices(widget: Drawn) -> str:
    """Radio buttons or boxes to tick, each with its label."""
    marks = "".join(
        f' {name}="{_text(widget["attrs"][name])}"' for name in ("id", "class") if widget["attrs"].get(name)
    )
    groups = []
    for group, options, _index in widget["optgroups"]:
        lines = "".join(f"<div>{_choice(option)}</div>" for option in options)
        groups.append(f"<div><label>{_label(group)}</label>{lines}</div>" if group else lines)
    return f"<div{marks}>{''.join(groups)}</div>"


def _choice(option: Drawn) -> str:
    # The first alone has an id, to which an error leads; a label around each needs none.
    drawn = _input(option) if option["index"] == "0" else _input(option, "id")
    return f"<label>{drawn} {_label(option['label'])}</label>" if option["wrap_label"] else drawn


_INPUTS = (
    "text",
    "number",
    "email",
    "url",
    "password",
    "hidden",
    "file",
    "date",
    "datetime",
    "time",
    "checkbox",
)
_DRAWN: dict[str, Callable[[Drawn], str]] = {
    **{f"{_FOLDER}{name}.html": _input for name in _INPUTS},
    f"{_FOLDER}textarea.html": _textarea,
    f"{_FOLDER}select.html": _select,
    f"{_FOLDER}radio.html": _choices,
    f"{_FOLDER}checkbox_select.html": _choices,
}
