/* The check: what is wrong with a page, in the words and by the rules of the archive's checker.

   After undersigned/schema.py, letter_rules.py and consistency.py; held to them by tests/browser/test_letter_form.py. */
(() => {
  "use strict";
  const form = (window.letterForm = window.letterForm || {});

  /** Where a page stands whose date cannot be read. */
  const NO_DATE = "2000-01-01";

  /** Collects messages; each has rule, problem, mend and the field it belongs to. */
  class Notes {
    messages = [];
    #before = 0;
    /** Begin another reading of the page: each is told of so many mistakes. */
    begin() {
      this.#before = this.messages.length;
    }
    get isFull() {
      return this.messages.length - this.#before >= form.data.limits.messages;
    }
    push(message) {
      if (!this.isFull) this.messages.push(message);
    }
    add(field, rule, problem, mend) {
      this.push({ field, rule, problem, mend });
    }
    /** Read a value; undefined where it is refused, or enough is told. */
    value(key, node) {
      if (this.isFull) return undefined;
      if (node.type === "flag") return node.text;
      const found = form.reads[node.type](key, node.text);
      if (found) this.push({ field: node.field, ...found });
      return found ? undefined : node.text;
    }
  }

  const parts = (notes, node, required = [], what = "") => {
    const values = {};
    for (const [name, part] of Object.entries(node.parts)) {
      const value = part.parts ? party(notes, name, part) : notes.value(name, part);
      if (value !== undefined) values[name] = value;
    }
    for (const name of required) {
      if (!(name in node.parts)) notes.add(node.field.replace(/[^.]*$/, name), "missing-key", `${what} has no ${form.quote(name)}`, `add a line ${name}: ...`);
    }
    return values;
  };

  const party = (notes, key, node) => {
    if (!node.parts) {
      const name = notes.value(key, node);
      return name === undefined ? undefined : { organization: name };
    }
    const before = notes.messages.length;
    const values = parts(notes, node);
    if (["organization", "name", "title", "organization-id"].some((name) => name in values)) return values;
    if (notes.messages.length === before) {
      notes.add(node.field.replace(/[^.]*$/, "organization"), "party", `an entry of ${form.quote(key)} names nobody`, "give organization:, name: or title:");
    }
    return undefined;
  };

  const record = (required, what) => (notes, key, node) => {
    const values = parts(notes, node, required, what);
    // The sender is read last, as its messages are.
    return required.every((name) => name in values) ? values : undefined;
  };

  const READ = {
    to: party, cc: party, signatories: party,
    responses: record(["date", "from", "kind"], "a response"),
    corrections: record(["date", "note"], "a correction"),
  };

  const same = (value) => JSON.stringify(typeof value === "object" ? Object.entries(value).sort() : value);

  /** Read a list; entries that stand twice are told and left out. */
  const list = (notes, key, nodes) => {
    const read = READ[key] || ((found, name, node) => found.value(name, node));
    const seen = new Map();
    const values = [];
    const limit = key === "signatories" ? form.data.limits.signatories : form.data.limits.entries;
    if (nodes.length > limit) {
      notes.add(nodes[limit].field, "size", `${form.quote(key)} lists ${form.number(nodes.length)} entries`, `list at most ${form.number(limit)}`);
    }
    for (const node of nodes.slice(0, limit)) {
      const value = read(notes, key, node);
      if (value === undefined) continue;
      if (seen.has(same(value))) {
        notes.add(node.field, "duplicate-entry", `${form.quote(key)} lists the same entry in line ${seen.get(same(value))}`, "delete one of the two");
        continue;
      }
      seen.set(same(value), node.line);
      values.push({ value, field: node.field });
    }
    return values;
  };

  /** Count the values of a fact as the archive's reader does: lists, groups, their keys and what they hold. */
  const sizeOf = (node) => {
    if (Array.isArray(node)) return node.reduce((sum, item) => sum + sizeOf(item), 1);
    if (typeof node.text === "string") return 1;
    return Object.values(node.parts || node).reduce((sum, part) => sum + 1 + sizeOf(part), 1);
  };

  /** Tell that the facts hold too many values; gives the facts that can be read. */
  const readable = (notes, facts) => {
    const limit = form.data.limits.values;
    const tell = (key) => {
      const field = key === "source" ? "source.publisher" : key;
      notes.add(field, "front-matter", `the facts hold more than ${form.number(limit)} values`, "write plain key: value lines");
    };
    if (sizeOf(facts) <= limit) return facts;
    // Read key by key, so that one does not hide the others.
    const [large, small] = [[], []];
    for (const [key, node] of Object.entries(facts)) (sizeOf(node) + 2 > limit ? large : small).push([key, node]);
    large.forEach(([key]) => tell(key));
    if (!large.length) tell(Object.keys(facts).at(-1));
    return Object.fromEntries(small);
  };

  const readAll = (notes, facts) => {
    const values = {};
    for (const [key, node] of Object.entries(readable(notes, facts))) {
      if (key === "relations") {
        values[key] = Object.entries(node).flatMap(([kind, items]) => list(notes, kind, items));
      } else if (Array.isArray(node)) values[key] = list(notes, key, node);
      else if (node.parts) values[key] = record(["publisher"], "the source")(notes, key, node);
      else values[key] = notes.value(key, node);
      if (values[key] === undefined) delete values[key];
    }
    for (const key of form.data.required) {
      if (!(key in facts)) notes.add(key === "source" ? "source.publisher" : key, "missing-key", `the letter has no ${form.quote(key)}`, `add a line ${key}: ...`);
    }
    return values;
  };

  // ---------------------------------------------------------------- the letter's facts among themselves

  const together = (notes, facts, values) => {
    if ("title" in values) {
      const bracketed = values.title.startsWith("[") && values.title.endsWith("]");
      if (bracketed !== (values["title-supplied"] === "true")) {
        const problem = bracketed ? "the title stands in [brackets] without title-supplied: true" : "title-supplied is true, but the title stands in no [brackets]";
        notes.add("title", "title-supplied", problem, "do both if the title is ours, neither if it is the letter's own");
      }
    }
    const full = values.text === "full";
    if (full && !("license" in facts)) notes.add("license", "license", "the page carries the full text without a licence", "add license:, or publish a summary");
    if (!full && "license" in facts) {
      notes.add("license", "license", "a summary names a licence", "write text: full, or put the letter's printed notice into rights:");
    }
    signatures(notes, facts, values);
    if (!full && "source" in values && !("evidence" in facts) && !("url" in facts.source.parts) && !("copy" in facts.source.parts)) {
      notes.add("source.url", "no-source", "the letter tells nowhere where it was seen", "add url: to the source, or evidence:, or copy: to the source where the letter has no address");
    }
  };

  const signatures = (notes, facts, values) => {
    if ("signatories" in facts && !("signatories" in values)) return;
    const listed = (values.signatories || []).length;
    const complete = values["signatories-complete"] === "true";
    if (complete && !listed) {
      notes.add("signatories-complete", "signature-count", "the list of signatories is called complete, but nobody is listed", "list them, or write false");
      return;
    }
    if (values["signatories-stated"] === undefined || "notes" in values) return;
    const stated = Number(values["signatories-stated"]);
    const known = listed + Number(values.individuals || 0);
    const mend = "correct the list or the number, or say in notes why they differ";
    const problem = `the source states ${stated} signatories, the list has ${listed}`;
    if (complete && stated !== listed && stated !== known) notes.add("signatories-stated", "signature-count", `${problem} and is called complete`, mend);
    else if (!complete && stated < listed) notes.add("signatories-stated", "signature-count", problem, mend);
  };

  // ---------------------------------------------------------------- the letter and the archive

  const unknownId = (notes, field, what, given, known) => {
    const former = form.data.former[what];
    if (Object.hasOwn(former, given)) {
      notes.add(field, "unknown-id", `${form.quote(given)} is now called ${form.quote(former[given])}`, "write the new id");
      return;
    }
    const near = form.authority(known.map((id) => [id, [id], []])).suggest(given, 1);
    const mend = near.length ? `did you mean ${form.quote(near[0])}?` : `give the id of a ${what} of the archive`;
    notes.add(field, "unknown-id", `no ${what} has the id ${form.quote(given)}`, mend);
  };

  const partyOf = (notes, found, field) => {
    const { organizations } = form.archive;
    const at = (name) => (/\.\d+\./.test(field) ? field.replace(/(\.\d+\.(?:from\.)?)[^]*$/, `$1${name}`) : field);
    if (found["organization-id"] !== undefined) {
      if (!organizations.has(found["organization-id"])) unknownId(notes, at("organization-id"), "organization", found["organization-id"], organizations.ids);
      return;
    }
    if (found.organization === undefined) return;
    const ids = organizations.resolve(found.organization);
    const shown = form.quote(found.organization);
    if (ids.length > 1) {
      notes.add(at("organization"), "unknown-name", `the name ${shown} belongs to ${form.enumerate(ids)}`, "add organization-id: with the one that is meant");
    } else if (!ids.length) {
      const near = organizations.suggest(found.organization).map(form.quote);
      const add = "hand in its page too, which stands below the letter's";
      const mend = near.length ? `did you mean ${form.enumerate(near, "or")}? Add it there as alias or misprint, or ${add}` : add;
      notes.push({ field: at("organization"), rule: "unknown-name", problem: `no organization bears the name ${shown}`, mend, unknown: found.organization });
    }
  };

  const againstArchive = (notes, values, id) => {
    const { topics, letters } = form.archive;
    for (const key of ["to", "cc", "signatories"]) for (const { value, field } of values[key] || []) partyOf(notes, value, field);
    for (const { value, field } of values.responses || []) partyOf(notes, value.from, field.replace(/[^.]*$/, "from.organization"));
    for (const { value, field } of values.topics || []) {
      if (!topics.has(value) && topics.resolve(value).length !== 1) unknownId(notes, field, "topic", value, topics.ids);
    }
    for (const { value, field } of values.relations || []) {
      if (value === id) notes.add(field, "cycle", "the letter is related to itself", "name the other letter");
      else if (!letters.has(value)) unknownId(notes, field, "letter", value, [...letters]);
    }
  };

  // ---------------------------------------------------------------- the whole

  const pathOf = (facts, slug) => {
    const date = facts.date ? form.date(facts.date.text) : "";
    const plain = typeof date === "string" ? NO_DATE : date.plain;
    const words = form.slug(slug || facts.title?.text || "", form.data.limits.name - plain.length - 4) || "letter";
    return { words, id: `${plain}-${words}`, path: `letters/${plain.slice(0, 4)}/${plain}-${words}.md`, dated: typeof date !== "string" };
  };

  /** Know the archive that the data describe. */
  form.load = (data) => {
    form.data = data;
    form.archive = {
      organizations: form.authority(data.organizations),
      topics: form.authority(data.topics.map(([id, name]) => [id, [name], []])),
      letters: new Set(data.letters),
    };
  };

  /** Make the page of what was typed: its path, its text, and what is wrong with it. */
  form.make = (values) => {
    const facts = form.facts(values);
    const place = pathOf(facts, values.slug);
    const prose = form.prose(values.body);
    const page = form.write(facts, prose);
    const notes = new Notes();
    const bytes = new TextEncoder().encode(page.text).length;
    if (bytes > form.data.limits.page_bytes) {
      notes.add("body", "size", `the file has ${form.number(bytes)} bytes`, `a .md file has at most ${form.number(form.data.limits.page_bytes)}`);
      return { ...place, text: page.text, messages: notes.messages, sameDay: [] };
    }
    form.checkCharacters(notes, page.lines);
    notes.begin();
    const read = readAll(notes, facts);
    together(notes, facts, read);
    notes.begin();
    againstArchive(notes, read, place.id);
    notes.begin();
    form.checkBody(notes, prose, values.body);
    notes.begin();
    if (read.text !== "full" && !prose.trim()) {
      notes.add("body", "no-summary", "no summary is written yet", "say below the facts, in your own words, what the letter says");
    }
    const day = facts.date ? form.date(facts.date.text) : "";
    const sameDay = typeof day === "string" ? [] : form.data.letters.filter((id) => id.startsWith(`${day.plain}-`));
    return { ...place, text: page.text, messages: notes.messages, sameDay };
  };
})();
