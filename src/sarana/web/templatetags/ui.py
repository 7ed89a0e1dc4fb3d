"""The tags of Sarana's design system; they are built in, so no page has to load them.

Forms       {% field form.name %} {% fields form %} {% error_summary form %} {% button "Save" %}
            {% search_form form %} {% sealed label url %} {% confirm_fields request.POST %}
Records     {% table rows columns caption="…" %} {% pager newer="?…" older="?…" %} {% summary_list rows %}
            {% row "Label" %}value{% endrow %} {% timeline entries %} {% steps stages %} {% person name=… %}
Figures     {% statistic label value %} {% coverage 17 25 "provinces" %} {% progress 3 10 "…" %}
            {% chart "Title" svg=… %}table twin{% endchart %} {{ number|figure }}
Words       {% status "open" "Open" %} {% notice "warn" "Title" %}…{% endnotice %} {% icon "check" %}
            {% empty "Nothing yet" "What to do" url label %} {% receipt code %} {{ moment|day }} {{ title|unbroken }} {{ label|labelled:value }}
Ways        {% breadcrumbs "Cases" url "TC-0001" %} {% link_button "New report" url %} {% tabs links %}
            {% export_links csv=url xlsx=url %}

Every tag is shown with its output on /style/ and described in docs/reference/design-system.md.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sarana.web import form_fields, tables, wording
from sarana.web.components import Column, Link, Row, Status, Step, SummaryRow, TimelineEntry, Tone

register = template.Library()

THEMES = {"light", "dark"}
UNGROUPED = 8  # a receipt of up to so many characters is read at one glance
NEVER_FOLDED = {"q"}


# ---------------------------------------------------------------- words and numbers


register.filter(wording.figure)
register.filter("day", wording.day)
register.filter(wording.unbroken)
register.filter(wording.labelled)
register.simple_tag(wording.not_recorded)
register.simple_tag(wording.icon)
register.simple_tag(wording.status)


@register.simple_block_tag
def notice(content: str, tone: Tone = "info", title: object = "") -> str:
    """A boxed message; the tone also gives the word that comes first ("Warning") to those who do not see colour."""
    return render_to_string("ui/notice.html", {"content": content, "tone": tone, "title": title})


@register.inclusion_tag("ui/empty.html")
def empty(title: object, text: object = "", url: str = "", label: object = "") -> dict[str, object]:
    """An empty state: what is missing, what to do about it and, if it may be done here, the button."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/receipt.html")
def receipt(code: str, label: object = "") -> dict[str, object]:
    """A number to be copied or written down, in groups of four."""
    plain = "".join(str(code).split())
    grouped = " ".join(plain[i : i + 4] for i in range(0, len(plain), 4)) if len(plain) > UNGROUPED else plain
    return {"code": grouped, "plain": plain, "label": label}


# ---------------------------------------------------------------- the page's frame


@register.simple_tag(takes_context=True)
def theme_attribute(context: Context) -> SafeString:
    """`data-theme="dark"` when the visitor chose a theme; without a choice the system's wish is followed."""
    request = context.get("request")
    theme = request.COOKIES.get("theme", "") if request is not None else ""
    return format_html(' data-theme="{}"', theme) if theme in THEMES else SafeString("")


@register.simple_tag
def page_footer() -> SafeString:
    """What stands below every page; the same for everybody who reads one language."""
    return _footer(get_language() or "km")


@cache
def _footer(_language: str) -> SafeString:
    return render_to_string("ui/footer.html")


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*parts: object) -> dict[str, object]:
    """The way here as label, address, label, address … and, last, the label of this page without an address."""
    pairs = list(zip(parts[0::2], [*parts[1::2], ""], strict=False))
    return {"crumbs": [{"label": label, "url": url} for label, url in pairs]}


@register.inclusion_tag("ui/button.html")
def button(label: object, kind: str = "", **attributes: object) -> dict[str, object]:
    """A submit button; kind is "" (the one main action), "second", "danger" or "plain"."""
    return {"label": label, "kind": kind, **attributes}


@register.inclusion_tag("ui/link_button.html")
def link_button(label: object, url: str, kind: str = "second") -> dict[str, object]:
    """A link that looks like a button, for going somewhere to do something."""
    return {"label": label, "url": url, "kind": kind}


@register.inclusion_tag("ui/tabs.html")
def tabs(links: Sequence[Link], label: object = "") -> dict[str, object]:
    """Pages of one record, as plain links; the current one is marked."""
    return {"links": links, "label": label}


@register.inclusion_tag("ui/export_links.html")
def export_links(**addresses: str) -> dict[str, object]:
    """The same records to take away: `csv=url xlsx=url json=url pdf=url`, in the order given."""
    return {"exports": [(kind.upper(), url) for kind, url in addresses.items() if url]}


# ---------------------------------------------------------------- forms


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, hint: object = "", width: str = "", **attributes: object) -> dict[str, object]:
    """A form field with label, hint, errors and widget.

    Args:
        bound: The field, as `form.name`.
        hint: Words under the label when the form itself gives no help text.
        width: "short" (a year, a code), "medium" (a date, a number), or empty for the column's width.
        attributes: Further attributes of the widget; underscores become hyphens (`hx_get=…`).
    """
    marks = getattr(bound.form, "marks_optional", True)
    return form_fields.parts(bound, hint, attributes) | {"width": width, "marks_optional": marks}


@register.inclusion_tag("ui/fields.html")
def fields(form: BaseForm) -> dict[str, object]:
    """All fields of a form in their order, hidden ones included."""
    return {"form": form}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: form_fields.Forms) -> dict[str, object]:
    """All errors of the forms (or formsets) at the head of the page, each linked to its field."""
    general, linked = form_fields.errors_of(forms)
    return {"general": general, "linked": linked}


