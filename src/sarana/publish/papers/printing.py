"""Papers are set by typst from one file of content; nothing is computed in the template."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_FONTS = _HERE.parent / "fonts"


def printed(name: str, content: Mapping[str, Any], files: Mapping[str, str] | None = None) -> bytes:
    """The template of that name as a tagged PDF.

    Args:
        name: of the template in ``typst/``, without its ending.
        content: what the template reads as ``content.json``.
        files: further texts beside it, such as drawings, by name.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="sarana-paper-") as folder:
        root = Path(folder)
        (root / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        for file, text in (files or {}).items():
            (root / file).write_text(text, encoding="utf-8")
        template = (_HERE / "typst" / f"{name}.typ").read_text(encoding="utf-8")
        (root / f"{name}.typ").write_text(template, encoding="utf-8")
        made: bytes = typst.compile(
            str(root / f"{name}.typ"),
            root=str(root),
            font_paths=[str(_FONTS)],
            ignore_system_fonts=True,
            format="pdf",
        )
    return made
