/* The page of the search: what is asked stands in its address; back and forward work, and a search can be linked. */
(() => {
  "use strict";
  const search = window.lettersSearch;
  const { make } = search;
  const byId = (id) => document.getElementById(id);

  /** Results that are loaded at a time. */
  const STEP = 20;
  /** Milliseconds without typing after which a search begins. */
  const PAUSE = 250;

  const form = byId("search-form");
  const field = byId("search-field");
  const parts = { page: byId("search-page"), failed: byId("search-failed"), said: byId("search-count"), hits: byId("search-hits"), more: byId("search-more"), sort: byId("search-sort"), chosen: byId("search-chosen"), offers: byId("search-offers"), hint: byId("search-hint"), facets: byId("search-facets") };
  const title = document.title;

  let state = search.readState(location.search);
  let turn = 0;
  let results = [];
  let query;
  let shown = 0;
  let timer;
  let drawFacets;

  // ------------------------------------------------------------ what was asked

  /** Take a change of the search; `remember` makes it a step to which the reader can go back. */
  const ask = (change, remember = true) => {
    clearTimeout(timer);
    const before = search.writeState(state);
    state = { ...state, ...change };
    const now = search.writeState(state);
    if (now === before && results.length) return;
    if (now !== before) history[remember ? "pushState" : "replaceState"](null, "", location.pathname + now);
    draw();
  };

  const toggle = (name, value, on) => ask({ [name]: on ? [...state[name], value] : state[name].filter((other) => other !== value) });

  const chips = () => {
    const made = [];
    const chip = (said, off) => {
      const button = make("button", "chip", [said, " ", make("span", "chip-off", "×", { "aria-hidden": "true" }), make("span", "visually-hidden", "remove")], { type: "button" });
      button.addEventListener("click", () => {
        const place = [...parts.chosen.querySelectorAll("button")].indexOf(button);
        off();
        // The focus goes where the chip was.
        const left = [...parts.chosen.querySelectorAll(".chip")];
        (left[Math.min(place, left.length - 1)] || field).focus();
      });
      made.push(make("li", "", button));
    };
    for (const [name, { label }] of Object.entries(search.FACETS)) {
      for (const value of state[name]) chip(`${label}: ${search.valueLabel(name, value)}`, () => toggle(name, value, false));
    }
    if (state.since) chip(`From ${state.since}`, () => ask({ since: "" }));
    if (state.until) chip(`Until ${state.until}`, () => ask({ until: "" }));
    if (made.length > 1) {
      const clear = make("button", "clear", "Clear all", { type: "button" });
      clear.addEventListener("click", () => {
        ask({ ...search.emptyState(), q: state.q, sort: state.sort });
        field.focus();
      });
      made.push(make("li", "", clear));
    }
    parts.chosen.replaceChildren(...made);
    parts.chosen.hidden = !made.length;
  };

  // ------------------------------------------------------------ what was found

  const pagesOf = (some) => Promise.allSettled(some.map((result) => result.data()));

  const list = (pages, to) => {
    parts.hits.append(...pages.map(({ value }) => (value ? search.result(value, query) : search.lostResult())));
    shown = Math.min(to, results.length);
    parts.more.hidden = shown >= results.length;
    parts.more.textContent = `Show ${Math.min(STEP, results.length - shown)} more of ${(results.length - shown).toLocaleString("en")}`;
  };

  const onlyLetters = () =>
    Boolean(state.since || state.until || ["signatory", "addressee", "topic", "publisher", "language", "text"].some((name) => state[name].length));

  const say = (missing) => {
    const one = onlyLetters() || (state.kind.length === 1 && state.kind[0] === "letter") ? "letter" : "result";
    parts.said.textContent = results.length ? search.plural(results.length, one) : `No ${one}s`;
    const hints = [];
    if (missing.length) hints.push(`No page has ${search.enumerate(missing.map((word) => `“${word}”`))}; these are the results for the other words.`);
    if (!results.length && search.isNarrowed(state)) hints.push("Remove something of what you chose to find more.");
    else if (!results.length) hints.push("No page has all these words. Try fewer or others; the beginning of a word is enough.");
    parts.hint.textContent = hints.join(" ");
  };

  const offer = (found, empty) => {
    byId("search-offers-title").textContent = empty ? "For example" : "Do you mean";
    parts.offers.replaceChildren(...found.map((one) => {
      const link = search.suggestionLink(one);
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        field.value = one.state.q;
        ask(one.state);
        parts.said.focus({ preventScroll: true });
      });
      return make("li", "", link);
    }));
    parts.offers.parentElement.hidden = !found.length;
  };

  const fail = (error) => {
    parts.page.hidden = true;
    parts.failed.hidden = false;
    const folder = error.message === "folder";
    byId("search-why").textContent = folder
      ? "This copy of the site is opened from a folder. Browsers let no page read the index of the search from there. These lists lead to every letter:"
      : "The index of the search could not be loaded. Until then, these lists lead to every letter:";
    byId("search-again").hidden = folder;
    // The message is said by screen readers as it appears.
    byId("search-why").setAttribute("role", "alert");
  };

  /** Draw the page for what is asked. */
  const draw = async () => {
    const mine = ++turn;
    const first = parts.page.hidden;
    if (!first) chips();
    const empty = !state.q && !search.isNarrowed(state);
    const order = search.order(state);
    parts.sort.value = order;
    parts.sort.querySelector("[value=best]").disabled = !state.q;
    document.title = empty ? title : `${[state.q, search.describe({ ...state, q: "" })].filter(Boolean).join(", ")} – ${title}`;
    try {
      const [{ totals }, answer, offers] = await Promise.all([search.open(), empty ? null : search.ask(state), empty ? search.examples() : search.suggest(state)]);
      const wanted = Math.max(STEP, Number(history.state?.shown) || 0);
      const pages = answer ? await pagesOf(answer.results.slice(0, wanted)) : [];
      if (mine !== turn) return;
      // All at once: nothing that is on the page already moves for what comes late.
      results = answer ? answer.results : [];
      query = answer?.query;
      if (first) chips();
      offer(offers, empty);
      drawFacets(state, totals, answer ? answer.counts : totals);
      parts.hits.replaceChildren();
      list(pages, wanted);
      if (answer) say(answer.missing);
      else {
        parts.said.textContent = "";
        parts.hint.textContent = "Type words, or choose what the letters are to have in common.";
      }
      parts.page.classList.toggle("asked", !empty);
      parts.page.hidden = false;
      if (history.state?.top) scrollTo(0, history.state.top);
    } catch (error) {
      if (mine === turn) fail(error);
    }
  };

  // ------------------------------------------------------------ wiring

  drawFacets = search.makeFacets(byId("search-facet-list"), { choose: toggle, chooseYear: (key, value) => ask({ [key]: value }) });
  field.value = state.q;
  // Beside the results where there is room, above them and closed where there is none.
  parts.facets.open = matchMedia("(width >= 75rem)").matches;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask({ q: field.value.trim() });
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask({ q: field.value.trim() }, false), PAUSE);
  });
  parts.sort.addEventListener("change", () => ask({ sort: parts.sort.value === search.order({ ...state, sort: "" }) ? "" : parts.sort.value }));
  parts.more.addEventListener("click", async () => {
    const [before, mine] = [shown, turn];
    const pages = await pagesOf(results.slice(before, before + STEP));
    if (mine !== turn) return;
    list(pages, before + STEP);
    parts.hits.children[before]?.querySelector("a")?.focus();
  });
  byId("search-again").addEventListener("click", () => location.reload());
  // Who came here to search goes on from the field; on a phone that would call the keyboard.
  if (matchMedia("(hover: hover)").matches && document.activeElement === document.body && !history.state?.top) field.focus({ preventScroll: true });
  addEventListener("popstate", () => {
    clearTimeout(timer);
    state = search.readState(location.search);
    field.value = state.q;
    draw();
  });
  // Who follows a result and comes back finds the list as it was.
  addEventListener("pagehide", () => history.replaceState({ shown, top: scrollY }, ""));
  addEventListener("keydown", (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    if (!command) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  draw();
})();
