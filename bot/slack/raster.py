"""Turn an SVG into a PNG, in a process of its own: resvg holds the interpreter while it draws."""

import os
import signal
import threading
from functools import cache
from importlib.resources import files
from multiprocessing import parent_process

import resvg_py

FONT = "Source Sans Pro"
# Beyond these, a character may need a font of the machine. Loading all of those takes longer than drawing.
OWN_LETTERS = (range(0x20, 0x530), range(0x1E00, 0x2020), range(0x2020, 0x2270))


def settle_in() -> None:
    """Prepare a worker: an interrupt at the terminal is its parent's business, and it does not outlive its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=leave_with_parent, daemon=True).start()


def leave_with_parent() -> None:
    """End this process when its parent has ended, killed or not."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


@cache
def fonts() -> list[str]:
    """The files of the font that comes along."""
    folder = files("font_source_sans_pro") / "files"
    return [str(folder / f"SourceSansPro-{weight}.ttf") for weight in ("Regular", "Semibold", "Bold")]


def rasterize(svg: str, zoom: float) -> bytes:
    """The PNG of an SVG.

    Raises:
        ValueError: it is no SVG.
    """
    foreign = any(not any(ord(letter) in known for known in OWN_LETTERS) for letter in svg if not letter.isspace())
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            font_files=fonts(),
            font_family=FONT,
            sans_serif_family=FONT,
            skip_system_fonts=not foreign,
        )
    )
