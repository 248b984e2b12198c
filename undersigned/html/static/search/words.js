/* Words: what a reader's words ask for, and how what was parted for the index is shown as it was written. */
(() => {
  "use strict";
  const search = (window.lettersSearch = window.lettersSearch || {});

  // As in undersigned/html/searchable.py: what is written without blanks is looked for sign by sign.
  const UNSPACED =
    "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u303b\\u3041-\\u30ff\\u3105-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}" +
    "\\u0e01-\\u0e3a\\u0e40-\\u0e5b\\u0e81-\\u0edf\\u1000-\\u109f\\u1780-\\u17dd";
  const RUN = new RegExp(`[${UNSPACED}\\u0f0b]`, "u");
  const JOINTS = new RegExp(
    `(?:(?<=[${UNSPACED}])(?=[\\p{L}\\p{N}\\p{M}_])|(?<=[\\p{L}\\p{N}\\p{M}_])(?=[${UNSPACED}])|(?<=\\u0f0b)(?=[\\p{L}\\p{N}]))(?!\\p{M})`,
    "gu",
  );
  // Two words of the index that were one: signs of these scripts and their punctuation, Tibetan syllables.
  const SIGN = `[${UNSPACED}\\u3000-\\u303f\\uff00-\\uffef]`;
  const JOINED = new RegExp(`${SIGN}\n${SIGN}|\\u0f0b\n[\\u0f40-\\u0fbc]`, "u");
  const QUOTED = /["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]/gu;

  /** Part a text where its script parts no words. */
  search.part = (text) => text.replace(JOINTS, " ");

  /** Show a text as it was before it was parted. */
  search.whole = (text) => text.replace(/\u200a/g, "");

  /** Join words of the index for the eye. */
  search.join = (words) => {
    let text = "";
    for (const word of words) text += (text && !search.follows(text, word) ? " " : "") + word;
    return text;
  };

  /** Tell whether a word of the index follows another without blank. */
  search.follows = (before, word) => JOINED.test(`${before.slice(-2)}\n${word.slice(0, 2)}`);

  /** Reduce a word to what is compared: without case, accents, blanks and punctuation. */
  search.fold = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  /** Find a phrase in words of the index, without case, accents and punctuation; gives the places of its words. */
  search.findPhrase = (words, phrase) => {
    const wanted = phrase.split(/\s+/).map(search.fold).filter(Boolean);
    const list = words.map((word, at) => [search.fold(word), at]).filter(([word]) => word);
    const found = [];
    for (let start = 0; start + wanted.length <= list.length; start++) {
      // The beginning of its last word is enough.
      const fits = wanted.every((word, step) => (step === wanted.length - 1 ? list[start + step][0].startsWith(word) : list[start + step][0] === word));
      if (fits) for (let step = 0; step < wanted.length; step++) found.push(list[start + step][1]);
    }
    return found;
  };

  /** Part what was typed: words in any order, and phrases (what is quoted, what is written without blanks). */
  search.parse = (typed) => {
    const phrases = [];
    const rest = typed.normalize("NFC").replace(QUOTED, (_, phrase) => {
      phrases.push(search.part(phrase).trim());
      return " ";
    });
    const words = [];
    for (const word of rest.replace(/["“”„«»]/g, " ").split(/\s+/)) {
      if (RUN.test(word)) phrases.push(search.part(word).trim());
      else if (/[\p{L}\p{N}]/u.test(word)) words.push(word);
    }
    return { words, phrases: phrases.filter((phrase) => /[\p{L}\p{N}]/u.test(phrase)) };
  };

  /** Make an element: class, content (texts and nodes), attributes. */
  search.make = (tag, name, content = [], attributes = {}) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...[content].flat());
    return node;
  };

  /** Look a key up that a reader or a page gave: no key of all objects, such as `constructor`, is meant. */
  search.own = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);

  search.plural = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

  search.enumerate = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join(""));
})();
