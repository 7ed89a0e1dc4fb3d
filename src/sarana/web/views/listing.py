"""Lists: one page by key (never a count, never an offset), and the same records as CSV without identities."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, QuerySet, UUIDField
from django.http import HttpRequest, HttpResponse

from sarana.base.newest import NEWEST, Newest
from sarana.register.exports import record_export
from sarana.web.views.gate import OfficerRequest

# So many rows in Khmer, with their states, keep a page under 60 kB.
PAGE_SIZE = 20
_UUIDS = UUIDField()
_KEYS = ("after", "before", "as")
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ListPage[Record: Model]:
    """One page of a list, newest first, with the addresses of its neighbours (empty where there is none)."""

    rows: Sequence[Record]
    newer: str
    older: str


def page_of[Record: Model](
    request: HttpRequest, records: QuerySet[Record], *, size: int = PAGE_SIZE
) -> ListPage[Record]:
    """The page that the address asks for by ``?after=key`` or ``?before=key``; a key that is none gives the first."""
    key = records.model._meta.pk  # noqa: SLF001
    before, after = _key(request, key, "before"), _key(request, key, "after")
    if before is not None:
        return _page(
            request, list(records.filter(pk__gt=before).order_by("pk")[: size + 1]), True, True, size
        )
    ordered = records.order_by("-pk")
    found = list((ordered if after is None else ordered.filter(pk__lt=after))[: size + 1])
    return _page(request, found, False, after is not None, size)


def newest_page[Record: Model](request: OfficerRequest, newest: Newest[Record]) -> ListPage[Record]:
    """As ``page_of``, for a list that is shown whole and has a reading of its own for that."""
    before, after = _key(request, _UUIDS, "before"), _key(request, _UUIDS, "after")
    newer, edge = before is not None, before or after or NEWEST
    found = newest(request.user, edge=edge, newer=newer, most=PAGE_SIZE + 1)
    return _page(request, found, newer, newer or after is not None, PAGE_SIZE)


def _page[Record: Model](
    request: HttpRequest, found: list[Record], upwards: bool, turned: bool, size: int
) -> ListPage[Record]:
    """The page of what was found from an edge upwards or downwards, one more than fits; turned: it is not the first."""
    rows, more = found[:size], len(found) > size
    if upwards:
        rows = rows[::-1]
        return ListPage(rows, _turn(request, "before", rows[:1], more), _turn(request, "after", rows[-1:]))
    newer = _turn(request, "before", rows[:1], turned)
    return ListPage(rows, newer, _turn(request, "after", rows[-1:], more))


def slice_of[Item](
    request: HttpRequest, items: Sequence[tuple[str, Item]], *, size: int = PAGE_SIZE
) -> tuple[list[Item], str, str]:
    """A page of what was computed and stands in no table: items with their keys, in the order in which they are shown.

    Returns:
        The items, and the addresses of the pages before and after (empty where there is none).
    """
    keys = [key for key, _ in items]
    after = request.GET.get("after", "")
    start = keys.index(after) + 1 if after in keys else 0
    shown = items[start : start + size]
    back = max(start - size, 0)
    before = _address(request, keys[back - 1] if back else "") if start else ""
    more = _address(request, shown[-1][0]) if start + size < len(items) else ""
    return [item for _, item in shown], before, more


def _address(request: HttpRequest, after: str) -> str:
    query = request.GET.copy()
    for key in _KEYS:
        query.pop(key, None)
    if after:
        query["after"] = after
    return f"?{query.urlencode()}" if query else request.path


def _key(request: HttpRequest, key: Field[Any, Any], name: str) -> Any:
    text = request.GET.get(name)
    try:
        return key.to_python(text) if text else None
    except ValidationError:
        return None


def _turn(request: HttpRequest, name: str, edge: Sequence[Model], there_is_more: bool = True) -> str:
    if not (edge and there_is_more):
        return ""
    query = request.GET.copy()
    for key in _KEYS:
        query.pop(key, None)
    query[name] = str(edge[0].pk)
    return f"?{query.urlencode()}"


def csv_address(request: HttpRequest) -> str:
    """This list with its filters, as CSV."""
    query = request.GET.copy()
    for key in _KEYS:
        query.pop(key, None)
    query["as"] = "csv"
    return f"?{query.urlencode()}"


def wants_csv(request: HttpRequest) -> bool:
    """Whether the list was asked for as CSV."""
    return request.GET.get("as") == "csv"


def as_csv(
    request: OfficerRequest, name: str, records: QuerySet[Model], columns: dict[str, str]
) -> HttpResponse:
    """Every record of the list as CSV, newest first, and one ledger entry that says who took it away.

    Args:
        request: whose filters and visibility made ``records``.
        name: what the list is called, for the file and the ledger.
        records: what the officer may see, filtered.
        columns: the heading of each column and the field it comes from; none of them an identity.
    """
    rows = records.order_by("-pk").values_list(*columns.values()).iterator(chunk_size=2000)
    response, count = csv_file(name, columns, rows)
    filters = sorted(key for key, value in request.GET.items() if value and key not in _KEYS)
    record_export(by=request.user, what=name, rows=count, filters=filters)
    return response


def csv_file(name: str, head: Iterable[str], rows: Iterable[Iterable[object]]) -> tuple[HttpResponse, int]:
    """A table as a file, and how many rows it has; no cell can be taken for a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last one is how many there were
        writer.writerow([_plain(value) for value in row])
    # The mark at the head makes spreadsheets read Khmer as UTF-8.
    response = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response, count


def _plain(value: object) -> str:
    if value is None:
        return ""
    text = (
        ";".join(str(part) for part in value)
        if isinstance(value, Iterable) and not isinstance(value, str)
        else str(value)
    )
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
