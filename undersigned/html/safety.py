"""What a page may do in the reader's browser: its Content-Security-Policy, and headers for hosts that take a file of them.

The policy stands in the page itself, first of all but the encoding, so that it holds on every host and from a folder.
Source: https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/trusted-types/.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..writing import write_if_changed

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: What a page may do: load what is the site's own. No page has scripts, styles or handlers in its text.
_DIRECTIVES = {
    "default-src": "'none'",
    # The search, which opens on every page, runs WebAssembly.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    # Scripts put text into pages, never markup; `static/scheme.js` admits addresses of scripts below the site alone.
    "require-trusted-types-for": "'script'",
    "trusted-types": "default",
}
POLICY = "; ".join(f"{name} {value}" for name, value in _DIRECTIVES.items())
#: Read by Netlify, Cloudflare Pages and others.
HEADERS_FILE = "_headers"
#: What no element of a page can say.
_HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


def setup(app: Sphinx) -> None:
    """Register the part."""
    app.connect("html-page-context", on_html_page_context)
    app.connect("build-finished", on_build_finished)


def headers() -> str:
    """Write what a host should send with every file."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in _HEADERS.items())


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the templates the policy."""
    context["policy"] = POLICY


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the headers where they changed."""
    if exception is None and app.builder.format == "html":
        write_if_changed(Path(app.outdir, HEADERS_FILE), headers())
