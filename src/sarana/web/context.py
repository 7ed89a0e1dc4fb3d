from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power, Role
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import POWERS


def shell(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame shows: the menu of this officer, the demonstration's banner, the language."""
    reader = getattr(request, "reader", None)
    # A page for everybody is the same for everybody, also for those who are signed in.
    user = None if reader else getattr(request, "user", None)
    officer = user if isinstance(user, Officer) else None
    return {
        "officer": officer,
        "reader": reader,
        "demonstration": settings.DEMONSTRATION,
        "page_language": get_language() or "km",
        "nav": _menu(officer, request.path) if officer else "",
    }


def _menu(officer: Officer, path: str) -> SafeString:
    language = get_language() or "km"
    urls = (url for url, _label in _entries(officer.role, language))
    here = tuple(url for url in urls if path == url or (url != "/" and path.startswith(url)))
    return _drawn_menu(officer.role, language, here)


@cache
def _drawn_menu(role: str, language: str, here: tuple[str, ...]) -> SafeString:
    """The menu of a role as it stands in a page; kept, since every page shows one of few."""
    links = [{"url": url, "label": label, "current": url in here} for url, label in _entries(role, language)]
    return render_to_string("ui/nav_list.html", {"nav": links})


@cache
def _entries(role: str, _language: str) -> list[tuple[str, str]]:
    """Addresses and words of a role's menu; kept for each language, since every page asks."""
    powers = POWERS[Role(role)]
    entries: list[tuple[str, str, Power | tuple[Power, ...] | None]] = [
        ("web:my-day", _("My day"), None),
        ("web:reports", _("Reports"), Power.SEE_REPORTS),
        ("web:nationals", _("My nationals"), Power.REQUEST_RESCUE),
        ("web:rescue", _("Rescue requests"), Power.SEE_RESCUE),
        ("web:cases", _("Cases"), Power.SEE_CASES),
        ("web:operations", _("Operations"), Power.SEE_CASES),
        ("web:referrals", _("Referrals"), Power.REFER_VICTIM),
        ("web:allegations", _("Allegations"), (Power.HANDLE_ALLEGATION, Power.NAME_OFFICIAL)),
        ("web:quarterly-forms", _("Quarterly forms"), (Power.SEND_RETURN, Power.SEE_LEDGER)),
        ("web:search", _("Search"), Power.SEE_CASES),
        ("web:tricks", _("Tricks"), Power.SEE_FIGURES),
        ("web:plans", _("Plan"), Power.SEE_FIGURES),
        ("web:campaigns", _("Campaigns"), Power.SEE_FIGURES),
        ("web:reporting", _("Reporting"), Power.SEE_FIGURES),
        ("web:meetings", _("Meetings"), Power.SEE_FIGURES),
        ("web:figures", _("Figures"), Power.SEE_FIGURES),
        ("web:list-screening", _("Screening against lists"), Power.SCREEN_NAMES),
        ("web:press", _("Press check"), Power.CHECK_PRESS),
        ("web:intake", _("Import"), Power.IMPORT_RECORDS),
        ("web:papers", _("Annual report"), Power.WRITE_REPORT),
        ("web:releases", _("Releases"), Power.WRITE_REPORT),
        ("web:ledger", _("Audit trail"), Power.SEE_LEDGER),
        ("web:officers", _("Officers"), Power.MANAGE_ACCOUNTS),
    ]
    menu = []
    for name, label, wanted in entries:
        any_of = wanted if isinstance(wanted, tuple) else (wanted,)
        if any(power is None or power in powers for power in any_of):
            try:
                menu.append((reverse(name), label))
            except NoReverseMatch:  # an installation may leave an area out
                continue
    return menu
