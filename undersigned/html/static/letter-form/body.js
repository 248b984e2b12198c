/* The text of a page: its characters, and what its body may not hold, in the words of undersigned/text.py and markup.py.

   Held to them by tests/browser/test_letter_form.py. */
(() => {
  "use strict";
  const form = (window.letterForm = window.letterForm || {});

  /** Tell characters that no page may hold, and words of two scripts. */
  form.checkCharacters = (notes, lines) => {
    const refused = form.pattern("refused");
    const stacked = form.pattern("stacked");
    for (const [line, field] of lines) {
      const accents = stacked.exec(line);
      const bad = accents ? null : refused.exec(line);
      const column = (found) => form.length(line.slice(0, found.index)) + 1;
      if (accents) {
        const problem = `${form.length(accents[0])} accents stand on one letter at column ${column(accents)}`;
        notes.add(field, "character", problem, "leave those that a language writes");
      }
      if (bad) {
        const problem = `${form.refusedName(bad[0])} at column ${column(bad)}`;
        notes.push({ field, rule: "character", problem, mend: "delete it", refused: true });
      }
      const words = line.match(/[\p{L}\p{Nl}\p{No}]+/gu) || [];
      const mixed = words.find((word) => form.pattern("greekOrCyrillic").test(word) && form.pattern("latin").test(word));
      if (mixed) {
        const signs = [...new Set(mixed.match(form.pattern("greekOrCyrillic", "gu")))].sort().slice(0, 3);
        const shown = signs.map((sign) => `U+${form.hex(sign)}`).join(" ");
        notes.add(field, "script", `the word ${form.quote(mixed)} mixes Latin with Greek or Cyrillic letters (${shown})`, "write it in one script");
      }
    }
  };

  /** Tell what is wrong with the body: `written` as Markdown, `typed` as it came. */
  form.checkBody = (notes, written, typed) => {
    const { limits } = form.data;
    const text = written ? `${written}\n` : "";
    const count = form.length(text);
    if (count > limits.body) {
      notes.add("body", "size", `the body has ${form.number(count)} characters`, `a body has at most ${form.number(limits.body)}`);
      return;
    }
    const before = notes.messages.length;
    const brackets = text.split("[").length - 1;
    if (brackets > limits.brackets) notes.add("body", "size", `the body has ${form.number(brackets)} opening brackets`, `a body has at most ${form.number(limits.brackets)}`);
    for (const line of text.split("\n")) {
      if (form.length(line) > limits.line) {
        notes.add("body", "size", `the line has ${form.number(form.length(line))} characters`, `break it; a line has at most ${form.number(limits.line)}`);
      } else if (form.pattern("run").test(line)) {
        notes.add("body", "nesting", `${limits.markup_run} or more markup signs in a row`, "write *** for a rule, or put a \\ before each sign");
      }
    }
    if (notes.messages.length > before) return;
    // What was meant as markup is told, although the page would show it as typed.
    for (const line of form.sentences(typed).split("\n")) {
      const left = form.pattern("leftover").exec(line);
      if (!left) continue;
      const signs = [...line];
      const start = form.length(line.slice(0, left.index));
      const shown = signs.slice(Math.max(0, start - 20), start + form.length(left[0]) + 20).join("");
      notes.add("body", "syntax", `${form.quote(shown)} would be printed as it stands`, "mend the markup, or set it between backticks as `code`");
    }
  };
})();
