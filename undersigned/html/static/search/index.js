/* The index: loads Pagefind when it is first needed, and asks it. A state is what a search asks for, as in its address. */
(() => {
  "use strict";
  const search = (window.lettersSearch = window.lettersSearch || {});
  const top = new URL("../../", document.currentScript.src);
  /** Milliseconds after which an index that does not come is given up. */
  const PATIENCE = 30000;
  /** Results that are looked at for one that bears the very name that was typed; pages that are read for a phrase. */
  const LOOKED_AT = 20;
  const READ = 200;

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

  // ------------------------------------------------------------ the index

  let loading;

  /** Load the index once; gives Pagefind, which finds words, and the facets of all pages. */
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

  const fetched = async (name) => {
    // Of the same build as the rest of the index, which Pagefind fetches anew: a kept copy is asked for again.
    const answer = await fetch(new URL(`pagefind/${name}`, top), { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  };

  const begin = async () => {
    const [module, stored] = await Promise.all([import(new URL("pagefind/pagefind.js", top).href), fetched("facets.json")]);
    // Lists of signatories make letters long without making them less about their subject; whole words go before longer
    // ones that begin with them.
    const ranking = { pageLength: 0.4, termFrequency: 0.8, termSimilarity: 2, metaWeights: { title: 5, names: 1, to: 1, date: 0 } };
    const pagefind = module.createInstance({ ranking });
    // Fails where a part of the index does not come.
    await pagefind.search("");
    return { pagefind, ...unpack(stored) };
  };

  /** Unpack the facets: `values[facet][value]` are numbers of pages, `totals` how many, `numbers` the number of each id. */
  const unpack = ({ pages, values, orders }) => {
    const totals = {};
    for (const [name, lists] of Object.entries(values)) {
      totals[name] = {};
      for (const [value, steps] of Object.entries(lists)) {
        let number = 0;
        lists[value] = steps.map((step) => (number += step));
        totals[name][value] = steps.length;
      }
    }
    const ranks = {};
    for (const [name, order] of Object.entries(orders)) ranks[name] = new Map(order.map((number, rank) => [number, rank]));
    return { numbers: new Map(pages.map((id, number) => [id, number])), size: pages.length, values, totals, ranks };
  };

  let names;

  /** Load the other names of bodies once: [other name, name]. */
  search.otherNames = () => (names = names || fetched("names.json").catch(() => []));

  // ------------------------------------------------------------ words

  const terms = ({ words, phrases }) => [...phrases.map((phrase) => `"${phrase}"`), ...(words.length ? [words.join(" ")] : [])];

  /** Search for words, or for a phrase in quotation marks. */
  const find = async (pagefind, term) => {
    const [, phrase] = term.match(/^"(.*)"$/su) || [];
    const exact = await pagefind.search(term);
    if (!phrase?.includes(" ")) return exact.results;
    // Pagefind misses a phrase where a page has one of its words with other accents too: such pages are read.
    const sure = new Set(exact.results.map((result) => result.id));
    const loose = await pagefind.search(phrase);
    const unsure = loose.results.filter((result) => !sure.has(result.id)).slice(0, READ);
    const pages = await Promise.all(unsure.map((result) => result.data().catch(() => null)));
    unsure.forEach((result, place) => {
      const page = pages[place];
      if (page && [page.content, page.meta.title].some((text) => search.findPhrase(text.split(/\s+/), phrase).length)) sure.add(result.id);
    });
    return loose.results.filter((result) => sure.has(result.id));
  };

  let everything;

  /** Give the pages that have all words and phrases, in the order of the last; all pages where nothing was asked. */
  const withWords = async (pagefind, query) => {
    const asked = terms(query);
    if (!asked.length) return (everything = everything || pagefind.search(null)).then((answer) => answer.results);
    const answers = await Promise.all(asked.map((term) => find(pagefind, term)));
    const last = answers.pop();
    const held = answers.map((results) => new Set(results.map((result) => result.id)));
    return last.filter((result) => held.every((ids) => ids.has(result.id)));
  };

  /** Find the words that no page has: Pagefind leaves them out in silence. A result has all others, in some form. */
  const missing = async (pagefind, { words }, result) => {
    const different = [...new Set(words)];
    if (different.length < 2 || different.length > 12) return [];
    /** Tell whether a page has a word in some form; Pagefind takes the nearest word for one that it does not know. */
    const has = async (found, word) => {
      const page = found && (await found.data().catch(() => null));
      const text = page ? search.fold([page.content, ...Object.values(page.meta)].join(" ")) : "";
      return text.includes(search.fold(word).slice(0, Math.max(3, word.length - 3)));
    };
    const sure = await Promise.all(different.map((word) => has(result, word)));
    const unsure = different.filter((_, place) => !sure[place]);
    const alone = await Promise.all(unsure.map(async (word) => has((await pagefind.search(word)).results[0], word)));
    return unsure.filter((_, place) => !alone[place]);
  };

  /** Put the page whose name was typed before pages that only have its words. */
  const exactFirst = async (results, typed) => {
    const keyOf = window.letterForm.nameKey;
    const asked = keyOf(typed);
    const meant = new Set([asked]);
    for (const [other, name] of await search.otherNames()) if (keyOf(other) === asked) meant.add(keyOf(name));
    const near = results.slice(0, LOOKED_AT);
    const pages = await Promise.all(near.map((result) => result.data().catch(() => null)));
    const named = near.filter((_, place) => pages[place] && meant.has(keyOf(search.whole(pages[place].meta.title))));
    return named.length ? [...named, ...results.filter((result) => !named.includes(result))] : results;
  };

  // ------------------------------------------------------------ facets

  const marked = (size, lists) => {
    const mask = new Uint8Array(size);
    for (const list of lists) for (const number of list) mask[number] = 1;
    return mask;
  };

  /** Make the conditions of a state, each a mask over all pages; `without` leaves a facet out. */
  const conditions = (state, { size, values }, without) => {
    const masks = [];
    for (const name of NAMES) {
      if (name === without || !state[name].length) continue;
      const lists = state[name].map((value) => search.own(values[name], value) || []);
      if (search.FACETS[name].all) masks.push(...lists.map((list) => marked(size, [list])));
      else masks.push(marked(size, lists));
    }
    if (state.since || state.until) {
      const years = Object.keys(values.year || {}).filter((year) => (!state.since || year >= state.since) && (!state.until || year <= state.until));
      masks.push(marked(size, years.map((year) => values.year[year])));
    }
    return masks;
  };

  const countsOf = (found, lists, masks) => {
    const held = Uint8Array.from(found, (one, number) => Number(one && masks.every((mask) => mask[number])));
    return Object.fromEntries(Object.entries(lists).map(([value, list]) => [value, list.reduce((sum, number) => sum + held[number], 0)]));
  };

  /** Count what each value of each facet would leave: of facets that widen, beside those that are chosen. */
  const countAll = (found, state, index) => {
    const all = conditions(state, index);
    const counts = {};
    for (const name of NAMES) {
      const masks = search.FACETS[name].all || !state[name].length ? all : conditions(state, index, name);
      counts[name] = countsOf(found, index.values[name] || {}, masks);
    }
    return counts;
  };

  // ------------------------------------------------------------ asking

  /** Put results in order; letters by their date, other pages after them. */
  const sorted = (results, { numbers, ranks }, order, byName) => {
    const key = (result) => {
      const number = numbers.get(result.id);
      const date = ranks.date?.get(number);
      if (date !== undefined) return order === "oldest" ? date : -date - 1e9;
      return 1e9 + (byName ? ranks.name?.get(number) || 0 : 0);
    };
    return results.map((result) => [key(result), result]).sort((a, b) => a[0] - b[0]).map(([, result]) => result);
  };

  const matching = async (state) => {
    const index = await search.open();
    const query = search.parse(state.q);
    const asked = query.words.length + query.phrases.length;
    const found = state.q && !asked ? [] : await withWords(index.pagefind, query);
    const masks = conditions(state, index);
    const results = found.filter((result) => masks.every((mask) => mask[index.numbers.get(result.id)]));
    return { index, query, found, results, asked };
  };

  /**
   * Answer a search: results (each with `data()`), the number of results that each value of a facet leaves, what was
   * asked in words and phrases, and words that no page has.
   */
  search.ask = async (state) => {
    const { index, query, found, results, asked } = await matching(state);
    const order = search.order(state);
    const put = order !== "best" || !asked ? sorted(results, index, order, !asked) : results.length > 1 ? await exactFirst(results, state.q) : results;
    const mask = marked(index.size, [found.map((result) => index.numbers.get(result.id))]);
    return { results: put, counts: countAll(mask, state, index), query, missing: await missing(index.pagefind, query, found[0]) };
  };

  /** Count what a search would find. */
  search.count = async (state) => {
    if (state.q) return (await matching(state)).results.length;
    const index = await search.open();
    const masks = conditions(state, index);
    let count = 0;
    for (let number = 0; number < index.size; number++) count += Number(masks.every((mask) => mask[number]));
    return count;
  };
})();
