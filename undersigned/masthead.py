"""What a page shows of its own facts: masthead, asks, signatories, sources; as standard docutils nodes.

Made while the page is read (see `transforms`); names become references that are resolved when the page is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes

from . import dates, wording
from .records import Ask, Letter, Party
from .rendering.parts import mark_language, paragraph, section

#: Signatories that are listed one below the other; longer lists are set in columns.
ONE_COLUMN = 8


def party_node(party: Party) -> list[nodes.Node]:
    """Say a party as printed, its body (or else its office) as a reference."""
    before, words = wording.party_parts(party)
    found: list[nodes.Node] = [nodes.Text(before)] if before else []
    if not party.names_body:
        return [*found, nodes.Text(words)]
    reference = addnodes.pending_xref(
        "", nodes.inline("", words), refdomain="letters", reftype="party", reftarget=party.organization or "",
        organization_id=party.organization_id, refexplicit=True, refwarn=False,
    )  # fmt: skip
    return [*found, reference]


def external(url: str, text: str | None = None) -> nodes.reference:
    """Link to another site; `sanitizing` adds what such links must say."""
    return nodes.reference("", text or url, refuri=url, internal=False)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _field(name: str, *content: nodes.Node) -> nodes.field:
    return nodes.field("", nodes.field_name("", name), nodes.field_body("", *content))


def _text_field(name: str, *content: nodes.Node) -> nodes.field:
    return _field(name, nodes.paragraph("", "", *content))


def _party_field(name: str, parties: tuple[Party, ...]) -> nodes.field:
    if len(parties) == 1:
        return _text_field(name, *party_node(parties[0]))
    items = [nodes.list_item("", nodes.paragraph("", "", *party_node(party))) for party in parties]
    return _field(name, nodes.bullet_list("", *items, classes=["parties"], bullet="-"))


def letter_masthead(letter: Letter) -> nodes.field_list:
    """Make the head of a letter: date, addressees, signatories, topics, publisher."""
    when: list[nodes.Node] = [nodes.Text(dates.display(letter.date))]
    if letter.date_note:
        when += [nodes.Text(" "), nodes.inline("", f"({letter.date_note.removesuffix('.')})", classes=["note"])]
    fields = [_text_field("Date", *when)]
    if letter.to:
        fields.append(_party_field("To", letter.to))
    if letter.cc:
        fields.append(_party_field("Copy to", letter.cc))
    count: nodes.Element = nodes.inline("", signed := wording.signature_count(letter))
    if letter.signatories:
        count = nodes.reference("", signed, internal=True, refid="signatories")
    fields.append(_text_field("Signed by", count))
    if letter.topics:
        topics: list[nodes.Node] = []
        for topic in letter.topics:
            topics += [nodes.Text(", ")] if topics else []
            topics.append(
                addnodes.pending_xref(
                    "",
                    nodes.inline("", topic.target),
                    refdomain="letters",
                    reftype="topic",
                    reftarget=topic.target,
                    refexplicit=False,
                    refwarn=False,
                )
            )
        fields.append(_text_field("Topics", *topics))
    if letter.occasion:
        fields.append(_text_field("Occasion", nodes.Text(letter.occasion)))
    if letter.language != "en":
        fields.append(_text_field("Language", nodes.Text(wording.language_name(letter.language))))
    source: list[nodes.Node] = [nodes.Text(letter.source.publisher)]
    if letter.source.identifier:
        source.append(nodes.Text(f", {letter.source.identifier}"))
    if letter.source.url:
        source += [nodes.Text(" ("), external(letter.source.url, _host(letter.source.url)), nodes.Text(")")]
    if letter.source.publisher:
        fields.append(_text_field("Published by", *source))
    return nodes.field_list("", *fields, classes=["masthead"])


def text_note(letter: Letter, *, written: bool) -> Iterator[nodes.Node]:
    """Say whether the page carries the letter or tells of it; `written` tells that the page has a body."""
    if letter.text == "full":
        return
    said = "Summary in our own words." if written else "No summary has been written yet."
    note = nodes.paragraph("", said, classes=["text-note"])
    if letter.source.url:
        note += [
            nodes.Text(" The letter itself: "),
            external(letter.source.url, _host(letter.source.url)),
            nodes.Text("."),
        ]
    yield note


def letter_sections(letter: Letter) -> Iterator[nodes.Node]:
    """Make the sections of a letter's own facts that follow its text."""
    if letter.asks:
        items = [_ask(ask, number) for number, ask in enumerate(letter.asks, 1)]
        yield section(
            "asks", "What the letter asks",
            nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".", classes=["asks"]),
        )  # fmt: skip
    yield _signatories(letter)
    if letter.responses:
        yield section("responses", "Responses", _responses(letter))
    yield section("sources", "Sources and evidence", *_sources(letter))


def _ask(ask: Ask, number: int) -> nodes.list_item:
    text = nodes.paragraph("", ask.text)
    if outcome := ask.outcome:
        words = wording.OUTCOME_NAMES[outcome.status]
        if outcome.date:
            words += f", {dates.display(outcome.date)}"
        if outcome.note:
            words += f": {outcome.note}"
        text += [nodes.Text(" "), nodes.inline("", f"({words})", classes=["outcome", outcome.status])]
        if outcome.url:
            text += [nodes.Text(" "), external(outcome.url, _host(outcome.url))]
    return nodes.list_item("", text, ids=[f"ask-{number}"])


