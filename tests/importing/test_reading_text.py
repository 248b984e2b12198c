from undersigned.importing.reading import read_bytes, unwrapped, wrap_width


def shown(text, *, name="letter.txt"):
    """Each block as kind, line, mark and text."""
    document = read_bytes(text.encode(), name=name)
    return [(block.kind, block.line, block.marker, block.text) for block in document.blocks]


def test_blank_lines_part_paragraphs_and_lines_stay():
    text = "Minister Renn\nMinistry of Rivers\n\nDear Minister,\n"
    assert shown(text) == [
        ("paragraph", 1, "", "Minister Renn\nMinistry of Rivers"),
        ("paragraph", 4, "", "Dear Minister,"),
    ]


def test_list_items_keep_their_marks_and_wrapped_lines():
    text = "We ask you to:\n- open the\n  ferry;\n- name a date.\n\n1. One\n2) Two\n\n(c) Three\n• Four\n"
    assert shown(text) == [
        ("paragraph", 1, "", "We ask you to:"),
        ("item", 2, "-", "open the\nferry;"),
        ("item", 4, "-", "name a date."),
        ("item", 6, "1.", "One"),
        ("item", 7, "2)", "Two"),
        ("item", 9, "(c)", "Three"),
        ("item", 10, "•", "Four"),
    ]


def test_a_dash_or_number_amid_a_sentence_is_no_list():
    text = "The ferry stopped in\n2013. Nobody said why\n- not even the ministry."
    assert [kind for kind, *_ in shown(text)] == ["paragraph"]


def test_columns_become_rows_and_wrapped_names_whole():
    text = "Lantern Watch     Writers and       Quiet Ink\n                  Readers\nMuseum of Maps    Civic Union\n"
    document = read_bytes(text.encode(), name="a.txt")
    assert [block.cells for block in document.blocks] == [
        ("Lantern Watch", "Writers and Readers", "Quiet Ink"),
        ("Museum of Maps", "Civic Union", ""),
    ]
    assert [block.line for block in document.blocks] == [1, 3]


def test_columns_that_wrap_each_for_itself_are_read_one_after_another():
    text = "Society for         Lantern Watch\nThreatened Rivers   Federation of\nMuseum of Maps      Ferries\n"
    assert shown(text) == [
        ("paragraph", 1, "", "Society for Threatened Rivers\nMuseum of Maps"),
        ("paragraph", 1, "", "Lantern Watch\nFederation of Ferries"),
    ]


def test_tabs_part_cells():
    document = read_bytes(b"Lantern Watch\tArland\nQuiet Ink\tNorwen\n", name="a.txt")
    assert [block.cells for block in document.blocks] == [("Lantern Watch", "Arland"), ("Quiet Ink", "Norwen")]


def test_two_blanks_behind_a_sentence_are_no_column():
    assert shown("It rains.  We wait.\nIt pours.  We go.") == [
        ("paragraph", 1, "", "It rains. We wait.\nIt pours. We go.")
    ]


def test_pasted_lines_of_whole_paragraphs_are_parted():
    long = "The alders at the weir hold the bank, and the bank holds the road, and the road holds the town together, we say."
    long += " We said so before."
    assert shown(f"Minister Renn\nPort Lumen\n{long}\n{long}") == [
        ("paragraph", 1, "", "Minister Renn\nPort Lumen"),
        ("paragraph", 3, "", long),
        ("paragraph", 4, "", long),
    ]


def test_invisible_characters_vanish_and_blanks_are_one_space():
    assert shown("\ufeffDe\u00adar\u200b \u00a0 Minister,  \u201cyes\u201d \ufb01ne") == [
        ("paragraph", 1, "", "Dear Minister, “yes” fine")
    ]


def test_bullets_of_symbol_fonts_are_bullets():
    assert shown("We ask:\n\n\uf0b7 First thing\n\uf0a7\tSecond\uf020thing\n")[1:] == [
        ("item", 3, "•", "First thing"),
        ("item", 4, "•", "Second thing"),
    ]


def test_footnotes_keep_their_marks():
    assert shown("Text.[1]\n\n[1] A note.\n[2]: Another.\n") == [
        ("paragraph", 1, "", "Text.[1]"),
        ("footnote", 3, "[1]", "A note."),
        ("footnote", 4, "[2]", "Another."),
    ]


def test_an_underlined_line_or_one_of_capitals_is_strong():
    document = read_bytes(b"A title\n=======\n\nSIGNED BY\n\nNot strong\n", name="a.txt")
    assert [(block.text, block.strong) for block in document.blocks] == [
        ("A title", True), ("SIGNED BY", True), ("Not strong", False),
    ]  # fmt: skip


def test_lines_that_only_the_width_broke_are_joined():
    text = (
        "We write to you as groups which have for many years been working on the\n"
        "river and its ferries, and in view of your visit to the harbour on the\n"
        "13th of April.\nThank you."
    )
    assert unwrapped(text).split("\n") == [text.rsplit("\n", 1)[0].replace("\n", " "), "Thank you."]


def test_lines_of_an_address_stay_apart():
    text = "Minister Paul Renn\nMinistry of Rivers\n4 Quay Road"
    assert unwrapped(text) == text


def test_the_width_of_a_wrapped_text_is_found():
    line = "word " * 13 + "end"
    assert wrap_width(["\n".join([line] * 4), "Minister Renn\nPort Lumen"]) == len(line)
    assert wrap_width(["Minister Renn\nPort Lumen\nHarbour\nSea"]) == 0
