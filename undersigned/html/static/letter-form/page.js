/* The page: what was typed as front matter and body. Each line knows the field that it came from.

   Values are keyed as in the front matter; lists hold one object a row, `source.url` is the url of the source. A field is
   named by its key, or by list, row and part: signatories.0.name. */
(() => {
  "use strict";
  const form = (window.letterForm = window.letterForm || {});

  const WIDTH = 100;
  const PARTY = { name: "line", title: "line", organization: "line", "organization-id": "identifier" };
  /** What each key holds: a kind of value, a list of one kind, or parts with their kinds. */
  const TYPES = {
    title: "line", date: "date", "date-note": "text", language: "language", occasion: "text", rights: "text", notes: "text",
    "signatories-stated": "count", individuals: "count", text: "choice", license: "choice",
    to: [PARTY], cc: [PARTY], signatories: [{ ...PARTY, role: "choice", withdrawn: "date" }],
    topics: ["line"], asks: ["text"], evidence: ["url"], "other-urls": ["url"],
    source: { publisher: "line", url: "url", identifier: "line", copy: "text" },
    responses: [{ date: "date", from: PARTY, kind: "choice", url: "url", note: "text" }],
    corrections: [{ date: "date", note: "text" }],
  };
  const FLAGS = ["title-supplied", "signatories-complete"];

  const scalar = (field, type, typed, hidden = "") => {
    const text = form.line(typed);
    return text === "" || text === hidden ? null : { field, type, text };
  };

  const group = (field, types, typed, prefix = "") => {
    const parts = {};
    for (const [name, type] of Object.entries(types)) {
      const path = prefix + name;
      const node = typeof type === "object"
        ? group(field, type, typed, `${path}.`)
        : scalar(field ? `${field}.${path}` : path, type, typed[path], name === "role" ? form.data.roles[0] : "");
      if (node) parts[name] = node;
    }
    return Object.keys(parts).length ? { field: Object.values(parts)[0].field, parts } : null;
  };

  const list = (key, type, rows) => {
    const items = (rows || []).map((row, place) => {
      const field = `${key}.${place}`;
      if (typeof type === "object") {
        const node = group(field, type, row);
        return node && "role" in type && Object.keys(node.parts).join() === "organization" ? node.parts.organization : node;
      }
      return typeof row === "object" ? scalar(`${field}.${Object.keys(row)[0]}`, type, Object.values(row)[0]) : scalar(key, type, row);
    });
    return items.filter(Boolean);
  };

  const relations = (rows) => {
    const kinds = {};
    (rows || []).forEach((row, place) => {
      const node = scalar(`relations.${place}.letter`, "line", row.letter);
      if (node && row.kind) (kinds[row.kind] = kinds[row.kind] || []).push(node);
    });
    return Object.keys(kinds).length ? kinds : null;
  };

  /** Read what was typed: key -> {text}, {parts} or a list of these; what was left empty is left out. */
  form.facts = (values) => {
    const facts = {};
    for (const key of form.data.keys) {
      const type = TYPES[key];
      let node = null;
      if (key === "relations") node = relations(values.relations);
      else if (FLAGS.includes(key)) node = ["true", "false"].includes(String(values[key] || "")) ? { field: key, type: "flag", text: String(values[key]) } : null;
      else if (Array.isArray(type)) node = list(key, type[0], values[key]);
      else if (typeof type === "object") node = group("", type, values, `${key}.`);
      else if (type) node = scalar(key, type, values[key]);
      if (node && !(Array.isArray(node) && node.length === 0)) facts[key] = node;
    }
    const supplied = facts["title-supplied"];
    if (supplied && supplied.text !== "true") delete facts["title-supplied"];
    if (facts.title && facts["title-supplied"] && !/^\[.*\]$/su.test(facts.title.text)) {
      facts.title = { ...facts.title, text: `[${facts.title.text}]` };
    }
    return facts;
  };

  // ---------------------------------------------------------------- YAML

  const ESCAPED = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/u;
  const WORDS = /^(?:true|false|yes|no|on|off|y|n|null|none)$/i;
  const NUMBER = /^[-+.\d][-+.\d_,:eExXoOa-fA-F]*$/;
  const PLAIN = /^[\p{L}\p{N}(][\p{L}\p{M}\p{N} .,;:!?'’‘“”"()/&+%@=#–—…_~$-]*$/u;
  const PLAIN_IN_FLOW = /^[\p{L}\p{N}(][\p{L}\p{M}\p{N} .;'’‘“”()/&+–—…-]*$/u;

  const hexed = (sign) => {
    const code = sign.codePointAt(0);
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
  };

  /** Write a text so that every reader of YAML reads exactly it. */
  const quoted = (node, flow) => {
    const { text, type } = node;
    const dated = type === "date" && typeof form.date(text) !== "string" && !(flow && text.endsWith("?"));
    if (type === "flag" || (type === "count" && /^\d+$/.test(text)) || dated) return text;
    const plain = (flow ? PLAIN_IN_FLOW : PLAIN).test(text) && !/: | #|:$/.test(text) && !WORDS.test(text) && !NUMBER.test(text);
    if (plain) return text;
    if (!ESCAPED.test(text) && !form.pattern("refused").test(text)) return `'${text.replaceAll("'", "''")}'`;
    const signs = [...text.replace(/["\\]/g, "\\$&")];
    return `"${signs.map((sign) => (ESCAPED.test(sign) || form.pattern("refused").test(sign) ? hexed(sign) : sign)).join("")}"`;
  };

  /** Break a long value at blanks; where a plain value goes on, the line begins with a letter or digit. */
  const folded = (head, text, indent) => {
    const lines = [];
    let line = head;
    let first = true;
    for (const word of text.split(" ")) {
      const fits = form.length(line) + 1 + form.length(word) <= WIDTH;
      if (first || fits || line.trim() === "" || !/^[\p{L}\p{N}(]/u.test(word)) {
        line += first ? word : ` ${word}`;
      } else {
        lines.push(line);
        line = indent + word;
      }
      first = false;
    }
    return [...lines, line];
  };

  const put = (lines, head, node, indent) => {
    for (const line of folded(head, quoted(node, false), `${indent}  `)) lines.push([line, node.field]);
  };

  const putParts = (lines, lead, parts, indent) => {
    const pairs = Object.entries(parts);
    const flat = pairs.every(([, node]) => !node.parts);
    const flow = flat && lead ? `${lead}{${pairs.map(([name, node]) => `${name}: ${quoted(node, true)}`).join(", ")}}` : "";
    if (flow && form.length(flow) <= WIDTH) {
      lines.push([flow, pairs[0][1].field]);
      return;
    }
    pairs.forEach(([name, node], place) => {
      const head = place === 0 && lead ? lead : indent;
      if (node.parts) {
        lines.push([`${head}${name}:`, node.field]);
        putParts(lines, "", node.parts, `${indent}  `);
      } else {
        put(lines, `${head}${name}: `, node, indent);
      }
    });
  };

  const putList = (lines, items, indent) => {
    for (const item of items) {
      item.line = lines.length + 1;
      if (item.parts) putParts(lines, `${indent}- `, item.parts, `${indent}  `);
      else put(lines, `${indent}- `, item, indent);
    }
  };

  /** Write facts and body; gives lines of [text, field], and the place where the body begins. Items learn their line. */
  form.write = (facts, body) => {
    const lines = [["---", ""]];
    for (const [key, node] of Object.entries(facts)) {
      if (Array.isArray(node)) {
        lines.push([`${key}:`, key]);
        putList(lines, node, "");
      } else if (node.parts) {
        lines.push([`${key}:`, node.field]);
        putParts(lines, "", node.parts, "  ");
      } else if (node.text !== undefined) {
        put(lines, `${key}: `, node, "");
      } else {
        lines.push([`${key}:`, key]);
        for (const [kind, items] of Object.entries(node)) {
          lines.push([`  ${kind}:`, key]);
          putList(lines, items, "  ");
        }
      }
    }
    lines.push(["---", ""]);
    const first = lines.length;
    if (body) for (const line of body.split("\n")) lines.push([line, "body"]);
    return { lines, first, text: `${lines.map(([line]) => line).join("\n")}\n` };
  };

  // ---------------------------------------------------------------- prose

  /** Part a text into paragraphs of lines, one sentence a line. */
  form.sentences = (typed) => {
    const lines = String(typed ?? "").toWellFormed().replace(/\r\n?/g, "\n").split("\n");
    const clean = lines.map((line) => form.strip(line.replace(/[ \t]+/g, " ")).replace(/([a-z0-9)”’][.?!]) (?=[A-Z“‘])/g, "$1\n"));
    return clean.join("\n").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\n+$/g, "");
  };

  /** Write a line as Markdown that shows exactly its characters. */
  const escapedLine = (line) =>
    line
      .replace(/[\\`*_[\]<>{}|~^$]|&(?=#?[\p{L}\p{N}_]+;)/gu, "\\$&")
      .replace(/^(\d+)(?=[.)])/, "$1\\")
      .replace(/^(?=[#+=%-])/, "\\")
      .replace(/^(?=\(.*\)=)/, "\\");

  /** Write a text as Markdown that shows exactly its characters. */
  form.prose = (typed) => form.sentences(typed).split("\n").map(escapedLine).join("\n");
})();
