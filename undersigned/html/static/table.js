/* Sorts and filters the tables of a page that bear the class browse-table.

   The rows stand in the page; this script moves and hides them, and keeps what is chosen in the page's address. Of a
   very long table the page has the first rows, and the others come as a script when they are asked for: a page that is
   opened from a folder may not fetch data. letter-table.js adds what only letters have, through window.undersignedTables. */

"use strict";

(() => {
  const form = document.querySelector("form.table-tools");
  const tables = [...document.querySelectorAll("table.browse-table")];
  if (!form || !tables.length) {
    return;
  }

  const collator = new Intl.Collator("en", { ignorePunctuation: true, numeric: true, sensitivity: "base" });
  const field = form.querySelector("#table-words");
  const chooser = form.querySelector("#table-sort");
  const count = form.querySelector(".table-count");
  const said = form.querySelector(".table-said");
  /* What the rows of the table are called: one, several. */
  const units = [form.dataset.one, form.dataset.several];

  /** Drop case, accents and kinds of quotation marks. */
  function plain(text) {
    const folded = /[^\x00-\x7f]/.test(text) ? text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’ʼʻ`´]/g, "'") : text;
    return folded.toLowerCase();
  }

  function counted(number) {
    return `${number.toLocaleString("en")} ${units[number === 1 ? 0 : 1]}`;
  }

  const content = new URL(document.documentElement.dataset.content_root ?? "./", document.baseURI);

  /** A row, in the page or as data: its anchor, then its cells. `shown`: keeps all conditions; `drawn`: stands in the page. */
  class Item {
    constructor(table, place, row, data) {
      Object.assign(this, { data, drawn: Boolean(row), made: row, place, shown: true, table, text: null });
    }

    /** The row, made when it is first shown. */
    get row() {
      this.made ??= makeRow(this.data);
      return this.made;
    }

    /** What a cell says. */
    cell(place) {
      return this.data ? textOf(this.data[place + 1]) : (this.row.cells[place]?.textContent.trim() ?? "");
    }

    get words() {
      return this.data ? this.data.slice(1).map(textOf).join(" ") : this.row.textContent;
    }

    /** The address of the page that the row is about. */
    get address() {
      const cell = this.data?.find((one) => Array.isArray(one));
      return this.data ? cell && new URL(cell[0], content).href : this.row.querySelector("a[href]")?.href;
    }

    has(id) {
      return this.data ? this.data[0] === id : this.row.id === id || Boolean(this.row.querySelector(`#${CSS.escape(id)}`));
    }
  }

  /** A cell is a text, or a page's address and title; a text may have runs in other scripts, with language and direction. */
  function textOf(cell) {
    const text = Array.isArray(cell) ? cell[1] : cell;
    return text.runs ? text.runs.map(([words]) => words).join("") : text;
  }

  function makeText(text) {
    if (!text.runs) {
      return [text];
    }
    return text.runs.map(([words, lang, dir]) => {
      if (!lang && !dir) {
        return words;
      }
      const run = document.createElement(dir ? "bdi" : "span");
      run.textContent = words;
      // An empty one would say that it is not known.
      Object.entries({ dir, lang }).forEach(([name, value]) => value && run.setAttribute(name, value));
      return run;
    });
  }

  function makeRow([anchor, ...cells]) {
    const row = document.createElement("tr");
    row.id = anchor;
    for (const cell of cells) {
      const text = document.createElement("p");
      if (Array.isArray(cell)) {
        const link = document.createElement("a");
        link.className = "reference internal";
        link.href = new URL(cell[0], content);
        link.append(...makeText(cell[1]));
        text.append(link);
      } else {
        text.append(...makeText(cell));
      }
      row.insertCell().append(...(text.textContent ? [text] : []));
    }
    if (!anchor) {
      row.removeAttribute("id");
    }
    return row;
  }

  const items = tables.flatMap((table) => [...table.tBodies].flatMap((body) => [...body.rows]).map((row, place) => new Item(table, place, row, null)));
  /** The rows of each table in the order in which they are sorted now. */
  const orders = new Map(tables.map((table) => [table, items.filter((item) => item.table === table)]));

  function inOrder() {
    return tables.flatMap((table) => orders.get(table));
  }

  /* ---------------------------------------------------------------- filter */

  /** Each gives, for a word, the test that tells whether a row has it. */
  const matchers = [
    (word) => (item) => {
      item.text ??= plain(item.words);
      return item.text.includes(word);
    },
  ];
  /** Name -> test of a row; a row is shown that passes all. */
  const filters = new Map();
  const listeners = [];

  function setWords(text) {
    const words = plain(text).split(/\s+/).filter(Boolean);
    const tests = words.map((word) => matchers.map((matcher) => matcher(word)));
    if (tests.length) {
      filters.set("words", (item) => tests.every((any) => any.some((test) => test(item))));
    } else {
      filters.delete("words");
    }
  }

  function update() {
    setWords(field.value);
    const tests = [...filters.values()];
    for (const item of items) {
      item.shown = tests.every((test) => test(item));
    }
    tables.forEach(draw);
    const number = items.filter((item) => item.shown).length;
    const all = isWhole ? items.length : Number(form.dataset.total);
    count.textContent = number === all ? counted(number) : `${number.toLocaleString("en")} of ${counted(all)}`;
    form.classList.toggle("is-narrowed", isWhole && number !== all);
    listeners.forEach((listener) => listener());
  }

  /* ---------------------------------------------------------------- rows that are not in the page */

  let isWhole = !form.dataset.rows;
  let isTouched = false;
  let coming = null;
  const waitingForAll = [];

  /** Load a script of the site. */
  function load(address) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", done);
      script.addEventListener("error", () => failed(new Error(`${script.src.split("/").pop()} could not be loaded`)));
      document.head.append(script);
    });
  }

  /** Have all rows; loads them once, tells whoever waits, and says so. */
  function whole() {
    if (isWhole) {
      return Promise.resolve();
    }
    say(`Loading ${counted(Number(form.dataset.total))} …`);
    form.setAttribute("aria-busy", "true");
    coming ??= load(form.dataset.rows)
      .then(() => {
        tables.forEach((table, number) => {
          const own = items.filter((item) => item.table === table);
          const added = (window.undersignedRows[number] ?? []).map((data, place) => new Item(table, own.length + place, null, data));
          items.push(...added);
          orders.set(table, [...orders.get(table), ...added]);
        });
        isWhole = true;
        form.classList.add("is-whole");
        document.querySelectorAll(".table-rest, .table-whole").forEach((node) => node.remove());
        return Promise.all(waitingForAll.map((action) => action()));
      })
      .then(() => {
        recall();
        say(`${counted(items.length)} loaded.`);
      })
      .catch((error) => {
        coming = null;
        say(`Only the rows shown here are sorted and filtered: ${error.message}.`);
        throw error;
      })
      .finally(() => form.removeAttribute("aria-busy"));
    return coming;
  }

  /** Do something with all rows, or with those that are there where the others cannot be had. */
  function withAll(action) {
    return isWhole ? action() : whole().catch(() => {}).then(action);
  }

  form.querySelector(".table-whole")?.addEventListener("click", () => withAll(() => field.focus()));

  /* ---------------------------------------------------------------- rows in the page */

  /* A browser takes seconds to move or lay out ten thousand rows, and nobody reads them. */
  const STEP = 500;
  const limits = new Map(tables.map((table) => [table, isWhole ? STEP : orders.get(table).length]));
  const more = new Map(tables.map((table) => [table, makeMore(table)]));

  /** Put the buttons that draw more rows below a table. */
  function makeMore(table) {
    const line = document.createElement("p");
    line.className = "table-more";
    line.hidden = true;
    for (const all of [false, true]) {
      const button = document.createElement("button");
      button.type = "button";
      button.addEventListener("click", () =>
        withAll(() => {
          const next = orders.get(table).find((item) => item.shown && !item.drawn);
          limits.set(table, all ? Infinity : limits.get(table) + STEP);
          draw(table);
          listeners.forEach((listener) => listener());
          next?.row.querySelector("a")?.focus();
        })
      );
      line.append(button, " ");
    }
    (table.closest(".pst-scrollable-table-container") ?? table).after(line);
    return line;
  }

  /** Put the first of the rows that are shown into the page, and take out all others. */
  function draw(table) {
    let number = 0;
    const rows = [];
    for (const item of orders.get(table)) {
      number += item.shown;
      item.drawn = item.shown && number <= limits.get(table);
      if (item.drawn) {
        rows.push(item.row);
      }
    }
    const now = [...table.tBodies[0].rows];
    if (rows.length !== now.length || rows.some((row, place) => row !== now[place])) {
      table.tBodies[0].replaceChildren(...rows);
    }
    const line = more.get(table);
    const [some, all] = line.querySelectorAll("button");
    if (!isWhole) {
      // How many there are is known of all tables together.
      line.hidden = form.dataset.total <= items.length || tables.length > 1;
      some.textContent = `Show ${counted(Math.min(STEP, form.dataset.total - items.length))} more`;
      all.textContent = `Show all ${counted(Number(form.dataset.total))}`;
      return;
    }
    const left = number - limits.get(table);
    line.hidden = left <= 0;
    some.textContent = `Show ${counted(Math.min(STEP, left))} more`;
    all.textContent = `Show all ${counted(number)}`;
  }

  /* ---------------------------------------------------------------- sort */

  const NUMBER = /^[0-9][0-9,]*$/;
  const WORDS = { date: ["oldest first", "newest first"], number: ["fewest first", "most first"], text: ["A to Z", "Z to A"] };

  /** The number that a text begins with or holds; nothing where there is none. */
  function numberIn(text) {
    const found = /[0-9][0-9,]*/.exec(text);
    return found ? Number(found[0].replaceAll(",", "")) : "";
  }

  function columnOf(table, th, place) {
    const texts = items.filter((item) => item.table === table).map((item) => item.cell(place));
    const numbers = texts.some(Boolean) && texts.every((text) => !text || NUMBER.test(text));
    const title = th.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title;
    th.replaceChildren(button);
    th.scope = "col";
    return {
      button,
      key: numbers ? (item) => numberIn(item.cell(place)) : (item) => item.cell(place),
      kind: numbers ? "number" : "text",
      name: plain(title).replace(/[^a-z0-9]+/g, "-"),
      table,
      th,
      title,
    };
  }

  const columns = tables.flatMap((table) => [...table.tHead.rows[0].cells].map((th, place) => columnOf(table, th, place)));
  /** The column and direction of each table; nothing where the order of the page is none of a column. */
  const sorted = new Map();
  /** The order in which the page lists the rows of a table, where it is that of a column. */
  const listed = new Map();

  /** Dates and numbers begin with the newest and the most, names with A. */
  function startsDown(column) {
    return column.kind !== "text";
  }

  function sort(column, down) {
    const own = items.filter((item) => item.table === column.table);
    const keys = new Map(own.map((item) => [item, column.key(item)]));
    const compare = column.kind === "text" ? collator.compare : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const sign = down ? -1 : 1;
    own.sort((a, b) => {
      const one = keys.get(a);
      const other = keys.get(b);
      // What is not known stands last, whatever the direction.
      return Number(one === "") - Number(other === "") || sign * compare(one, other) || a.place - b.place;
    });
    place(column.table, own);
    mark(column.table, { column, down });
    listeners.forEach((listener) => listener());
  }

  function place(table, own) {
    orders.set(table, own);
    draw(table);
  }

  function mark(table, order) {
    columns.filter((one) => one.table === table).forEach((one) => one.th.removeAttribute("aria-sort"));
    order?.column.th.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    sorted.set(table, order);
    form.classList.toggle("is-sorted", tables.some((one) => sorted.get(one) !== listed.get(one)));
    if (table === tables[0]) {
      chooser.value = order ? nameOf(order.column, order.down) : "";
    }
  }

  function unsort() {
    for (const table of tables) {
      if (sorted.get(table) !== listed.get(table)) {
        place(table, items.filter((item) => item.table === table));
        mark(table, listed.get(table));
      }
    }
  }

  /** Note that a table is listed in the order of a column. */
  function noteListed(column, down) {
    listed.set(column.table, { column, down });
    if (!sorted.get(column.table)) {
      mark(column.table, listed.get(column.table));
    }
  }

  /** Name a column and direction in the address: `signatures` as it sorts at first, `-signatures` the other way. */
  function nameOf(column, down) {
    return (down === startsDown(column) ? "" : "-") + column.name;
  }

  function sortByName(name) {
    const column = columns.find((one) => one.table === tables[0] && one.name === name.replace(/^-/, ""));
    if (column) {
      sort(column, startsDown(column) !== name.startsWith("-"));
    }
    return column;
  }

  function fillChooser() {
    const options = columns
      .filter((column) => column.table === tables[0])
      .flatMap((column) => {
        const start = startsDown(column);
        return [start, !start].map((down) => new Option(`${column.title}, ${WORDS[column.kind][Number(down)]}`, nameOf(column, down)));
      });
    chooser.replaceChildren(new Option("As listed", ""), ...options);
    const now = sorted.get(tables[0]);
    chooser.value = now ? nameOf(now.column, now.down) : "";
  }

  function say(text) {
    said.textContent = text;
  }

  function sayOrder({ column, down }) {
    say(`Sorted by ${column.title}, ${WORDS[column.kind][Number(down)]}.`);
  }

  /* ---------------------------------------------------------------- the page's address */

  /** Each owns some parameters: `names`, and what is to stand there, as pairs. */
  const parameters = [
    {
      names: ["q", "sort"],
      pairs() {
        const now = sorted.get(tables[0]);
        return [
          ["q", field.value.trim()],
          ["sort", now && now !== listed.get(tables[0]) ? nameOf(now.column, now.down) : ""],
        ];
      },
    },
  ];

  function remember() {
    const now = new URLSearchParams(location.search);
    for (const { names, pairs } of parameters) {
      names.forEach((name) => now.delete(name));
      pairs().filter(([, value]) => value).forEach(([name, value]) => now.append(name, value));
    }
    const query = now.toString();
    try {
      history.replaceState(history.state, "", (query ? `?${query}` : location.pathname) + location.hash);
    } catch {
      // Some browsers refuse it for pages opened from a folder.
    }
  }

  function changed() {
    remember();
    // What is to be kept is asked of all rows; nothing is to be lost by asking for none.
    return field.value.trim() ? withAll(update) : update();
  }

  /* ---------------------------------------------------------------- events */

  let waiting = 0;
  field.addEventListener("input", () => {
    isTouched = true;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(changed);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    // The fields are empty only after the event.
    setTimeout(() => {
      unsort();
      changed();
      say("Filters cleared.");
    });
  });
  chooser.addEventListener("change", () => {
    const wanted = chooser.value;
    withAll(() => {
      if (wanted) {
        sortByName(wanted);
      } else {
        unsort();
      }
      remember();
    });
  });
  for (const column of columns) {
    column.button.addEventListener("click", () =>
      withAll(() => {
        const now = sorted.get(column.table);
        sort(column, now?.column === column ? !now.down : startsDown(column));
        sayOrder(sorted.get(column.table));
        remember();
      })
    );
  }

  /** Draw the row that the address leads to; lines of initials name rows that may not be in the page. */
  function followHash() {
    // Ids of rows hold nothing that an address must encode.
    const id = location.hash.slice(1);
    const item = id && items.find((one) => one.has(id));
    if (!item && !isWhole && id && !document.getElementById(id)) {
      whole().then(followHash, () => {});
    }
    if (item && item.shown && !item.drawn) {
      limits.set(item.table, Infinity);
      draw(item.table);
      item.row.scrollIntoView();
    }
  }

  window.addEventListener("hashchange", followHash);
  // On paper there is no button to press.
  window.addEventListener("beforeprint", () => {
    tables.forEach((table) => limits.set(table, Infinity));
    tables.forEach(draw);
  });

  /** Show what the address says; again when another script has made more of it possible. */
  function recall() {
    const asked = new URLSearchParams(location.search);
    if (!isWhole && asked.size) {
      // Recalls again when they are there.
      whole().catch(() => {});
    }
    // Whoever has begun to write meanwhile goes on.
    field.value = isTouched ? field.value : (asked.get("q") ?? "");
    fillChooser();
    if (asked.get("sort")) {
      sortByName(asked.get("sort"));
    }
    update();
  }

  /** Call an action when all rows are there: now, or before they are drawn. */
  function whenWhole(action) {
    if (isWhole) {
      action();
    } else {
      waitingForAll.push(action);
    }
  }

  window.undersignedTables = { changed, columns, content, counted, filters, form, inOrder, items, listeners, load, matchers, noteListed, numberIn, parameters, plain, recall, say, whenWhole };
  form.classList.toggle("is-whole", isWhole);
  recall();
  followHash();
  form.classList.add("is-ready");
})();
