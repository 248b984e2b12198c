"""Every file of the complete built site, held to validators that we did not write; and no file that nobody holds to any."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import zlib
from dataclasses import dataclass
from functools import cache
from os import environ
from pathlib import Path, PurePosixPath

import pytest

from tests.building import TOP
from tests.test_data import persons_alone
from tests.test_exports import entries
from tests.validators import Validator, citing, data, markup, pages, texts

SITE = Path(environ.get("UNDERSIGNED_SITE", TOP / "build" / "html")).resolve()


@dataclass(frozen=True)
class Kind:
    """Files of one kind: how their names below the site end, and what holds them to their format."""

    names: tuple[str, ...]
    validators: tuple[Validator, ...]
    #: Published schemas without which nothing can be said.
    needs: tuple[Path, ...] = ()


#: A file is of the first kind that has its name.
KINDS = (
    Kind(("cmif.xml",), (markup.cmif,), (markup.CMIF, markup.CMIF_RULES)),
    Kind(("*.atom.xml",), (markup.atom,)),
    Kind(("sitemap.xml", "sitemap-*.xml"), (markup.sitemap,)),
    Kind(("opensearch.xml",), (markup.opensearch,)),
    Kind(("*.csl.json",), (citing.csl,)),
    Kind(("*.linkset.json",), (pages.signposting,)),
    Kind(("data/*.schema.json", "_static/schema/*.json"), (data.schemas,)),
    Kind(("*.feed.json",), (data.json_feed,)),
    Kind(("data/datapackage.json", "data/*.csv", "data/SHA256SUMS"), (data.package,)),
    Kind(("data/*.json", "letters/*/*.json", "organizations/*.json", "topics/*.json"), (data.records,)),
    Kind(("*.csv",), (citing.spreadsheet,)),
    Kind(("*.bib",), (citing.bibtex,)),
    Kind(("*.ris",), (citing.ris,)),
    Kind(("*.md",), (texts.markdown,)),
    Kind(("llms.txt",), (texts.llms,)),
    Kind(("robots.txt",), (texts.robots,)),
    Kind(("objects.inv",), (texts.inventory,)),
    Kind(("*.html",), (pages.nu, pages.json_ld)),
    Kind(("*.css", "*.svg"), (pages.nu,)),
)
#: What is no format for other machines, or is held to it elsewhere.
ELSEWHERE = (
    # veraPDF: tests/test_verapdf.py, and .ci/run for every volume.
    "*.pdf",
    # Read by the pages themselves, in tests/browser.
    "*.js", "*.png", "*.woff2", "pagefind/*", "pagefind/*/*",
    # What hosts are told to send: tests/browser/test_policy.py.
    "_headers",
    # A licence in plain words.
    "_static/fonts/OFL.txt",
    # What builds note for the next: nothing for readers.
    ".*",
)  # fmt: skip

built = pytest.mark.skipif(not (SITE / "cmif.xml").is_file(), reason="the site is not built; run `make site`")


def kind_of(name: str) -> Kind | None:
    """Find the kind of a file by its name below the site."""
    return next((kind for kind in KINDS if any(PurePosixPath(name).match(one) for one in kind.names)), None)


@cache
def files() -> dict[str, Path]:
    """Walk the built site: each file by its name below it."""
    return {path.relative_to(SITE).as_posix(): path for path in sorted(SITE.rglob("*")) if path.is_file()}


@built
def test_no_file_is_of_a_kind_that_nobody_validates() -> None:
    alone = [name for name in files() if kind_of(name) is None]
    assert [name for name in alone if not any(PurePosixPath(name).match(one) for one in ELSEWHERE)] == []


@built
@pytest.mark.parametrize(
    ("kind", "validator"),
    [(kind, validator) for kind in KINDS for validator in kind.validators],
    ids=[f"{kind.names[0]}-{validator.__name__}" for kind in KINDS for validator in kind.validators],
)
def test_every_file_is_valid(kind: Kind, validator: Validator) -> None:
    if missing := [path.name for path in kind.needs if not path.is_file()]:
        pytest.skip(f"optional: not part of the repository: {', '.join(missing)}")
    found = [path for name, path in files().items() if kind_of(name) is kind]
    assert found
    assert list(validator(SITE, found)) == []


# ---------------------------------------------------------------- what is wrong is found

LETTER = "letters/2013/2013-04-10-kerry-china-visit"


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the site anew, so that files of it can be changed."""
    if not (SITE / "cmif.xml").is_file():
        pytest.skip("the site is not built; run `make site`")
    folder = tmp_path_factory.mktemp("mirror") / "html"
    shutil.copytree(SITE, folder, copy_function=os.symlink)
    return folder


