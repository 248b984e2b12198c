/* Runs before the page is drawn: chooses the color scheme, or the page would flash in the other one, and asks for the
   text face. The scheme is all that the site keeps in a browser. */
"use strict";
(() => {
  const root = document.documentElement;
  let mode = null;
  try {
    mode = localStorage.getItem("mode");
  } catch {
    // A private window may keep nothing.
  }
  root.dataset.mode = ["light", "dark"].includes(mode) ? mode : "auto";

  // Scripts and workers come from this site alone, and no text becomes markup, whatever a script is made to do.
  const top = new URL(root.dataset.content_root ?? "./", location).href;
  window.trustedTypes?.createPolicy("default", {
    createScriptURL: (url) => (new URL(url, document.baseURI).href.startsWith(top) ? url : null),
  });

  // Not in the page itself: browsers refuse it, with an error, to pages opened from a folder.
  if (root.dataset.font && location.protocol.startsWith("http")) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous" });
    link.href = root.dataset.content_root + root.dataset.font;
    document.head.append(link);
  }
})();
