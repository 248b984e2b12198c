"""Bodies that are after the machine that builds: code to run, files to publish."""

from __future__ import annotations

from tests.hostile.case import FENCE, Case, directive, rst

# fmt: off
BODIES: dict[str, Case] = {
    # --- code on the machine that builds
    "jinja": Case(
        "{{ lipsum.__globals__['os'].system('touch pwned') }}\n",
        ["1 syntax"], "A1", "built",
        "runs shell commands where a page or project switches substitutions on; by itself prints braces",
    ),
    "front-matter-again": Case(
        "---\nmyst:\n  enable_extensions: [substitution]\n---\n\n{{ 7*7 }}\n",
        ["2 heading", "6 syntax"], "A1 A2", "built",
        "a second block of facts in the body would switch templates on",
    ),
    "ifconfig": Case(
        directive("ifconfig", "__import__('os').system('x')", "x"),
        ["1 directive"], "A8", "built",
        "evaluates Python where sphinx.ext.ifconfig is loaded",
    ),
    "automodule": Case(
        directive("eval-rst", "", ".. automodule:: os"),
        ["1 directive"], "A9", "built",
        "imports Python modules where autodoc is loaded",
    ),
    "only": Case(
        directive("only", "html", "We oppose it."),
        ["1 directive"], "A10", "built",
        "shows one text in HTML and another in the PDF",
    ),
    # --- files of the machine that builds
    "include": Case(
        directive("include", "../../../outside.txt"),
        ["1 directive"], "B1", "leaked",
        "publishes any text file of the machine",
    ),
    "include-absolute": Case(
        directive("include", "/../outside.txt"),
        ["1 directive"], "B1", "leaked",
        "publishes any text file of the machine, by a path that seems to begin at the project",
    ),
    "include-nested": Case(
        "> " + directive("include", "../../../outside.txt").replace("\n", "\n> ") + "\n",
        ["1 directive"], "B1", "leaked",
        "the same within a quote",
    ),
    "include-in-note": Case(
        "````{note}\n\n" + directive("include", "../../../outside.txt") + "````\n",
        ["3 directive"], "B1", "leaked",
        "the same within another directive",
    ),
    "literalinclude": Case(
        directive("literalinclude", "../../../outside.txt"),
        ["1 directive"], "B3", "leaked",
        "publishes any file of the machine as code",
    ),
    "csv-file": Case(
        directive("csv-table", "", ":file: ../../../outside.txt"),
        ["1 directive"], "B4", "leaked",
        "publishes any file of the machine as a table",
    ),
    "csv-url": Case(
        directive("csv-table", "", ":url: file:///etc/passwd"),
        ["1 directive"], "B4", "built",
        "fetches any address, files of the machine among them, and publishes it",
    ),
    "raw-file": Case(
        directive("raw", "html", ":file: ../../../outside.txt"),
        ["1 directive"], "B5", "leaked",
        "publishes any file of the machine, and runs what it holds in the browser",
    ),
    "eval-rst": Case(
        directive("eval-rst", "", ".. include:: ../../../outside.txt"),
        ["1 directive"], "B6", "leaked",
        "brings back all directives of reStructuredText",
    ),
    "download": Case(
        "{download}`x <../../../outside.txt>`\n",
        ["1 role"], "B8", "leaked",
        "copies any file of the machine into the site",
    ),
    "link-to-file": Case(
        "[x](../../../outside.txt)\n",
        ["1 link"], "B9", "leaked",
        "a plain link copies any file of the machine into the site",
    ),
    "link-to-conf": Case(
        "[x](../../conf.py)\n",
        ["1 link"], "B9", "leaked",
        "publishes the project's settings",
    ),
    "link-path": Case(
        "[x](path:../../../outside.txt)\n",
        ["1 link"], "B9", "leaked",
        "the same by MyST's path: scheme",
    ),
    "link-project": Case(
        "[x](project:../../../outside.txt)\n",
        ["1 link"], "B9", "built",
        "the same by MyST's project: scheme",
    ),
    "link-inventory": Case(
        "[x](inv:python:py:module#os)\n",
        ["1 link"], "B9", "built",
        "links into inventories; kept because other loaders fetch them",
    ),
    "link-above": Case(
        "[x](../../../other.md)\n",
        ["1 link"], "B9", "empty",
        "publishes a page that lies outside the folder of pages",
    ),
    "image-file": Case(
        "![x](../../../outside.txt)\n",
        ["1 image"], "B10", "leaked",
        "copies any file of the machine into the site, whatever its kind",
    ),
    "image-absolute": Case(
        "![x](/../outside.png)\n",
        ["1 image"], "B10", "leaked",
        "the same by a path that seems to begin at the project",
    ),
    "image-glob": Case(
        "![x](../../../outside.*)\n",
        ["1 image"], "B10", "leaked",
        "the same by a pattern",
    ),
    "figure-file": Case(
        directive("figure", "../../../outside.png", ":alt: x"),
        ["1 image"], "B11", "leaked",
        "the same by a directive",
    ),
    "image-remote": Case(
        "![x](https://169.254.169.254/x.png)\n",
        ["1 image"], "B17", "empty",
        "has the build ask internal addresses for the PDF, and readers' browsers ask a stranger's server",
    ),
    "image-data": Case(
        "![x](data:image/png;base64,AAAA)\n",
        ["1 image"], "C8", "empty",
        "carries any file into the page, unseen by who checks images",
    ),
    "image-missing": Case(
        "text\n![x](nope.png)\n",
        ["2 image"], "B10", "built",
        "careless: a broken image",
    ),
    # --- and more of these
    "literalinclude-diff": Case(
        directive("literalinclude", "../../conf.py", ":diff: ../../../outside.txt"),
        ["1 directive"], "B3", "leaked",
        "publishes two files as their difference",
    ),
    "environment": Case(
        directive("include", "/../../../../../../proc/self/environ", ":literal:"),
        ["1 directive"], "B2", "built",
        "publishes the environment of the build, passwords included",
    ),
    "rst-raw": Case(
        rst(".. raw:: html\n   :file: ../../../outside.txt"),
        ["1 directive"], "B5 B6", "leaked",
        "publishes any file of the machine, through reStructuredText",
    ),
    "rst-csv": Case(
        rst(".. csv-table::\n   :url: file:///etc/hostname"),
        ["1 directive"], "B4 B6", "leaked",
        "fetches any address, through reStructuredText",
    ),
    "rst-parser": Case(
        rst(".. include:: ../../../outside.txt\n   :parser: myst_parser.sphinx_"),
        ["1 directive"], "B6", "leaked",
        "loads the parser that it names",
    ),
    "rst-figure": Case(
        rst(".. figure:: ../../../outside.png"),
        ["1 directive"], "B11 B6", "leaked",
        "copies any file of the machine into the site",
    ),
    "fence-include": Case(
        f"{FENCE}include ../../../outside.txt\n{FENCE}\n",
        ["1 code"], "B7", "built",
        "publishes any file where a page may turn fences into directives",
    ),
    "image-directive": Case(
        directive("image", "../../../outside.png", ":alt: x"),
        ["1 image"], "B11", "leaked",
        "copies any file of the machine into the site",
    ),
    "figure-md": Case(
        directive("figure-md", "x", "![x](../../../outside.png)"),
        ["1 directive"], "B11", "built",
        "copies any file of the machine into the site",
    ),
    "card-image": Case(
        directive("card", "x", ":img-top: ../../../outside.png"),
        ["1 directive"], "B11", "built",
        "copies any file of the machine where sphinx-design is loaded",
    ),
    "graphviz": Case(
        directive("graphviz", "../../../outside.txt"),
        ["1 directive"], "B15", "built",
        "prints a file into the page where graphviz is loaded",
    ),
    "image-internal": Case(
        "![x](http://127.0.0.1:9/latest/meta-data)\n",
        ["1 image"], "B17", "empty",
        "has the build ask the machine's own services",
    ),
    "link-encoded": Case(
        "[x](..%2F..%2F..%2Foutside.txt)\n",
        ["1 link"], "B9", "empty",
        "a path that a filter for two dots does not see",
    ),
    "link-file-scheme": Case(
        "[x](file:///etc/hostname)\n",
        ["1 syntax"], "B9 H3", "built",
        "opens files of the reader's own machine from a PDF",
    ),
    "pdf-raw": Case(
        directive("raw", "pdf", "PageBreak x background=/etc/hostname"),
        ["1 directive"], "H7", "built",
        "ends the program that makes the PDF, or paints any file into it",
    ),
}
