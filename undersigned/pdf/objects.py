"""A PDF file as numbered objects (PDF 1.7, 7.3 and 7.5).

Building each object through pikepdf, or having it read and pack the file, costs more than all the rest of assembling;
a large volume has a hundred thousand objects. Tests have pikepdf, poppler and veraPDF read what is written here.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable

#: Objects in an object stream; and how hard streams are compressed.
BUNDLE, LEVEL = 200, 6


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
        head = f"<<{entries}/Length {len(data)}>>stream\n"
        self._bodies.append(head.encode("ascii") + data + b"\nendstream")
        return len(self._bodies)

    def packed(self, entries: str, data: bytes, /) -> int:
        """Write a stream compressed; gives its number."""
        return self.stream(f"{entries}/Filter/FlateDecode", zlib.compress(data, LEVEL))

    def file(self, root: int, info: int, /) -> bytes:
        """Write the file, with object streams (7.5.7) and a cross-reference stream (7.5.8); equal objects give equal bytes."""
        out = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        at = len(out[0])
        # Kind, place and index of each object, from the free one on.
        places = [(0, 0, 0xFFFF)]
        bundles: list[list[tuple[int, bytes]]] = [[]]
        bundled = len(self._bodies) + 1
        for number, body in enumerate(self._bodies, 1):
            assert body is not None, number
            if body.endswith(b"endstream"):
                out.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
                places.append((1, at, 0))
                at += len(out[-1])
            else:
                if len(bundles[-1]) == BUNDLE:
                    bundles.append([])
                places.append((2, bundled + len(bundles) - 1, len(bundles[-1])))
                bundles[-1].append((number, body))
        for number, bundle in enumerate(bundles, bundled):
            out.append(b"%d 0 obj\n%b\nendobj\n" % (number, _bundle(bundle)))
            places.append((1, at, 0))
            at += len(out[-1])
        places.append((1, at, 0))
        table = zlib.compress(b"".join(struct.pack(">BIH", *place) for place in places), LEVEL)
        name = hashlib.sha256(b"".join(out)).hexdigest()[:32].encode()
        out.append(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]/Filter/FlateDecode/Length %d>>stream\n"
            % (len(places) - 1, len(places), root, info, name, name, len(table))
        )
        return b"".join([*out, table, b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at])


def _bundle(objects: list[tuple[int, bytes]]) -> bytes:
    """Pack objects into a stream."""
    heads, offset = [], 0
    for number, body in objects:
        heads.append(b"%d %d" % (number, offset))
        offset += len(body) + 1
    head = b" ".join(heads) + b"\n"
    data = zlib.compress(head + b"\n".join(body for _, body in objects), LEVEL)
    entries = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (len(objects), len(head), len(data))
    return entries + b"stream\n" + data + b"\nendstream"


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
