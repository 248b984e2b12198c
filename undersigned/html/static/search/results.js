/* Results: a page as the search shows it, with the passage that has the words. Everything is text; nothing is markup. */
(() => {
  "use strict";
  const search = (window.lettersSearch = window.lettersSearch || {});
  const { make } = search;

  /** Words among which the best place of a passage is looked for; letters before it, and of the whole passage. */
  const WINDOW = 30;
  const BEFORE = 36;
  const LENGTH = 230;
  const ASKS = 3;
  const KINDS = { letter: "Letter", organization: "Organization", topic: "Topic", guide: "Guide" };

  const facet = (page, name) => (page.filters[name] || [])[0] || "";

  const place = (page, id) => page.anchors.find((anchor) => anchor.id === id)?.location;

  /** Where the text of a page begins, and where its signatories do. */
  const bounds = (page, words) => [
    place(page, "text") ?? search.part(page.meta.title).split(/\s+/).length,
    place(page, "signatories") ?? words.length,
  ];

  /** Choose where a passage begins: in the text before the signatories, in the signatories before the head. */
  const region = (page, words, spots) => {
    const [text, signatories] = bounds(page, words);
    const zones = [
      (at) => at >= text && at < signatories,
      (at) => at >= signatories,
    ];
    for (const zone of zones) {
      const found = spots.filter(zone);
      if (!found.length) continue;
      let best = 0;
      let start = found[0];
      for (const spot of found) {
        const held = found.filter((other) => other >= spot && other < spot + WINDOW);
        // Different words tell more than one word many times; forms of a word begin alike.
        const different = new Set(held.map((other) => words[other].toLowerCase().replace(/[^\p{L}\p{N}]/gu, "").slice(0, 5)));
        const weight = different.size + held.length / 100;
        if (weight > best) [best, start] = [weight, spot];
      }
      const low = start >= signatories ? signatories : text;
      const back = (letters) => {
        let at = start;
        for (let length = 0; at > low && length < letters; at--) length += words[at - 1].length + 1;
        return at;
      };
      // Nothing is cut off for a few words.
      return [back(2 * BEFORE) === low ? low : back(BEFORE), start >= signatories ? words.length : signatories];
    }
    return [text, signatories];
  };

  /** Name the paragraph or ask in which a word stands: both have numbers by which they are cited. */
  const numbered = (page, at) => {
    const before = page.anchors.filter((anchor) => anchor.location <= at).sort((a, b) => a.location - b.location);
    const [, kind, number] = before.at(-1)?.id.match(/^(paragraph|ask)-(\d+)$/) || [];
    return kind ? make("a", "hit-place", `${kind} ${number}`, { href: `${page.url}#${kind}-${number}` }) : null;
  };

  /** Make the passage of a page that has the words, these marked. */
  const passageOf = (page, words, spots) => {
    const [start, limit] = region(page, words, spots);
    let end = start;
    for (let length = 0; end < limit && length < LENGTH; end++) length += words[end].length + 1;
    if (start >= end) return null;
    const found = new Set(spots);
    const nodes = [start > 0 && !/[.?!。]$/u.test(words[start - 1]) ? "… " : ""];
    let text = "";
    let marked = "";
    const flush = () => {
      if (text) nodes.push(text);
      if (marked) nodes.push(make("mark", "", marked));
      text = marked = "";
    };
    for (let at = start; at < end; at++) {
      const space = at > start && !search.follows(words[at - 1], words[at]) ? " " : "";
      const [, before, core, after] = words[at].match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}\p{M}]*)$/su);
      if (found.has(at) && core) {
        if (marked && !before) marked += space + core;
        else {
          if (marked) flush();
          text += space + before;
          if (text) nodes.push(text);
          text = "";
          marked = core;
        }
        if (after) {
          flush();
          text = after;
        }
      } else {
        if (marked) flush();
        text += space + words[at];
      }
    }
    flush();
    if (end < words.length && end < limit) nodes.push(" …");
    const first = spots.find((at) => at >= start && at < end);
    const link = first === undefined ? null : numbered(page, first);
    if (link) nodes.push(" ", link);
    return { nodes: nodes.filter(Boolean), start, end };
  };

  /** Take what a letter asks out of its words: each ask ends where the next part of the page begins. */
  const asksOf = (page, words) => {
    const spots = page.anchors.map((anchor) => anchor.location).sort((a, b) => a - b);
    return page.anchors
      .filter((anchor) => /^ask-\d+$/.test(anchor.id))
      .map((anchor) => {
        const end = spots.find((spot) => spot > anchor.location) ?? words.length;
        return { at: anchor.location, text: search.join(words.slice(anchor.location, end)).replace(/\.$/, "") };
      });
  };

  /** Say what a page is, in one line. */
  search.about = (page) => {
    const kind = facet(page, "kind");
    const to = page.meta.to ? ` to ${search.whole(page.meta.to)}` : "";
    return [`${KINDS[kind] || "Page"}${to}`, facet(page, "about")].filter(Boolean).join("; ");
  };

  /** Make the title of a page, a link, in its language. */
  search.titleLink = (page, name) => {
    const link = make("a", name, search.whole(page.meta.title), { href: page.url });
    const tag = facet(page, "tag");
    if (tag) {
      link.lang = tag;
      link.dir = "auto";
    }
    return link;
  };

  /** Give the places of what was asked for: words as Pagefind found them, phrases whole. */
  const spotsOf = (page, list, { words, phrases }) => {
    const spots = [...(words.length ? page.locations : []), ...phrases.flatMap((phrase) => search.findPhrase(list, phrase))];
    return [...new Set(spots)].sort((a, b) => a - b);
  };

  /** Make a result of the search page; `query` is what was asked, in words and phrases. */
  search.result = (page, query) => {
    const words = query.words.length + query.phrases.length > 0;
    const list = page.content.split(/\s+/);
    const item = make("li", "hit", [make("h3", "hit-title", search.titleLink(page, ""))]);
    const date = page.meta.date ? make("span", "hit-date", page.meta.date) : "";
    item.append(make("p", "hit-about", [date, date ? " " : "", search.about(page)]));
    const asks = asksOf(page, list);
    const passage = words || !asks.length ? passageOf(page, list, spotsOf(page, list, query)) : null;
    if (passage) {
      const text = make("p", "hit-passage", passage.nodes);
      // The text of a letter may be in its language; our own words are English.
      const [begin, signatories] = bounds(page, list);
      if (facet(page, "text") === "full text" && passage.start >= begin && passage.end <= (place(page, "asks") ?? signatories)) {
        const tag = facet(page, "tag");
        if (tag) text.lang = tag;
        text.dir = "auto";
      }
      item.append(text);
    }
    // What was asked, unless the passage says it.
    if (asks.length && !(passage && asks.some((ask) => ask.at >= passage.start && ask.at < passage.end))) {
      const shown = asks.slice(0, words ? 1 : ASKS);
      const line = make("p", "hit-asks", [make("span", "hit-label", "Asks: "), shown.map((ask) => ask.text).join("; ")]);
      if (asks.length > shown.length) line.append(make("span", "hit-label", `; ${asks.length - shown.length} more`));
      item.append(line);
    }
    return item;
  };

  /** Make what stands in place of a result that cannot be loaded. */
  search.lostResult = () => make("li", "hit hit-lost", make("p", "", "This result could not be loaded. The site may just have been renewed: load the page again."));
})();
