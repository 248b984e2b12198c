"""Small archives and letters for the importer's tests; every name is made up."""

from __future__ import annotations

from undersigned.catalogue import Catalogue
from undersigned.importing.letter import Findings, Given, find_letter
from undersigned.importing.reading import read_bytes
from undersigned.records import Organization

NAMES = {
    "alpha": ("Alpha Society", ("AS",)),
    "lamp": ("Lamp Watch", ()),
    "ministry": ("Ministry of Examples", ()),
    "premier": ("Prime Minister of Examplia", ()),
    "ferry": ("Free the Ferry, Stand with the Delta", ()),
    "reed": ("REED | The River Association", ()),
    "both": ("Lawyers and Librarians", ()),
}
BODY = "We write to you about the lamps, which have not been lit for three years now.\n\nPlease light them again before the winter comes.\n"


def archive() -> Catalogue:
    """Make a catalogue of a few organizations."""
    return Catalogue(
        {f"organizations/{id_}": Organization(id_, name, aliases=aliases) for id_, (name, aliases) in NAMES.items()}
    )


def found(text: str, given: Given | None = None) -> Findings:
    """Find the letter in a text."""
    return find_letter(read_bytes(text.encode(), name="letter.txt"), archive(), given)


def signed(names: str, *, title: str = "Open letter on the lamps") -> Findings:
    """Find the letter in a text that ends with a list of names."""
    return found(f"{title}\n\n4 May 2020\n\nDear Minister,\n\n{BODY}\nSincerely,\n\n{names}\n")


def addressed(block: str, salutation: str = "Dear Minister,") -> Findings:
    """Find the letter in a text with an address block."""
    return found(
        f"Open letter on the lamps\n\n4 May 2020\n\n{block}\n\n{salutation}\n\n{BODY}\nSincerely,\n\nLamp Watch\n"
    )


def parties(found: list) -> list[tuple[str | None, str | None, str | None]]:  # type: ignore[type-arg]
    """Give name, title and organization of each party."""
    return [(one.party.name, one.party.title, one.party.organization) for one in found]
