"""The directives of the reference: `rule`, `rules`, `fields`, `commands`, `data`, `limits`, `promises`; for maintained pages only.

Each page is read again when the code changes, as all pages are, and when an example that it shows changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from .. import site
from ..diagnostics import Rule
from ..rendering.parts import paragraph, section
from . import bounds, commands, data, fields, promises, rule_pages
from .examples import File, example_file, read_example

#: Keeps our tables of facts about keys apart from other field lists.
FACTS = "letters-reference"
#: Names are above what they mean: options are longer than a column.
OPTIONS = "letters-options"
#: Is read whole: it wraps where an example would scroll.
MESSAGE, WRAPPED = "letters-message", "letters-wrapped"


class RuleDirective(SphinxDirective):
    """Show all there is to say of one rule."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build summary, examples, reason and severity."""
        rule = rule_pages.rule_named(self.arguments[0])
        if rule is None:
            raise self.error(f"there is no rule {self.arguments[0]}")
        file = example_file(Path(self.env._app.confdir), rule.id)
        self.env.note_dependency(str(file))
        example = read_example(file.read_text("utf-8"))
        said = "The check points out" if rule.notice else "The check says"
        return [
            paragraph(rule.summary),
            *([section("before", "Before", *_files(example.before, ()))] if example.before else []),
            section("wrong", "Worth a look" if rule.notice else "Wrong", *_files(example.wrong, example.right)),
            section("message", said, *(paragraph(message, MESSAGE) for message in example.messages)),
            section("right", "Right", *_files(example.right, example.wrong)),
            section("why", "Why", paragraph(rule.reason)),
            section("severity", "Severity", paragraph(rule_pages.severity(rule))),
        ]


class RulesDirective(SphinxDirective):
    """List all rules by group."""

    def run(self) -> list[nodes.Node]:
        """Build a section for each group."""
        return [
            section(group.anchor, group.title, _list(_rule_item(self, rule) for rule in group.rules))
            for group in rule_pages.groups()
        ]


class FieldsDirective(SphinxDirective):
    """Describe the keys of a kind of page or of a group of keys."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build a list of the keys, then a section for each."""
        try:
            found = fields.fields_of(self.arguments[0])
        except KeyError:
            raise self.error(f"there is no group of keys {self.arguments[0]}") from None
        links: list[nodes.Node] = []
        for field in found:
            links += [nodes.Text(" · ")] if links else []
            links.append(nodes.reference("", "", nodes.literal("", field.name), refid=field.anchor, internal=True))
        return [nodes.paragraph("", "", *links), *(self._section(field) for field in found)]

    def _section(self, field: fields.Field) -> nodes.section:
        facts = [_fact("Value", nodes.Text(field.shape.says), *_group_link(field))]
        if field.required:
            facts.insert(0, _fact("Required", nodes.Text("yes")))
        if field.default:
            facts.append(_fact("If left out", nodes.literal("", field.default)))
        facts.append(_fact("Rules", *_joined(_rule_link(self, rule) for rule in field.rules)))
        return section(
            field.anchor, field.name, paragraph(field.doc), nodes.field_list("", *facts, classes=[FACTS]),
            _code(field.example, "yaml"),
        )  # fmt: skip


class CommandsDirective(SphinxDirective):
    """Describe every command."""

    def run(self) -> list[nodes.Node]:
        """Build a section for each command."""
        return [self._section(command) for command in commands.commands()]

    def _section(self, command: commands.Command) -> nodes.section:
        content: list[nodes.Node] = [_code(command.usage, "none", WRAPPED), paragraph(command.description)]
        if command.arguments:
            items = (_argument(argument) for argument in command.arguments)
            content.append(nodes.field_list("", *items, classes=[OPTIONS]))
        if command.remarks:
            content.append(_code(command.remarks, "none", WRAPPED))
        codes = command.exit_codes
        return section(command.anchor, command.name, *content, paragraph(f"{codes[:1].upper()}{codes[1:]}."))


class DataDirective(SphinxDirective):
    """Describe the files of the archive's data, or what stands in one of them."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build a list of files, feeds, keys or columns."""
        name = self.arguments[0]
        try:
            found = data.entries(name)
        except KeyError:
            raise self.error(f"the archive's data have no {name}") from None
        return [nodes.field_list("", *map(self._entry, found), classes=[OPTIONS])]

    def _entry(self, entry: data.Entry) -> nodes.field:
        name: nodes.Node = nodes.literal("", entry.name)
        if entry.link:
            name = addnodes.pending_xref(
                "", name, refdomain="letters", reftype="file", reftarget=entry.link, refexplicit=True, refwarn=True,
                refdoc=self.env.docname,
            )  # fmt: skip
        text = nodes.paragraph("", entry.doc)
        if entry.value:
            text += nodes.inline("", f" ({entry.value})", classes=["letters-value"])
        return nodes.field("", nodes.field_name("", "", name), nodes.field_body("", text))


