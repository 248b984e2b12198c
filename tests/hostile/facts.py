"""Facts that are after the machine, the page or the reader: lines added to the front matter of a letter.

What follows a line of three hyphens is the body.
"""

from __future__ import annotations

from tests.hostile.case import FENCE, Case

SHELL = "{{ lipsum.__globals__['os'].system('touch pwned') }}"
BOMB = "a0: &a0 [l, l, l, l, l, l, l, l, l]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
)
#: One message an anchor, one an alias, and one a key.
BOMB_SAYS = ["1 front-matter", "1 unknown-key"] + [
    f"{line} {rule}" for line in range(2, 10) for rule in ["front-matter"] * 10 + ["unknown-key"]
]

# fmt: off
FACTS: dict[str, Case] = {
    # --- MyST's own key, which a page may use on stock to widen what it may do
    "myst-substitution": Case(
        f"myst:\n  enable_extensions: [substitution]\n---\n{SHELL}\n", ["1 unknown-key", "4 syntax"], "A1", "ran",
        "runs shell commands on the machine that builds",
    ),
    "myst-substitution-value": Case(
        f'myst:\n  enable_extensions: [substitution]\n  substitutions: {{k: "{SHELL}"}}\n---\n{{{{ k }}}}\n', ["1 unknown-key", "5 syntax"], "A2", "ran",
        "runs shell commands on the machine that builds, from a value",
    ),
    "myst-substitution-project": Case(
        "myst:\n  enable_extensions: [substitution]\n---\n{{ env.app.config.project }}\n", ["1 unknown-key", "4 syntax"], "A3", "built",
        "reads and changes the project's settings",
    ),
    "myst-slug": Case("myst:\n  heading_slug_func: os.system\n", ["1 unknown-key"], "A4", "built", "names a Python function to be called"),
    "myst-fences": Case(
        f"myst:\n  fence_as_directive: [include]\n---\n{FENCE}include ../../../outside.txt\n{FENCE}\n", ["1 unknown-key", "4 code"], "B7", "leaked",
        "publishes any file of the machine",
    ),
    "myst-schemes": Case(
        'myst:\n  url_schemes: {x: "javascript:alert"}\n---\n[x](x:y)\n', ["1 unknown-key", "4 link"], "C9", "script",
        "makes a link that runs a program",
    ),
    "myst-html-again": Case(
        "myst:\n  disable_syntax: []\n---\n<script>window.pwned=1</script>\n", ["1 unknown-key", "4 html"], "C1", "script",
        "switches HTML on where the project switched it off",
    ),
    "myst-attributes": Case(
        "myst:\n  enable_extensions: [attrs_inline]\n---\n[x](https://e.org/){.position-fixed rel=opener target=_blank}\n", ["1 unknown-key"], "C10", "script",
        "lays a link over the whole page",
    ),
    "myst-meta": Case(
        'myst:\n  html_meta:\n    "http-equiv=refresh": "0;url=https://evil.example/"\n', ["1 unknown-key"], "C12", "script",
        "sends the reader to another site",
    ),
    "myst-bomb": Case(
        'myst:\n  enable_extensions: [substitution]\n  substitutions: {a: "aaaaaaaaaa", b: "{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}{{a}}"}\n---\n{{ "A" * 10**8 }}\n', ["1 unknown-key", "5 syntax"], "D2 F7", "stopped",
        "fills the memory",
    ),
    "myst-words": Case("myst:\n  words_per_minute: 0\n", ["1 unknown-key"], "D3", "stopped", "divides by nothing, and the whole build stops"),
    "myst-quotes": Case("myst:\n  enable_extensions: [smartquotes]\n", ["1 unknown-key"], "F13", "built", "switches on what costs the square of a page"),
    # --- YAML
    "python-tag": Case("occasion: !!python/object/apply:os.system ['touch pwned']\n", ["1 front-matter", "1 shape"], "A5", "built", "makes Python objects with an unsafe reader"),
    "binary-tag": Case("occasion: !!binary R0lG\n", ["1 front-matter"], "A5", "built", "bytes where text is asked"),
    "bomb": Case(BOMB, BOMB_SAYS, "D1", "built", "a thousand bytes become a thousand million"),
    "merge-key": Case("base: &b {x: y}\n<<: *b\n", ["1 front-matter", "1 unknown-key", "2 front-matter", "2 unknown-key"], "D2", "built", "adds keys that no line shows"),
    "huge-number": Case("signatories-stated: 0x" + "f" * 4_900 + "\n", ["1 count"], "D4", "stopped", "a number that takes seconds to read, and stops the build"),
    "many-keys": Case("".join(f"k{n}: x\n" for n in range(20_000)), [f"{n} unknown-key" for n in range(1, 101)], "D5", "built", "each unknown key is a message"),
    "duplicate-key": Case("notes: one\nnotes: two\n", ["2 duplicate-key"], "D6", "built", "of two values one is lost"),
    "odd-keys": Case("1: a\n~: b\n[x]: c\n", ["1 unknown-key", "2 unknown-key", "3 front-matter"], "D6", "built", "keys that are no words"),
    "norway": Case("language: NO\nindividuals: 12:30:45\n", ["1 language", "2 count"], "D7", "built", "Norway becomes false, a time a number"),
    "no-day": Case("responses:\n- {date: 2026-99-99, from: X, kind: answered}\n", ["2 date"], "D7", "built", "the whole block of facts is dropped"),
    "orphan": Case("orphan: true\nnosearch: true\nsd_hide_title: true\nhtml_theme.sidebar_secondary.remove: true\n", ["1 unknown-key", "2 unknown-key", "3 unknown-key", "4 unknown-key"], "D8", "built", "takes the page out of lists and search, and hides its title"),
    "deep": Case("to: " + "[" * 5_000 + "]" * 5_000 + "\n", ["1 front-matter"], "D5 F3", "built", "recursion stops the reader"),
    "many-values": Case("to: [" + "a, " * 130_000 + "a]\n", ["1 front-matter"], "D5", "built", "as many values as fit a page"),
    "many-names": Case("to:\n" + "".join(f"- {{name: P{n}}}\n" for n in range(1_100)), ["1002 size"], "F10", "built", "a list longer than anybody reads"),
    "many-dates": Case("corrections:\n" + "".join(f'- {{date: "1{n}", note: x}}\n' for n in range(900)), [f"{n} date" for n in range(2, 102)], "F10", "built", "values that a slow reader takes for dates"),
    "directive-line": Case("%YAML 1.2\n", ["1 front-matter"], "D6", "built", "another version of YAML with other rules"),
    "second-document": Case("notes: x\n...\n{{ 7*7 }}\n", ["3 heading", "3 syntax"], "D9", "built", "ends the facts where nobody looks"),
    # --- values
    "abstract": Case("abstract: '<script>window.pwned=1</script>'\nauthor: '<b onclick=x>'\n", ["1 unknown-key", "2 unknown-key"], "C13", "script", "values that themes print as they are"),
    "subtitle": Case("subtitle: '<img src=x onerror=x>'\n", ["1 unknown-key"], "A12 C13", "built", "values that templates print as they are"),
    "name-with-markup": Case("to:\n- {name: '<script>x</script>'}\n", ["2 text"], "C13", "built", "a name that runs in every list"),
    "name-with-template": Case("to:\n- {name: '{{ 7*7 }}'}\n", ["2 text"], "A12", "built", "a name that a template would compute"),
    "name-with-rst": Case("to:\n- {name: '`x <javascript:1>`_'}\n", ["2 text"], "H4", "built", "a name that the PDF's title reads as a link"),
    "name-with-override": Case('to:\n- {name: "evil\\u202egnp"}\n', ["2 text"], "G E7", "built", "a name shown from its end, written so that no byte of the page shows it"),
    "name-with-nothing": Case('to:\n- {name: "Jo\\u200b\\x00 Example"}\n', ["2 text"], "G H8", "built", "a name that equals no other, and ends the PDF's text"),
    "name-of-two-scripts": Case('to:\n- {name: "P\\u0430yPal"}\n', ["2 script"], "E7 G", "built", "looks like another name, written so that no byte of the page shows it"),
    "long-name": Case(f"to:\n- {{name: {'A' * 400}}}\n", ["2 text"], "F8", "built", "a name that no list can show"),
    "evidence-javascript": Case("other-urls: ['javascript:alert']\n", ["1 url"], "C9 H3", "built", "a link that runs a program, in page, PDF and data"),
    "evidence-file": Case("other-urls: ['file:///etc/hostname']\n", ["1 url"], "H3", "built", "a link to files of the reader's own machine"),
    "evidence-internal": Case("other-urls: ['http://169.254.169.254/latest', 'https://localhost/']\n", ["1 url", "1 url"], "B16", "built", "addresses of the internal network, for link checkers"),
    "evidence-quotes": Case("""other-urls: ['https://e.org/"><img/src=x>']\n""", ["1 url"], "H1", "built", "leaves its attribute in page and PDF"),
    "former-id": Case("former-ids: ['../../index', 'index.html']\n", ["1 identifier", "1 identifier"], "E1", "built", "a redirect that overwrites another page"),
    "former-id-elsewhere": Case("former-ids: ['//evil.example', 'https://evil.example/', 'javascript:alert(1)', 'data:text/html,x']\n", ["1 identifier"] * 4, "E1 C9", "built", "a redirect to another site, or to a program"),
    "former-id-path": Case("former-ids: ['/etc/hostname', '..\\..\\index', '2020-a/../../index', '2020-a%2f..%2findex', '.htaccess', '2020-con']\n", ["1 identifier"] * 5, "E1 G", "built", "a redirect outside its folder, or a file with a meaning of its own"),
    "former-id-markup": Case("former-ids: ['2020-<script>', '2020-\"><img src=x>', '2020-a;url=https://evil.example', '2020-{{ 7*7 }}']\n", ["1 identifier"] * 4, "C12 C13", "built", "leaves an attribute of the redirect, or adds another address to it"),
    "former-id-line": Case('former-ids: ["2020-a\\nb", "2020-a\\u202eb", "2020-\\u0430"]\n', ["1 identifier"] * 3, "G", "built", "a second line or a look-alike in the list of redirects"),
    "many-former-ids": Case("former-ids:\n" + "".join(f"- 2020-x{n}\n" for n in range(60)), ["2 size"], "F10", "built", "a file of the site for each"),
    "source-elsewhere": Case("other-urls: ['//evil.example/x', 'https:\\\\evil.example', 'https://user:word@evil.example/', 'https://e.org/%0d%0aSet-Cookie:x']\n", ["1 url"] * 3, "C9", "built", "an address that browsers read otherwise than people"),
    "relation": Case("relations:\n  follows: ['../../../etc/hostname']\n", ["2 unknown-id"], "B9", "built", "a path where an id is asked"),
    # --- good
    "fine-values": Case("occasion: 'A <b> & \"c\" {{ d }} \\ `e` [f](javascript:g) *h*'\nnotes: '=1+1'\n", [], "C13 H4", "built", "good: remarks are shown as they are written, signs and all"),
}
