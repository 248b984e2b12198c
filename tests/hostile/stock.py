"""What a stock Sphinx with MyST and rst2pdf makes of the hostile cases: `python -m tests.hostile.stock [NAME...]`.

Each case is built by itself, as the one page of a project, in a process that may use some seconds of the processor.
The worst that was seen is the case's word: `ran` (a command), `leaked` (a file from outside, or the environment),
`script` (active markup in the page, or a link that runs a program), `spread` (a stranger's link on all pages), `slow` (out of time), `stopped` (no site at all),
`empty` (no PDF), or `built`: what the page shows, and whom it misleads, a person must judge. Prints the cases for which another word is written.
"""

from __future__ import annotations

import io
import json
import os
import re
import resource
import signal
import sys
import tempfile
from pathlib import Path

from lxml import html as markup

from tests.hostile.case import CANARY, Case
from tests.hostile.cases import BODIES, FACTS, FILES

CONF = f"""
# {CANARY}
project = "Stock"
extensions = ["myst_parser", "rst2pdf.pdfbuilder"]
pdf_documents = [("index", "stock", "Stock", "Us")]
"""
SECONDS = 20
_ACTIVE = ("base", "embed", "frame", "iframe", "object", "svg")


def page(case: Case, kind: str) -> str:
    """Write a case as a page."""
    content = case.content
    assert isinstance(content, str)
    if kind == "facts":
        facts, _, body = content.partition("\n---\n")
        return f"---\ntitle: T\n{facts.rstrip()}\n---\n# T\n\n{body}"
    return f"# T\n\n{content}" if not content.startswith("---") else content


def lay(root: Path, name: str, case: Case, kind: str) -> None:
    """Write a project that holds a case, and files outside that it must not publish."""
    docs = root / "docs"
    folder = docs / "letters/2020"
    folder.mkdir(parents=True)
    (root / "outside").mkdir()
    from tests.hostile.pictures import png

    for outside in ("outside.txt", "outside/secret.md"):
        (root / outside).write_text(CANARY)
    (root / "outside.png").write_bytes(png() + CANARY.encode())
    (docs / "conf.py").write_text(CONF)
    (docs / "index.md").write_text("# Home\n\n```{toctree}\n:glob:\n\nletters/**\n```\n")
    (folder / "fine.png").write_bytes(png())
    if kind != "file":
        text = page(case, kind).replace("/etc/hostname", str(root / "outside.txt"))
        (folder / f"2020-01-01-{name}.md").write_text(text, "utf-8")
        return
    # rst2pdf looks for templates and style sheets at the top.
    file = docs / (Path(name).name if name.endswith((".tmpl", ".yaml")) else name)
    if isinstance(case.content, bytes):
        file.write_bytes(case.content)
    elif case.content.startswith("symlink:"):
        file.symlink_to(case.content.removeprefix("symlink:"))
    elif case.content.startswith("pipe:"):
        os.mkfifo(file)
    elif case.content.startswith("folder:"):
        file.mkdir()
    else:
        file.write_text(case.content)
    if file.suffix in (".png", ".jpg"):
        (docs / "letters/shows.md").write_text(f"# Shows\n\n![x]({file.name})\n")


def build(root: Path) -> str:
    """Build the project in a process of its own; return how it ended, nothing where it did well."""
    if (child := os.fork()) == 0:
        status = 3
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 2))
            resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000_000, 200_000_000))
            signal.alarm(SECONDS * 6)
            os.chdir(root)
            os.environ["SECRET"] = CANARY
            from sphinx.application import Sphinx

            for builder in ("html", "pdf"):
                out, said = root / "out" / builder, io.StringIO()
                app = Sphinx(root / "docs", root / "docs", out, root / "doctrees", builder, status=said, warning=said)
                app.build()
            status = app.statuscode
        except BaseException:
            status = 4
        finally:
            sys.stdout.flush()
            os._exit(status)
    _, result = os.waitpid(child, 0)
    return "slow" if os.WIFSIGNALED(result) else "" if os.WEXITSTATUS(result) == 0 else "stopped"


def active(path: Path) -> bool:
    """Tell whether a page holds markup or links that do something."""
    text = path.read_text("utf-8", "replace")
    if not text.strip():
        return False
    for element in markup.document_fromstring(text.encode()).iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        where = [
            str(value).strip().lower()
            for value in (element.get("href"), element.get("src"), element.get("action"))
            if value
        ]
        if (
            tag in _ACTIVE
            or any(name.lower().startswith("on") for name in element.attrib)
            or any(re.match(r"(javascript|vbscript|data:text)", value) for value in where)
            or (
                tag == "script"
                and re.fullmatch(r"(x|window\.pwned=1|alert\(\)|parent\.x=1)", (element.text or "").strip())
            )
            or (tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh")
            or (tag == "style" and "display:none" in (element.text or ""))
            or (tag == "form" and (element.get("action") or "").startswith("http"))
            or "position-fixed" in (element.get("class") or "")
        ):
            return True
    return False


def judge(name: str, case: Case, kind: str) -> str:
    """Build a case and say the worst that was seen."""
    with tempfile.TemporaryDirectory(prefix="stock-") as folder:
        root = Path(folder).resolve()
        lay(root, name, case, kind)
        ended = build(root)
        if (root / "pwned").exists() or (root / "docs/pwned").exists():
            return "ran"
        files = [path for path in (root / "out").rglob("*") if path.is_file()] if (root / "out").exists() else []
        contents = {
            path: path.read_bytes() for path in files if "_static" not in path.parts and "_sources" not in path.parts
        }
        if any(CANARY.encode() in data for path, data in contents.items() if path.name != f"{Path(name).name}"):
            return "leaked"
        if any(path.suffix == ".html" and active(path) for path in contents):
            return "script"
        if b"spam.example" in contents.get(root / "out/html/index.html", b""):
            return "spread"
        if ended:
            return ended
        pdf = root / "out/pdf/stock.pdf"
        if not pdf.exists() or not pdf.read_bytes().startswith(b"%PDF-"):
            return "empty"
        return "built"


def main() -> None:
    """Judge the named cases, or all, and print what differs from what is written."""
    import rst2pdf.pdfbuilder  # noqa: F401
    import sphinx.application  # noqa: F401

    kinds = (("body", BODIES), ("facts", FACTS), ("file", FILES))
    found: dict[str, str] = {}
    for kind, cases in kinds:
        for name, case in cases.items():
            if sys.argv[1:] and name not in sys.argv[1:]:
                continue
            found[name] = judge(name, case, kind)
            if found[name] != case.stock:
                print(f"{name!a}: {found[name]}, written is {case.stock}", flush=True)
    if target := os.environ.get("STOCK_JSON"):
        Path(target).write_text(json.dumps(found, ensure_ascii=False, indent=0), "utf-8")


if __name__ == "__main__":
    main()
