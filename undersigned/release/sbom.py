"""The list of what builds the site, as CycloneDX: each package of the lock with release, hashes, licence and needs.

Licences and needs are those that the installed packages declare, so that the environment must be that of the lock.
The form is CycloneDX 1.6 (ECMA-424); the library's own validator holds it to the schema.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from importlib.metadata import Distribution, distributions
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component
    from cyclonedx.model.license import License

    from .locks import Locked

#: Characters of a licence's name: some packages give its text there.
_MOST = 120


class SbomError(ValueError):
    """What keeps the list from being made."""


def sbom(
    locked: Iterable[Locked], asked: Iterable[str], /, *, name: str, version: str, licence: str, time: datetime
) -> str:
    """Write the list as JSON; the same lock and environment give the same bytes.

    `asked` are the packages that the project itself asks for, `time` is that of the release. Raises SbomError where the environment is not that of the lock, or the schema is broken.
    """
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    packages = {package.name: package for package in locked if package.applies}
    installed = _installed(packages)
    components = {key: _component(package, installed[key]) for key, package in packages.items()}
    bom = Bom(components=components.values())
    root = Component(
        name=name, version=version, type=ComponentType.APPLICATION, bom_ref=name,
        licenses=[LicenseFactory().make_from_string(licence)],
    )  # fmt: skip
    bom.metadata.component = root
    bom.metadata.timestamp = time
    needs = {key: tuple(_needs(distribution, components)) for key, distribution in installed.items()}
    for key, needed in needs.items():
        bom.register_dependency(components[key], [components[other] for other in needed])
    bom.register_dependency(root, [components[key] for key in sorted(asked) if key in components])
    _number(bom)
    written = JsonV1Dot6(bom).output_as_string(indent=2) + "\n"
    if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(written):
        raise SbomError(f"the list of packages breaks its schema: {error}")
    return written


def _number(bom: Bom) -> None:
    """Derive the serial number from the content."""
    from cyclonedx.output.json import JsonV1Dot6

    bom.serial_number = uuid5(NAMESPACE_URL, "")
    digest = hashlib.sha256(JsonV1Dot6(bom).output_as_string().encode()).hexdigest()
    bom.serial_number = uuid5(NAMESPACE_URL, f"sha256:{digest}")


def _installed(packages: Mapping[str, Locked]) -> dict[str, Distribution]:
    """Find the installed packages; raises SbomError that names each that is not that of the lock."""
    found: dict[str, Distribution] = {canonicalize_name(each.name): each for each in reversed([*distributions()])}
    wrong = [
        f"{key} {package.version}"
        for key, package in packages.items()
        if key not in found or Version(found[key].version) != Version(package.version)
    ]
    if wrong:
        raise SbomError(
            f"not installed as locked: {', '.join(sorted(wrong))}; run `make distclean', then `make LOCKED=1 release'"
        )
    return {key: found[key] for key in packages}


def _component(package: Locked, distribution: Distribution) -> Component:
    from cyclonedx.model import HashAlgorithm, HashType, Property
    from cyclonedx.model.component import Component
    from packageurl import PackageURL

    # A component has one hash of a kind: those of a package's other files would be taken for other algorithms'.
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=package.hashes[0])] if len(package.hashes) == 1 else []
    known = [] if hashes else [Property(name="undersigned:locked-sha256", value=digest) for digest in package.hashes]
    return Component(
        name=package.name, version=package.version, bom_ref=f"{package.name}=={package.version}",
        purl=PackageURL("pypi", name=package.name, version=package.version), licenses=list(_licences(distribution)),
        hashes=hashes, properties=known,
    )  # fmt: skip


def _licences(distribution: Distribution) -> Iterator[License]:
    """Give the licence that a package declares: its expression, its classifiers, or its own words."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.license import DisjunctiveLicense

    factory = LicenseFactory()
    facts = distribution.metadata
    if "License-Expression" in facts:
        yield factory.make_from_string(facts["License-Expression"])
        return
    classified = sorted({
        line.rpartition(" :: ")[2] for line in facts.get_all("Classifier") or () if line.startswith("License :: ")
    } - {"OSI Approved"})  # fmt: skip
    own = facts["License"].strip() if "License" in facts else ""
    words = classified or [line for line in own.splitlines()[:1] if len(line) <= _MOST]
    for word in words:
        made = factory.make_from_string(word)
        yield made if isinstance(made, DisjunctiveLicense) or len(words) == 1 else DisjunctiveLicense(name=word)


def _needs(distribution: Distribution, components: Mapping[str, Component]) -> Iterator[str]:
    """Give the packages of the list that a package asks for here."""
    found: set[str] = set()
    for line in distribution.requires or ():
        requirement = Requirement(line)
        key = canonicalize_name(requirement.name)
        if key in components and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
            found.add(key)
    yield from sorted(found)
