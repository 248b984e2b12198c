/* The index: loads Pagefind when it is first needed, and asks it. A state is what a search asks for, as in its address. */
(() => {
  "use strict";
  const search = (window.lettersSearch = window.lettersSearch || {});
  const top = new URL("../../", document.currentScript.src);
  /** Milliseconds after which an index that does not come is given up. */
  const PATIENCE = 30000;
  /** Results that are looked at one by one for their facets; and for one that bears the very name that was typed. */
  const COUNTED = 60;
  const READ = 200;
  const LOOKED_AT = 20;

  search.top = top;

  /** What a search can be narrowed by. Of a facet with several values a letter, all that are chosen must hold; else any. */
  search.FACETS = {
    signatory: { label: "Signed by", all: true, said: (names) => `signed by ${names}` },
    addressee: { label: "Sent to", all: true, said: (names) => `sent to ${names}` },
    topic: { label: "Topic", all: true, said: (names) => `on ${names}` },
    kind: { label: "Kind of page", all: false, said: (names) => `kind: ${names}` },
    publisher: { label: "Published by", all: false, said: (names) => `published by ${names}` },
    language: { label: "Language of the letter", all: false, said: (names) => `in ${names}` },
    text: { label: "Text", all: false, said: (names) => `with ${names}` },
  };
  const NAMES = Object.keys(search.FACETS);

  // ------------------------------------------------------------ addresses

  search.emptyState = () => ({ q: "", since: "", until: "", sort: "", ...Object.fromEntries(NAMES.map((name) => [name, []])) });

  /** Read what an address asks for; what it may not ask is left out. */
  search.readState = (query) => {
    const given = new URLSearchParams(query);
    const state = search.emptyState();
    state.q = (given.get("q") || "").trim().slice(0, 500);
    for (const key of ["since", "until"]) if (/^\d{4}$/.test(given.get(key) || "")) state[key] = given.get(key);
    if (["newest", "oldest", "best"].includes(given.get("sort"))) state.sort = given.get("sort");
    for (const name of NAMES) state[name] = [...new Set(given.getAll(name).filter(Boolean))].slice(0, 50);
    return state;
  };

  /** Write the address of a search, as a query; empty for the empty search. */
  search.writeState = (state) => {
    const query = new URLSearchParams();
    if (state.q) query.set("q", state.q);
    for (const name of NAMES) for (const value of state[name]) query.append(name, value);
    for (const key of ["since", "until", "sort"]) if (state[key]) query.set(key, state[key]);
    const text = query.toString();
    return text ? `?${text}` : "";
  };

  search.address = (state) => new URL(`search.html${search.writeState(state)}`, top).href;

  search.isNarrowed = (state) => Boolean(state.since || state.until || NAMES.some((name) => state[name].length));

  /** Give the order of results: by words the best first, else the newest. */
  search.order = (state) => state.sort || (state.q ? "best" : "newest");

  // ------------------------------------------------------------ asking

  let loading;

  /** Load the index once; gives Pagefind and the values of all facets with their numbers of pages. */
  search.open = () => {
    loading = loading || load();
    loading.catch(() => { loading = undefined; });
    return loading;
  };

  const load = async () => {
    if (top.protocol === "file:") throw new Error("folder");
    let timer;
    const late = new Promise((_, failed) => { timer = setTimeout(() => failed(new Error("late")), PATIENCE); });
    try {
      return await Promise.race([late, begin()]);
    } finally {
      clearTimeout(timer);
    }
  };

  const begin = async () => {
    const pagefind = await import(new URL("pagefind/pagefind.js", top).href);
    // Lists of signatories make letters long without making them less about their subject; whole words go before longer
    // ones that begin with them.
    await pagefind.options({ ranking: { pageLength: 0.4, termFrequency: 0.8, termSimilarity: 2, metaWeights: { title: 5, names: 1, to: 1, date: 0 } } });
    const values = await pagefind.filters();
    if (!values.kind) throw new Error("empty");
    return { pagefind, values };
  };

  let names;

  /** Load the other names of bodies once: [other name, name]. */
  search.otherNames = () => {
    names = names || fetch(new URL("pagefind/names.json", top)).then((answer) => (answer.ok ? answer.json() : []), () => []);
    return names;
  };

  const years = (state, values) =>
    Object.keys(values.year || {}).filter((year) => (!state.since || year >= state.since) && (!state.until || year <= state.until));

  /** Say a state in Pagefind's filters; `without` leaves a facet out. */
  const filtersOf = (state, values, without = "") => {
    const filters = {};
    for (const name of NAMES) {
      if (name === without || !state[name].length) continue;
      filters[name] = search.FACETS[name].all ? state[name] : { any: state[name] };
    }
    if (state.since || state.until) {
      const found = years(state, values);
      filters.year = { any: found.length ? found : ["none"] };
    }
    return filters;
  };

  const terms = ({ words, phrases }) => {
    const all = phrases.map((phrase) => `"${phrase}"`);
    if (words.length) all.push(words.join(" "));
    return all.length ? all : [null];
  };

  /** Search for words, or for a phrase in quotation marks. */
  const find = async (pagefind, term, options) => {
    const [, phrase] = term?.match(/^"(.*)"$/su) || [];
    const exact = await pagefind.search(term, options);
    if (!phrase?.includes(" ")) return exact;
    // Pagefind misses a phrase where a page has one of its words with other accents too: such pages are read.
    const sure = new Set(exact.results.map((result) => result.id));
    const loose = await pagefind.search(phrase, options);
    const unsure = loose.results.filter((result) => !sure.has(result.id)).slice(0, READ);
    const pages = await Promise.all(unsure.map((result) => result.data().catch(() => null)));
    unsure.forEach((result, place) => {
      const page = pages[place];
      if (page && [page.content, page.meta.title].some((text) => search.findPhrase(text.split(/\s+/), phrase).length)) sure.add(result.id);
    });
    return { results: loose.results.filter((result) => sure.has(result.id)), filters: sure.size > exact.results.length ? null : exact.filters };
  };

  /** Search for each term; keep what all find, in the order of the last. */
  const common = async (pagefind, asked, options) => {
    const answers = await Promise.all(asked.map((term) => find(pagefind, term, options)));
    const last = answers.pop();
    const held = answers.map((answer) => new Set(answer.results.map((result) => result.id)));
    return { results: last.results.filter((result) => held.every((ids) => ids.has(result.id))), counts: answers.length ? null : last.filters };
  };

  /** Count the values of all facets in some results; null where they are too many to be looked at. */
  const countAll = async (results) => {
    if (results.length > COUNTED) return null;
    const counts = Object.fromEntries(NAMES.map((name) => [name, {}]));
    for (const page of await Promise.all(results.map((result) => result.data()))) {
      for (const name of NAMES) for (const value of page.filters[name] || []) counts[name][value] = (counts[name][value] || 0) + 1;
    }
    return counts;
  };

  /** Put the page whose name was typed before pages that only have its words. */
  const exactFirst = async (results, typed) => {
    const asked = window.letterForm.nameKey(typed);
    const meant = new Set([asked]);
    for (const [other, name] of await search.otherNames()) if (window.letterForm.nameKey(other) === asked) meant.add(window.letterForm.nameKey(name));
    const near = results.slice(0, LOOKED_AT);
    const pages = await Promise.all(near.map((result) => result.data().catch(() => null)));
    const named = near.filter((_, place) => pages[place] && meant.has(window.letterForm.nameKey(search.whole(pages[place].meta.title))));
    return named.length ? [...named, ...results.filter((result) => !named.includes(result))] : results;
  };

  /** Answer a search: results (each with `data()`), numbers by facet (null if not known), words that no page has. */
  search.ask = async (state) => {
    const { pagefind, values } = await search.open();
    const query = search.parse(state.q);
    const asked = terms(query);
    if (state.q && asked[0] === null) return { results: [], counts: {}, query, missing: [] };
    const filters = filtersOf(state, values);
    const order = search.order(state);
    const dated = order === "best" ? {} : { date: order === "oldest" ? "asc" : "desc" };
    const main = await common(pagefind, asked, { filters, sort: dated });
    let { results, counts } = main;
    if (order !== "best") {
      // Only letters have a date; what else is found follows.
      const sort = query.words.length ? {} : { name: "asc" };
      const others = await common(pagefind, asked, { filters: { ...filters, not: { kind: "letter" } }, sort });
      const seen = new Set(results.map((result) => result.id));
      results = [...results, ...others.results.filter((result) => !seen.has(result.id))];
    }
    else if (state.q && results.length > 1) results = await exactFirst(results, state.q);
    counts = { ...(counts || (await countAll(results))) };
    // A further value of such a facet widens the search: it counts what the others leave.
    const widening = NAMES.filter((name) => !search.FACETS[name].all && state[name].length);
    await Promise.all(widening.map(async (name) => {
      const wider = await common(pagefind, asked, { filters: filtersOf(state, values, name) });
      counts[name] = (wider.counts || (await countAll(wider.results)) || {})[name] || null;
    }));
    return { results, counts, query, missing: await missing(pagefind, query) };
  };

  /** Find the words that no page has: Pagefind leaves them out in silence. */
  const missing = async (pagefind, { words }) => {
    const different = [...new Set(words)];
    if (different.length < 2 || different.length > 12) return [];
    const answers = await Promise.all(different.map((word) => pagefind.search(word)));
    return different.filter((_, place) => !answers[place].unfilteredResultCount);
  };

  /** Count what a search would find. */
  search.count = async (state) => {
    const { pagefind, values } = await search.open();
    return (await common(pagefind, terms(search.parse(state.q)), { filters: filtersOf(state, values) })).results.length;
  };
})();
