/* Pages of letters: copy a quotation or citation, group and filter signatories, print. The page is whole without it. */
(() => {
  "use strict";

  const make = (tag, attributes = {}, ...content) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...content);
    return node;
  };

  // ---------------------------------------------------------------- saying and copying

  const said = make("div", { class: "said", role: "status" });
  let fading;

  const say = (text) => {
    said.textContent = text;
    clearTimeout(fading);
    fading = setTimeout(() => said.replaceChildren(), 4000);
  };

  /** Where the browser does not let us copy, show what is to be copied. */
  const show = (text) => {
    const box = make("textarea", { id: "to-copy", readonly: "", rows: "6" }, text);
    const dialog = make(
      "dialog",
      { class: "to-copy", "aria-labelledby": "to-copy-label" },
      make("label", { for: "to-copy", id: "to-copy-label" }, "This browser does not let the page copy. Copy the text yourself:"),
      box,
      make("form", { method: "dialog" }, make("button", { type: "submit" }, "Close")),
    );
    const before = document.activeElement;
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    box.focus();
    box.select();
  };

  /** Copy text; with `html` also as formatted text, for programs that take it. */
  const copy = async (text, html, done) => {
    try {
      if (html && window.ClipboardItem) {
        const kinds = { "text/plain": text, "text/html": html };
        const parts = Object.entries(kinds).map(([kind, part]) => [kind, new Blob([part], { type: kind })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      say(done);
    } catch {
      show(text);
    }
  };

  // ---------------------------------------------------------------- citations

  for (const text of document.querySelectorAll("p.citation")) {
    const label = text.parentElement.previousElementSibling;
    const name = label.firstChild.textContent;
    const button = make("button", { class: "copy", type: "button", "aria-label": `Copy: ${name}` }, "Copy");
    button.addEventListener("click", () =>
      copy(text.textContent, text.querySelector("em") && text.innerHTML, `Copied: ${name}`),
    );
    label.append(button);
  }

  // ---------------------------------------------------------------- quotations

  /** The words of a part of a paragraph, without numbers of paragraphs and notes, and without our buttons. */
  const words = (part) => {
    for (const node of part.querySelectorAll(".paragraph-number, .footnote-reference, button")) node.remove();
    return part.textContent.replace(/\s+/g, " ").trim();
  };

  const whole = (paragraph) => {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    return range;
  };

  /** What is selected of a paragraph; nothing if that is none of its words. */
  const selected = (paragraph) => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return "";
    const range = selection.getRangeAt(0).cloneRange();
    if (!range.intersectsNode(paragraph)) return "";
    const all = whole(paragraph);
    if (range.compareBoundaryPoints(Range.START_TO_START, all) < 0) range.setStart(all.startContainer, all.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, all) > 0) range.setEnd(all.endContainer, all.endOffset);
    return words(range.cloneContents());
  };

  const short = document.querySelector(".citation-short");
  const page = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];

  for (const paragraph of short ? document.querySelectorAll("p.numbered") : []) {
    const number = paragraph.id.replace("paragraph-", "");
    const name = `Copy quotation and citation of paragraph ${number}`;
    const button = make("button", { class: "quote", type: "button", "aria-label": name, title: name, lang: "en", dir: "ltr" }, "”");
    let pressed = "";
    // Pressing the button may end the selection before the click is told.
    button.addEventListener("pointerdown", () => (pressed = selected(paragraph)));
    button.addEventListener("click", () => {
      const quoted = pressed || selected(paragraph);
      const text = quoted || words(whole(paragraph).cloneContents());
      const source = `(${short.textContent}, para. ${number})`;
      pressed = "";
      copy(`“${text}” ${source}\n${page}#${paragraph.id}`, "", `Copied: ${quoted ? "selected words" : "paragraph"} and citation`);
    });
    paragraph.append(button);
  }

  // ---------------------------------------------------------------- signatories

  const tools = document.querySelector(".signatory-tools");
  /* Where there are very many, they are folded, and long-signatories.js filters and groups them. */
  const list = document.querySelector("#signatories > ul.signatories");

  const group = () => {
    const items = [...list.children];
    const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    const name = (item) => (item.querySelector("a") ?? item).textContent.replace(/^the\s+/i, "");
    const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
    const groups = make("div", { class: "signatory-groups", hidden: "" });
    const field = make("input", { type: "search", autocomplete: "off" });
    const ways = { "": "as printed", name: "A to Z", kind: "by kind", country: "by country" };
    const choice = make("select", {}, ...Object.entries(ways).map(([value, text]) => make("option", { value }, text)));
    const count = make("output", {});

    /** Put the items into groups of one feature, in the order in which the counts above name them. */
    const arrange = () => {
      const way = choice.value;
      const isGrouped = way === "kind" || way === "country";
      groups.replaceChildren();
      groups.hidden = !isGrouped;
      list.hidden = isGrouped;
      if (!isGrouped) {
        list.append(...(way ? items.toSorted((a, b) => order(name(a), name(b))) : items));
        return;
      }
      for (const label of document.querySelectorAll(`.breakdown .group[class*=" ${way}-"]`)) {
        const kind = [...label.classList].find((found) => found.startsWith(`${way}-`));
        const part = list.cloneNode(false);
        part.hidden = false;
        part.append(...items.filter((item) => item.classList.contains(kind)));
        groups.append(make("h3", {}, label.querySelector(".group-name").textContent, " ", make("span")), part);
      }
    };

    const filter = () => {
      const asked = plain(field.value).split(/\s+/);
      for (const item of items) {
        const text = plain(item.textContent);
        item.hidden = !asked.every((word) => text.includes(word));
      }
      for (const part of groups.querySelectorAll("ul")) {
        const shown = [...part.children].filter((item) => !item.hidden).length;
        part.hidden = part.previousElementSibling.hidden = !shown;
        part.previousElementSibling.querySelector("span").textContent = shown;
      }
      const shown = items.filter((item) => !item.hidden).length;
      count.textContent = `${shown} of ${items.length}, ${ways[choice.value]}`;
    };

    choice.addEventListener("change", () => (arrange(), filter()));
    field.addEventListener("input", filter);
    // On paper nothing would say that the list is not whole.
    addEventListener("beforeprint", () => {
      field.value = "";
      filter();
    });
    tools.append(make("label", {}, "Filter", field), make("label", {}, "Order", choice), count);
    list.after(groups);
  };

  if (tools && list) group();

  // ---------------------------------------------------------------- print

  document.querySelector(".page-print")?.addEventListener("click", () => print());
  document.body.append(said);
})();
