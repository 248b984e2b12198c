"""Holds JSON-LD to schema.org without a network: rdflib reads it, pySHACL and its copy of the vocabulary judge it.

pySHACL carries the vocabulary as SHACL shapes, which hold values to their types; that a property belongs to a type of
its subject is read from the same shapes. They are of 2021, before dates were admitted beside moments, so that dates
are held to their form here.
"""

from __future__ import annotations

import json
import re
import warnings
from functools import cache
from importlib.resources import files
from typing import Any

import pyshacl
from rdflib import RDF, RDFS, SH, Graph, Namespace, URIRef

SCHEMA = Namespace("http://schema.org/")
#: What the shapes take for moments.
DATES = ("dateSent", "dateModified")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


@cache
def vocabulary() -> Graph:
    graph = Graph()
    graph.parse(str(files("pyshacl") / "assets" / "schema.ttl"))
    for name in DATES:
        for shape in graph.subjects(SH.path, SCHEMA[name]):
            graph.remove((shape, SH.datatype, None))
            graph.remove((shape, SH["or"], None))
    return graph


@cache
def _owners() -> dict[URIRef, set[Any]]:
    """Know the types that each property belongs to."""
    owners: dict[URIRef, set[Any]] = {}
    for owner, shape in vocabulary().subject_objects(SH.property):
        for path in vocabulary().objects(shape, SH.path):
            owners.setdefault(URIRef(path), set()).add(owner)
    return owners


@cache
def _above(type_: URIRef) -> frozenset[Any]:
    return frozenset(vocabulary().transitive_objects(type_, RDFS.subClassOf))


@cache
def context() -> dict[str, Any]:
    """Make the context that https://schema.org serves: all terms, addresses where the vocabulary wants them."""
    terms: dict[str, Any] = {"@vocab": str(SCHEMA)}
    for name in ("url", "sameAs", "item", "license", "sdLicense", "contentUrl", "mainEntityOfPage"):
        terms[name] = {"@id": str(SCHEMA[name]), "@type": "@id"}
    return terms


def graph_of(data: dict[str, Any]) -> Graph:
    """Read JSON-LD with the context in the place of its address."""
    assert data["@context"] == "https://schema.org"
    graph = Graph()
    with warnings.catch_warnings():
        # rdflib's own reader of JSON-LD uses what rdflib has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=json.dumps({**data, "@context": context()}), format="json-ld")
    return graph


def misplaced(graph: Graph) -> list[str]:
    """Name the properties that belong to no type of their subject, and the types that do not exist."""
    found = []
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            if (value, RDF.type, RDFS.Class) not in vocabulary():
                found.append(f"no type {value}")
            continue
        types = set().union(*(_above(URIRef(type_)) for type_ in graph.objects(subject, RDF.type)))
        if not types & _owners().get(URIRef(predicate), set()):
            found.append(f"{predicate} of {sorted(graph.objects(subject, RDF.type))}")
        if predicate in (SCHEMA[name] for name in DATES) and not _DAY.fullmatch(str(value)):
            found.append(f"date {value}")
    return found


def mistyped(graph: Graph) -> str:
    """Say which values have a type that their property does not take; empty if none."""
    plain = Graph()
    for subject, predicate, value in graph:
        plain.add((subject, predicate, value))
        if predicate == SCHEMA.item:
            # An address stands for the thing itself.
            plain.add((value, RDF.type, SCHEMA.Thing))
    conforms, _, report = pyshacl.validate(plain, shacl_graph=vocabulary(), ont_graph=vocabulary())
    return "" if conforms else str(report)