def changed(content: bytes, right: bytes, wrong: bytes, *, packed: bool) -> bytes:
    """Put something wrong in the place of what is right; an inventory is packed but for its four first lines."""
    head, body = b"", content
    if packed:
        *lines, body = content.split(b"\n", 4)
        head, body = b"\n".join([*lines, b""]), zlib.decompress(body)
    assert right in body
    body = body.replace(right, wrong)
    return head + (zlib.compress(body) if packed else body)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("cmif.xml", 'type="received"', 'type="sent"'),
        ("cmif.xml", 'idno type="url"', 'idno type="URL"'),
        ("letters.atom.xml", "</entry>", '<link href="https://example.org/" hreflang="e n"/></entry>'),
        ("letters.atom.xml", "<id>", "<id/><id>"),
        ("letters.feed.json", '"id"', '"identity"'),
        ("sitemap.xml", "<loc>", "<priority>2</priority><loc>"),
        ("sitemap.xml", "topics/tibet.html", "topics/gone.html"),
        ("opensearch.xml", "<ShortName>", "<ShortName>Many open letters of "),
        (f"{LETTER}.csl.json", '"document"', '"letter"'),
        (f"{LETTER}.linkset.json", '"href"', '"link"'),
        (f"{LETTER}.linkset.json", "kerry-china-visit.bib", "kerry-china-visit.ris"),
        ("data/letter.schema.json", '"type": "object"', '"type": "objekt"'),
        ("data/datapackage.json", '"type": "integer"', '"type": "boolean"'),
        ("data/SHA256SUMS", "letters.json", "lettres.json"),
        (f"{LETTER}.json", '"title"', '"titel"'),
        ("topics/tibet.csv", "2013-04-10-kerry", "2013-04-11-kerry"),
        ("topics/tibet.bib", "@misc{2013-04-10-kerry", "@misc{2013-04-11-kerry"),
        (f"{LETTER}.bib", "} and {", " and "),
        ("topics/tibet.ris", "ID  - 2013-04-10-kerry", "ID  - 2013-04-11-kerry"),
        (f"{LETTER}.ris", "AU  - ", "AU  - Jo "),
        (f"{LETTER}.md", "# ", "## "),
        (f"{LETTER}.md", "/topics/tibet.html", "/topics/gone.html"),
        ("llms.txt", "/letters/index.md", "/letters/gone.md"),
        ("robots.txt", "Allow: /", "Disallow: /"),
        ("objects.inv", "tibet letters:topic -1 topics/tibet.html", "tibet letters:topic -1 topics/gone.html"),
        ("index.html", '<html lang="en"', '<html lang="en" lang="de"'),
        (f"{LETTER}.html", '"headline"', '"heading"'),
        ("_static/undersigned.css", "margin:", "marging:"),
    ],
)
def test_what_is_wrong_is_found(mirror: Path, name: str, right: str, wrong: str) -> None:
    kind = kind_of(name)
    assert kind is not None
    path = mirror / name
    content = path.read_bytes()
    needs = [*kind.needs, *({"*.atom.xml": [markup.ATOM], "*.csl.json": [citing.CSL]}.get(kind.names[0], []))]
    if missing := [need.name for need in needs if not need.is_file()]:
        pytest.skip(f"optional: not part of the repository: {', '.join(missing)}")
    path.unlink()
    path.write_bytes(changed(content, right.encode(), wrong.encode(), packed=path.suffix == ".inv"))
    try:
        assert [problem for validator in kind.validators for problem in validator(mirror, [path])]
    finally:
        path.write_bytes(content)


def test_a_file_of_a_new_kind_is_noticed() -> None:
    assert kind_of("letters.rss") is None
    assert not any(PurePosixPath("letters.rss").match(one) for one in ELSEWHERE)


# ---------------------------------------------------------------- persons who sign for no body


def _text(path: Path) -> str:
    content = path.read_bytes()
    return (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8", "replace").casefold()


@built
def test_no_file_for_machines_names_who_signs_for_no_body() -> None:
    names = re.compile("|".join(map(re.escape, persons_alone([entry.record for entry in entries()]))))
    # Pages name them, and PDFs, which are pages.
    read = [name for name in files() if not name.endswith((".html", ".pdf", ".png", ".woff2"))]
    assert len(read) > 5000
    assert {name: found[0] for name in read if (found := names.search(_text(SITE / name)))} == {}
