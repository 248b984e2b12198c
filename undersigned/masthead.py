"""What a page shows of its own facts at its head, and of what a letter asks and who signed it; as standard docutils nodes.

Made while the page is read (see `transforms`); names become references that are resolved when the page is written.
`evidence` has the responses and sources that follow.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from . import dates, elements, wording
from .facts import external, field, host_of, party_node, sentence, text_field
from .records import Ask, Letter, Party
from .rendering.parts import paragraph, section

#: Signatories that are listed one below the other; longer lists are set in columns.
ONE_COLUMN = 8


def _party_field(name: str, parties: tuple[Party, ...]) -> nodes.field:
    if len(parties) == 1:
        return text_field(name, *party_node(parties[0]))
    items = [elements.list_item("", elements.paragraph("", "", *party_node(party))) for party in parties]
    return field(name, elements.bullet_list("", *items, classes=["parties"], bullet="-"))


def letter_masthead(letter: Letter) -> nodes.field_list:
    """Make the head of a letter: date, addressees, signatories, topics, publisher."""
    when: list[nodes.Node] = [nodes.Text(dates.display(letter.date))]
    if letter.date_note:
        when += [nodes.Text(" "), elements.inline("", f"({letter.date_note.removesuffix('.')})", classes=["note"])]
    fields = [text_field("Date", *when)]
    if letter.to:
        fields.append(_party_field("To", letter.to))
    if letter.cc:
        fields.append(_party_field("Copy to", letter.cc))
    count: nodes.Element = elements.inline("", signed := wording.signature_count(letter))
    if letter.signatories:
        count = elements.reference("", signed, internal=True, refid="signatories")
    fields.append(text_field("Signed by", count))
    outcomes = wording.outcome_summary(letter.asks)
    if letter.asks and (outcomes or letter.text == "full"):
        # A summary is short, and its asks stand right below it.
        asks = elements.reference("", wording.plural(len(letter.asks), "ask"), internal=True, refid="asks")
        fields.append(text_field("Asks", asks, *([nodes.Text(f": {outcomes}")] if outcomes else [])))
    if letter.topics:
        topics: list[nodes.Node] = []
        for topic in letter.topics:
            topics += [nodes.Text(", ")] if topics else []
            topics.append(
                addnodes.pending_xref(
                    "",
                    elements.inline("", topic.target),
                    refdomain="letters",
                    reftype="topic",
                    reftarget=topic.target,
                    refexplicit=False,
                    refwarn=False,
                )
            )
        fields.append(text_field("Topics", *topics))
    if letter.occasion:
        fields.append(text_field("Occasion", nodes.Text(letter.occasion)))
    if letter.language != "en":
        fields.append(text_field("Language", nodes.Text(wording.language_name(letter.language))))
    source: list[nodes.Node] = [nodes.Text(letter.source.publisher)]
    if letter.source.identifier:
        source.append(nodes.Text(f", {letter.source.identifier}"))
    if letter.source.url:
        source += [nodes.Text(" ("), external(letter.source.url, host_of(letter.source.url)), nodes.Text(")")]
    if letter.source.publisher:
        fields.append(text_field("Published by", *source))
    if letter.corrections:
        last = max(letter.corrections, key=lambda correction: correction.date.key)
        link = elements.reference("", dates.display(last.date), internal=True, refid="corrections")
        fields.append(text_field("Last corrected", link))
    return elements.field_list("", *fields, classes=["masthead"])


def text_note(letter: Letter, *, written: bool) -> Iterator[nodes.Node]:
    """Say whether the page carries the letter or tells of it; `written` tells that the page has a body."""
    if letter.text == "full":
        return
    said = "Summary in our own words." if written else "No summary has been written yet."
    note = elements.paragraph("", said, classes=["text-note"])
    if letter.source.url:
        note += [
            nodes.Text(" The letter itself: "),
            external(letter.source.url, host_of(letter.source.url)),
            nodes.Text("."),
        ]
    yield note


def asks(letter: Letter, *more: nodes.Node) -> Iterator[nodes.section]:
    """List what the letter asks, and what became of it."""
    if not letter.asks:
        return
    items = [_ask(ask, number) for number, ask in enumerate(letter.asks, 1)]
    content: list[nodes.Node] = []
    if outcomes := wording.outcome_summary(letter.asks):
        content.append(paragraph(f"Of {wording.plural(len(letter.asks), 'ask')}: {outcomes}.", "completeness"))
    content.append(elements.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".", classes=["asks"]))
    yield section("asks", "What the letter asks", *content, *more)


def _ask(ask: Ask, number: int) -> nodes.list_item:
    item = elements.list_item("", elements.paragraph("", ask.text), ids=[f"ask-{number}"])
    if outcome := ask.outcome:
        words = wording.OUTCOME_NAMES[outcome.status]
        said = elements.inline(
            "", "", elements.strong("", words[:1].upper() + words[1:]), classes=["outcome", outcome.status]
        )
        rest = f", {dates.display(outcome.date)}." if outcome.date else "."
        said += nodes.Text(f"{rest} {sentence(outcome.note)}" if outcome.note else rest)
        if outcome.url:
            said += [nodes.Text(" See "), external(outcome.url, host_of(outcome.url)), nodes.Text(".")]
        item += elements.paragraph("", "", said, classes=["ask-outcome"])
    return item


def signatories(letter: Letter, *before: nodes.Node) -> nodes.section:
    """List who signed, as printed; `before` stands between the list and what is said about it."""
    content: list[nodes.Node] = [_completeness(letter), *before]
    if letter.signatories:
        items = [_signatory(party) for party in letter.signatories]
        classes = ["signatories"] + (["columns"] if len(items) > ONE_COLUMN else [])
        content.append(elements.bullet_list("", *items, classes=classes, bullet="-"))
    return section("signatories", "Signatories", *content)


def _signatory(party: Party) -> nodes.list_item:
    name = party_node(party)
    text = elements.paragraph(
        "", "", *([elements.inline("", "", *name, classes=["struck"])] if party.withdrawn else name)
    )
    if role := wording.ROLE_NAMES[party.role]:
        text += elements.inline("", f" ({role})", classes=["role"])
    if party.withdrawn:
        text += elements.inline("", f" (withdrawn {dates.display(party.withdrawn)})", classes=["withdrawn"])
    # Persons who sign for themselves stay out of search indexes.
    return elements.list_item("", text, classes=["no-search"] if party.is_person_alone else [])


def _completeness(letter: Letter) -> nodes.paragraph:
    """Say how many signed, whether all are listed, and how many signatures were withdrawn."""
    head, rest = _count(letter)
    withdrawn = sum(1 for party in letter.signatories if party.withdrawn)
    if withdrawn:
        were = "was" if withdrawn == 1 else "were"
        rest += f" {wording.plural(withdrawn, 'signature')} {were} withdrawn later."
    if letter.individuals:
        rest += f" Private persons who signed ({letter.individuals:,}) are counted and not named."
    return elements.paragraph(
        "", "", *([elements.strong("", head)] if head else []), nodes.Text(rest), classes=["completeness"]
    )


def _count(letter: Letter) -> tuple[str, str]:
    """Say what kind of list it is, and how many signed."""
    listed, stated = len(letter.signatories), letter.signatories_stated
    count = wording.signature_count(letter)
    if letter.signatories_complete:
        text = f": {count}, in the printed order."
        if stated is not None and stated != listed + (letter.individuals or 0) and stated != listed:
            text += f" The source states {stated:,}."
        return "Complete list", text
    if listed:
        return "Partial list", f": {count.removesuffix(', list incomplete')}."
    if stated is not None and stated > listed:
        return "", f"The source states {stated:,} signatories; none is known by name yet."
    return "", "No signatory is known by name yet."
