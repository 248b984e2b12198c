"""Hostile and careless bodies and files, each with the refusals it must meet.

A body case is the body of a letter page that is otherwise right; its refusals are `line rule` with lines of the body.
"""

from __future__ import annotations

FENCE = "```"
#: Stands in a file outside the folder of pages; must never be found in the site.
CANARY = "canary-7f3a"


def directive(name: str, argument: str = "", content: str = "") -> str:
    return f"{FENCE}{{{name}}} {argument}\n{content}\n{FENCE}\n"


BODIES: dict[str, tuple[str, list[str]]] = {
    # --- code on the machine that builds
    "jinja": ("{{ lipsum.__globals__['os'].system('touch pwned') }}\n", ["1 syntax"]),
    "front-matter-again": (
        "---\nmyst:\n  enable_extensions: [substitution]\n---\n\n{{ 7*7 }}\n",
        ["2 heading", "6 syntax"],
    ),
    "ifconfig": (directive("ifconfig", "__import__('os').system('x')", "x"), ["1 directive"]),
    "automodule": (directive("eval-rst", "", ".. automodule:: os"), ["1 directive"]),
    "only": (directive("only", "html", "We oppose it."), ["1 directive"]),
    # --- files of the machine that builds
    "include": (directive("include", "../../../outside.txt"), ["1 directive"]),
    "include-absolute": (directive("include", "/../outside.txt"), ["1 directive"]),
    "include-nested": (
        "> " + directive("include", "../../../outside.txt").replace("\n", "\n> ") + "\n",
        ["1 directive"],
    ),
    "include-in-note": ("````{note}\n\n" + directive("include", "../../../outside.txt") + "````\n", ["3 directive"]),
    "literalinclude": (directive("literalinclude", "../../../outside.txt"), ["1 directive"]),
    "csv-file": (directive("csv-table", "", ":file: ../../../outside.txt"), ["1 directive"]),
    "csv-url": (directive("csv-table", "", ":url: file:///etc/passwd"), ["1 directive"]),
    "raw-file": (directive("raw", "html", ":file: ../../../outside.txt"), ["1 directive"]),
    "eval-rst": (directive("eval-rst", "", ".. include:: ../../../outside.txt"), ["1 directive"]),
    "download": ("{download}`x <../../../outside.txt>`\n", ["1 role"]),
    "link-to-file": ("[x](../../../outside.txt)\n", ["1 link"]),
    "link-to-conf": ("[x](../../conf.py)\n", ["1 link"]),
    "link-path": ("[x](path:../../../outside.txt)\n", ["1 link"]),
    "link-project": ("[x](project:../../../outside.txt)\n", ["1 link"]),
    "link-inventory": ("[x](inv:python:py:module#os)\n", ["1 link"]),
    "link-above": ("[x](../../../other.md)\n", ["1 link"]),
    "image-file": ("![x](../../../outside.txt)\n", ["1 image"]),
    "image-absolute": ("![x](/../outside.png)\n", ["1 image"]),
    "image-glob": ("![x](../../../outside.*)\n", ["1 image"]),
    "figure-file": (directive("figure", "../../../outside.png", ":alt: x"), ["1 image"]),
    "image-remote": ("![x](https://169.254.169.254/x.png)\n", ["1 image"]),
    "image-data": ("![x](data:image/png;base64,AAAA)\n", ["1 image"]),
    "image-missing": ("text\n![x](nope.png)\n", ["2 image"]),
    # --- programs and markup in the reader's browser
    "script": ("<script>window.pwned=1</script>\n", ["1 html"]),
    "html-in-quote": ("> <svg onload=x>\n", ["1 html"]),
    "html-in-list": ("- one\n- <iframe src=x>\n", ["2 html"]),
    "html-in-table": ("| a |\n|---|\n| <b onclick=x>y</b> |\n", ["3 html", "3 html"]),
    "html-in-footnote": ("a[^1]\n\n[^1]: <b onclick=x>y\n", ["3 html"]),
    "html-in-heading": ("## T <img src=x onerror=x>\n", ["1 html", "1 heading"]),
    "html-in-caption": (directive("figure", "fine.png", ":alt: a\n\n<b onclick=x>"), ["1 directive", "4 html"]),
    "epigraph-loses-text": (directive("epigraph", "", "Words.\n\n-- Somebody\n\nMore words."), ["1 directive"]),
    "html-in-attribution": (directive("epigraph", "", "Words.\n\n-- Some <b>body"), ["4 html"]),
    "comment-as-epigraph": (directive("epigraph", "", "<!-- x -->"), []),
    "comment-as-caption": (directive("figure", "fine.png", ":alt: a\n\n<!-- x -->"), ["1 directive"]),
    "html-after-comment": ("<!-- --><script>x</script>\n", ["1 html"]),
    "html-inline-line": ("one\ntwo `a\nb` <b>\n", ["3 html"]),
    "code-in-heading": ("## `<img src=x onerror=x>` T\n", ["1 heading"]),
    "entity-in-heading": ("## &lt;img src=x onerror=x&gt; T\n", ["1 heading"]),
    "raw": (directive("raw", "html", "<script>x</script>"), ["1 directive"]),
    "role-directive": (directive("role", "h(raw)", ":format: html"), ["1 directive"]),
    "meta": (directive("meta", "", ":http-equiv=refresh: 0;url=x"), ["1 directive"]),
    "figure-target": (directive("figure", "fine.png", ":alt: a\n:target: javascript:x"), ["3 option"]),
    "figure-class": (directive("figure", "fine.png", ":alt: a\n:class: position-fixed"), ["3 option"]),
    "figure-width": (directive("figure", "fine.png", ":alt: a\n:width: 99999cm"), ["3 option"]),
    "options-block": (directive("note", "", "---\nclass: x\n---\ntext"), ["2 option"]),
    "options-trick": (directive("note", "", ":\n  class: position-fixed\n\ntext"), ["2 option"]),
    "container": (directive("container", "position-fixed", "x"), ["1 directive"]),
    "fence-info": (f'{FENCE}js"><script>\nx\n{FENCE}\n', ["1 code"]),
    "math-role": ("{math}`\\href{javascript:x}{y}`\n", ["1 role"]),
    "math-directive": (directive("math", "", "x"), ["1 directive"]),
    "label": ("(main-content)=\n\ntext\n", ["1 syntax"]),
    "attributes": ('[x](https://e.org){target=_blank onclick="x"}\n', []),
    "javascript": ("[x](javascript:alert)\n", ["1 syntax"]),
    "javascript-image": ("![x](javascript:alert)\n", ["1 syntax"]),
    # --- links that mislead, or reach private machines
    "no-scheme": ("[x](//e.org/)\n", ["1 link"]),
    "ftp": ("[x](ftp://e.org/)\n", ["1 link"]),
    "ip": ("[x](https://169.254.169.254/latest)\n", ["1 link"]),
    "port": ("[x](https://e.org:8443/)\n", ["1 link"]),
    "user": ("[x](https://bank.org@evil.org/)\n", ["1 link"]),
    "localhost": ("<http://localhost/>\n", ["1 link"]),
    "idn": ("[x](https://\u0430pple.com/)\n", ["1 link", "1 script"]),
    "other-host": ("text\n[https://bank.org](https://evil.org/)\n", ["2 link"]),
    "relative": ("[x](other)\n", ["1 link"]),
    "mail-parameters": ("[x](mailto:a@b.org?bcc=c@d.org)\n", ["1 link"]),
    "page-missing": ("text\n\n[x](other.md)\n", ["3 link"]),
    "link-in-link": ("[a *{any}`x`*](#y)\n", ["1 link", "1 unknown-reference"]),
    "footnote-in-heading": ("## A[^1]\n\n### B\n\n[^1]: one\n", ["1 heading"]),
    "no-text": ("[](https://e.org/)\n", ["1 link"]),
    # --- other people's pages
    "glossary": (directive("glossary", "", "AI\n  fake"), ["1 directive"]),
    "py-module": (directive("py:module", "os"), ["1 directive"]),
    "index": ("{index}`x`\n", ["1 role"]),
    "toctree": (directive("toctree", "", "Buy <https://spam.example/>"), ["1 directive"]),
    "second-title": ("# Official\n\ntext\n", ["1 heading"]),
    "second-title-setext": ("Official\n===\n", ["1 heading"]),
    "level-skipped": ("### Deep\n", ["1 heading"]),
    "heading-in-quote": ("> ## Quoted\n", ["1 heading"]),
    "block-break": ("a\n\n+++\n\nb\n", ["3 syntax"]),
    "definition-twice": ("[a]: https://e.org\n[a]: https://f.org\n\n[a]\n", ["2 definition"]),
    "footnote-missing": ("one[^1]\n", ["1 footnote"]),
    "footnote-unused": ("one\n\n[^1]: two\n", ["3 footnote"]),
    "footnote-twice": ("one[^1]\n\n[^1]: two\n\n[^1]: three\n", ["5 footnote"]),
    # --- characters
    "isolate": ("pay \u2066evil\u2069 now\n", ["1 character"]),
    "zero-width": ("zero\u200bwidth\n", ["1 character"]),
    "tag-character": ("a\U000e0041b\n", ["1 character"]),
    "null": ("a\x00b\n", ["1 character"]),
    "escape": ("one\na\x1b[31mb\n", ["2 character"]),
    "mixed-script": ("P\u0430yPal\n", ["1 script"]),
    # --- exhaustion
    "quotes": (">" * 1000 + " x\n", ["1 nesting"]),
    "lists": ("".join("  " * i + "- x\n" for i in range(20)), ["13 nesting"]),
    "brackets": ("[" * 4000 + "\n", ["1 nesting", "1 size"]),
    "stars": ("*" * 4000 + "\n", ["1 nesting"]),
    "emphasis": ("*a " * 200 + "\n" + "a* " * 200 + "\n", ["1 nesting"]),
    "long-line": ("x" * 6000 + "\n", ["1 size"]),
    "long-body": ("x\n\n" * 70_000, ["1 size"]),
    "wide-table": ("|a" * 60 + "|\n" + "|-" * 60 + "|\n" + "|b|\n" * 300, ["1 size"]),
    "headings": ("".join(f"## h{i}\n\n" for i in range(70)), ["121 size"]),
    "breaks": ("Jane Doe\\\n" * 60 + "end\n", ["1 size"]),
    "directives": ((FENCE + "{note}\nx\n" + FENCE + "\n") * 41, ["121 size"]),
    "nested-directives": (
        "``````{note}\n`````{note}\n````{note}\n```{note}\nx\n```\n````\n`````\n``````\n",
        ["4 nesting"],
    ),
    "cpp": (directive("cpp:function", "void f(" + "a<" * 60 + ")"), ["1 directive"]),
    "emphasize-lines": (directive("code-block", "python", ":emphasize-lines: 1-99999999\nx"), ["1 directive"]),
    # --- the build's log
    "log-command": (directive("list-table", "", "::error title=x::approved"), ["1 directive"]),
    "log-line": ("[x](<https://e.org/\\\n::error::x>)\n[x](https://e.org:1/::error::)\n", ["2 link"]),
    # --- careless-looking, but good
    "fine": (
        "Some **text**, `code`, a [link](https://e.org/?a=1&copy=2), <https://e.org/x>, a < b, 5 > 3, R&D.\\\nbreak\n\n"
        "## Hello *world*\n\n[above](#hello-world) and [an ask](#ask-1)[^1]\n\n1. one\n2. two\n\n---\n\n"
        "| a | b |\n|---|:-:|\n| c | d |\n\n[^1]: a footnote\n\n"
        + directive("note", "", "A *note* with H{sub}`2`O.")
        + directive("epigraph", "", "Words.\n\n-- Somebody")
        + directive("figure", "fine.png", ":alt: a dot\n:width: 50%\n\nA caption.\n\nA legend.")
        + "\n![a dot](fine.png)\n",
        [],
    ),
    "fine-rules": ("---\n\na\n\n---\n\n---\n\n> ---\n\nb\n\n---\n", []),
    "fine-persian": ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0633\u0644\u0627\u0645\n", []),
    "fine-emoji": ("\u2764\ufe0f \U0001f468\u200d\U0001f469\u200d\U0001f467\n", []),
    "fine-comment": ("<!-- a remark for the reviewer -->\n\n% another\n\nx\n", []),
    "fine-names": ("".join(f"- Jane Doe {i}, University of Somewhere\n" for i in range(1000)), []),
    "fine-mail": ("[m](mailto:a@b.org)\n", []),
    "fine-page": ("[other](2020-01-01-fine.md#hello-world) and [](2020-01-01-fine.md)\n", []),
}

