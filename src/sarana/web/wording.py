"""How numbers, dates and states are written on a page, in the page's language."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils import numberformat, timezone
from django.utils.formats import date_format, get_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.web.components import STATUS_TONES, CellKind, Link, Status, Tone

# The day comes first in both languages: Django's English would write 08/09/2022 the American way round.
DAYS = {("km", False): "ថ្ងៃទី j ខែF ឆ្នាំ Y", ("km", True): "j F Y", ("en", True): "j M Y"}

_NUMBER = re.compile(r"\b[A-Z]-[0-9A-Z]{5}-[0-9A-Z]{5}\b")
_TOKEN_PARTS = re.compile(r"[^_.]+[_.]*|[_.]+")


def figure(value: Decimal | float | str | None, decimals: int | None = None) -> str:
    """A number grouped as the page's language does it; a text such as "<5" passes through unchanged."""
    if value is None or isinstance(value, str):
        return value or "–"
    places = decimals if decimals is not None else (None if isinstance(value, int) else 1)
    # Django's Khmer format names the separators but no grouping: three figures, as the country writes them.
    return numberformat.format(
        value,
        get_format("DECIMAL_SEPARATOR"),
        decimal_pos=places,
        grouping=3,
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        force_grouping=True,
    )


def amount(value: Decimal, currency: str = "") -> str:
    """A sum as the page's language writes it, with cents only where there are some."""
    told = figure(value, 0 if value == value.to_integral_value() else 2)
    return f"{told} {currency}".rstrip()


def day(value: date | datetime | str | None, *, short: bool = False) -> SafeString:
    """A date (or a moment, with its time) in the page's language inside a machine-readable <time>."""
    if not isinstance(value, date):
        return not_recorded()
    language = (get_language() or "km").partition("-")[0]
    pattern = DAYS.get((language, short), "j F Y")
    local: date = value
    machine = value.isoformat()
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        machine, pattern = local.isoformat(timespec="minutes"), f"{pattern}, H:i"
    return format_html('<time datetime="{}">{}</time>', machine, date_format(local, pattern))


def not_recorded() -> SafeString:
    """The dash for an empty value; a screen reader hears that nothing is recorded."""
    return format_html('<span aria-hidden="true">–</span><span class="unseen">{}</span>', _("not recorded"))


def unbroken(text: object) -> SafeString:
    """The text with each record's number in one line: a browser would break ``C-7KQ2Z-PM4RT`` behind its hyphens.

    What holds tags already passes through unchanged, for a number may stand in its addresses.
    """
    plain = conditional_escape(text if isinstance(text, str) else str(text))
    if "-" not in plain or ("<" in plain and isinstance(text, SafeString)):
        return plain
    return SafeString(_NUMBER.sub(r'<span class="whole">\g<0></span>', plain))


def labelled(label: object, value: object) -> str:
    """Label and value in one line: Khmer has a colon of its own, and behind a question there is none."""
    if str(label).endswith("?"):
        return f"{label} {value}"
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def icon(name: str) -> SafeString:
    """A decorative sign drawn by the style sheet in the colour of the text; it always stands beside a word."""
    return format_html('<span class="icon icon-{}" aria-hidden="true"></span>', name)


def status(code: str, label: object = "", tone: Tone | None = None) -> SafeString:
    """A state as icon and word in a tone; `label` defaults to the code, `tone` to what STATUS_TONES knows."""
    known = tone or STATUS_TONES.get(str(code), "neutral")
    return format_html('<span class="status {}">{}{}</span>', known, icon(known), label or code)


def shown(value: object, kind: CellKind = "text") -> SafeString | str:
    """Any value as a cell or a summary row writes it; a dash for none."""
    if isinstance(value, Status):
        return status(value.code, value.label, value.tone)
    if isinstance(value, Link):
        return format_html('<a href="{}">{}</a>', value.url, unbroken(value.label))
    if isinstance(value, date):
        return day(value, short=kind == "date")
    if value is None or value == "":
        return not_recorded()
    return _plain(value, kind)


def _plain(value: object, kind: CellKind) -> SafeString | str:
    if kind == "code":
        return format_html("<code>{}</code>", value)
    if kind == "token":
        # It may break behind an underscore or a dot, and is still copied as one word.
        parts = ((part,) for part in _TOKEN_PARTS.findall(str(value)))
        return format_html(
            '<code class="token">{}</code>', format_html_join(SafeString("<wbr>"), "{}", parts)
        )
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{figure(value)}%" if kind == "percent" else figure(value)
    return unbroken(value)
