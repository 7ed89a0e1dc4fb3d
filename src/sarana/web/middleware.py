from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import is_valid_path, reverse
from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, needs_second_factor
from sarana.base.once import one_request
from sarana.base.vault.actions import save_draft

type GetResponse = Callable[[HttpRequest], HttpResponse]


_ONLY_BUTTONS = 405


def _page_above(path: str) -> str:
    """The nearest address above that has a page."""
    parts = path.strip("/").split("/")
    while parts := parts[:-1]:
        above = f"/{'/'.join(parts)}/"
        if is_valid_path(above):
            return above
    return "/"


def asked_once(get_response: GetResponse) -> GetResponse:
    """What a page asks about its officer is asked once in a request."""

    def answer(request: HttpRequest) -> HttpResponse:
        with one_request():
            return get_response(request)

    return answer


class SafePage:
    """Headers that keep pages out of caches, frames and other origins, and a plain page for what isn't allowed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == _ONLY_BUTTONS and request.method == "GET" and not response.content:
            response = self._only_by_a_button(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), usb=()")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    @staticmethod
    def _only_by_a_button(request: HttpRequest) -> HttpResponse:
        """For whoever comes to such an address by a link: the way back after a new sign-in, for one."""
        page = render(request, "405.html", {"back": _page_above(request.path)}, status=_ONLY_BUTTONS)
        page.headers["Allow"] = "POST"
        return page

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if isinstance(fault, NotAllowed):
            return render(request, "403.html", {"power": fault.power}, status=403)
        return None


class OfficerSession:
    """Signs out whoever was idle, without losing a form, and asks for a second factor where the role needs one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Looked up once and then the officer himself: a lazy stand-in costs every later look at him.
        request.user = officer = get_user(request)
        if isinstance(officer, Officer):
            if self._was_idle(request):
                self._keep_what_was_typed(request, officer)
                logout(request)
                return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
            if self._owes_second_factor(request, officer):
                return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)

    @staticmethod
    def _was_idle(request: HttpRequest) -> bool:
        now = int(timezone.now().timestamp())
        seen = request.session.get("seen_at", now)
        if now - seen > settings.IDLE_SIGN_OUT_SECONDS:
            return True
        # One write a minute is enough to know, and keeps reading pages free of writes.
        if now - seen >= 60 or "seen_at" not in request.session:  # noqa: PLR2004
            request.session["seen_at"] = now
        return False

    @staticmethod
    def _keep_what_was_typed(request: HttpRequest, officer: Officer) -> None:
        form = request.POST.get("draft_form") if request.method == "POST" else None
        if form:
            typed = {
                name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"
            }
            save_draft(by=officer, form=form, values=typed)

    @staticmethod
    def _owes_second_factor(request: HttpRequest, officer: Officer) -> bool:
        if settings.DEMONSTRATION or not needs_second_factor(officer.role):
            return False
        if request.path.startswith(("/account/", settings.STATIC_URL, "/i18n/")):
            return False
        from allauth.mfa.utils import is_mfa_enabled

        return not is_mfa_enabled(officer)