#: Path below the folder of pages: what lies there (`symlink:` and `pipe:` make those), and the rules it breaks.
FILES: dict[str, tuple[str | bytes, list[str]]] = {
    "letters/cover.tmpl": ("{{ 7*7 }}", ["kind"]),
    "letters/conf.py": ("raise SystemExit", ["kind"]),
    "letters/x.svg": ("<svg/>", ["kind"]),
    "letters/x.html": (f"<script>{CANARY}</script>", ["kind"]),
    "letters/rst.rst": (".. include:: ../../outside.txt", ["kind"]),
    "letters/link.md": ("symlink:../../outside.txt", ["symlink"]),
    "letters/linked": ("symlink:../../outside", ["symlink"]),
    "letters/loop": ("symlink:.", ["symlink"]),
    "letters/pipe.md": ("pipe:", ["symlink"]),
    "letters/A.md": ("x", ["name"]),
    "letters/\u0430pple.md": ("x", ["name"]),
    "letters/--help.md": ("x", ["name"]),
    "letters/a b.md": ("x", ["name"]),
    "letters/[a]*?.md": ("x", ["name"]),
    "letters/x'-(window.pwned=1)-'.md": ("x", ["name"]),
    "letters/con.md": ("x", ["name"]),
    "letters/a\n::error::b.md": ("x", ["name"]),
    "letters/" + "a" * 90 + ".md": ("x", ["name"]),
    "letters/.hidden.md": ("x", ["name"]),
    "genindex.md": ("x", ["name"]),
    "letters/text.png": ("no image", ["image"]),
    "letters/big.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 2_100_000, ["size"]),
}
