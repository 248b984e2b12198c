/* What every page does in the browser: the choice of colors, the menu of small windows, the menu of
   formats, wide tables by keyboard. */
"use strict";
(() => {
  const root = document.documentElement;

  // ---------------------------------------------------------------- colors

  const schemes = [...document.querySelectorAll("[data-scheme]")];
  const showScheme = () => {
    for (const button of schemes) button.setAttribute("aria-pressed", String(button.dataset.scheme === root.dataset.mode));
  };
  for (const button of schemes) {
    button.addEventListener("click", () => {
      root.dataset.mode = button.dataset.scheme;
      try {
        if (root.dataset.mode === "auto") localStorage.removeItem("mode");
        else localStorage.setItem("mode", root.dataset.mode);
      } catch {
        // It holds for this page.
      }
      showScheme();
    });
  }
  showScheme();

  // ---------------------------------------------------------------- the menu

  const menu = document.getElementById("pst-primary-sidebar");
  if (menu && "popover" in menu) {
    // Nothing behind the menu can be reached while it is open.
    const behind = [document.querySelector(".bd-content"), document.querySelector(".skip-link")];
    menu.addEventListener("beforetoggle", (event) => {
      // Before it closes: the focus goes back to the button, which must take it.
      if (event.newState === "closed") for (const part of behind) if (part) part.inert = false;
    });
    menu.addEventListener("toggle", (event) => {
      if (event.newState === "open") for (const part of behind) if (part) part.inert = true;
    });
    matchMedia("(width >= 60rem)").addEventListener("change", (wide) => {
      if (wide.matches && menu.matches(":popover-open")) menu.hidePopover();
    });
  }

  // ---------------------------------------------------------------- the formats of a page

  const formats = document.querySelector(".page-formats");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !formats?.open) return;
    const held = document.activeElement;
    formats.open = false;
    // Who has gone on to another part of the page stays there.
    if (held === document.body || formats.contains(held)) formats.querySelector("summary").focus();
  });

  // ---------------------------------------------------------------- long lists

  const folds = document.getElementsByClassName("fold");
  let folded = [];
  // On paper nothing unfolds.
  addEventListener("beforeprint", () => {
    folded = [...folds].filter((fold) => !fold.open);
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
  });

  // ---------------------------------------------------------------- what scrolls by itself

  const boxes = [...document.querySelectorAll(".pst-scrollable-table-container, .bd-article pre")];
  const markScrolling = () => {
    boxes.forEach((box, place) => {
      const scrolls = box.scrollWidth > box.clientWidth;
      if (!scrolls) {
        box.removeAttribute("tabindex");
        return;
      }
      box.tabIndex = 0;
      if (box.tagName !== "PRE" && !box.hasAttribute("role")) {
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", box.querySelector("caption")?.textContent.trim() || `Table ${place + 1}`);
      }
    });
  };
  if (boxes.length) {
    markScrolling();
    addEventListener("resize", markScrolling);
  }
})();
