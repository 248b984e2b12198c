/* Values: what one typed text means, or why it is refused, in the words of undersigned/values.py and links.py.
   Patterns and limits come from the data; the wording is held to Python's by tests/browser/test_letter_form.py. */
(() => {
  "use strict";
  const form = (window.letterForm = window.letterForm || {});

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const QUOTED = 60;

  form.length = (text) => [...text].length;
  form.number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  form.hex = (sign) => sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");

  const escaped = (sign) => {
    const named = { "\t": "\\t", "\n": "\\n", "\r": "\\r" }[sign];
    const code = sign.codePointAt(0);
    const [mark, width] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
    return named || `\\${mark}${code.toString(16).padStart(width, "0")}`;
  };

  /** Repeat typed text in a message, as undersigned/diagnostics.py does. */
  form.quote = (text) => {
    const signs = [...text];
    const cut = signs.length <= QUOTED ? signs : [...signs.slice(0, QUOTED - 1), "…"];
    return `‘${cut.map((sign) => (sign !== " " && /[\p{C}\p{Z}]/u.test(sign) ? escaped(sign) : sign)).join("")}’`;
  };

  /** Join words as undersigned/wording.py does. */
  form.enumerate = (words, joint = "and") =>
    words.length > 1 ? `${words.slice(0, -1).join(", ")} ${joint} ${words.at(-1)}` : words[0] || "";

  /** Make what is typed one line, without what no file can hold. */
  form.line = (text) => form.strip(String(text ?? "").toWellFormed().replace(/[ \t\r\n]+/g, " "));

  const compiled = new Map();
  const compile = (source, flags) => {
    const key = `${flags} ${source}`;
    if (!compiled.has(key)) compiled.set(key, new RegExp(source, flags));
    return compiled.get(key);
  };

  /** Give a pattern of the data; with the flag g only for replacing and matching, which begin anew each time. */
  form.pattern = (name, flags = "u") => compile(form.data.patterns[name], flags);
  form.whole = (name, text) => compile(`^(?:${form.data.patterns[name]})$`, "u").test(text);

  /** Name a refused character by kind and number. */
  form.refusedName = (sign) => {
    const [kind] = form.data.refusedKinds.find(([, source]) => compile(source, "u").test(sign));
    return `${kind} U+${form.hex(sign)}`;
  };

  const refuse = (rule, problem, mend) => ({ rule, problem, mend });

  const checked = (key, text, limit, markup) => {
    const bad = form.pattern("refused").exec(text);
    if (bad) return { ...refuse("text", `${form.quote(key)} holds the ${form.refusedName(bad[0])}`, "delete it"), refused: true };
    const stacked = form.pattern("stacked").exec(text);
    if (stacked) {
      return refuse("text", `${form.quote(key)} holds a letter with ${form.length(stacked[0])} accents`, "leave those that a language writes");
    }
    if (form.length(text) > limit) {
      return refuse("text", `${form.quote(key)} has ${form.number(form.length(text))} characters`, `use at most ${form.number(limit)}`);
    }
    const sign = markup ? null : form.pattern("markup").exec(text);
    return sign ? refuse("text", `${form.quote(key)} holds ${form.quote(sign[0])}`, "write plain text without < > { } ` and backslash") : null;
  };

  const daysOf = (year, month) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

  const dayProblem = (year, month, day) => {
    if (year < 1) return "there is no year 0000";
    if (month < 1 || month > 12) return `there is no month ${String(month).padStart(2, "0")}`;
    return day < 1 || day > daysOf(year, month) ? `${MONTHS[month - 1]} ${year} has no day ${day}` : "";
  };

  /** Tell forms of EDTF that are no single day, month or year from what is no date at all. */
  const isOtherDate = (text) => {
    const single = (part) => part === "" || part === ".." || typeof form.date(part) !== "string";
    if (/^[^/]+\/[^/]*$|^\/[^/]+$/.test(text)) return text.split("/").every(single);
    return (
      /^\d{4}-(2[1-9]|3\d|4[01])$/.test(text) || /^\d{2}(\dX|XX)$/.test(text) || /^\d{4}-(XX(-XX)?|\d\d-XX)$/.test(text) ||
      /^-\d{4}$/.test(text) || /^Y-?\d{5,}$/.test(text) || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/.test(text) ||
      (/^[~?%]/.test(text) && /^\d{4}(-\d\d){0,2}$/.test(text.slice(1)))
    );
  };

  /** Read a date: {year, plain, text}, or the reason why not. */
  form.date = (text) => {
    const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)$/.exec(text);
    if (match) {
      const [, year, month, day, doubt] = match;
      const found = { year, plain: doubt ? text.slice(0, -1) : text, text };
      if (day || (Number(month ?? 1) >= 1 && Number(month ?? 1) <= 12)) {
        const why = dayProblem(Number(year), Number(month ?? 1), Number(day ?? 1));
        return why ? `is no day of the calendar: ${why}` : found;
      }
    }
    if (form.length(text) > 40) return "is not a date";
    return isOtherDate(text) ? "is not a single day, month or year" : "is not a date";
  };

  const authorityOf = (address) => {
    const rest = address.slice(address.indexOf(":") + 1);
    if (!rest.startsWith("//")) return { host: "" };
    const place = /^[^/?#]*/.exec(rest.slice(2))[0];
    if (place.includes("[") !== place.includes("]")) return null;
    const at = place.lastIndexOf("@");
    const shown = place.slice(at + 1);
    let [host, port] = [shown.split(":")[0], shown.includes(":") ? shown.slice(shown.indexOf(":") + 1) : ""];
    if (place.includes("[")) {
      const match = /^\[([0-9a-fA-F:.]*:[0-9a-fA-F:.]*|v[0-9a-fA-F]+\..+)\](?::(.*))?$/.exec(shown);
      if (!match) return null;
      [host, port] = [match[1], match[2] || ""];
    }
    if (port && (!/^\d+$/.test(port) || Number(port) > 65535)) return null;
    return { host: host.toLowerCase().replace(/\.+$/, ""), private: at >= 0 || port !== "" };
  };

  const addressProblem = (address) => {
    const scheme = (form.pattern("scheme").exec(address)?.index === 0 ? address.split(":")[0] : "").toLowerCase();
    if (!form.data.schemes.includes(scheme)) {
      const what = scheme ? `the scheme ${form.quote(scheme)} is not accepted` : "the scheme is missing";
      return [what, "begin with https:// or http://"];
    }
    const unsafe = form.pattern("unsafe").exec(address);
    if (unsafe) return [`${form.quote(unsafe[0])} is not accepted in an address`, "write it percent-encoded"];
    if (scheme === "mailto") return ["the mail address is not plain", "write mailto:name@example.org and nothing more"];
    const parts = authorityOf(address);
    if (parts === null) return ["the address is not valid", "copy it from the browser"];
    if (parts.private) return ["a user name, password or port is not accepted", "give the public address"];
    if (!form.whole("host", parts.host)) {
      return [`the host ${form.quote(parts.host)} is not a public name`, "give the public address, not a number or a single word"];
    }
    return parts.host.includes("xn--") ? [`the host ${form.quote(parts.host)} has letters beyond a-z`, "ask a maintainer to approve it"] : null;
  };

  const word = (rule, accepts, mend) => (key, text) =>
    accepts(text) ? null : refuse(rule, `${form.quote(key)} is ${form.quote(text)}`, mend);

  /** One check for each kind of value: takes key and text, gives the problem or null. */
  form.reads = {
    line: (key, text) => checked(key, text, form.data.limits.title, false),
    text: (key, text) => checked(key, text, form.data.limits.text, true),
    date: (key, text) => {
      const found = form.date(text);
      return typeof found === "string" ? refuse("date", `${form.quote(key)}: ${form.quote(text)} ${found}`, "write it as 2013-04-10, 2013-04 or 2013") : null;
    },
    language: word("language", (text) => form.whole("language", text) && text.split("-")[0] in form.data.languages, "write a tag such as en, fr, zh or zh-Hant"),
    count: word("count", (text) => form.whole("count", text), "write a whole number, in digits only"),
    identifier: word("identifier", (text) => form.whole("identifier", text), "write the id as in the page's address: a-z, 0-9 and single hyphens"),
    url: (key, text) => {
      const limit = form.data.limits.url;
      let found = null;
      if (form.length(text) > limit) found = [`the address has ${form.number(form.length(text))} characters`, `use at most ${form.number(limit)}`];
      else if (text.startsWith("mailto:")) found = ["a mail address is no page", "give the https:// address of the page"];
      else found = addressProblem(text);
      return found ? refuse("url", `${form.quote(key)}: ${form.quote(text)}: ${found[0]}`, found[1]) : null;
    },
    choice: () => null,
  };
})();
