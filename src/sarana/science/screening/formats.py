"""Tell one list's form from another's by its first bytes, and read it."""

import csv
import re

from sarana.science.screening.europe import read_eu, read_uk
from sarana.science.screening.exchange import read_ftm, read_table
from sarana.science.screening.listed import ListNotUsable, ListVersion
from sarana.science.screening.ofac import is_ofac_csv, read_ofac, read_ofac_csv
from sarana.science.screening.un import read_un

#: A list is some ten megabytes; what is far larger is none.
LARGEST = 200_000_000
_ROOTS = (
    ("CONSOLIDATED_LIST", read_un),
    ("sdnList", read_ofac),
    ("export", read_eu),
    ("Designations", read_uk),
    ("ArrayOfFinancialSanctionsTarget", read_uk),
)
_ROOT = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?([A-Za-z][A-Za-z0-9_.-]*)[\s/>]")


def read_list(data: bytes, *, beside: bytes = b"") -> ListVersion:
    """Read a list in whichever of the known forms it has.

    Args:
        data: the file's bytes: XML of the UN, OFAC, EU or UK; CSV of OFAC, the UK or a national list; FollowTheMoney JSON lines.
        beside: OFAC's ALT.CSV, when ``data`` is its SDN.CSV.

    Raises:
        ListNotUsable: it has none of them, is cut off, or is built to do harm.
    """
    if len(data) > LARGEST:
        raise ListNotUsable(
            f"The file has {len(data) // 1_000_000} MB; no list is that large, and it is not read."
        )
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20_000]
    if not start:
        raise ListNotUsable("The file is empty.")
    if start[:1] == b"<":
        roots = [name.decode("ascii") for name in _ROOT.findall(start)]
        for root, read in _ROOTS:
            if roots and roots[0] == root:
                return read(data)
        raise ListNotUsable(
            f"The XML begins with <{roots[0] if roots else '?'}>, which is no list that is known here."
        )
    if start[:1] == b"{":
        return read_ftm(data)
    if is_ofac_csv(start):
        return read_ofac_csv(data, beside)
    return _table(data)


def _table(data: bytes) -> ListVersion:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    head = text[:5000].casefold()
    if "group id" in head:
        return read_uk(data)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    return read_table(csv.reader(text.splitlines(), delimiter=delimiter))
