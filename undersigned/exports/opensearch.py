"""The site's search as a description by which browsers offer it.

Source: OpenSearch 1.1, draft 6, https://github.com/dewitt/opensearch.
"""

from __future__ import annotations

from lxml import etree

from .addresses import valid
from .xmltext import clean

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
#: Characters that the names may have.
_SHORT, _LONG, _DESCRIPTION = 16, 48, 1024


def description(site: str, /, *, name: str, tagline: str, language: str) -> str:
    """Write the description; the search page takes the words from its address."""
    root = etree.Element(f"{{{NAMESPACE}}}OpenSearchDescription", nsmap={None: NAMESPACE})

    def add(tag: str, text: str | None = None, **attributes: str) -> None:
        element = etree.SubElement(root, f"{{{NAMESPACE}}}{tag}", attributes)
        element.text = text

    add("ShortName", clean(name)[:_SHORT].strip())
    add("Description", clean(f"{name}: {tagline}")[:_DESCRIPTION].strip())
    add("Url", type="text/html", template=f"{valid(site)}search.html?q={{searchTerms}}")
    add("Url", type="application/opensearchdescription+xml", rel="self", template=f"{valid(site)}opensearch.xml")
    add("LongName", clean(tagline)[:_LONG].strip() or clean(name)[:_LONG].strip())
    add("Image", f"{valid(site)}_static/undersigned.svg", type="image/svg+xml")
    add("Language", language)
    add("InputEncoding", "UTF-8")
    add("OutputEncoding", "UTF-8")
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written.decode()
