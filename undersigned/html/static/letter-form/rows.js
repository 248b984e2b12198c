/* Rows that repeat (addressees, signatories, asks, addresses), and the list of signatories that is pasted. */
(() => {
  "use strict";
  const form = (window.letterForm = window.letterForm || {});
  let made = 0;

  const rowsOf = (list) => [...list.querySelector(".row-list").children];

  const rename = (list) => {
    const rows = rowsOf(list);
    const item = list.dataset.item;
    rows.forEach((row, place) => {
      const name = `${item[0].toUpperCase()}${item.slice(1)} ${place + 1}`;
      row.querySelector(".row-name").textContent = name;
      const [up, down] = row.querySelectorAll("[data-move]");
      up.disabled = place === 0;
      down.disabled = place === rows.length - 1;
      for (const button of row.querySelectorAll(".row-tools button")) {
        const word = button.firstChild.textContent.trim();
        button.setAttribute("aria-label", `${word}: ${name}`);
      }
    });
  };

  const changed = (list) => list.dispatchEvent(new Event("input", { bubbles: true }));

  /** Add a row to a list, filled with `values` by part; gives the row. */
  form.addRow = (list, values = {}, last = true) => {
    const row = list.querySelector("template").content.firstElementChild.cloneNode(true);
    made += 1;
    for (const control of row.querySelectorAll("[data-part]")) {
      control.id = `row-${made}-${control.dataset.part.replace(".", "-") || "only"}`;
      control.closest(".field").querySelector("label").htmlFor = control.id;
      if (values[control.dataset.part]) {
        control.value = values[control.dataset.part];
        const folded = control.closest("details.row-more");
        if (folded) folded.open = true;
      }
    }
    list.querySelector(".row-list").append(row);
    for (const box of row.querySelectorAll(".combobox")) {
      form.combobox(box);
      box.tell?.();
    }
    // Of many rows only the last looks at all of them.
    if (last) rename(list);
    return row;
  };

  const isEmpty = (row) => [...row.querySelectorAll("input, textarea")].every((control) => !control.value.trim());

  const focusFirst = (row) => row.querySelector("[data-part]").focus();

  /** Make the buttons of a list work; it begins with one row where `first` says so. */
  form.rows = (list, first) => {
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const row = event.target.closest(".row");
      if (!button) return;
      if ("add" in button.dataset) focusFirst(form.addRow(list));
      else if ("remove" in button.dataset) {
        const next = row.nextElementSibling || row.previousElementSibling;
        row.remove();
        rename(list);
        if (next) focusFirst(next);
        else list.querySelector("[data-add]").focus();
      } else if (button.dataset.move) {
        if (button.dataset.move === "1") row.nextElementSibling.after(row);
        else row.previousElementSibling.before(row);
        rename(list);
        // The button may have reached the end of the list.
        (button.disabled ? row.querySelector("[data-move]:not(:disabled)") : button)?.focus();
      } else return;
      changed(list);
    });
    // Enter goes to the next row, so that a list is typed as in any list.
    list.addEventListener("keydown", (event) => {
      const row = event.target.closest(".row");
      if (event.key !== "Enter" || event.isComposing || !row || event.target.tagName !== "INPUT") return;
      event.preventDefault();
      if (isEmpty(row)) return;
      focusFirst(row.nextElementSibling || form.addRow(list));
    });
    if (first) form.addRow(list);
  };

  /** Read a list: values of each row by part. */
  form.readRows = (list) =>
    rowsOf(list).map((row) => Object.fromEntries([...row.querySelectorAll("[data-part]")].map((control) => [control.dataset.part, control.value])));

  // ---------------------------------------------------------------- a pasted list

  const BULLET = /^(?:[-–—•·*▪◦‣>]+\s*|\(?\d{1,4}[.)\]:]\s*|\d{1,4}\t+)/u;

  /** Read a list of signatories, one a line: gives the parts of each, in the order of the list. */
  form.readList = (text) => {
    const clean = String(text).replace(form.pattern("refused", "gu"), (sign) => (sign === "\r" ? "\n" : ""));
    const whole = clean.includes("\n") || !clean.includes(";") ? clean.split("\n") : clean.split(";");
    const known = (name) => form.archive.organizations.resolve(name).length > 0;
    return whole
      .map((line) => form.line(form.strip(line).replace(BULLET, "").replaceAll("\t", ", ")).replace(/(?:[;,]|,? and)$/u, ""))
      .filter(Boolean)
      .map((line) => {
        if (known(line)) return { organization: line };
        const parts = line.split(/\s*,\s*/u).filter(Boolean);
        for (let start = 1; start < parts.length; start++) {
          const end = parts.slice(start).join(", ");
          if (known(end)) return { organization: end, name: parts[0], title: parts.slice(1, start).join(", ") };
        }
        for (let stop = parts.length - 1; stop > 0; stop--) {
          const begin = parts.slice(0, stop).join(", ");
          if (known(begin)) return { organization: begin, name: parts[stop], title: parts.slice(stop + 1).join(", ") };
        }
        return parts.length === 3 ? { organization: parts[2], name: parts[0], title: parts[1] } : { organization: line };
      });
  };

  /** Make the box for a pasted list work. */
  form.paste = (list) => {
    const box = document.getElementById("paste");
    const typed = document.getElementById("paste-text");
    const preview = document.getElementById("paste-preview");
    let found = [];
    document.getElementById("paste-read").addEventListener("click", () => {
      found = form.readList(typed.value);
      const taken = found.map(({ organization }) => form.archive.organizations.resolve(organization));
      const table = preview.querySelector("tbody");
      table.replaceChildren(
        ...found.map((parts, place) => {
          const row = document.createElement("tr");
          const ids = taken[place];
          const whom = ids.length === 1 ? form.archive.organizations.nameOf(ids[0]) : ids.length ? "several organizations" : "not in the archive yet";
          for (const [label, text] of [["Organization", parts.organization], ["Person", parts.name || ""], ["Office", parts.title || ""], ["Taken for", whom]]) {
            const cell = document.createElement("td");
            cell.dir = "auto";
            cell.dataset.label = label;
            cell.textContent = text;
            row.append(cell);
          }
          return row;
        }),
      );
      const unknown = taken.filter((ids) => !ids.length).length;
      const count = found.length === 1 ? "1 signatory" : `${found.length} signatories`;
      document.getElementById("paste-count").textContent = found.length ? `${count} read; ${unknown} not in the archive yet.` : "Nothing was read: paste one signatory a line.";
      document.getElementById("paste-add").hidden = !found.length;
      preview.querySelector("table").hidden = !found.length;
      preview.hidden = false;
      preview.focus();
    });
    document.getElementById("paste-add").addEventListener("click", () => {
      for (const row of rowsOf(list)) if (isEmpty(row)) row.remove();
      const rows = found.map((parts) => form.addRow(list, parts, false));
      typed.value = "";
      preview.hidden = true;
      box.open = false;
      rename(list);
      changed(list);
      focusFirst(rows[0]);
    });
  };
})();
