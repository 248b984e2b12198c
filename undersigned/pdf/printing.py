"""Make the PDFs of pieces: those of letters, those of volumes, only where something in them changed.

Before it: `rendering`. What a PDF is made from has a fingerprint; the store keeps it with the state of the file.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxParallelError
from sphinx.util import logging
from sphinx.util.parallel import ParallelTasks, SerialTasks

from .. import previews
from ..exports import csl, persons, record
from ..writing import replace_file
from . import edition
from .assembly import address
from .jobs import Job, chunks
from .metadata import Attachment, Info
from .piece import PrintError
from .rendering import GONE, warn_of_missing
from .store import Written, digest
from .volumes import Press, letter, volume

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..records import Letter
    from .builder import LetterPdfBuilder
    from .edition import Entry, Volume
    from .piece import Piece

logger = logging.getLogger(__name__)
#: Pieces that one process keeps at hand.
AT_HAND = 400


class Printing:
    """One pass over the PDFs of a build."""

    def __init__(self, builder: LetterPdfBuilder, entries: Sequence[Entry], keys: dict[str, str], /) -> None:
        self._builder = builder
        self._entries = {entry.docname: entry for entry in entries}
        self._keys = keys
        self._piece = lru_cache(AT_HAND)(self._load)

    def write_all(self) -> None:
        """Write the PDFs whose content changed; delete those that this builder wrote once and makes no more."""
        builder = self._builder
        output = Path(builder.outdir)
        before = builder.store.record(output)
        after: dict[str, Written] = {}
        jobs = []
        for job in self._jobs():
            known = {name: before[name] for name in job.names if name in before}
            if len(known) == len(job.names) and all(
                one.made_from == job.made_from and one.is_state_of(output / name) for name, one in known.items()
            ):
                after.update(known)
            else:
                jobs.append(job)
        if jobs:
            # Before they are there, so that what a killed build wrote is known to the next.
            before |= {name: Written.of_nothing() for job in jobs for name in job.names}
            builder.store.note(output, before)
        try:
            self._run(jobs, output, after)
        except BaseException:
            # What was written is known, so that it goes when its letter goes.
            builder.store.note(output, before | after)
            raise
        for name in sorted(after):
            self._warn(name, after[name].missing)
        for name in sorted(before.keys() - after.keys()):
            path = output / name
            if path.is_file() and before[name].digest in ("", digest(path.read_bytes())):
                path.unlink()
        builder.store.note(output, after)

    def write_one(self, asked: Volume, path: Path, /) -> None:
        """Write one volume to a file. Raises PdfError."""
        from .builder import PdfError

        try:
            data = self._guarded(asked)
            replace_file(path, data)
        except PrintError as error:
            raise PdfError(f"{path} could not be made: {error}") from error
        except OSError as error:
            raise PdfError(f"{path} could not be written: {error.strerror}") from error
        self._warn("", self._press.take_missing())

    def _warn(self, name: str, missing: tuple[str, ...]) -> None:
        """Warn of what no font had on pages of a PDF that are no letter's."""
        page = name.removesuffix(".pdf")
        env = self._builder.env
        warn_of_missing((char, page if page in env.found_docs else None) for char in missing)

    # ---- jobs

    def _jobs(self) -> Iterable[Job]:
        config, stamp = self._builder.config, self._builder.stamp
        everything = edition.Volume(
            config.letterpdf_compilation, config.letterpdf_title or config.project, (), tuple(self._entries)
        )
        if not self._entries:
            return
        for entry in self._entries.values():
            listed = self._record(entry)
            # All that the attached data are made of; what it says for readers is in the entry.
            bodies = [body and body.docname for body in map(self._builder.catalogue.body_of, listed.parties)]
            named = (config.project, config.html_short_title)
            source = (stamp, entry, self._keys[entry.docname], self._letter_info(entry), listed, bodies, named)
            yield Job(entry.docname + ".pdf", digest(repr(source).encode()), entry)
        shared = digest(repr((stamp, config.letterpdf_licence, config.project)).encode())
        prints = {
            docname: digest(repr((entry, self._keys[docname])).encode()) for docname, entry in self._entries.items()
        }
        for one in edition.volumes(self._builder.catalogue, self._entries.values(), everything):
            parts = [prints[docname] for docname in one.letters]
            yield Job(one.name + ".pdf", digest(repr((shared, one, self._volume_info(one), parts)).encode()), one)

    def _run(self, jobs: Sequence[Job], output: Path, after: dict[str, Written]) -> None:
        """Make the PDFs in several processes. Raises PdfError naming all that failed."""
        from .builder import PdfError

        builder = self._builder
        failures: dict[str, str] = {}

        def on_done(*results: Any) -> None:
            written, failed = results[-1]
            after.update(written)
            failures.update(failed)

        tasks: Any = ParallelTasks(builder._app.parallel) if builder.parallel_ok else SerialTasks()
        if jobs:
            builder.renderer  # noqa: B018  made before the processes part, so that they share it
        for chunk in chunks(sorted(jobs, key=lambda job: (-job.load, job.name))):
            tasks.add_task(self._make, (chunk, output), on_done)
        try:
            tasks.join()
        except (EOFError, SphinxParallelError) as error:
            logger.debug("a process is gone: %s", error)
        # Sphinx goes on if a process is gone.
        failures |= dict.fromkeys({job.name for job in jobs} - after.keys() - failures.keys(), GONE)
        if failures:
            listed = "".join(f"\n  {name}: {failures[name]}" for name in sorted(failures))
            raise PdfError(f"{len(failures)} PDFs could not be made; what was there stays:{listed}")

    def _make(self, task: tuple[Sequence[Job], Path]) -> tuple[dict[str, Written], dict[str, str]]:
        written: dict[str, Written] = {}
        failures: dict[str, str] = {}
        jobs, output = task
        for job in jobs:
            try:
                data = self._guarded(job.work)
            except PrintError as error:
                failures[job.name] = str(error)
                continue
            files = {job.name: (data, self._press.take_missing())}
            if job.picture:
                files[job.picture] = (self._picture(data), ())
            for name, (content, missing) in files.items():
                replace_file(output / name, content)
                written[name] = Written.of(output / name, job.made_from, content, missing)
        gc.collect(1)
        return written, failures

    def _guarded(self, work: Entry | Volume) -> bytes:
        """Make a PDF. Raises PrintError, whatever goes wrong."""
        try:
            return self._volume(work) if isinstance(work, edition.Volume) else self._letter(work)
        except PrintError:
            raise
        except KeyError as error:
            raise PrintError(
                f"what is kept of a letter is damaged ({error}); delete {self._builder.store.folder}"
            ) from error
        except Exception as error:
            raise PrintError(" ".join(f"{type(error).__name__}: {error}".split())[:300]) from error

    # ---- PDFs

    def _letter(self, entry: Entry) -> bytes:
        piece = self._piece(entry.docname)
        return letter(entry, piece, self._letter_info(entry), self._data(entry, piece.summary), self._press)

    def _picture(self, pdf: bytes) -> bytes:
        config = self._builder.config
        return previews.of_letter(pdf, config.project, config.html_short_title)

    def _volume(self, asked: Volume) -> bytes:
        letters = [(self._entries[docname], self._piece(docname)) for docname in asked.letters]
        config = self._builder.config
        series = config.project if asked.title != config.project else ""
        return volume(
            asked, letters, self._volume_info(asked), self._press, series=series, licence=config.letterpdf_licence
        )

    def _load(self, docname: str) -> Piece:
        return self._builder.store.load(self._keys[docname])

    @cached_property
    def _press(self) -> Press:
        return Press(self._builder.renderer, self._builder.library)

    def _data(self, entry: Entry, summary: str | None) -> tuple[Attachment, ...]:
        """Attach the letter's record and its citation, as data."""
        domain: Any = self._builder.env.domains["letters"]
        catalogue, listed = self._builder.catalogue, domain.with_persons(entry.docname)
        if summary and persons.names_person(summary, persons.names_of(listed)):
            summary = persons.WITHHELD
        data = record.letter_record(listed, catalogue, summary=summary or None)
        item = csl.letter_item(listed, entry.docname, catalogue, self._builder.site)
        return (
            Attachment(f"{listed.id}.json", "application/json", "The record of this letter", record.as_json(data)),
            Attachment(
                f"{listed.id}.csl.json",
                "application/vnd.citationstyles.csl+json",
                "Citation (CSL-JSON)",
                record.as_json([item]),
            ),
        )

    def _record(self, entry: Entry) -> Letter:
        domain: Any = self._builder.env.domains["letters"]
        return domain.records[entry.docname]  # type: ignore[no-any-return]

    def _letter_info(self, entry: Entry) -> Info:
        own = self._info
        names = [named.name for named in entry.signatories]
        author = (
            "; ".join([*names[:3], *(["others"] if len(names) > 3 else [])]) if entry.language and names else own.author
        )
        return replace(
            own, title=entry.title, author=author, subject=f"Open letter, {entry.date}", date="", keywords=entry.keywords[:40],
            identifier=address(own.site, entry.docname) if own.site else "", licence=entry.licence or own.licence,
            languages=(entry.language or own.language,),
        )  # fmt: skip

    def _volume_info(self, asked: Volume) -> Info:
        own = self._info
        page = address(own.site, asked.page) if own.site and asked.page else own.site
        return replace(own, title=asked.title, subject="; ".join(("Open letters", *asked.scope)), identifier=page)

    @cached_property
    def _info(self) -> Info:
        config = self._builder.config
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        date = time.strftime("D:%Y%m%d%H%M%SZ", time.gmtime(int(epoch))) if epoch else ""
        author = config.author if config.author != "Author name not set" else config.project
        language = config.language or "en"
        return Info(
            "", author, "", language, self._builder.site, date, licence=config.letterpdf_licence, languages=(language,)
        )
