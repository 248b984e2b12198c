"""What a PDF says of itself: document information, XMP, colour profile, attached files.

The claims are PDF/UA-1 (ISO 14289-1) and PDF/A-2a, or PDF/A-3a where files are attached (ISO 19005-2 and -3).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

from PIL import ImageCms

from .objects import Objects, array, name_tree, reference, string


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a PDF."""

    name: str
    #: Media type.
    kind: str
    description: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Info:
    """What a PDF says of itself, and where its site is."""

    title: str
    author: str
    subject: str
    #: BCP 47.
    language: str
    #: Address of the hosted site with a slash at the end, or nothing.
    site: str
    #: PDF date, such as `D:20260101000000Z`, or nothing.
    date: str = ""
    keywords: tuple[str, ...] = ()
    #: Address of the page that the PDF stands for, or nothing.
    identifier: str = ""
    licence: str = ""
    #: BCP 47 of the texts, for the metadata.
    languages: tuple[str, ...] = ()

    @property
    def iso_date(self) -> str:
        """Write the date as XMP does."""
        d = self.date[2:]
        return f"{d[:4]}-{d[4:6]}-{d[6:8]}T{d[8:10]}:{d[10:12]}:{d[12:14]}Z" if d else ""


def information(objects: Objects, info: Info, /) -> int:
    """Write the document information dictionary."""
    entries = {
        "Title": info.title, "Author": info.author, "Subject": info.subject, "Keywords": ", ".join(info.keywords),
        "CreationDate": info.date, "ModDate": info.date, "Producer": _PRODUCER,
    }  # fmt: skip
    return objects.add(f"<<{''.join(f'/{key}{string(value)}' for key, value in entries.items() if value)}>>")


def xmp(objects: Objects, info: Info, part: int, /) -> int:
    """Write the XMP packet with the claims of conformance; `part` is that of PDF/A."""

    def one(name: str, value: str) -> str:
        return f"   <{name}>{escape(value)}</{name}>\n" if value else ""

    def many(name: str, kind: str, values: tuple[str, ...], attribute: str = "") -> str:
        items = "".join(f"<rdf:li{attribute}>{escape(value)}</rdf:li>" for value in values if value)
        return f"   <{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n" if items else ""

    default = ' xml:lang="x-default"'
    text = "".join([
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n',
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n',
        '  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"\n',
        '    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"\n',
        '    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n',
        one("dc:format", "application/pdf"), many("dc:title", "Alt", (info.title,), default),
        many("dc:creator", "Seq", (info.author,)), many("dc:description", "Alt", (info.subject,), default),
        many("dc:subject", "Bag", info.keywords), many("dc:language", "Bag", info.languages or (info.language,)),
        one("dc:identifier", info.identifier), many("dc:rights", "Alt", (info.licence,), default),
        one("pdf:Producer", _PRODUCER), one("pdf:Keywords", ", ".join(info.keywords)),
        one("xmp:CreateDate", info.iso_date), one("xmp:ModifyDate", info.iso_date),
        one("pdfaid:part", str(part)), one("pdfaid:conformance", "A"), one("pdfuaid:part", "1"),
        "  </rdf:Description>\n", _UA_SCHEMA, " </rdf:RDF>\n</x:xmpmeta>\n", '<?xpacket end="w"?>',
    ])  # fmt: skip
    return objects.stream("/Type/Metadata/Subtype/XML", text.encode())


def output_intent(objects: Objects, /) -> str:
    """Say that colours are those of sRGB, with the profile."""
    profile = objects.stream("/N 3/Filter/FlateDecode", _profile())
    return (
        "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
        f"/DestOutputProfile {reference(profile)}>>]"
    )


def attached(objects: Objects, files: tuple[Attachment, ...], date: str, /) -> tuple[str, str]:
    """Attach files (ISO 19005-3, 6.8): the entries for the names and for the catalogue."""
    if not files:
        return "", ""
    references = []
    for file in files:
        dated = f"/ModDate{string(date)}" if date else ""
        kind = file.kind.replace("/", "#2F").replace("+", "#2B")
        data = objects.packed(f"/Type/EmbeddedFile/Subtype/{kind}/Params<</Size {len(file.data)}{dated}>>", file.data)
        stream = reference(data)
        references.append(
            reference(objects.add(
                f"<</Type/Filespec/F{string(file.name)}/UF{string(file.name)}/Desc{string(file.description)}"
                f"/AFRelationship/Data/EF<</F {stream}/UF {stream}>>>>"
            ))
        )  # fmt: skip
    names = name_tree((file.name, ref) for file, ref in zip(files, references, strict=True))
    return f"/EmbeddedFiles{names}", f"/AF{array(references)}"


@cache
def _profile() -> bytes:
    output = BytesIO(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data = bytearray(output.getvalue())
    # The time at which the profile was made, and the digest that covers it.
    data[24:36] = bytes(12)
    data[84:100] = bytes(16)
    return zlib.compress(bytes(data), 9)


_PRODUCER = "Undersigned"
#: PDF/A wants the terms of PDF/UA described, since it does not know them (ISO 19005-2, 6.6.2.3).
_UA_SCHEMA = """\
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
"""
