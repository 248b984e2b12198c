/* Facets: what a search can be narrowed by, each value with the number of pages that it would leave. */
(() => {
  "use strict";
  const search = (window.lettersSearch = window.lettersSearch || {});
  const { make } = search;

  /** Values shown before more are asked for, and at most. */
  const FIRST = 8;
  const MOST = 200;
  const OPEN = ["signatory", "addressee", "topic"];
  const VALUES = { kind: { letter: "letters", organization: "organizations", topic: "topics", guide: "guides" } };

  search.valueLabel = (name, value) => search.own(VALUES[name], value) || value;

  /** Make one facet; `choose(name, value, on)` is told what is chosen. Gives the function that draws it anew. */
  const makeFacet = (box, name, choose) => {
    const { label, all } = search.FACETS[name];
    const hint = make("p", "facet-hint", all ? "all of those chosen" : "any of those chosen", { id: `facet-${name}-hint` });
    const list = make("ul", "facet-values");
    const more = make("button", "facet-more", "", { type: "button" });
    const said = make("p", "visually-hidden", "", { role: "status" });
    const finder = make("input", "facet-finder", [], {
      type: "search", id: `facet-${name}-finder`, autocomplete: "off", spellcheck: "false",
      placeholder: "Find a name", "aria-label": `${label}: find a name`,
    });
    const group = make("fieldset", "", [make("legend", "visually-hidden", label), hint, finder, list, more, said], {
      "aria-describedby": hint.id,
    });
    const details = make("details", "facet", [make("summary", "", label), group]);
    details.open = OPEN.includes(name);
    box.append(details);
    const rows = new Map(); // value -> its list item
    let shown = FIRST;
    let entries = [];

    const row = (value) => {
      if (rows.has(value)) return rows.get(value);
      const check = make("input", "", [], { type: "checkbox", value });
      check.addEventListener("change", () => choose(name, value, check.checked));
      const made = make("li", "", make("label", "", [check, make("span", "facet-name", search.valueLabel(name, value)), make("span", "facet-count")]));
      rows.set(value, made);
      return made;
    };

    const list_ = () => {
      const asked = window.letterForm.nameKey(finder.value);
      const fit = finder.value.trim() ? entries.filter((entry) => entry.key().includes(asked)) : entries;
      const chosen = fit.filter((entry) => entry.chosen).length;
      const kept = fit.slice(0, Math.max(chosen, finder.value.trim() ? Math.max(shown, 20) : shown));
      const active = document.activeElement;
      list.replaceChildren(
        ...kept.map(({ value, count, chosen: on }) => {
          const made = row(value);
          const [check, , number] = made.firstChild.children;
          check.checked = on;
          number.textContent = ` ${count.toLocaleString("en")}`;
          return made;
        }),
      );
      // The row in which the reader is may have moved.
      if (active !== document.activeElement && list.contains(active)) active.focus({ preventScroll: true });
      more.hidden = kept.length >= fit.length;
      more.textContent = kept.length >= MOST ? `${fit.length - kept.length} more: find them by name` : `Show more of ${fit.length.toLocaleString("en")}`;
      more.disabled = kept.length >= MOST;
      said.textContent = finder.value.trim() ? `${search.plural(fit.length, "name")} found` : "";
    };

    more.addEventListener("click", () => {
      const before = list.children.length;
      shown = Math.min(shown === FIRST ? 30 : shown * 2, MOST);
      list_();
      list.children[before]?.querySelector("input").focus();
    });
    finder.addEventListener("input", list_);
    // Enter would send the form that the facets stand in.
    finder.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });

    return (chosen, counts) => {
      entries = Object.entries(counts)
        .map(([value, count]) => ({ value, count, chosen: chosen.includes(value) }))
        .concat(chosen.filter((value) => !Object.hasOwn(counts, value)).map((value) => ({ value, count: 0, chosen: true })))
        .filter((entry) => entry.chosen || entry.count);
      entries.sort((a, b) => b.chosen - a.chosen || b.count - a.count || (a.value < b.value ? -1 : 1));
      for (const entry of entries) {
        let key;
        entry.key = () => (key = key ?? window.letterForm.nameKey(entry.value));
      }
      finder.hidden = entries.length <= FIRST && !finder.value;
      details.hidden = !entries.length;
      if (chosen.length) details.open = true;
      list_();
    };
  };

  /** Make the range of years; gives the function that draws it anew. */
  const makeYears = (box, choose) => {
    const field = (key, label) => {
      const select = make("select", "", [], { id: `facet-${key}` });
      select.addEventListener("change", () => choose(key, select.value));
      return [make("label", "", label, { for: select.id }), select];
    };
    const [sinceLabel, since] = field("since", "from");
    const [untilLabel, until] = field("until", "to");
    box.append(make("fieldset", "facet facet-years", [make("legend", "", "Years"), sinceLabel, since, untilLabel, until]));
    const fill = (select, years, value, any) => {
      const wanted = [...new Set([...years, ...(value ? [value] : [])])].sort();
      if (select.options.length !== wanted.length + 1) {
        select.replaceChildren(make("option", "", any, { value: "" }), ...wanted.map((year) => make("option", "", year, { value: year })));
      }
      select.value = value;
    };
    return (state, totals) => {
      const years = Object.keys(totals).sort();
      fill(since, years, state.since, years[0] || "first");
      fill(until, years, state.until, years.at(-1) || "last");
    };
  };

  /** Make all facets in `box`; gives the function that draws them for a state and its numbers. */
  search.makeFacets = (box, { choose, chooseYear }) => {
    const years = makeYears(box, chooseYear);
    const draws = Object.keys(search.FACETS).map((name) => [name, makeFacet(box, name, choose)]);
    return (state, totals, counts) => {
      years(state, totals.year || {});
      for (const [name, draw] of draws) draw(state[name], counts[name] || {});
    };
  };
})();
