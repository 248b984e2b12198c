"""Values that are markup or ends of text stand as text in what only machines read: PDFs' facts, lists of links, headers.

What readers see of the same archive: `test_hostile_values`.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from lxml import etree
from lxml import html as pages
from sphinx.util.inventory import InventoryFile

from tests.hostile.value_pages import path_of, shown
from tests.hostile.values import VALUES
from tests.test_hostile_values import built, files  # noqa: F401  `built` is a fixture
from undersigned import site
from undersigned.html import safety

DC = "{http://purl.org/dc/elements/1.1/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
IN_NAMES = [name for name, value in VALUES.items() if value.in_names]


def pdf_of(built: Path, name: str) -> pikepdf.Pdf:  # noqa: F811
    return pikepdf.open(built / path_of(name).replace(".md", ".pdf"))


@pytest.mark.parametrize("name", VALUES)
def test_a_pdf_says_the_title_as_text_in_both_places(built: Path, name: str) -> None:  # noqa: F811
    title = VALUES[name].text if VALUES[name].in_names else f"Letter {name}"
    with pdf_of(built, name) as pdf:
        assert shown(str(pdf.docinfo["/Title"])) == shown(title)
        packet = etree.fromstring(
            pdf.Root.Metadata.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    assert packet.getroottree().docinfo.internalDTD is None
    said = [shown(str(item.text)) for item in packet.iterfind(f".//{DC}title/{RDF}Alt/{RDF}li")]
    assert set(said) == {shown(title)}
    # Nothing of a value became an element, an attribute or a comment.
    known = {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "adobe:ns:meta/"}
    spaces = {etree.QName(element).namespace for element in packet.iter(etree.Element)} - known
    assert [
        space
        for space in spaces
        if not str(space).startswith(("http://purl.org/", "http://ns.adobe.com/", "http://www.aiim.org/"))
    ] == []
    assert list(packet.iter(etree.Comment)) == []


@pytest.mark.parametrize("name", VALUES)
def test_files_within_a_pdf_have_names_of_ours_and_hold_the_value_whole(built: Path, name: str) -> None:  # noqa: F811
    with pdf_of(built, name) as pdf:
        attached = {key: bytes(pdf.attachments[key].get_file().read_bytes()) for key in pdf.attachments}
        named = [pdf.attachments[key].filename for key in pdf.attachments]
    assert sorted(attached) == sorted(named)
    assert [key for key in attached if not re.fullmatch(r"[a-z0-9.-]{1,80}", key)] == []
    records = [json.loads(content) for key, content in attached.items() if key.endswith(".json")]
    assert records
    assert json.dumps(shown(VALUES[name].text))[1:-1] in shown(json.dumps(records))


def test_the_inventory_has_one_line_an_object(built: Path) -> None:  # noqa: F811
    inventory = InventoryFile.loads((built / "objects.inv").read_bytes(), uri="")
    for kind, objects in inventory.data.items():
        assert re.fullmatch(r"[a-z]+:[a-z]+", kind)
        for name, item in objects.items():
            assert not re.search(r"[\r\n]", name + item.display_name), name
            address = urlsplit(item.uri)
            assert not address.scheme, item.uri
            assert not address.netloc, item.uri
            assert ".." not in item.uri
    letters = inventory.data["letters:letter"]
    assert {f"2020-05-04-{name}" for name in VALUES} <= letters.keys()
    for name in IN_NAMES:
        assert shown(letters[f"2020-05-04-{name}"].display_name) == shown(VALUES[name].text)


def test_the_sitemap_holds_addresses_of_the_site_alone(built: Path) -> None:  # noqa: F811
    found = [
        str(place.text)
        for path in built.glob("sitemap*.xml")
        for place in etree.parse(str(path)).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert len(found) > len(VALUES)
    assert [one for one in found if not re.fullmatch(re.escape(site.base_url()) + r"[a-z0-9/.-]*", one)] == []


def test_sets_of_links_lead_to_the_site_and_to_sources(built: Path) -> None:  # noqa: F811
    paths = [path for path in files(built, ".json") if path.name.endswith(".linkset.json")]
    assert len(paths) >= len(VALUES)
    hrefs = re.findall(r'"(?:href|anchor)": ?"([^"]*)"', "\n".join(path.read_text("utf-8") for path in paths))
    assert len(hrefs) > 5 * len(VALUES)
    assert [href for href in hrefs if urlsplit(href).scheme != "https" or "evil.example" in href] == []


def test_headers_and_robots_hold_nothing_of_any_page(built: Path) -> None:  # noqa: F811
    assert (built / "_headers").read_text("utf-8") == safety.headers()
    lines = (built / "robots.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not re.match(r"(User-agent|Allow|Disallow|Sitemap): ", line)] == []


def redirects(built: Path) -> dict[str, str]:  # noqa: F811
    names = json.loads((built / ".redirects.json").read_text("utf-8"))
    return {name: (built / f"{name}.html").read_text("utf-8") for name in names}


def test_every_redirect_leads_to_a_page_of_the_site_and_nowhere_else(built: Path) -> None:  # noqa: F811
    found = redirects(built)
    assert len(found) >= len(VALUES)
    for name, text in found.items():
        page = pages.document_fromstring(text.encode())
        refresh = page.xpath("//meta[@http-equiv='refresh']/@content")
        scripts = page.xpath("//script")
        targets = [*(str(one).partition("url=")[2] for one in refresh), *(script.get("data-to") for script in scripts)]
        targets = [one for one in [*targets, *page.xpath("//main//a/@href")] if one]
        assert targets, name
        for target in targets:
            address = urlsplit(target)
            assert (address.scheme, address.netloc) == ("", ""), (name, target)
            assert (built / name).parent.joinpath(address.path).resolve().is_relative_to(built.resolve())
            assert (built / name).parent.joinpath(address.path).is_file(), (name, target)
        assert all(script.get("src") and not script.text for script in scripts), name


def test_short_addresses_show_titles_as_text(built: Path) -> None:  # noqa: F811
    texts = [shown(pages.document_fromstring(text.encode()).text_content()) for text in redirects(built).values()]
    assert [name for name in IN_NAMES if not any(shown(VALUES[name].text) in text for text in texts)] == []


def test_chapters_of_feeds_and_lists_keep_their_number(built: Path) -> None:  # noqa: F811
    tei = {"t": "http://www.tei-c.org/ns/1.0"}
    cmif = etree.parse(str(built / "cmif.xml"))
    assert len(cmif.findall(".//t:correspDesc", tei)) == len(VALUES)
    names = {shown(str(name.text)) for name in cmif.iterfind(".//t:correspAction/*", tei) if name.text}
    assert [name for name in IN_NAMES if shown(VALUES[name].text) not in names] == []
    entries = etree.parse(str(built / "letters.atom.xml")).findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == min(len(VALUES), 50)
    assert all(a != b for a, b in pairwise(entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries))
