"""The PDFs of the built site and of letters in every script keep to PDF/UA and PDF/A, as veraPDF judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.pdf_reading import SITE, scripts
from tests.verapdf import Verdict, needs_verapdf, validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [
    pytest.mark.skipif(not (SITE / "letters.pdf").is_file(), reason="the site is not built; run `make site`"),
    needs_verapdf,
]

#: Checks that the shortest letter takes by either flavour: a file whose pages cannot be found takes far fewer.
LEAST = 1000


def site_letters() -> list[Path]:
    """List the PDFs of letters: they stand two folders deep."""
    return sorted(SITE.glob("letters/*/*.pdf"))


def pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def site_volumes() -> list[Path]:
    """List the volume of all letters, those of the years, and some of topics and of organizations with several letters.

    All would take minutes; what they hold beside the same letters is made alike.
    """
    topics, bodies = sorted(SITE.glob("topics/*.pdf")), sorted(SITE.glob("organizations/*.pdf"))
    several = [path for path in bodies if pages(path) > 8]
    return [SITE / "letters.pdf", *sorted(SITE.glob("letters/*.pdf")), *topics[::6], *several[::16]]


def faults(verdicts: list[Verdict]) -> list[str]:
    """Tell what is wrong; a verdict of few checks is wrong too."""
    return [str(verdict) for verdict in verdicts if not verdict.compliant or verdict.checks < LEAST]


def test_letters_keep_to_pdf_ua_1_and_pdf_a_3a() -> None:
    verdicts = validate(site_letters(), "ua1", "3a")
    assert len(verdicts) > 300
    assert faults(verdicts) == []


def test_volumes_keep_to_pdf_ua_1_and_pdf_a_2a() -> None:
    verdicts = validate(site_volumes(), "ua1", "2a")
    assert {verdict.file.parent.name for verdict in verdicts} == {SITE.name, "letters", "topics", "organizations"}
    assert len(verdicts) > 60
    assert faults(verdicts) == []
    # Each page takes many checks: the whole of the largest volume was looked at.
    largest = max(verdicts, key=lambda verdict: verdict.checks)
    assert largest.file == SITE / "letters.pdf"
    assert largest.checks > 400 * pages(largest.file)


def test_letters_in_every_script_keep_to_them_too() -> None:
    built = scripts().outdir
    alone = sorted(built.glob("letters/*/*.pdf"))
    together = [built / "letters.pdf", built / "organizations" / "body-0.pdf"]
    verdicts = [*validate(alone, "ua1", "3a"), *validate(together, "ua1", "2a")]
    assert len(verdicts) > 35
    assert faults(verdicts) == []


# ---- what would be found


def _drop_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _drop_words_of_links(pdf: pikepdf.Pdf) -> None:
    for note in pdf.pages[0].obj["/Annots"]:
        del note["/Contents"]


def _drop_text_of_glyphs(pdf: pikepdf.Pdf) -> None:
    for _, font in pdf.pages[0].obj["/Resources"]["/Font"].items():
        del font["/ToUnicode"]


def _drop_widths_of_glyphs(pdf: pikepdf.Pdf) -> None:
    for _, font in pdf.pages[0].obj["/Resources"]["/Font"].items():
        del font["/DescendantFonts"][0]["/W"]


def _drop_claim(pdf: pikepdf.Pdf) -> None:
    told = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(told.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def _drop_relation_of_files(pdf: pikepdf.Pdf) -> None:
    for file in pdf.Root.AF:
        del file["/AFRelationship"]


def _leave_rules_unmarked(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.contents_coalesce()
    page.obj["/Contents"].write(page.obj["/Contents"].read_bytes().replace(b"/Artifact BMC", b"/P BMC"))


def _skip_a_level_of_headings(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/H2":
            thing["/S"] = pikepdf.Name.H3


#: What is done to a letter, and the rules that it then breaks: of PDF/UA-1, of PDF/A-3a.
MUTATIONS: dict[Callable[[pikepdf.Pdf], None], tuple[set[str], set[str]]] = {
    _drop_language: ({"7.2-2", "7.2-24", "7.2-33", "7.2-34"}, set()),
    _drop_words_of_links: ({"7.18.1-2", "7.18.5-2"}, set()),
    _drop_text_of_glyphs: ({"7.21.7-1"}, {"6.2.11.7.2-1"}),
    _drop_widths_of_glyphs: ({"7.21.5-1"}, {"6.2.11.5-1"}),
    _drop_claim: ({"5-1"}, set()),
    _drop_relation_of_files: (set(), {"6.8-3"}),
    _leave_rules_unmarked: ({"7.1-3"}, set()),
    _skip_a_level_of_headings: ({"7.4.2-1"}, set()),
}


def test_a_letter_that_lacks_something_is_not_let_pass(tmp_path: Path) -> None:
    files = []
    for mutate in MUTATIONS:
        with pikepdf.open(site_letters()[0]) as pdf:
            mutate(pdf)
            files.append(tmp_path / f"{mutate.__name__}.pdf")
            pdf.save(files[-1])
    verdicts = validate(files, "ua1", "3a")
    broken = [{problem.split(" ", 1)[0] for problem in verdict.problems} for verdict in verdicts]
    found = dict(zip(files, zip(broken[::2], broken[1::2], strict=True), strict=True))
    for file, expected in zip(files, MUTATIONS.values(), strict=True):
        # Words of our own may need their language too.
        accessible = found[file][0] - {"7.2-30"}
        assert (accessible, found[file][1]) == expected, file.name
