/* The search in a dialog, over any page: results while one types, by arrow keys; the page of the search has the rest. */
(() => {
  "use strict";
  const search = window.lettersSearch;
  const { make } = search;
  const RESULTS = 7;
  const PAUSE = 120;

  let dialog;
  let field;
  let list;
  let said;
  let all;
  let turn = 0;
  let timer;

  const links = () => [...dialog.querySelectorAll(".find-list a, .find-all")].filter((link) => !link.closest("[hidden]"));

  const stateOf = () => ({ ...search.emptyState(), q: field.value.trim() });

  const item = (page) => {
    const link = make("a", "", make("span", "find-title", search.whole(page.meta.title)), { href: page.url });
    const tag = page.filters.tag?.[0];
    if (tag) {
      link.firstChild.lang = tag;
      link.firstChild.dir = "auto";
    }
    link.append(" ", make("span", "find-about", [page.meta.date, search.about(page)].filter(Boolean).join(". ")));
    return make("li", "", link);
  };

  const draw = async () => {
    const mine = ++turn;
    const state = stateOf();
    all.hidden = !state.q;
    all.href = search.address(state);
    all.textContent = `All results and filters for “${state.q}”`;
    if (!state.q) {
      list.replaceChildren();
      said.textContent = "";
      return;
    }
    try {
      const [answer, offers] = await Promise.all([search.ask(state), search.suggest(state)]);
      const pages = await Promise.allSettled(answer.results.slice(0, RESULTS).map((result) => result.data()));
      if (mine !== turn) return;
      list.replaceChildren(
        ...offers.slice(0, 2).map((one) => make("li", "find-offer", search.suggestionLink(one))),
        ...pages.filter(({ value }) => value).map(({ value }) => item(value)),
      );
      said.textContent = answer.results.length ? search.plural(answer.results.length, "result") : "No results";
    } catch (error) {
      if (mine === turn) fail(error);
    }
  };

  const fail = (error) => {
    list.replaceChildren();
    all.hidden = false;
    all.href = search.address(stateOf());
    all.textContent = "Other ways to find letters";
    said.textContent = error.message === "folder"
      ? "Search does not work in a copy of the site that is opened from a folder."
      : "The index of the search could not be loaded.";
  };

  /** Walk through the results by arrow keys; what is typed goes on in the field. */
  const onKey = (event) => {
    const all_ = links();
    const at = all_.indexOf(document.activeElement);
    const inField = document.activeElement === field;
    const go = (node) => {
      event.preventDefault();
      node?.focus();
    };
    // A search field would take the first Escape to empty itself.
    if (event.key === "Escape") {
      event.preventDefault();
      dialog.close();
    } else if (event.key === "ArrowDown" && (inField || at >= 0)) go(all_[Math.min(at + 1, all_.length - 1)]);
    else if (event.key === "ArrowUp" && at >= 0) go(at ? all_[at - 1] : field);
    else if (event.key === "Home" && at >= 0) go(all_[0]);
    else if (event.key === "End" && at >= 0) go(all_.at(-1));
    else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
  };

  const slashSwitch = () => {
    const box = make("input", "", [], { type: "checkbox", id: "find-slash" });
    try {
      box.checked = localStorage.getItem("search-slash") !== "off";
    } catch {
      box.checked = true;
    }
    box.addEventListener("change", () => {
      try {
        localStorage.setItem("search-slash", box.checked ? "on" : "off");
      } catch {
        // Without storage the key stays as it is.
      }
    });
    return make("label", "find-slash", [box, " The key / opens this"]);
  };

  const build = () => {
    field = make("input", "find-field", [], { type: "search", name: "q", id: "find-field", autocomplete: "off", spellcheck: "false", "aria-describedby": "find-keys" });
    list = make("ul", "find-list", [], { "aria-label": "Results" });
    said = make("p", "find-said", "", { role: "status" });
    all = make("a", "find-all", "");
    const close = make("button", "find-close", "Close", { type: "button" });
    const form = make("form", "find-form", [make("label", "visually-hidden", "Search the archive", { for: "find-field" }), field, close], { role: "search", action: search.address(search.emptyState()), method: "get" });
    const keys = make("p", "find-keys", "Arrow keys choose, Enter opens, Escape closes.", { id: "find-keys" });
    dialog = make("dialog", "find", [form, make("div", "find-body", [said, list, all]), make("div", "find-foot", [keys, slashSwitch()])], { "aria-label": "Search" });
    all.hidden = true;
    close.addEventListener("click", () => dialog.close());
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(draw, PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.assign(search.address(stateOf()));
    });
    dialog.addEventListener("keydown", onKey);
    // A click beside the dialog closes it.
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
  };

  /** Open the dialog. */
  search.showDialog = () => {
    if (!dialog) build();
    if (dialog.open) return;
    // The theme puts the menu of small windows into a dialog of its own; two at once would leave no way out.
    for (const other of document.querySelectorAll("dialog[open]")) other.close();
    dialog.showModal();
    field.focus();
    field.select();
    search.open().catch(fail);
  };
})();
