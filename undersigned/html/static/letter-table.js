/* What tables of letters have beyond others: facets, and the selection of letters that is saved in a format.

   Facts that the table does not show come from _static/letter-table/letters.js, texts of formats from a script for each
   year and format: a page that is opened from a folder may not fetch data. Comes after table.js; of a very long table,
   all but the columns waits until a reader asks for more than the page has. */

"use strict";

(() => {
  const tables = window.undersignedTables;
  if (!tables) {
    return;
  }

  const { form, items } = tables;
  const table = document.querySelector("table.letter-table");
  let letters = [];
  /* Places of facts in a letter of the data. */
  const [ID, DATE, SIGNATURES, FULL, LANGUAGE, PUBLISHER, TOPICS, SIGNATORIES, ADDRESSEES] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

  function load(path) {
    return tables.load(new URL(`_static/letter-table/${path}`, tables.content));
  }

  function linkOf(item) {
    return item.row.querySelector("a[href]");
  }

  /* ---------------------------------------------------------------- facets */

  const MOST_SIGNATORIES = 5;

  class Facet {
    /** `value` gives the places or values of a letter, `options` what can be chosen: value in the address and label. */
    constructor(name, value, options, passes = (own, chosen) => own.includes(chosen)) {
      this.box = form.querySelector(`[data-facet="${name}"]`);
      this.name = name;
      this.none = this.box.querySelector("option").text;
      this.options = options;
      this.passes = passes;
      this.place = new Map(options.map(([id], place) => [id, place]));
      this.several = "several" in this.box.dataset;
      this.value = value;
    }

    get selects() {
      return [...this.box.parentElement.querySelectorAll(`[data-facet="${this.name}"] select`)];
    }

    get chosen() {
      return this.selects.map((select) => select.value).filter(Boolean);
    }

    /** Choose values, dropping those that the archive does not know. */
    choose(ids) {
      const known = [...new Set(ids)].filter((id) => this.place.has(id));
      this.room(known.slice(0, this.several ? MOST_SIGNATORIES : 1));
    }

    /** Have a field for each chosen value, and an empty one to choose another. */
    room(ids) {
      const wanted = this.several ? Math.min(ids.length + 1, MOST_SIGNATORIES) : 1;
      for (const select of this.selects.slice(wanted)) {
        select.parentElement.remove();
      }
      while (this.selects.length < wanted) {
        const number = this.selects.length + 1;
        const box = this.box.cloneNode(true);
        const [label, select] = [box.querySelector("label"), box.querySelector("select")];
        select.id = label.htmlFor = `table-${this.name}-${number}`;
        label.textContent = "and by";
        this.selects.at(-1).parentElement.after(box);
      }
      this.selects.forEach((select, place) => {
        const id = ids[place] ?? "";
        if (id && ![...select.options].some((option) => option.value === id)) {
          select.add(new Option(this.options[this.place.get(id)][1], id));
        }
        select.value = id;
      });
    }

    /** The tests of the chosen values, by the number of their field. */
    tests() {
      const found = new Map();
      this.selects.forEach((select, number) => {
        if (select.value) {
          const place = this.place.get(select.value);
          found.set(`${this.name}.${number}`, (item) => Boolean(item.letter) && this.passes(this.value(item.letter), place));
        }
      });
      return found;
    }

    /** Offer what the letters have that pass all but this field, with their number. */
    offer(select, counts) {
      const chosen = select.value;
      const options = this.options
        .map(([id, label], place) => [id, label, counts[place]])
        .filter(([id, , number]) => number || id === chosen)
        .map(([id, label, number]) => new Option(`${label} (${number.toLocaleString("en")})`, id));
      select.replaceChildren(new Option(this.none, ""), ...options);
      select.value = chosen;
    }
  }

  function makeFacets(data) {
    const years = [...new Set(data.letters.map((letter) => letter[DATE].slice(0, 4)))].sort().reverse();
    const yearOptions = years.map((year) => [year, year]);
    const year = (letter) => [years.indexOf(letter[DATE].slice(0, 4))];
    return [
      new Facet("topic", (letter) => letter[TOPICS], data.topics),
      new Facet("signatory", (letter) => letter[SIGNATORIES], data.bodies),
      new Facet("addressee", (letter) => letter[ADDRESSEES], data.bodies),
      // The places of years run from the newest to the oldest.
      new Facet("since", year, yearOptions, ([own], chosen) => own <= chosen),
      new Facet("until", year, yearOptions, ([own], chosen) => own >= chosen),
      new Facet("language", (letter) => [letter[LANGUAGE]], data.languages),
      new Facet("text", (letter) => [letter[FULL]], [["summary", "Summary"], ["full", "Full text"]]),
    ];
  }

  function startFacets(data) {
    const facets = makeFacets(data);

    let waiting = 0;

    /** Count, for each field, what the letters have that only it may keep from being shown. */
    function offer() {
      const fields = facets.flatMap((facet) => facet.selects.map((select, number) => ({ counts: new Uint32Array(facet.options.length), facet, key: `${facet.name}.${number}`, select })));
      const tests = [...tables.filters];
      for (const item of letters.filter((one) => one.letter)) {
        const failed = tests.filter(([, test]) => !test(item)).map(([name]) => name);
        for (const field of failed.length > 1 ? [] : fields) {
          if (!failed.length || failed[0] === field.key) {
            for (const place of field.facet.value(item.letter)) {
              field.counts[place] += 1;
            }
          }
        }
      }
      // One after the other, so that nobody who types waits for thousands of names.
      clearTimeout(waiting);
      (function next() {
        const field = fields.shift();
        if (field) {
          field.facet.offer(field.select, field.counts);
          waiting = setTimeout(next);
        }
      })();
    }

    function apply() {
      for (const name of [...tables.filters.keys()].filter((key) => key !== "words")) {
        tables.filters.delete(name);
      }
      facets.flatMap((facet) => [...facet.tests()]).forEach(([name, test]) => tables.filters.set(name, test));
    }

    tables.listeners.push(() => {
      clearTimeout(waiting);
      waiting = setTimeout(offer, 150);
    });
    form.addEventListener("change", (event) => {
      const facet = facets.find((one) => one.selects.includes(event.target));
      if (facet) {
        facet.room(facet.chosen);
        apply();
        tables.changed();
      }
    });
    form.addEventListener("reset", () => {
      facets.forEach((facet) => facet.choose([]));
      apply();
    });
    tables.parameters.push({
      names: facets.map((facet) => facet.name),
      pairs: () => facets.flatMap((facet) => facet.chosen.map((id) => [facet.name, id])),
    });

    const asked = new URLSearchParams(location.search);
    facets.forEach((facet) => facet.choose(asked.getAll(facet.name)));
    apply();
  }

  /** Find words in what the table does not show: names of signatories and addressees, topics, publisher. */
  function startWords(data) {
    const plainNames = (list) => list.map((entry) => tables.plain(Array.isArray(entry) ? entry[1] : entry));
    const [topics, bodies, publishers] = [data.topics, data.bodies, data.publishers].map(plainNames);
    const places = (names, word) => new Set(names.flatMap((name, place) => (name.includes(word) ? [place] : [])));
    tables.matchers.push((word) => {
      const [topic, body, publisher] = [topics, bodies, publishers].map((names) => places(names, word));
      return ({ letter }) =>
        Boolean(letter) &&
        (publisher.has(letter[PUBLISHER]) ||
          letter[TOPICS].some((place) => topic.has(place)) ||
          letter[SIGNATORIES].some((place) => body.has(place)) ||
          letter[ADDRESSEES].some((place) => body.has(place)));
    });
  }

  /** Sort by what the words of a cell mean. */
  function startColumns() {
    const [date, title, to, signed] = tables.columns.filter((column) => column.table === table);
    // Letters of one day stand by their ids, as in every list. Without the data, they stand by date already.
    const day = (item) => (item.letter ? `${item.letter[DATE]} ${item.id}` : String(1e6 - item.place));
    Object.assign(date, { key: day, kind: "date", name: "date" });
    Object.assign(title, { name: "title" });
    Object.assign(to, { name: "addressee" });
    Object.assign(signed, { key: (item) => item.letter?.[SIGNATURES] ?? tables.numberIn(item.cell(3)), kind: "number", name: "signatures" });
  }

  /* ---------------------------------------------------------------- selection */

  const bar = form.querySelector(".table-export");
  const label = form.querySelector("#table-export-label");

  /** Give each row in the page a box; most rows of a large table are not in it. */
  function addBoxes() {
    for (const item of letters.filter((one) => one.drawn && !one.box)) {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.className = "table-box";
      box.autocomplete = "off";
      box.checked = Boolean(item.selected);
      box.setAttribute("aria-label", `Select ${linkOf(item)?.textContent ?? "this letter"}`);
      item.box = box;
      item.row.cells[0].prepend(box);
    }
  }

  function select(item, selected) {
    item.selected = selected;
    if (item.box) {
      item.box.checked = selected;
    }
  }

  /** The letters that are saved: those selected, or else all shown, in the order of the table. */
  function targets() {
    const selected = letters.filter((item) => item.selected);
    const wanted = new Set(selected.length ? selected : letters.filter((item) => item.shown));
    return tables.inOrder().filter((item) => wanted.has(item) && item.id);
  }

  function describe() {
    const selected = letters.filter((item) => item.selected);
    const away = selected.filter((item) => !item.shown).length;
    const shown = letters.filter((item) => item.shown).length;
    form.classList.toggle("has-selection", selected.length > 0);
    bar.querySelector('[data-select="all"]').textContent = `Select all ${shown.toLocaleString("en")}`;
    label.textContent = selected.length
      ? `Save ${tables.counted(selected.length)} selected${away ? ` (${away.toLocaleString("en")} not shown)` : ""}:`
      : `Save ${tables.counted(shown)} shown:`;
    hidePdfs();
  }

  function startSelection() {
    table.addEventListener("change", (event) => {
      const item = letters.find((one) => one.box === event.target);
      if (item) {
        item.selected = item.box.checked;
        describe();
      }
    });
    bar.querySelector('[data-select="all"]').addEventListener("click", () => {
      letters.filter((item) => item.shown).forEach((item) => select(item, true));
      describe();
      tables.say(`${tables.counted(letters.filter((item) => item.selected).length)} selected.`);
    });
    bar.querySelector('[data-select="none"]').addEventListener("click", () => {
      letters.forEach((item) => select(item, false));
      describe();
      tables.say("No letter selected.");
    });
    tables.listeners.push(describe, addBoxes);
    addBoxes();
  }

  /* ---------------------------------------------------------------- saving */

  const TYPES = {
    bib: ["BibTeX", "application/x-bibtex", "\n"],
    csv: ["CSV", "text/csv", ""],
    ris: ["RIS", "application/x-research-info-systems", ""],
  };

  function save(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    // The browser has taken it long before.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async function saveTexts(format) {
    const [name, type, joint] = TYPES[format];
    const wanted = targets();
    const files = [...new Set(wanted.map((item) => `${(item.letter?.[DATE] ?? item.id).slice(0, 4)}.${format}`))];
    const missing = files.filter((file) => !window.undersignedTexts?.[file]);
    await Promise.all(missing.map((file) => load(`${file}.js`)));
    const found = files.map((file) => window.undersignedTexts[file]);
    const texts = new Map(found.flatMap((file) => file.entries));
    const known = wanted.filter((item) => texts.has(item.id));
    save(`letters.${format}`, type, found[0].head + known.map((item) => texts.get(item.id)).join(joint));
    tables.say(`Saved ${tables.counted(known.length)} as ${name}.`);
  }

  const panel = form.querySelector(".table-pdfs");
  const opener = form.querySelector('[data-format="pdf"]');
  /* Links in the page; a saved list has all. */
  const SHOWN_PDFS = 100;

  function pdfOf(item) {
    return item.address.replace(/\.html$/, ".pdf");
  }

  function pdfLine(item, page) {
    const line = page.createElement("li");
    const link = page.createElement("a");
    link.href = pdfOf(item);
    link.type = "application/pdf";
    const shown = linkOf(item);
    link.textContent = shown.textContent;
    const foreign = shown.querySelector("[lang]");
    for (const name of foreign ? ["lang", "dir"] : []) {
      if (foreign.hasAttribute(name)) {
        link.setAttribute(name, foreign.getAttribute(name));
      }
    }
    line.append(`${item.cell(0)}: `, link);
    return line;
  }

  function showPdfs() {
    const wanted = targets();
    const more = wanted.length - SHOWN_PDFS;
    panel.querySelector("h3").textContent = `PDFs of ${tables.counted(wanted.length)}`;
    panel.querySelector("ul").replaceChildren(...wanted.slice(0, SHOWN_PDFS).map((item) => pdfLine(item, document)));
    const rest = panel.querySelector(".table-pdfs-more");
    rest.hidden = more <= 0;
    rest.textContent = `${tables.counted(more)} more in the saved list.`;
    panel.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    panel.focus();
  }

  function hidePdfs() {
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  }

  function savePage() {
    const wanted = targets();
    const page = document.implementation.createHTMLDocument(`PDFs of ${tables.counted(wanted.length)}`);
    const list = page.createElement("ul");
    const heading = page.createElement("h1");
    const encoding = page.createElement("meta");
    encoding.setAttribute("charset", "utf-8");
    page.head.prepend(encoding);
    page.documentElement.lang = "en";
    heading.textContent = page.title;
    list.append(...wanted.map((item) => pdfLine(item, page)));
    page.body.append(heading, list);
    save("letters-pdf.html", "text/html", `<!DOCTYPE html>\n${page.documentElement.outerHTML}\n`);
    tables.say(`Saved the list of ${tables.counted(wanted.length)}.`);
  }

  function saveAddresses() {
    const wanted = targets();
    save("letters-pdf.txt", "text/plain", wanted.map((item) => `${pdfOf(item)}\n`).join(""));
    tables.say(`Saved the addresses of ${tables.counted(wanted.length)}.`);
  }

  function startSaving() {
    const actions = { html: savePage, pdf: () => (panel.hidden ? showPdfs() : hidePdfs()), txt: saveAddresses };
    form.addEventListener("click", (event) => {
      const format = event.target.closest("button[data-format]")?.dataset.format;
      if (format) {
        const action = actions[format] ?? (() => saveTexts(format));
        Promise.resolve(action()).catch((error) => tables.say(`Nothing was saved: ${error.message}.`));
      } else if (event.target.closest("[data-close]")) {
        hidePdfs();
        opener.focus();
      }
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        hidePdfs();
        opener.focus();
      }
    });
  }

  /* ---------------------------------------------------------------- start */

  function start(data) {
    if (data) {
      const byId = new Map(data.letters.map((letter) => [letter[ID], letter]));
      letters.forEach((item) => {
        item.letter = byId.get(item.id);
      });
      startFacets(data);
      startWords(data);
    }
    form.classList.toggle("has-facets", Boolean(data));
    tables.recall();
    const dates = letters.map((item) => item.letter?.[DATE] ?? "");
    const date = tables.columns.find((column) => column.kind === "date");
    for (const down of [true, false]) {
      if (dates.every((one, place) => !place || (down ? one <= dates[place - 1] : one >= dates[place - 1]))) {
        tables.noteListed(date, down);
      }
    }
  }

  startColumns();
  tables.whenWhole(() => {
    letters = items.filter((item) => item.table === table);
    for (const item of letters) {
      item.id = item.address?.split("/").pop().replace(/\.html$/, "");
    }
    startSelection();
    startSaving();
    return load("letters.js").then(
      () => start(window.undersignedLetters),
      () => start(null)
    );
  });
})();
