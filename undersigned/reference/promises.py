"""What the archive promises of hostile input, faults, readers and packages, and which test holds each promise.

`directives` prints it; the page is `docs/develop/promises.md`. A test sees to it that every test named here exists.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise, and the tests that hold it: a file, or `file::function`."""

    text: str
    tests: tuple[str, ...]


def _promise(text: str, *tests: str) -> Promise:
    return Promise(text, tuple(f"tests/{name}" for name in tests))


#: Group -> its promises. The groups' names are the arguments of the directive.
PROMISES: dict[str, tuple[Promise, ...]] = {
    "content": (
        _promise(
            "A contributed page runs no code and reads no file while the site is built, whatever its front matter, body, "
            "pictures or name. Each case of the hostile corpus is refused with its rule and line, or shown as text.",
            "test_hostile.py", "test_hostile_values.py", "test_hostile_machines.py", "hostile/cases.py",
        ),
        _promise(
            "The corpus covers every vector of a table of what pages can do to Sphinx, MyST and rst2pdf, and each case says what "
            "harm it does there.",
            "hostile/vectors.py", "hostile/stock.py",
        ),
        _promise("Directives, their options, and roles are those of a list; all others are refused.", "test_markup.py"),
        _promise(
            "A link leads to a page of the archive, or by http, https or mailto out of it.", "test_markup.py", "test_hostile.py"
        ),
        _promise(
            "Pictures are PNG or JPEG files of the page's own folder: opened, of sane size, one frame, and with no more in them "
            "than the picture.",
            "test_images.py",
        ),
        _promise("Links, pictures and templates of a page are never fetched or run by the PDF builder.",
            "test_pdf_failures.py::test_pictures_outside_the_source_folder_and_on_the_network_are_refused",
            "test_pdf_failures.py::test_templates_and_style_sheets_of_the_source_folder_have_no_effect",
        ),
        _promise(
            "No record that the schema accepts can break a file of any format: tables hold no formulas, JSON-LD does not end "
            "its script, and every file reads back.",
            "test_any_record.py", "test_site_formats.py",
        ),
        _promise(
            "Hidden, direction-changing and private characters, characters that are none, piles of accents and words of two "
            "scripts are refused, also where a number or name spells them.",
            "test_text.py", "test_hostile_values.py",
        ),
        _promise(
            "Names of files and quoted values are no orders, links or lines of their own in any report of the check.",
            "test_hostile_reports.py",
        ),
        _promise("Titles, names and facts stand as text in every template.", "test_hostile.py::test_titles_are_shown_as_written"),
    ),
    "identity": (
        _promise("No page takes the id, former id, alias or short address of another.", "test_hostile.py", "test_short_addresses.py"),
        _promise("Organizations and topics whose names look alike, though written with other signs, are pointed out.", "test_lookalikes.py"),
        _promise("The check of a change says where it touches names, ids or identifiers of another's page.", "test_claims.py"),
    ),
    "size": (
        _promise(
            "Bombs of YAML, deep nesting, pages of megabytes, lines without end, tens of thousands of signatories, links, notes "
            "or headings, and pictures that unpack to gigabytes are refused with the limit named, or built.",
            "test_explosions.py", "test_images.py",
        ),
        _promise(
            "Limits that an archive sets hold in the check, in the build and its processes, in the form and for programs; "
            "reading them runs nothing.",
            "test_settings.py", "browser/test_letter_form.py::test_the_form_goes_by_the_limits_that_the_archive_has_set",
        ),
        _promise(
            "No regular expression takes the square of a text that a stranger can make long: all are found and examined, and the "
            "exceptions are listed with what bounds them.",
            "test_patterns.py",
        ),
        _promise(
            "Whatever is read (facts, names, dates, bodies, imported text, HTML, Word files, PDFs, CMIF, JSON) is told in a "
            "message, and stops no program: found by fuzzing, and held by all cases that it found.",
            "test_fuzzing.py",
        ),
    ),
    "faults": (
        _promise(
            "A page or PDF that could not be made fails the build, is named with its cause, and the old one stays.",
            "test_faults.py::test_page_that_a_part_cannot_make_is_named_and_the_old_one_stays",
            "test_faults.py::test_pages_of_a_process_that_is_gone_are_named",
            "test_faults.py::test_letters_whose_process_is_gone_are_named_and_no_pdf_is_lost",
        ),
        _promise(
            "A build that is killed leaves every published file whole, the old or the new; the next build equals a clean one.",
            "test_killed.py::test_killed_build_leaves_whole_files_and_the_next_equals_a_clean_one",
        ),
        _promise(
            "A command that changes pages and is killed has changed all of them or none; the next command or build finishes it.",
            "test_killed.py::test_killed_command_writes_all_or_nothing_and_the_next_finishes_it",
            "test_killed.py::test_rename_killed_after_any_step_is_finished_by_the_next_command_or_build",
        ),
        _promise(
            "A full disk, a folder that may not be written, a missing font and a damaged cache are told in a line.",
            "test_faults.py",
        ),
        _promise(
            "What is kept between builds may be damaged: doctrees that were cut off are read anew by the same build, and where a "
            "list of files is damaged, the files of deleted pages go all the same.",
            "test_faults.py::test_damaged_doctree_is_read_anew_by_the_same_build",
            "test_faults.py::test_files_of_a_deleted_page_go_although_the_lists_of_files_are_damaged",
        ),
        _promise("Runs at the same time wait for one another; the lock of a killed run is free.", "test_locking.py"),
    ),
    "bytes": (
        _promise(
            "The same pages give the same bytes: in another folder, time zone, locale and number of processes.",
            "test_same_bytes.py",
        ),
        _promise(
            "After any sequence of edits a build equals a clean one, in HTML, PDFs and data.",
            "test_edit_sequences.py", "test_builds.py",
        ),
        _promise("The same commit gives the same release.", "test_release.py"),
    ),
    "readers": (
        _promise("A page asks nothing of another host, by whatever means.", "browser/test_privacy.py"),
        _promise(
            "A policy in every page forbids scripts, styles and addresses that are not the site's own, and text that would "
            "become markup or a program, even if a text got past all checks.",
            "browser/test_policy.py",
        ),
        _promise("A browser keeps the chosen colors, and nothing else unasked.",
            "browser/test_privacy.py::test_a_browser_keeps_nothing_but_the_chosen_colors"),
        _promise("A link that is followed does not tell where it stood.",
            "browser/test_policy.py::test_a_link_that_is_followed_does_not_tell_where_it_stood"),
        _promise(
            "Persons who sign for no body are named on the letter's page and in its PDF alone: in no export, feed, index "
            "or file of the search.",
            "test_site_formats.py", "test_any_record.py", "test_search.py::test_private_persons_are_in_no_file_of_the_index",
            "test_pdf_volume.py::test_the_record_does_not_name_persons_who_sign_for_no_body",
        ),
        _promise("A copy of the site can be verified file by file, and opens from a folder.", "test_mirror.py", "browser/test_mirror.py"),
    ),
    "packages": (
        _promise("Every package that builds or tests the published site is held to its hash.", "test_locks.py"),
        _promise("A list of what builds the site, with licences, goes with each release.", "test_sbom.py"),
        _promise("Workflows have no more rights than they need, and run no code of a submission with any.", "test_github.py"),
    ),
}  # fmt: skip