@register.inclusion_tag("ui/search_form.html", takes_context=True)
def search_form(context: Context, form: BaseForm, label: object = "") -> dict[str, object]:
    """A GET form: the field `q` stands open, the other fields fold into "Filters", open while one is in use."""
    request = context.get("request")
    folded = [bound for bound in form if bound.name not in NEVER_FOLDED and not bound.is_hidden]
    used = sum(1 for bound in folded if bound.value() not in (None, "", [], False))
    return {
        "form": form,
        "folded": folded,
        "used": used,
        "label": label,
        "path": request.path if request else "",
    }


@register.inclusion_tag("ui/sealed.html", takes_context=True)
def sealed(context: Context, label: object, url: str = "", reason_name: str = "reason") -> dict[str, object]:
    """A value kept in the vault: dots, and for those who may (`url` given) a form that opens it with a reason."""
    token = context.get("csrf_token")
    return {"label": label, "url": url, "reason_name": reason_name, "csrf_token": token}


@register.simple_tag
def confirm_fields(posted: QueryDict | None = None) -> SafeString:
    """What a confirmation page sends again, and `confirmed=1`; the script's dialog adds the same (see reference)."""
    kept = ((name, value) for name, values in (posted or QueryDict()).lists() for value in values)
    fields_again = [(name, value) for name, value in kept if name not in {"csrfmiddlewaretoken", "confirmed"}]
    return format_html_join(
        "", '<input type="hidden" name="{}" value="{}">', [*fields_again, ("confirmed", "1")]
    )


# ---------------------------------------------------------------- records


@register.inclusion_tag("ui/table.html", takes_context=True)
def table(
    context: Context,
    rows: Iterable[Row],
    columns: Sequence[Column],
    caption: object = "",
    *,
    hide_caption: bool = False,
    layout: str = "cards",
    nothing: object = "",
) -> dict[str, object]:
    """A data table; the first column names the row.

    Args:
        context: The template's context; its request gives the address that sorting links build on.
        rows: Mappings or objects; see `components.Column` for how cells are found.
        columns: What to show, in order.
        caption: What the table holds; always given, hidden from sight with `hide_caption`.
        hide_caption: True where a heading just above says the same.
        layout: "cards" turns rows into cards on a phone, "scroll" lets a wide matrix of numbers scroll sideways.
        nothing: Words when there are no rows.
    """
    return {
        "heads": tables.heads(columns, context.get("request")),
        "rows": tables.body(rows, columns),
        "caption": caption,
        "hide_caption": hide_caption,
        "layout": layout,
        "nothing": nothing,
    }


@register.inclusion_tag("ui/pager.html")
def pager(newer: str = "", older: str = "", shown: object = "") -> dict[str, object]:
    """Newer and older pages by key, never by page number; `shown` says what is on this one."""
    return {"newer": newer, "older": older, "shown": shown}


@register.inclusion_tag("ui/summary_list.html")
def summary_list(rows: Iterable[SummaryRow]) -> dict[str, object]:
    """What is known of one record: label, value and, for those who may, "change"."""
    return {"rows": [(row, wording.shown(row.value)) for row in rows]}


@register.simple_block_tag
def row(content: str, label: object, change_url: str = "") -> str:
    """One line inside `<dl class="summary">` whose value is written in the template."""
    entry = SummaryRow(label=str(label), value=None, change_url=change_url)
    value = content if content.strip() else wording.not_recorded()
    return render_to_string("ui/summary_row.html", {"row": entry, "value": value})


@register.inclusion_tag("ui/timeline.html")
def timeline(entries: Iterable[TimelineEntry]) -> dict[str, object]:
    """The story of a record, entry by entry."""
    return {"entries": entries}


@register.inclusion_tag("ui/steps.html")
def steps(stages: Iterable[Step], label: object = "") -> dict[str, object]:
    """Stages in order, each with its state in words, its date and a note."""
    return {"stages": stages, "label": label}


@register.inclusion_tag("ui/person.html")
def person(
    name: object, latin: object = "", facts: object = "", url: str = "", state: Status | None = None
) -> dict[str, object]:
    """One person in a list: name in Khmer and Latin, a line of facts, a state; no picture, ever."""
    return {"name": name, "latin": latin, "facts": facts, "url": url, "state": state}


# ---------------------------------------------------------------- figures


@register.inclusion_tag("ui/statistic.html")
def statistic(
    label: object, value: float | str | None, note: object = "", url: str = "", change: object = ""
) -> dict[str, object]:
    """One number with what it counts, how it changed and the page that defines it."""
    return {"label": label, "value": wording.figure(value), "note": note, "url": url, "change": change}


@register.inclusion_tag("ui/coverage.html")
def coverage(reported: int, expected: int, units: object = "") -> dict[str, object]:
    """How many units a figure comes from, as "17 of 25 provinces reported", beside the figure."""
    return {"reported": reported, "expected": expected, "units": units, "whole": reported >= expected}


@register.inclusion_tag("ui/progress.html")
def progress(value: float, maximum: float, label: object) -> dict[str, object]:
    """How far something has come, as a bar and in figures."""
    return {"value": value, "maximum": maximum, "label": label}


@register.simple_block_tag
def chart(content: str, title: object, svg: object = "", note: object = "", source: object = "") -> str:
    """A figure: the server-made SVG, the same numbers as a table (the block's content), note and source."""
    words = {"title": title, "note": note, "source": source}
    return render_to_string("ui/chart.html", {"svg": svg, "twin": content, **words})


@register.simple_tag
def join_facts(*facts: object) -> SafeString:
    """Facts on one line with a middle dot between them; empty ones are left out."""
    return format_html_join(" · ", "{}", ((fact,) for fact in facts if fact not in (None, "")))
