/* Names: which organization or topic a typed name means, as undersigned/names.py tells it, and which are near. */
(() => {
  "use strict";
  const form = (window.letterForm = window.letterForm || {});

  const STROKES = { ø: "o", ł: "l", đ: "d", ħ: "h", ŧ: "t", ı: "i", Ø: "O", Ł: "L", Đ: "D", Ħ: "H", Ŧ: "T", İ: "I" };
  const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff]/gu;
  const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  const ENDS = new RegExp(`^${BLANK}|${BLANK}$`, "gu");
  /** Alike pairs of letters, of 1, from which a name is called near. */
  const NEAR = 0.6;

  /** Cut blanks off both ends, as Python does. */
  form.strip = (text) => text.replace(ENDS, "");

  // Upper case first: so sharp s becomes ss, as Python folds it. Final sigma is no letter of its own.
  const fold = (text) => text.toUpperCase().toLowerCase().replace(/ς/g, "σ");

  /** Reduce a name to what is compared. */
  form.nameKey = (name) => {
    let text = name.replace(/[øłđħŧıØŁĐĦŦİ]/g, (sign) => STROKES[sign]).normalize("NFKD");
    text = fold(text.replace(ACCENTS, "").normalize("NFC")).replaceAll("&", " and ").replace(/[\u200c\u200d]/g, "");
    text = text.replace(/[.'’‘ʼ`´]/g, "").replace(/[^\p{L}\p{N}\p{M}]/gu, " ");
    const words = text.split(" ").filter(Boolean);
    if (words.length > 1 && words[0] === "the") words.shift();
    return words.join(" ") || form.strip(name);
  };

  const pairs = (key) => {
    const found = new Map();
    for (let place = 0; place < key.length - 1; place++) {
      const pair = key.slice(place, place + 2);
      found.set(pair, (found.get(pair) || 0) + 1);
    }
    return found;
  };

  /** Tell how alike two keys are, 0 to 1: the pairs of letters they share (Dice), or whether one's words are the other's. */
  const likeness = (asked, askedPairs, key, other) => {
    let shared = 0;
    for (const [pair, count] of askedPairs) shared += Math.min(count, other.get(pair) || 0);
    const total = Math.max(1, asked.length + key.length - 2);
    const words = new Set(asked.split(" "));
    const others = key.split(" ");
    const held = key.length > 4 && asked.length > 4 &&
      (others.every((word) => words.has(word)) || [...words].every((word) => others.includes(word)));
    return Math.max((2 * shared) / total, held ? 0.9 : 0);
  };

  /** Know names: `entries` holds [id, names, names that are known but not offered]. */
  form.authority = (entries) => {
    const owners = new Map(); // key -> ids, sorted
    const written = new Map(); // key -> the name as the archive writes it
    const offered = []; // {name, main, id, key}
    for (const [id, names, others] of entries) {
      for (const name of [...names, ...others]) {
        const key = form.nameKey(name);
        const ids = owners.get(key) || [];
        if (!ids.includes(id)) owners.set(key, [...ids, id].sort());
        if (!written.has(key)) written.set(key, name);
      }
      for (const name of names) offered.push({ name, main: names[0], id, key: form.nameKey(name) });
    }
    const main = new Map(entries.map(([id, names]) => [id, names[0]]));
    const remembered = new Map();
    const pairsOf = new Map(); // key -> its pairs, made when first compared
    return {
      has: (id) => main.has(id),
      nameOf: (id) => main.get(id),
      ids: [...main.keys()],
      resolve: (name) => owners.get(form.nameKey(name)) || [],
      /** Find the known names most like an unknown one, best first. */
      suggest(name, limit = 3) {
        const asked = form.nameKey(name);
        if (!remembered.has(asked)) {
          const askedPairs = pairs(asked);
          if (!pairsOf.size) for (const key of written.keys()) pairsOf.set(key, pairs(key));
          const scores = [...pairsOf].map(([key, other]) => [likeness(asked, askedPairs, key, other), key]);
          const near = scores.filter(([score]) => score >= NEAR).sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1));
          remembered.set(asked, near.slice(0, limit).map(([, key]) => written.get(key)));
        }
        return remembered.get(asked);
      },
      /** Offer names while somebody types: those that begin so, then those with a word that does, then those that hold it. */
      complete(typed, limit = 8) {
        const asked = form.nameKey(typed);
        if (!asked) return [];
        const rank = (key) => (key.startsWith(asked) ? 0 : ` ${key}`.includes(` ${asked}`) ? 1 : key.includes(asked) ? 2 : 3);
        return offered
          .map((entry) => [rank(entry.key), entry])
          .filter(([place]) => place < 3)
          .sort((a, b) => a[0] - b[0] || a[1].key.length - b[1].key.length || (a[1].key < b[1].key ? -1 : 1))
          .slice(0, limit)
          .map(([, entry]) => entry);
      },
    };
  };

  const LETTERS = { æ: "ae", œ: "oe", ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ı: "i" };

  /** Make an id of a-z, 0-9 and hyphens; empty where the script has none of these. */
  form.slug = (text, limit = 64) => {
    const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[æœßøłđðþħŧı]/g, (sign) => LETTERS[sign]);
    const words = plain.replace(/['’‘ʼ]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
    if (words.length <= limit) return words;
    const cut = words.slice(0, limit + 1);
    return (cut.includes("-") ? cut.slice(0, cut.lastIndexOf("-")) : words.slice(0, limit)).replace(/-+$/, "");
  };
})();
