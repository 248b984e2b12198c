"""The files below the folder of pages."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sphinx.util.matching import compile_matchers

from undersigned.tree import check_tree, exclude_pattern


def told(root: Path) -> list[str]:
    return [str(message) for message in check_tree(root).messages]


def picture(kind: str, size: tuple[int, int] = (2, 2), **options: object) -> bytes:
    file = BytesIO()
    Image.new("L", size).save(file, kind, **options)
    return file.getvalue()


def test_good_tree_gives_its_pages_sorted(tmp_path: Path) -> None:
    for path in ("letters/2013/2013-04-10-kerry.md", "index.md", "letters/2013/map.png", "letters/2013/photo.jpg"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes({".png": picture("PNG"), ".jpg": picture("JPEG")}.get(file.suffix, b"x"))
    tree = check_tree(tmp_path)
    assert (tree.messages, tree.refused) == ((), ())
    assert tree.pages == ("index.md", "letters/2013/2013-04-10-kerry.md")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "My Letter.md",
            "name: the name ‘My Letter.md’ is not accepted; use a-z, 0-9 and single hyphens, as in my-letter.md",
        ),
        ("con.md", "name: the name ‘con.md’ belongs to a device on Windows; choose another name"),
        ("search.md", "name: the name ‘search.md’ belongs to a page that is made by the build; choose another name"),
        ("x.svg", "kind: the kind of ‘x.svg’ is not accepted; only .md, .png and .jpg files are"),
        ("x.png", "image: the content is not PNG; export it anew as .png"),
    ],
)
def test_odd_files_are_told_and_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / name).write_text("x")
    assert told(tmp_path) == [f"{name}:1: {message}"]
    assert check_tree(tmp_path).refused == (name,)
    assert check_tree(tmp_path).pages == ()


def test_links_and_pipes_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "folder").symlink_to("/")
    (tmp_path / "page.md").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.md")
    assert told(tmp_path) == [
        "folder:1: symlink: ‘folder’ is a symbolic link; add the file itself",
        "page.md:1: symlink: ‘page.md’ is a symbolic link; add the file itself",
        "pipe.md:1: symlink: ‘pipe.md’ is a pipe, socket or device; remove it",
    ]
    assert check_tree(tmp_path).refused == ("folder", "page.md", "pipe.md")


def test_refused_folder_is_not_walked(tmp_path: Path) -> None:
    (tmp_path / "Bad").mkdir()
    (tmp_path / "Bad/page.md").write_text("x")
    assert check_tree(tmp_path).refused == ("Bad",)
    assert check_tree(tmp_path).pages == ()


def test_names_that_differ_by_case_are_told(tmp_path: Path) -> None:
    (tmp_path / "A.md").write_text("x")
    (tmp_path / "a.md").write_text("x")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("optional: the file system takes both names for one")
    assert "a.md:1: name: ‘a.md’ and ‘A.md’ differ only by letter case; rename one" in told(tmp_path)


def test_message_about_a_hostile_name_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\n::error::b.md").write_text("x")
    assert told(tmp_path) == [
        "a\\n::error::b.md:1: name: the name ‘a\\n::error::b.md’ is not accepted; use a-z, 0-9 and single hyphens, as in my-letter.md"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (picture("PNG")[:50], "image: the image cannot be read (OSError); export it anew as .png"),
        (picture("PNG", (5000, 4001)), "image: the image has 20,005,000 pixels; scale it down to 20,000,000 at most"),
        (
            picture("PNG", save_all=True, append_images=[Image.new("L", (2, 2), 9)]),
            "image: the image has 2 frames; export a single picture",
        ),
    ],
)
def test_unsound_images_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "x.png").write_bytes(content)
    assert told(tmp_path) == [f"x.png:1: {message}"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=30))
def test_exclude_pattern_matches_its_own_name(name: str) -> None:
    import unicodedata

    (matcher,) = compile_matchers([exclude_pattern(name)])
    assert matcher(unicodedata.normalize("NFC", name))


def test_exclude_pattern_matches_no_other_name() -> None:
    (matcher,) = compile_matchers([exclude_pattern("letters/[a]*?.md")])
    assert not matcher("letters/a.md")
    assert not matcher("letters/a-b.md")