def _signatories(letter: Letter) -> nodes.section:
    content: list[nodes.Node] = [paragraph(_completeness(letter), "completeness")]
    if letter.signatories:
        items = []
        for party in letter.signatories:
            text = nodes.paragraph("", "", *party_node(party))
            if role := wording.ROLE_NAMES[party.role]:
                text += nodes.inline("", f" ({role})", classes=["role"])
            if party.withdrawn:
                text += nodes.inline("", f" (withdrawn {dates.display(party.withdrawn)})", classes=["withdrawn"])
            # Persons who sign for themselves stay out of search indexes.
            items.append(nodes.list_item("", text, classes=["no-search"] if party.is_person_alone else []))
        classes = ["signatories"] + (["columns"] if len(items) > ONE_COLUMN else [])
        content.append(nodes.bullet_list("", *items, classes=classes, bullet="-"))
    return section("signatories", "Signatories", *content)


def _completeness(letter: Letter) -> str:
    listed, stated = len(letter.signatories), letter.signatories_stated
    count = wording.signature_count(letter)
    if letter.signatories_complete:
        text = f"Complete list: {count}, in the printed order."
        if stated is not None and stated != listed + (letter.individuals or 0) and stated != listed:
            text += f" The source states {stated:,}."
    elif stated is not None and stated > listed:
        text = (
            f"Partial list: {count}."
            if listed
            else f"The source states {stated:,} signatories; none is known by name yet."
        )
    elif listed:
        text = f"Partial list: {count.removesuffix(', list incomplete')}."
    else:
        text = "No signatory is known by name yet."
    if letter.individuals:
        text += f" Private persons who signed ({letter.individuals:,}) are counted and not named."
    return text


def _responses(letter: Letter) -> nodes.bullet_list:
    items = []
    for response in letter.responses:
        text = nodes.paragraph("", f"{dates.display(response.date)}: ")
        text += [*party_node(response.sender), nodes.Text(f" {wording.RESPONSE_NAMES[response.kind]}")]
        if response.note:
            text += nodes.Text(f": {response.note}")
        if response.url:
            text += [nodes.Text(" "), external(response.url, _host(response.url))]
        items.append(nodes.list_item("", text))
    return nodes.bullet_list("", *items, bullet="-", classes=["responses"])


def _sources(letter: Letter) -> Iterator[nodes.Node]:
    fields = []
    if letter.source.url:
        fields.append(_text_field("Original", external(letter.source.url)))
    if letter.source.copy:
        fields.append(_text_field("Copy seen", nodes.Text(letter.source.copy)))
    others = [url for url in letter.other_urls if url != letter.source.url]
    if others:
        fields.append(_field("Also at", _urls(others)))
    seen = [url for url in letter.evidence if url != letter.source.url and url not in others]
    if seen:
        fields.append(_field("Facts seen at", _urls(seen)))
    if letter.rights:
        fields.append(_text_field("Licence printed", nodes.Text(letter.rights)))
    if letter.license:
        fields.append(_text_field("Published under", nodes.Text(letter.license)))
    if letter.title_supplied:
        fields.append(_text_field("Title", nodes.Text("Supplied by the archive; the letter prints none.")))
    if letter.notes:
        fields.append(_text_field("Notes", nodes.Text(letter.notes)))
    for correction in letter.corrections:
        fields.append(_text_field("Corrected", nodes.Text(f"{dates.display(correction.date)}: {correction.note}")))
    if fields:
        yield nodes.field_list("", *fields, classes=["sources"])
    else:
        yield paragraph(f"Published by {letter.source.publisher}.")


def _urls(urls: list[str]) -> nodes.Element:
    if len(urls) == 1:
        return nodes.paragraph("", "", external(urls[0]))
    items = [nodes.list_item("", nodes.paragraph("", "", external(url))) for url in urls]
    return nodes.bullet_list("", *items, bullet="-", classes=["urls"])


def number_paragraphs(body: nodes.Element) -> None:
    """Give each paragraph of a full text its number and anchor (`paragraph-1`, ...); salutation and closing have none."""
    paragraphs = [node for node in body.findall(nodes.paragraph) if isinstance(node.parent, nodes.section)]
    paragraphs = [node for node in paragraphs if not set(node["classes"]) & {"text-note"}]
    if paragraphs and _is_address(paragraphs[0]):
        paragraphs.pop(0)["classes"].append("salutation")
    if paragraphs and _is_address(paragraphs[-1]):
        paragraphs.pop()["classes"].append("closing")
    for number, node in enumerate(paragraphs, 1):
        anchor = f"paragraph-{number}"
        node["ids"].append(anchor)
        node["classes"].append("numbered")
        link = nodes.reference("", f"{number}", internal=True, refid=anchor, classes=["paragraph-number"])
        node.insert(0, [link, nodes.Text(" ")])


def _is_address(node: nodes.paragraph) -> bool:
    """Tell a salutation or closing formula from a paragraph: short, and ending as an address does."""
    text = node.astext().strip()
    return len(text) <= 120 and text.endswith((",", "，", ":", "：", "،"))


def mark_foreign_title(title: nodes.title, letter: Letter) -> None:
    """Mark the language of a title that is not English."""
    if letter.language.partition("-")[0] != "en":
        mark_language(title, letter.language)


def mark_foreign_body(page: nodes.section, letter: Letter) -> None:
    """Mark the language of a full text that is not English, block by block; what we add to it is English."""
    if letter.language.partition("-")[0] != "en":
        for node in page.children[1:]:
            if isinstance(node, nodes.Element):
                mark_language(node, letter.language)
