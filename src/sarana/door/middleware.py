"""Headers that leave no trace, and the check that forms come from this page itself."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from sarana.door.answers import fault_page

type GetResponse = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), interest-cohort=()",
}


class NoTrace:
    """Puts the headers on every answer, and takes any cookie off."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.cookies.clear()
        return response


class OwnForms:
    """Refuses what another site's page sends here. There is no session to abuse; this keeps strangers' forms out.

    Browsers that send nothing about where a form came from are let in: the page works in the oldest of them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponse(status=405)
        if request.method == "POST" and not self._is_own(request):
            return fault_page(request, 403)
        return self.get_response(request)

    @staticmethod
    def _is_own(request: HttpRequest) -> bool:
        site = request.headers.get("Sec-Fetch-Site", "")
        if site and site not in {"same-origin", "none"}:
            return False
        # With Referrer-Policy: no-referrer browsers send "null" for the page's own forms.
        origin = request.headers.get("Origin", "null")
        return origin == "null" or urlsplit(origin).netloc == request.get_host()
