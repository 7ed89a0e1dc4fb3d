"""A form that is sent twice happens once: "reload" on the page that answered it, or a second press on a slow line.

Every form that a browser is shown carries a token of its own against forgery; what comes again with the same token and the
same content is the same sending. Its digest is kept in the officer's session for the last twenty, and no word of it.
"""

import hashlib

from sarana.web.views.gate import OfficerRequest

_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_KEPT = "sent"
_LAST = 20


def answer_before(request: OfficerRequest) -> str | None:
    """Where this very sending led when it came before; None when it comes for the first time."""
    found: str | None = dict(request.session.get(_KEPT, [])).get(_digest(request))
    return found


def remember_sent(request: OfficerRequest, address: str) -> None:
    """Remember that this sending was kept, and where it led."""
    if digest := _digest(request):
        request.session[_KEPT] = [*request.session.get(_KEPT, []), [digest, address]][-_LAST:]


def _digest(request: OfficerRequest) -> str:
    if not request.POST.get(_TOKEN):
        return ""
    sent = hashlib.sha256(request.path.encode())
    for name, values in sorted(request.POST.lists()):
        sent.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        sent.update(repr((name, [(file.name, file.size) for file in files])).encode())
    return sent.hexdigest()[:32]
