"""Pictures and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from reportlab.platypus.flowables import Flowable
from rst2pdf.basenodehandler import NodeHandler
from rst2pdf.flowables import MySpacer

from .flowables import LeadIn

if TYPE_CHECKING:
    from . import pictures
    from .client import Client
    from .recorder import Recorder
    from .structure import Element

#: Dots per inch at which a picture is shown whose page asks for no width.
RESOLUTION = 150
#: The part of a page's height that a picture takes at most.
TALLEST = 0.7


class Picture(Flowable):  # type: ignore[misc]
    """A picture in its place."""

    def __init__(self, data: pictures.Picture, size: tuple[float, float], align: str, element: Element | None) -> None:
        super().__init__()
        self._data = data
        self.width, self.height = size
        self.hAlign = align
        self.spaceBefore, self.spaceAfter = 4, 6
        self._element = element
        #: Whether a caption follows, which stays on the page of its picture.
        self.is_heading = False

    def least(self, width: float) -> float:
        """Give the height that must be free."""
        return self.height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the room of the picture."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        canvas: Recorder = self.canv
        canvas.picture(self._data, self.width, self.height, self._element)


class BlockImage(NodeHandler):  # type: ignore[misc]
    """A picture, at 150 dots per inch or the width asked for, and never larger than the page."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        picture = client.picture(node)
        width = _length(node.get("width"), client.frame_width) or picture.width * 72 / RESOLUTION
        width = min(width, client.frame_width)
        height = width * picture.height / picture.width
        if height > client.frame_height * TALLEST:
            width, height = width * client.frame_height * TALLEST / height, client.frame_height * TALLEST
        said = " ".join(str(node.get("alt", "")).split()) or _caption(node)
        # A picture that says nothing to readers who do not see it is decoration.
        element = client.element("Figure", Alt=said) if said else None
        return [Picture(picture, (width, height), str(node.get("align", "left")).upper(), element)]


class Figure(NodeHandler):  # type: ignore[misc]
    """A picture with its caption below."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        with client.inside("Div"):
            made = client.children(node)
            for picture in made[:-1]:
                if isinstance(picture, Picture):
                    picture.is_heading = True
            return [LeadIn(), *made, MySpacer(0, 6)]


class Caption(NodeHandler):  # type: ignore[misc]
    """What stands below a picture."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        return [client.text(node, "figure-caption", tag="Caption")]


def _caption(node: nodes.Element) -> str:
    caption = next((child for child in node.parent or () if isinstance(child, nodes.caption)), None)
    return " ".join(caption.astext().split()) if caption is not None else ""


def _length(text: str | None, whole: float) -> float | None:
    if not text:
        return None
    pixel = 72 / RESOLUTION
    units = {"%": whole / 100, "px": pixel, "pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "": pixel}
    number = text.rstrip("%abcdefghijklmnopqrstuvwxyz ")
    try:
        return float(number) * units[text[len(number) :].strip()]
    except (ValueError, KeyError):
        return None
