"""Papers are set by typst; nothing is computed in a template, and what stands in a paper never lies on disk."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
FONTS = _HERE.parent / "fonts"


@cache
def fonts(*, any_script: bool = False) -> Any:
    """Our own fonts, and behind them the machine's where names may stand in any script; looked through once a process."""
    import typst

    return typst.Fonts(include_system_fonts=any_script, font_paths=[str(FONTS)])


def printed(name: str, content: Mapping[str, Any], *, any_script: bool = False) -> bytes:
    """The template of that name as a tagged PDF.

    Args:
        name: of the template in ``typst/``, without its ending.
        content: what the template reads as ``sys.inputs.content``; drawings stand in it as SVG.
        any_script: whether names may stand in scripts that our own fonts lack: then the machine's fonts are used behind them.
    """
    import typst

    made: bytes = typst.compile(
        str(_HERE / "typst" / f"{name}.typ"),
        font_paths=fonts(any_script=any_script),
        format="pdf",
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
    )
    return made