class LimitsDirective(SphinxDirective):
    """Tell the limits of size that are in force."""

    def run(self) -> list[nodes.Node]:
        """Build a list of what is counted, with values, names and reasons."""
        return [nodes.field_list("", *map(self._limit, bounds.bounds()), classes=[OPTIONS])]

    def _limit(self, bound: bounds.Bound) -> nodes.field:
        name = nodes.field_name("", f"{bound.value:,} {bound.counts}")
        text = nodes.paragraph("", "", nodes.Text(f"{bound.reason} "), nodes.literal("", bound.name))
        return nodes.field("", name, nodes.field_body("", text))


class PromisesDirective(SphinxDirective):
    """List the promises of a group, each with the tests that hold it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build a list."""
        try:
            found = promises.PROMISES[self.arguments[0]]
        except KeyError:
            raise self.error(f"there is no group of promises {self.arguments[0]}") from None
        return [_list(map(self._item, found))]

    def _item(self, promise: promises.Promise) -> nodes.list_item:
        tests = _list(nodes.list_item("", nodes.paragraph("", "", self._test(test))) for test in promise.tests)
        return nodes.list_item("", nodes.paragraph("", promise.text), tests)

    def _test(self, test: str) -> nodes.Node:
        """Name a test, as a link where the repository has an address."""
        path, _, function = test.partition("::")
        name = nodes.literal("", function or path)
        repository = self.config.letters_repository
        return nodes.reference("", "", name, refuri=site.file_url(repository, path)) if repository else name


def _files(files: tuple[File, ...], others: tuple[File, ...]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for file in rule_pages.changed(files, others):
        text = rule_pages.shown(file)
        # Pygments takes the last fact above the closing --- for a heading: no colours.
        code = _code(text, "none", *([] if "\n" in text else [WRAPPED]))
        found += [nodes.paragraph("", "", nodes.literal("", rule_pages.caption(file))), code]
    return found


def _code(text: str, language: str, *classes: str) -> nodes.literal_block:
    return nodes.literal_block(text, text, language=language, classes=list(classes))


def _list(items: Iterable[nodes.list_item]) -> nodes.bullet_list:
    return nodes.bullet_list("", *items, bullet="-")


def _rule_item(directive: SphinxDirective, rule: Rule) -> nodes.list_item:
    return nodes.list_item("", nodes.paragraph("", "", _rule_link(directive, rule), nodes.Text(f": {rule.summary}")))


def _rule_link(directive: SphinxDirective, rule: Rule) -> nodes.Node:
    """Name a rule, as a link where the build has its page."""
    name = nodes.literal("", rule.id)
    if rule.docname not in directive.env.found_docs:
        return name
    return addnodes.pending_xref(
        "", name, refdomain="std", reftype="doc", reftarget=f"/{rule.docname}", refexplicit=True, refwarn=True,
        refdoc=directive.env.docname,
    )  # fmt: skip


def _group_link(field: fields.Field) -> list[nodes.Node]:
    if not field.group:
        return []
    first = fields.fields_of(field.group)[0]
    return [nodes.Text(" ("), nodes.reference("", "its keys", refid=first.anchor, internal=True), nodes.Text(")")]


def _joined(parts: Iterable[nodes.Node]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for part in parts:
        found += [nodes.Text(", "), part] if found else [part]
    return found


def _fact(name: str, *content: nodes.Node) -> nodes.field:
    return nodes.field(
        "", nodes.field_name("", name), nodes.field_body("", nodes.paragraph("", "", *content))
    )  # fmt: skip


def _argument(argument: commands.Argument) -> nodes.field:
    name = nodes.field_name("", "", nodes.literal("", argument.written))
    text = nodes.paragraph("", argument.help)
    if argument.choices:
        text += nodes.Text(" (" if argument.help else "one of ")
        text += _joined(nodes.literal("", choice) for choice in argument.choices)
        text += nodes.Text(")" if argument.help else "")
    return nodes.field("", name, nodes.field_body("", text))
