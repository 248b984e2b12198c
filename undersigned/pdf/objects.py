"""A PDF file as numbered objects (PDF 1.7, 7.3 and 7.5), written plainly; `assembly` has qpdf read, check and pack it.

Building each object through pikepdf costs five to ten times as much, and a large volume has a hundred thousand.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf


class Objects:
    """The objects of one file, in the order of their numbers."""

    def __init__(self) -> None:
        self._bodies: list[bytes | None] = []

    def reserve(self) -> int:
        """Take a number for an object that is written later."""
        self._bodies.append(None)
        return len(self._bodies)

    def put(self, number: int, body: str, /) -> None:
        """Write a reserved object."""
        self._bodies[number - 1] = body.encode("ascii")

    def add(self, body: str, /) -> int:
        """Write an object; gives its number."""
        self._bodies.append(body.encode("ascii"))
        return len(self._bodies)

    def stream(self, entries: str, data: bytes, /) -> int:
        """Write a stream with the entries of its dictionary, but its length; gives its number."""
        self._bodies.append(f"<<{entries}/Length {len(data)}>>stream\n".encode("ascii") + data + b"\nendstream")
        return len(self._bodies)

    def file(self, root: int, info: int, /) -> bytes:
        """Write the file, checked and packed by qpdf: the same objects give the same bytes."""
        output = io.BytesIO()
        output.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self._bodies, 1):
            assert body is not None, number
            places.append(output.tell())
            output.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        start = output.tell()
        output.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        output.writelines(b"%010d 00000 n \n" % place for place in places)
        output.write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
            % (len(places) + 1, root, info, start)
        )
        packed = io.BytesIO()
        with pikepdf.open(output, attempt_recovery=False) as pdf:
            pdf.save(packed, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return packed.getvalue()


def reference(number: int, /) -> str:
    """Refer to an object."""
    return f"{number} 0 R"


def string(text: str, /) -> str:
    """Write a text string (PDF 1.7, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def array(items: Iterable[object], /) -> str:
    """Write an array."""
    return "[" + " ".join(map(str, items)) + "]"


def number_tree(objects: Objects, entries: list[tuple[int, str]], /) -> int:
    """Write a number tree (PDF 1.7, 7.9.7) in leaves of 200; gives the number of its root."""
    leaves = []
    for start in range(0, len(entries), 200):
        part = entries[start : start + 200]
        numbers = " ".join(f"{key} {value}" for key, value in part)
        leaves.append(objects.add(f"<</Limits[{part[0][0]} {part[-1][0]}]/Nums[{numbers}]>>"))
    return objects.add(f"<</Kids{array(map(reference, leaves))}>>")


def name_tree(entries: Iterable[tuple[str, str]], /) -> str:
    """Write a name tree (PDF 1.7, 7.9.6) in one leaf, sorted by the bytes of the names as they are written."""
    return f"<</Names{array(f'{string(name)} {value}' for name, value in sorted(entries, key=lambda entry: _bytes(entry[0])))}>>"


def _bytes(text: str) -> bytes:
    return text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
