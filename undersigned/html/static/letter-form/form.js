/* The form: reads what is typed, shows the page it makes, and on Check tells what is wrong, field by field. */
(() => {
  "use strict";
  const form = window.letterForm;
  const PAUSE = 250; // milliseconds after the last key
  const PARAGRAPHS = "Plain text; an empty line begins a new paragraph.";
  const BODY = {
    summary: ["Summary", `Three sentences or more, in your own words. ${PARAGRAPHS}`],
    full: ["Text of the letter", `From the salutation to the closing, without the signatories. ${PARAGRAPHS}`],
  };
  const STARTS_WITH_ROW = ["to", "signatories", "asks"];

  const main = document.getElementById("letter-form");
  if (!main || !window.letterFormData) return;
  form.load(window.letterFormData);
  const byId = (id) => document.getElementById(id);
  let unsaved = false;
  let slugTyped = false;
  let checked = false;
  let made = null;

  // ---------------------------------------------------------------- reading

  /** Gather what is typed, keyed as in the front matter. */
  form.gather = () => {
    const values = {};
    for (const control of main.querySelectorAll("[data-key]")) {
      const key = control.dataset.key;
      if (control.type === "checkbox") values[key] = control.checked ? "true" : "";
      else if (control.type !== "radio" || control.checked) values[key] = control.value;
    }
    for (const list of main.querySelectorAll("[data-list]")) values[list.dataset.list] = form.readRows(list);
    values.topics = [...main.querySelectorAll("[data-topic]:checked")].map((box) => box.dataset.topic);
    if (values.text !== "full") values.license = "";
    if (!slugTyped) values.slug = "";
    return values;
  };

  const showTopics = () => {
    const place = main.querySelector("[data-topics]");
    place.replaceChildren(
      ...form.data.topics.map(([id, name]) => {
        const line = document.createElement("div");
        const box = document.createElement("input");
        const label = document.createElement("label");
        line.className = "check";
        box.type = "checkbox";
        box.id = `topic-${id}`;
        box.dataset.topic = id;
        label.htmlFor = box.id;
        label.textContent = name;
        line.append(box, " ", label);
        return line;
      }),
    );
  };

  // ---------------------------------------------------------------- telling

  /** Find the control or group that a message is about. */
  const controlOf = (field) => {
    const [list, place, ...rest] = field.split(".");
    const rows = main.querySelector(`[data-list="${list}"]`);
    if (rows) {
      const row = rows.querySelector(".row-list").children[Number(place)];
      const part = rest.join(".");
      return row?.querySelector(`[data-part="${part}"]`) || row?.querySelector(`[data-part^="${part}"]`) || row?.querySelector("[data-part]") || rows.querySelector("[data-add]");
    }
    if (field === "topics") return main.querySelector("[data-topic]");
    return main.querySelector(`[data-key="${field}"]`);
  };

  const unfold = (control) => {
    for (let around = control.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  };

  const fieldsetOf = (control) => (control.type === "radio" || control.dataset.topic ? control.closest("fieldset") : control);

  const clearMarks = () => {
    for (const note of main.querySelectorAll(".field-error")) note.remove();
    for (const control of main.querySelectorAll("[aria-invalid]")) {
      control.removeAttribute("aria-invalid");
      const before = control.dataset.describedby;
      if (before) control.setAttribute("aria-describedby", before);
      else control.removeAttribute("aria-describedby");
    }
    for (const part of main.querySelectorAll(".has-error")) part.classList.remove("has-error");
  };

  const markField = (control, text, number) => {
    const target = fieldsetOf(control);
    unfold(control);
    const note = document.createElement("p");
    note.className = "field-error";
    note.id = `error-${number}`;
    const word = document.createElement("span");
    word.className = "visually-hidden";
    word.textContent = "Error: ";
    note.append(word, text);
    if (!target.hasAttribute("aria-invalid")) target.dataset.describedby = target.getAttribute("aria-describedby") || "";
    target.setAttribute("aria-invalid", "true");
    target.setAttribute("aria-describedby", [note.id, target.getAttribute("aria-describedby")].filter(Boolean).join(" "));
    target.closest(".field")?.classList.add("has-error");
    if (target.tagName === "FIELDSET") target.querySelector("legend").after(note);
    else (target.closest(".combobox") || target).before(note);
  };

  const lineOf = (message, control) => {
    const line = document.createElement("li");
    const text = document.createElement("a");
    const rule = document.createElement("a");
    text.href = control ? `#${control.id}` : "#letter-form";
    text.textContent = message.mend ? `${message.problem}; ${message.mend}` : message.problem;
    text.addEventListener("click", (event) => {
      event.preventDefault();
      if (!control) return;
      unfold(control);
      control.focus();
      control.scrollIntoView({ block: "center" });
    });
    rule.href = main.dataset.rules.replace("RULE", message.rule);
    rule.textContent = message.rule;
    rule.className = "error-rule";
    rule.target = "_blank";
    rule.rel = "noopener";
    rule.setAttribute("aria-label", `Rule ${message.rule} (new tab)`);
    line.append(...(isRemark(message) ? ["Remark: "] : []), text, " ", rule);
    return line;
  };

  const isRemark = (message) => form.data.notices.includes(message.rule);

  const countText = (messages) => {
    const remarks = messages.filter(isRemark).length;
    const count = messages.length - remarks;
    const problems = count === 0 ? "No problem found" : count === 1 ? "1 problem found" : `${count} problems found`;
    return `${problems}${remarks === 0 ? "" : remarks === 1 ? ", 1 remark" : `, ${remarks} remarks`}.`;
  };

  const ordered = (messages) => {
    const controls = [...main.querySelectorAll("[data-key], [data-part], [data-topic], [data-add]")];
    const place = new Map(controls.map((control, number) => [control, number]));
    return messages
      .map((message) => ({ message, control: controlOf(message.field) }))
      .sort((a, b) => (place.get(a.control) ?? -1) - (place.get(b.control) ?? -1));
  };

  const tell = (focus) => {
    clearMarks();
    const found = ordered(made.messages);
    const summary = byId("error-summary");
    byId("error-title").textContent = countText(made.messages);
    byId("error-list").replaceChildren(...found.map(({ message, control }) => lineOf(message, control)));
    byId("clean-line").hidden = !found.some(({ message }) => message.refused);
    summary.hidden = found.length === 0;
    found.forEach(({ message, control }, number) => {
      if (control && !isRemark(message)) markField(control, message.mend ? `${message.problem}; ${message.mend}` : message.problem, number);
    });
    byId("count").textContent = countText(made.messages);
    if (!focus) return;
    if (found.length) {
      summary.focus();
      summary.scrollIntoView({ block: "start" });
    }
  };

  // ---------------------------------------------------------------- showing

  let renewAddress = () => {};

  /** Name the letters of the same date; the same letter often stands under several titles. */
  const showTwins = () => {
    const place = byId("same-day");
    const links = made.sameDay.map((id) => {
      const link = document.createElement("a");
      link.href = main.dataset.letters.replace("YEAR", id.slice(0, 4)).replace("ID", id);
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = id;
      return link;
    });
    place.hidden = !links.length;
    place.replaceChildren(links.length === 1 ? "The archive holds a letter of this date: " : "The archive holds letters of this date: ");
    links.forEach((link, number) => place.append(number ? ", " : "", link));
    place.append(made.sameDay.includes(made.id) ? ". The file's name is taken: if yours is another letter, choose other words." : ". If yours is the same, it need not be added.");
  };

  const show = () => {
    made = form.make(form.gather());
    const slug = main.querySelector("[data-key=slug]");
    if (!slugTyped) slug.value = made.words;
    byId("page-path").textContent = made.dated ? `${form.data.folder}/${made.path}` : "begins with the date: give it first";
    byId("page-text").value = made.text;
    showTwins();
    byId("page-actions").hidden = !made.dated;
    renewAddress();
    form.showYear(made.dated ? made.id.slice(0, 4) : "");
    const unknown = made.messages.map((message) => message.unknown).filter(Boolean);
    form.showStubs([...new Set(unknown)]);
    const full = main.querySelector("[data-key=text]").value === "full";
    main.querySelector(".field-license").hidden = !full;
    const [label, hint] = BODY[full ? "full" : "summary"];
    byId("body-label").textContent = label;
    byId("f-body-hint").textContent = hint;
  };

  let waiting = 0;
  const settle = () => {
    clearTimeout(waiting);
    waiting = 0;
    show();
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      settle();
      if (checked) byId("count").textContent = countText(made.messages);
    }, PAUSE);
  };

  const clean = () => {
    const refused = form.pattern("refused", "gu");
    for (const control of main.querySelectorAll("input[type=text], textarea:not([readonly])")) {
      control.value = control.value.replace(refused, (sign) => (sign === "\n" ? sign : ""));
    }
    show();
    tell(true);
  };

  // ---------------------------------------------------------------- beginning

  showTopics();
  for (const box of main.querySelectorAll(".combobox")) form.combobox(box);
  for (const list of main.querySelectorAll("[data-list]")) form.rows(list, STARTS_WITH_ROW.includes(list.dataset.list));
  form.paste(main.querySelector("[data-list=signatories]"));
  renewAddress = form.actions(byId("page-actions"), () => ({ path: made.path, text: made.text }), "the page", () => (unsaved = false));
  main.addEventListener("input", (event) => {
    unsaved = true;
    if (event.target.id.startsWith("paste-")) return;
    if (event.target.dataset.key === "slug") slugTyped = event.target.value !== "";
    later();
  });
  main.addEventListener("submit", (event) => {
    event.preventDefault();
    checked = true;
    settle();
    tell(true);
  });
  // What a button gives is what stands in the fields, however fast it is pressed.
  main.addEventListener("click", () => waiting && settle(), true);
  byId("clean").addEventListener("click", clean);
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  show();
  byId("form-waiting").remove();
  main.hidden = false;
})();
