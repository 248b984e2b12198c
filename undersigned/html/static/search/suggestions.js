/* Suggestions: names, topics and years that stand in the words of a search, offered as what they are. */
(() => {
  "use strict";
  const search = (window.lettersSearch = window.lettersSearch || {});
  const { make } = search;
  const keyOf = (text) => window.letterForm.nameKey(text);

  const LONGEST = 14; // words of a name
  const MOST = 6;
  /** Words of a question that ask for nothing by themselves. */
  const IDLE = new Set(
    ("a about addressed all an and any are ask asked asks at by did do does find for from give groups had has have how i in into is it joint " +
      "letter letters list me of on open or organisations organizations regarding sent show sign signed signatories that the their they to " +
      "together us was we were what when which who whom whose with write wrote written").split(" "),
  );
  /** Words of names that are left out or set otherwise: `US State Department` is the US Department of State. */
  const SMALL = new Set(["a", "an", "and", "de", "for", "in", "of", "on", "the", "to"]);
  const RECEIVES = new Set(["to", "of", "at", "ask", "asked", "asks", "for"]);
  const BOUNDS = { before: ["until", -1], until: ["until", 0], to: ["until", 0], after: ["since", 1], since: ["since", 0], from: ["since", 0] };

  let book;

  const bagOf = (words) => words.filter((word) => !SMALL.has(word)).sort().join(" ");

  /** Know all names, and the names of several words in any order: key -> [facet, value, number of pages]. */
  const names = async () => {
    const [{ totals: values }, others] = await Promise.all([search.open(), search.otherNames()]);
    if (book && book.values === values) return book;
    const known = new Map();
    const bags = new Map();
    const add = (map, key, entry) => {
      const found = map.get(key) || [];
      if (!found.some(([facet, value]) => facet === entry[0] && value === entry[1])) map.set(key, [...found, entry]);
    };
    const note = (key, entry) => {
      add(known, key, entry);
      const words = key.split(" ");
      if (words.length > 1) add(bags, bagOf(words), entry);
    };
    for (const facet of ["signatory", "addressee", "topic"]) {
      for (const [value, count] of Object.entries(values[facet] || {})) note(keyOf(value), [facet, value, count]);
    }
    for (const [other, name] of others) {
      for (const facet of ["signatory", "addressee"]) {
        const count = search.own(values[facet], name);
        if (count) note(keyOf(other), [facet, name, count]);
      }
    }
    book = { values, known, bags };
    return book;
  };

  /** Read typed words from left to right, the longest names first; gives what was known, and the words that were not. */
  const read = (tokens, { known, bags, values }) => {
    const named = (words) => known.get(words.join(" ")) || (words.length > 1 && !SMALL.has(words[0]) && !SMALL.has(words.at(-1)) && bags.get(bagOf(words))) || null;
    const found = [];
    const rest = [];
    const years = values.year || {};
    for (let at = 0; at < tokens.length; ) {
      let span = Math.min(LONGEST, tokens.length - at);
      while (span && !named(tokens.slice(at, at + span))) span--;
      const year = /^\d{4}$/.test(tokens[at]) && (search.own(years, tokens[at]) || search.own(BOUNDS, tokens[at - 1]));
      if (span && !(span === 1 && IDLE.has(tokens[at]))) {
        const before = tokens.slice(Math.max(0, at - 2), at).filter((word) => word !== "the").at(-1);
        found.push({ entries: named(tokens.slice(at, at + span)), before });
        at += span;
      } else if (year) {
        const [key, step] = (rest.at(-1) === tokens[at - 1] && search.own(BOUNDS, rest.at(-1))) || ["", 0];
        if (key) rest.pop();
        found.push({ year: { [key || "since"]: String(Number(tokens[at]) + step), ...(key ? {} : { until: tokens[at] }) } });
        at++;
      } else {
        rest.push(tokens[at]);
        at++;
      }
    }
    return { found, rest };
  };

  /** Choose whether a body that signs and receives letters is meant as the one or the other. */
  const choose = ({ entries, before }) => {
    const ranked = [...entries].sort((a, b) => b[2] - a[2]);
    return (RECEIVES.has(before) && ranked.find(([facet]) => facet === "addressee")) || ranked[0];
  };

  /** Say a search in words: `letters signed by A and B, on C, until 2015`. */
  search.describe = (state) => {
    const parts = Object.entries(search.FACETS)
      .filter(([name]) => state[name].length && name !== "kind")
      .map(([name, { said, all }]) => said(all ? search.enumerate(state[name]) : state[name].join(" or ")));
    if (state.since && state.since === state.until) parts.push(`in ${state.since}`);
    else {
      if (state.since) parts.push(`from ${state.since}`);
      if (state.until) parts.push(`until ${state.until}`);
    }
    const words = state.q ? `with the words ${state.q}` : "";
    return [parts.join(", "), words].filter(Boolean).join(", ");
  };

  const withEntry = (state, [facet, value]) => {
    if (!state[facet].includes(value)) state[facet] = [...state[facet], value];
  };

  /** Find names that have all the words, or begin with them, where none was known. */
  const near = (tokens, { known }) => {
    if (tokens.join("").length < 3) return [];
    const best = new Map(); // facet and value -> entry
    for (const [key, entries] of known) {
      const words = key.split(" ");
      if (!tokens.every((token) => words.some((word) => word.startsWith(token)))) continue;
      for (const entry of entries) best.set(`${entry[0]}\n${entry[1]}`, entry);
    }
    return [...best.values()].sort((a, b) => b[2] - a[2]).slice(0, 4);
  };

  /** Give the searches that the words of a state may mean: [{state, count}], the one that takes all of them first. */
  search.suggest = async (state) => {
    if (!state.q || /["“”]/.test(state.q)) return [];
    const all = await names();
    const tokens = keyOf(state.q).split(" ").slice(0, 40);
    const { found, rest } = read(tokens, all);
    const leftover = rest.filter((token) => !IDLE.has(token));
    const made = [];
    const offer = (change, q) => {
      const next = structuredClone(state);
      next.q = q;
      next.sort = "";
      change(next);
      const text = search.writeState(next);
      if (text !== search.writeState(state) && !made.some((other) => other.text === text)) made.push({ state: next, text });
    };
    const q = leftover.join(" ");
    const years = Object.assign({}, ...found.map((thing) => thing.year || {}));
    if (found.length > 1 || (found.length && (!leftover.length || found[0].year))) {
      const together = (next) => {
        for (const thing of found) {
          if (thing.year) Object.assign(next, thing.year);
          else withEntry(next, choose(thing));
        }
      };
      offer(together, q);
      if (q) offer(together, "");
    }
    for (const thing of found) {
      for (const entry of thing.entries || []) offer((next) => withEntry(next, entry), found.length > 1 ? "" : q);
    }
    if (!found.some((thing) => thing.entries)) {
      for (const entry of near(leftover, all)) offer((next) => { withEntry(next, entry); Object.assign(next, years); }, "");
    }
    const counted = await Promise.all(made.slice(0, MOST).map(async (one) => ({ ...one, count: await search.count(one.state) })));
    return counted.filter((one) => one.count);
  };

  /** Give searches as examples: of the bodies and topics with most letters, those that have any. */
  search.examples = async () => {
    const { totals: values } = await search.open();
    const top = (name, number = 1) => Object.entries(values[name] || {}).sort((a, b) => b[1] - a[1]).slice(0, number).map(([value]) => value);
    const asked = [{ signatory: top("signatory", 2) }, { addressee: top("addressee") }, { topic: top("topic"), signatory: top("signatory") }];
    const made = asked.filter((one) => Object.values(one).every((list) => list.length)).map((one) => ({ ...search.emptyState(), ...one }));
    const counted = await Promise.all(made.map(async (state) => ({ state, count: await search.count(state) })));
    return counted.filter((one) => one.count);
  };

  /** Make the link of a suggestion. */
  search.suggestionLink = ({ state, count }) => {
    const said = search.describe(state);
    return make("a", "", [`Letters ${said} `, make("span", "facet-count", `(${count.toLocaleString("en")})`)], { href: search.address(state) });
  };
})();
