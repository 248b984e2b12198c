/* Results: a page as the search shows it, with the passage that has the words. Everything is text; nothing is markup. */
(() => {
  "use strict";
  const search = (window.lettersSearch = window.lettersSearch || {});
  const { make } = search;

  /** Words of a passage, and how many of them stand before the first that was found. */
  const LENGTH = 36;
  const BEFORE = 6;
  const ASKS = 3;
  const KINDS = { letter: "Letter", organization: "Organization", topic: "Topic", guide: "Guide" };

  const facet = (page, name) => (page.filters[name] || [])[0] || "";

  const place = (page, id) => page.anchors.find((anchor) => anchor.id === id)?.location;

  /** Choose where a passage begins: in the text before the signatories, in the signatories before the head. */
  const region = (page, words) => {
    const text = place(page, "text") ?? search.part(page.meta.title).split(/\s+/).length;
    const signatories = place(page, "signatories") ?? words.length;
    const zones = [
      (at) => at >= text && at < signatories,
      (at) => at >= signatories,
    ];
    for (const zone of zones) {
      const found = page.weighted_locations.filter((spot) => zone(spot.location)).sort((a, b) => a.location - b.location);
      if (!found.length) continue;
      let best = 0;
      let start = found[0].location;
      for (const { location } of found) {
        const held = found.filter((spot) => spot.location >= location && spot.location < location + LENGTH - BEFORE);
        // Different words tell more than one word many times; forms of a word begin alike.
        const different = new Set(held.map((spot) => words[spot.location].toLowerCase().replace(/[^\p{L}\p{N}]/gu, "").slice(0, 5)));
        const weight = different.size + held.length / 100;
        if (weight > best) [best, start] = [weight, location];
      }
      const low = start >= signatories ? signatories : text;
      return [Math.max(low, start - BEFORE), start >= signatories ? words.length : signatories];
    }
    return [text, signatories];
  };

  /** Make the passage of a page that has the words, these marked. */
  search.passage = (page) => {
    const words = page.content.split(/\s+/);
    const [start, limit] = region(page, words);
    const end = Math.min(start + LENGTH, limit, words.length);
    if (start >= end) return null;
    const found = new Set(page.locations);
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
    if (kind !== "letter") return KINDS[kind] || "Page";
    const to = page.meta.to ? ` to ${search.whole(page.meta.to)}` : "";
    return `Letter${to}; ${facet(page, "signed")}`;
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

  /** Make a result of the search page; `words` tells that words were asked for. */
  search.result = (page, { words }) => {
    const list = page.content.split(/\s+/);
    const item = make("li", "hit", [make("h3", "hit-title", search.titleLink(page, ""))]);
    const date = page.meta.date ? make("span", "hit-date", page.meta.date) : "";
    item.append(make("p", "hit-about", [date, date ? " " : "", search.about(page)]));
    const asks = asksOf(page, list);
    const passage = words || !asks.length ? search.passage(page) : null;
    if (passage) {
      const text = make("p", "hit-passage", passage.nodes);
      // The text of a letter may be in its language, our own words are English.
      if (facet(page, "tag") && facet(page, "text") === "full text") text.dir = "auto";
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
