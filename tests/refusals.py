"""What the actions refuse, read from their source: each refusal, the field that it names, and the form that asks for it."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django import forms

import sarana

SOURCE = Path(sarana.__file__).parent
# Whose refusals reach a page or the API; what comes in by files names its row and column instead.
FOLDERS = ("register", "measure", "base/ledger", "base/vault/actions")


@dataclass(frozen=True)
class Refusal:
    """One place in the source that refuses: what it says where that is written out, and the fields that it may name."""

    place: str
    says: str | None
    fields: frozenset[str]


@cache
def _sources() -> tuple[tuple[str, ast.Module], ...]:
    paths = [path for folder in FOLDERS for path in sorted((SOURCE / folder).rglob("*.py"))]
    return tuple((str(path.relative_to(SOURCE)), ast.parse(path.read_text("utf-8"))) for path in paths)


def unnamed() -> list[str]:
    """Where an action refuses by a plain ValueError, which names no field."""
    return [
        f"{name}:{node.lineno}"
        for name, tree in _sources()
        if "actions" in name
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and _called(node.exc) == "ValueError"
    ]


def refusals() -> Iterator[Refusal]:
    """Every refusal of an action."""
    for name, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) == "Refused":
                said = node.args[0]
                text = said.value if isinstance(said, ast.Constant) else None
                yield Refusal(f"{name}:{node.lineno}", text, frozenset(_named(node)))


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _named(call: ast.Call) -> Iterator[str]:
    for keyword in call.keywords:
        if keyword.arg != "field" or isinstance(keyword.value, ast.Call | ast.JoinedStr):
            continue
        for part in ast.walk(keyword.value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


# ---------------------------------------------------------------- which form asks for it


@cache
def _graph() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By function: the fields that it names itself, and what it calls. A private one belongs to its module."""
    named, calls = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for name, tree in _sources():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                key = _key(name, function.name)
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and _called(node) == "Refused":
                        named[key].update(_named(node))
                    elif isinstance(node, ast.Call) and _called(node):
                        calls[key].add(_key(name, _called(node)))
    return named, calls


def _key(module: str, function: str) -> str:
    return f"{module}:{function}" if function.startswith("_") else function


def fields_named_by(action: str) -> frozenset[str]:
    """The fields that an action and whatever it calls may name."""
    named, calls = _graph()
    seen, waiting = set[str](), [action]
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting += calls.get(key, ())
    return frozenset(field for key in seen for field in named.get(key, ()))


def deeds_of_pages() -> Iterator[tuple[str, type[forms.Form], frozenset[str]]]:
    """Each action that a page carries out with a form: the action, the form, and the fields the action may name."""
    views = SOURCE / "web" / "views"
    for found in iter_modules([str(views)]):
        module = import_module(f"sarana.web.views.{found.name}")
        path = views / f"{found.name}.py"
        if not path.exists():
            continue
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            form = _form_of(function, module)
            if form is None:
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and (fields := fields_named_by(_called(node))):
                    yield _called(node), form, fields


def _form_of(function: ast.AST, module: object) -> type[forms.Form] | None:
    if not (isinstance(function, ast.FunctionDef) and function.args.args):
        return None
    asked = function.args.args[0].annotation
    form = getattr(module, asked.id, None) if isinstance(asked, ast.Name) else None
    return form if isinstance(form, type) and issubclass(form, forms.Form) else None
