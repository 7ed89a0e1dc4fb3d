"""XML of strangers, read record by record: no entity is ever expanded, no address is ever followed."""

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from sarana.science.screening.listed import ListNotUsable

_DEEPEST = 40
_PIECE = 1 << 16


class Node:
    """An element: name without namespace, attributes, text, children."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name, self.attributes = name, attributes
        self.text = ""
        self.children: list[Node] = []

    def all(self, *path: str) -> list["Node"]:
        """Every element at the path below this one."""
        found = [self]
        for step in path:
            found = [child for node in found for child in node.children if child.name == step]
        return found

    def said(self, *path: str) -> str:
        """The text of the first element at the path, in one line; empty when there is none."""
        return next((text for node in self.all(*path) if (text := in_one_line(node.text))), "")

    def all_said(self, *path: str) -> list[str]:
        """The texts of all elements at the path that are not empty."""
        return [text for node in self.all(*path) if (text := in_one_line(node.text))]


def in_one_line(text: str) -> str:
    """The text with every run of blanks and line ends as one blank."""
    return " ".join(text.split())


def records_in(data: bytes, names: set[str]) -> Iterator[tuple[Node, Node]]:
    """The elements of these names, each whole, with the root (its attributes only).

    Raises:
        ListNotUsable: the file is no XML, is cut off, declares entities, or is nested beyond reason.
    """
    reader = _Reader(names)
    for start in range(0, max(len(data), 1), _PIECE):
        reader.feed(data[start : start + _PIECE], is_last=start + _PIECE >= len(data))
        yield from reader.taken()


class _Reader:
    def __init__(self, names: set[str]) -> None:
        self._names = names
        self._open: list[Node] = []
        self._inside = 0
        self._done: list[Node] = []
        self._root: Node | None = None
        self._parser: Any = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as fault:
            where = f"line {fault.lineno}"
            raise ListNotUsable(
                f"The XML breaks off or is not well formed ({where}); nothing of it is used. Fetch the file again."
            ) from fault

    def taken(self) -> Iterator[tuple[Node, Node]]:
        done, self._done = self._done, []
        for node in done:
            yield node, self._root or node

    @staticmethod
    def _refuse(*_args: object) -> None:
        raise ListNotUsable(
            "The XML declares a document type or entities of its own; such a file is not read."
        )

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        plain = name.rpartition(":")[2]
        node = Node(plain, {key.rpartition(":")[2]: value for key, value in attributes.items()})
        if self._root is None:
            self._root = node
        if len(self._open) >= _DEEPEST:
            raise ListNotUsable("The XML is nested deeper than any list; it is not read.")
        if self._inside or plain in self._names:
            self._inside += 1
            if self._inside > 1:
                self._open[-1].children.append(node)
        self._open.append(node)

    def _end(self, _name: str) -> None:
        node = self._open.pop()
        if self._inside:
            self._inside -= 1
            if not self._inside:
                self._done.append(node)

    def _text(self, text: str) -> None:
        # Outside a record only short texts matter: the list's own date.
        if self._open and (self._inside or len(text) < 200):  # noqa: PLR2004
            self._open[-1].text += text
