"""Has Pagefind make the index of the site, so that the same pages give the same bytes.

Pagefind numbers pages in the order in which it is given them, so it is given them one by one. It finds words; facets
and orders are taken out of its index into a file of our own, from which our scripts filter, count and sort: Pagefind
counts at a cost that grows with the square of the archive, cannot count what several searches have in common, and
leaves the order of its filters to chance. The formats are those of Pagefind 1.5.
It hands the files over and writes none itself: it would not say when they are whole.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import tempfile
from base64 import b64decode, b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

import cbor2
from pagefind_bin import get_executable

from ..writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Words are stemmed as English, whatever the language of a page: one index serves all.
LANGUAGE = "en"
#: What of Pagefind's own files our scripts load; the rest is its ready-made surface.
SCRIPTS = ("pagefind.js", "pagefind-worker.js", f"wasm.{LANGUAGE}.pagefind")
#: The file that leads to the others; the browser asks for it first.
ENTRY = "pagefind-entry.json"
#: The file with the facets: pages by value, and the orders of pages.
FACETS = "facets.json"
#: Seconds after which Pagefind is given up.
PATIENCE = 900

#: Number of the way in which the index is made here; it changes with what is made of the same pages.
_WAY = 1
#: With this, Pagefind begins every file that it compresses.
_SIGNATURE = b"pagefind_dcd"


class IndexFailure(Exception):
    """Pagefind did not make the index."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page as the search is to know it."""

    #: Address below the top of the site.
    url: str
    #: A page in HTML, of nothing but what is searched, with facets and data for results in its head.
    html: str


def state() -> str:
    """Name the program that makes the index: others may make another of the same pages."""
    return f"{version('pagefind_bin')} {_WAY}"


def make_index(documents: Iterable[Document], *, ignored: Iterable[str], facets: Iterable[str]) -> dict[str, bytes]:
    """Make the index of the documents, in their order; give its files by name.

    What the selectors `ignored` find is not searched; `facets` names the filters by which readers narrow a search.
    Raise `IndexFailure` where Pagefind fails or leaves out a page.
    """
    count = 0
    with _service() as service:
        service.tell(
            "NewIndex", config={"force_language": LANGUAGE, "keep_index_url": True, "exclude_selectors": list(ignored)}
        )
        # Pagefind reads a document while the next is made.
        for count, document in enumerate(documents, 1):  # noqa: B007
            service.answer()
            service.tell("AddFile", index_id=0, url=document.url, file_contents=document.html)
        service.answer()
        service.tell("GetFiles", index_id=0)
        answer = service.answer()
    try:
        files = {file["path"].replace("\\", "/"): b64decode(file["content"]) for file in answer["files"]}
        entry = json.loads(files[ENTRY])
        written = sum(language["page_count"] for language in entry["languages"].values())
        if written != count or entry["languages"].keys() - {LANGUAGE}:
            raise IndexFailure(f"Pagefind indexed {written} of {count} pages")
        return dict(_settled(files, entry, set(facets))) if count else {}
    except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError) as error:
        raise IndexFailure(f"Pagefind made an index that cannot be read: {error!r}") from error


@contextmanager
def _service() -> Iterator[_Service]:
    """Run Pagefind."""
    # Settings come from us alone, not from the environment or a file in the folder where the build was started.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    with tempfile.TemporaryDirectory(prefix="undersigned-search-") as folder:
        complaints = Path(folder, "complaints")
        with (
            complaints.open("wb") as errors,
            subprocess.Popen(
                [get_executable(), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                cwd=folder, env=environment,
            ) as process,
        ):  # fmt: skip
            timer = Timer(PATIENCE, process.kill)
            timer.start()
            try:
                yield _Service(process)
            except (BrokenPipeError, EOFError):
                status = process.wait()
                said = complaints.read_text("utf-8", errors="replace").strip()[-2000:] or "it said nothing"
                raise IndexFailure(f"Pagefind ended with status {status}: {said}") from None
            finally:
                timer.cancel()
                process.kill()
                # Nobody reads any more what was to be said to it.
                process.communicate()


class _Service:
    """A running Pagefind, which is told to do one thing after the other."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        self._in, self._out = process.stdin, process.stdout
        self._told = ""

    def tell(self, action: str, **values: Any) -> None:
        """Have something done; its answer is to be asked for before the next."""
        self._told = values.get("url", action)
        message = json.dumps({"message_id": 1, "payload": {"type": action, **values}})
        self._in.write(b64encode(message.encode()) + b",")
        self._in.flush()

    def answer(self) -> dict[str, Any]:
        """Give the answer to what was told. Raises EOFError where there is none, IndexFailure where it is a refusal."""
        answer = bytearray()
        while not answer.endswith(b","):
            part = self._out.read1(1 << 20)  # type: ignore[attr-defined]
            if not part:
                raise EOFError
            answer += part
        payload: dict[str, Any] = json.loads(b64decode(answer[:-1]))["payload"]
        if payload["type"] == "Error":
            raise IndexFailure(f"Pagefind refused {self._told}: {payload['message']}")
        return payload


# ---------------------------------------------------------------- files


def _settled(files: Mapping[str, bytes], entry: dict[str, Any], facets: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index, facets and orders apart."""
    language = entry["languages"][LANGUAGE]
    made, pages, chunks, filters, sorts, *rest = _unpacked(files[f"pagefind.{language['hash']}.pf_meta"])
    if made != entry["version"]:
        raise ValueError(f"index of version {made}")
    stored = {name: _unpacked(files[f"filter/{hash_}.pf_filter"])[1] for name, hash_ in filters if name in facets}
    yield FACETS, _json({
        "pages": [page[0] for page in pages],
        "values": {name: {value: _steps(sorted(numbers)) for value, numbers in stored[name]} for name in stored},
        "orders": dict(sorts),
    })  # fmt: skip
    language["hash"], data = _packed([made, pages, chunks, [], [], *rest])
    yield f"pagefind.{language['hash']}.pf_meta", data
    for name in files:
        if name in SCRIPTS or name.startswith(("fragment/", "index/")):
            yield name, files[name]
    yield ENTRY, _json(entry)


def _steps(numbers: list[int]) -> list[int]:
    """Write rising numbers as the first and the steps to the next, which is shorter."""
    return [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _unpacked(data: bytes) -> Any:
    data = gzip.decompress(data)
    if not data.startswith(_SIGNATURE):
        raise ValueError("no signature")
    return cbor2.loads(data[len(_SIGNATURE) :])


def _packed(value: object) -> tuple[str, bytes]:
    """Pack what a file holds; give a name made of it, and the file's bytes."""
    data = cbor2.dumps(value)
    name = f"{LANGUAGE}_{hashlib.blake2b(data, digest_size=6).hexdigest()}"
    return name, gzip.compress(_SIGNATURE + data, mtime=0)


def put(files: Mapping[str, bytes], folder: Path) -> None:
    """Make a folder hold these files and no more; those that hold the same bytes already are left alone."""
    # What leads to the others goes last: the site stays searchable while it is written.
    for name in sorted(files, key=lambda name: (name == ENTRY, name)):
        target, content = folder / name, files[name]
        if not target.is_file() or target.stat().st_size != len(content) or target.read_bytes() != content:
            replace_file(target, content)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in files:
            path.unlink()
