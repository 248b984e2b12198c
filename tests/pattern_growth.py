"""Finds texts on which a regular expression takes the square of their length, or worse.

The expression becomes an automaton. Work grows faster than the text where one word leads from a place to itself, from
there to a second place, and from that to itself: a backtracking matcher then tries each way of parting the word's
repetitions between the two (Weber and Seidl, "On the degree of ambiguity of finite automata", 1991; Weideman et al.,
"Analyzing matching time behavior of backtracking regular expression matchers", 2016). A search that may begin anywhere
is a place of its own that any word leads to itself. Places from which a match is sure are left out: there is no second
try.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from tests.pattern_automaton import Automaton


@dataclass(frozen=True)
class Growth:
    """A text of `before`, `again` many times, and a sign that ends it, which takes more than its length."""

    before: str
    again: str


def _reached(automaton: Automaton) -> dict[tuple[int, str], str]:
    """Map every place, with the sign before it, to a text that leads there."""
    found = {(automaton.start, ""): ""}
    todo = deque(found)
    while todo:
        here = todo.popleft()
        for sign, there in automaton.steps(*here):
            if (there, sign) not in found:
                found[there, sign] = found[here] + sign
                todo.append((there, sign))
    return found


def growths(automaton: Automaton) -> Iterator[Growth]:
    """Find texts that take more work than their length; one for each two loops that share a word."""
    reached = _reached(automaton)
    loops = _Loops(automaton, reached)
    done: set[tuple[int, int]] = set()
    for first in loops.states:
        for second in loops.states:
            pair = loops.of[first[0]], loops.of[second[0]]
            if (
                pair in done or first[0] == second[0] or first[1] != second[1] or automaton.is_sure(*second)
                or not loops.leads(first[0], second[0])
            ):  # fmt: skip
                continue
            word = _word(automaton, first, second, loops)
            if word is not None:
                done.add(pair)
                yield Growth(reached[first], word)


def _word(automaton: Automaton, first: tuple[int, str], second: tuple[int, str], loops: _Loops) -> str | None:
    """Find a word from the first place to itself, from it to the second, and from the second to itautomaton."""
    begin = (first[0], first[0], second[0], first[1])
    goal = (first[0], second[0], second[0], first[1])
    found, todo = {begin: ""}, deque([begin])
    while todo:
        here = todo.popleft()
        a, b, c, before = here
        nexts = [(s, t) for s, t in automaton.steps(a, before) if loops.same(t, first[0])]
        middle, last = automaton.steps(b, before), automaton.steps(c, before)
        for sign, one in nexts:
            for three in [t for s, t in last if s == sign and loops.same(t, second[0])]:
                if automaton.is_sure(three, sign):
                    continue
                for two in [t for s, t in middle if s == sign and loops.leads(t, second[0])]:
                    there = (one, two, three, sign)
                    if there == goal:
                        return found[here] + sign
                    if there not in found:
                        found[there] = found[here] + sign
                        todo.append(there)
    return None


class _Loops:
    """Which places lead back to themselves."""

    def __init__(self, automaton: Automaton, reached: dict[tuple[int, str], str]) -> None:
        after: dict[int, set[int]] = {}
        for place, before in reached:
            after.setdefault(place, set()).update(there for _, there in automaton.steps(place, before))
        self._from: dict[int, set[int]] = {}
        for place in after:
            seen: set[int] = set()
            todo = list(after[place])
            while todo:
                if (there := todo.pop()) not in seen:
                    seen.add(there)
                    todo.extend(after.get(there, ()))
            self._from[place] = seen
        #: Each place that leads back to itself, to the least of those that it leads to and that lead to it.
        self.of = {
            place: min(other for other in seen if place in self._from.get(other, ()))
            for place, seen in self._from.items() if place in seen
        }  # fmt: skip
        self.states = [state for state in reached if state[0] in self._from[state[0]]]

    def leads(self, one: int, other: int) -> bool:
        return one == other or other in self._from.get(one, ())

    def same(self, one: int, other: int) -> bool:
        return one == other or (self.leads(one, other) and self.leads(other, one))
