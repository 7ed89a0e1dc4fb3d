"""A step that may take minutes: who waits longer than a moment sees how far it is, without a script.

The page is sent piece by piece while the work goes on beside it, on a line to the database of its own. Whoever closes the page
does not stop the work.
"""

from collections.abc import Callable, Iterator
from html import escape
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import cast

from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from sarana.web.components import Link
from sarana.web.forms.base import RecordForm
from sarana.web.forms.faults import attempt, in_words
from sarana.web.views.form_page import FormPage, fill_in, show_form
from sarana.web.views.gate import OfficerRequest

type Tell = Callable[[str, int, int], None]
# So long an answer may take before the page begins to tell.
PATIENCE_SECONDS = 2.0
# So often one looks whether it has ended; it tells anew after so much more of it, or so long.
_LOOK_SECONDS = 1.0
_STEP, _STEP_SECONDS = 0.05, 10.0
# Stands in the template where the pieces come.
_HERE = "<!-- how far -->"
_WRONG = 422


class Work:
    """Something that is done beside the request, and what it told so far."""

    def __init__(self, do: Callable[[Tell], str]) -> None:
        self._told: Queue[tuple[str, int, int]] = Queue()
        self._do = do
        self.address = ""
        self.fault: Exception | None = None
        self._thread = Thread(target=self._run, name="work")
        self._thread.start()

    def _run(self) -> None:
        try:
            self.address = self._do(lambda *told: self._told.put(told))
        except Exception as fault:  # noqa: BLE001 - whoever waits is told, and raises it again
            self.fault = fault
        finally:
            connection.close()

    def is_done(self, seconds: float) -> bool:
        """Whether it has ended, having waited so long at most."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def told(self) -> Iterator[tuple[str, int, int]]:
        """What it tells, twenty times for each thing or a little more, until it ends."""
        last: dict[str, tuple[float, float]] = {}
        while True:
            try:
                what, done, of = self._told.get(timeout=_LOOK_SECONDS)
            except Empty:
                if self.is_done(0):
                    return
                continue
            share, (at, before) = done / max(of, 1), last.get(what, (0.0, -1.0))
            if share < before:
                before = -1.0  # it begins anew with the same thing
            if share - before >= _STEP or (share > before and monotonic() - at >= _STEP_SECONDS):
                last[what] = monotonic(), share
                yield what, done, of


def work_on(
    request: OfficerRequest,
    page: FormPage,
    do: Callable[[Tell], str],
    *,
    patience: float = PATIENCE_SECONDS,
) -> HttpResponse:
    """Ask whether it shall be done and, posted, do it; ``do`` gives the address to go to, and may refuse as actions do."""
    if request.method != "POST":
        return fill_in(request, page, RecordForm, lambda _form: page.back)
    form = RecordForm(request.POST)
    if in_a_transaction():
        # Another line to the database would not see what this one has not kept yet.
        address = attempt(form, lambda: do(lambda *_told: None))
        return HttpResponseRedirect(address) if address else show_form(request, page, form, {}, status=_WRONG)
    # Drawn and saved before: while the work holds the database's pen, nothing else of this request may want it.
    crumbs = [*page.crumbs, Link(url="", label=page.title)]
    shell = render_to_string("register/working.html", {"page": page, "crumbs": crumbs}, request)
    request.session.save()
    request.session.modified = False
    work = Work(do)
    if work.is_done(patience):
        address = attempt(form, lambda: _outcome(work))
        return HttpResponseRedirect(address) if address else show_form(request, page, form, {}, status=_WRONG)
    # It is an answer like others to whoever passes it on.
    return cast("HttpResponse", StreamingHttpResponse(_piece_by_piece(shell, page, work)))


def in_a_transaction() -> bool:
    """Whether this request keeps what it writes only at its end."""
    return bool(connection.in_atomic_block)


def _outcome(work: Work) -> str:
    if work.fault is not None:
        raise work.fault
    return work.address


def _piece_by_piece(shell: str, page: FormPage, work: Work) -> Iterator[str]:
    before, _mark, after = shell.partition(_HERE)
    yield before
    for what, done, of in work.told():
        share = f"{what}: {done:,} / {of:,}"
        yield f'<p><progress value="{done}" max="{max(of, 1)}" aria-label="{escape(share)}"></progress> {escape(share)}</p>\n'
    if isinstance(work.fault, ValueError):
        yield f'<p role="alert">{escape(in_words(work.fault))}</p>'
    elif work.fault is not None:
        sorry = _("Something went wrong. Nothing was kept; try again.")
        yield f'<p role="alert">{escape(sorry)}</p>'
    words, address = (_("Go back"), page.back) if work.fault else (_("Done. See the outcome"), work.address)
    yield f'<p class="actions"><a class="button" href="{escape(address)}">{escape(words)}</a></p>'
    yield after
    if work.fault is not None and not isinstance(work.fault, ValueError):
        raise work.fault
