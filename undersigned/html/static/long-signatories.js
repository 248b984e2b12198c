/* Filters and groups signatories of whom there are so many that they are folded; the page is whole without it.

   What is asked for is shown as a list of its own, of which the first are drawn: a browser takes seconds to lay out
   twenty thousand names, and nobody reads them. */
(() => {
  "use strict";

  const tools = document.querySelector(".signatory-tools");
  const folds = [...document.querySelectorAll("#signatories > .fold")];
  const lists = folds.map((fold) => fold.querySelector("ul.signatories"));
  if (!tools || !folds.length) return;

  const MOST = 500;
  const WAYS = { "": "as printed", name: "A to Z", kind: "by kind", country: "by country" };

  const make = (tag, attributes = {}, ...content) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...content);
    return node;
  };
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const number = (count) => count.toLocaleString("en");
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;

  const nodes = lists.flatMap((list) => [...list.children]);
  let known = null;
  /** Every signatory with the words to look for and the name to sort by; read when first needed. */
  const signatories = () => {
    known ??= nodes.map((node) => {
      const text = node.textContent.trim();
      return { name: (node.querySelector("a")?.textContent ?? text).replace(/^the\s+/i, ""), node, text: plain(text) };
    });
    return known;
  };

  const groups = make("div", { class: "signatory-groups", hidden: "" });
  const field = make("input", { type: "search", autocomplete: "off" });
  const choice = make("select", {}, ...Object.entries(WAYS).map(([value, text]) => make("option", { value }, text)));
  const count = make("output");

  /** The button that shows the rest of a group; the focus goes on where that begins. */
  const more = (list, found) => {
    const button = make("button", { type: "button" }, `Show all ${number(found.length)}`);
    button.addEventListener("click", () => {
      const rest = found.slice(MOST).map(({ node }) => node.cloneNode(true));
      list.append(...rest);
      rest[0].tabIndex = -1;
      rest[0].focus();
      button.parentElement.remove();
    });
    return make("p", { class: "signatories-more" }, button);
  };

  const group = (found, title) => {
    const list = lists[0].cloneNode(false);
    list.append(...found.slice(0, MOST).map(({ node }) => node.cloneNode(true)));
    if (title && found.length) groups.append(make("h3", {}, title, " ", make("span", {}, number(found.length))));
    groups.append(list, ...(found.length > MOST ? [more(list, found)] : []));
  };

  const update = () => {
    const way = choice.value;
    const asked = plain(field.value).split(/\s+/).filter(Boolean);
    const isPrinted = !way && !asked.length;
    for (const fold of folds) fold.hidden = !isPrinted;
    groups.hidden = isPrinted;
    groups.replaceChildren();
    const found = isPrinted ? nodes : signatories().filter(({ text }) => asked.every((word) => text.includes(word)));
    count.textContent = `${number(found.length)} of ${number(nodes.length)}, ${WAYS[way]}`;
    if (way === "kind" || way === "country") {
      // In the order in which the counts above name them.
      for (const label of document.querySelectorAll(`.breakdown .group[class*=" ${way}-"]`)) {
        const kind = [...label.classList].find((name) => name.startsWith(`${way}-`));
        group(found.filter(({ node }) => node.classList.contains(kind)), label.querySelector(".group-name").textContent);
      }
    } else if (!isPrinted) {
      group(way ? [...found].sort((a, b) => order(a.name, b.name)) : found);
    }
  };

  let waiting = 0;
  field.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(update);
  });
  choice.addEventListener("change", update);
  // On paper nothing would say that the list is not whole.
  addEventListener("beforeprint", () => {
    field.value = choice.value = "";
    update();
  });
  tools.append(make("label", {}, "Filter", field), make("label", {}, "Order", choice), count);
  folds.at(-1).after(groups);
  update();
})();
