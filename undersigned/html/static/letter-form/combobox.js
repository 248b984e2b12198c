/* Names offered while somebody types: an editable combobox with list autocomplete, after the ARIA Authoring Practices. */
(() => {
  "use strict";
  const form = (window.letterForm = window.letterForm || {});
  let lists = 0;

  const LIMIT = 8;

  const languages = (typed) => {
    const asked = typed.trim().toLowerCase();
    if (!asked) return [];
    const found = Object.entries(form.data.languages).filter(([code, name]) => code === asked || name.toLowerCase().startsWith(asked));
    return found.sort((a, b) => (b[0] === asked) - (a[0] === asked) || a[1].length - b[1].length).slice(0, LIMIT).map(([code, name]) => ({ value: code, label: `${name} (${code})` }));
  };

  const organizations = (typed) =>
    form.archive.organizations.complete(typed, LIMIT).map(({ name, main }) => ({ value: name, label: name === main ? name : `${name} (${main})` }));

  const known = {
    language(text) {
      const name = form.data.languages[text.split("-")[0]];
      return name || "";
    },
    organization(text) {
      const ids = form.archive.organizations.resolve(text);
      if (ids.length === 1) {
        const main = form.archive.organizations.nameOf(ids[0]);
        return main === text ? "In the archive" : `In the archive as ${main}`;
      }
      return ids.length ? "Several organizations bear this name" : "Not in the archive yet";
    },
  };

  /** Say below a field whom or what its text is taken for. */
  const tell = (input, place, kind) => {
    const text = form.line(input.value);
    const said = text ? known[kind](text) : "";
    if (place.textContent !== said) place.textContent = said;
  };

  /** Make a combobox of the field inside `box`. */
  form.combobox = (box) => {
    const input = box.querySelector("input");
    const list = box.querySelector("ul");
    const kind = box.dataset.complete;
    const place = box.parentElement.querySelector("[data-known]");
    const offer = kind === "language" ? languages : organizations;
    list.id = `options-${(lists += 1)}`;
    input.setAttribute("aria-controls", list.id);
    if (place) {
      place.id = `known-${lists}`;
      input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), place.id].filter(Boolean).join(" "));
    }
    let active = -1;

    const options = () => [...list.children];
    const close = () => {
      list.hidden = true;
      list.replaceChildren();
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (next) => {
      active = next;
      options().forEach((option, number) => option.setAttribute("aria-selected", String(number === active)));
      if (active < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", options()[active].id);
        options()[active].scrollIntoView({ block: "nearest" });
      }
    };
    const choose = (option) => {
      input.value = option.dataset.value;
      close();
      input.dispatchEvent(new Event("input", { bubbles: true }));
      close();
      tell(input, place, kind);
    };
    const open = () => {
      const found = offer(input.value);
      close();
      if (!found.length || (found.length === 1 && found[0].value === input.value)) return;
      found.forEach(({ value, label }, number) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dir = "auto";
        option.dataset.value = value;
        option.textContent = label;
        list.append(option);
      });
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    };

    input.addEventListener("input", (event) => {
      if (event.isTrusted) open();
      tell(input, place, kind);
    });
    input.addEventListener("blur", () => {
      close();
      tell(input, place, kind);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const count = options().length;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open();
        const last = options().length - 1;
        if (last < 0) return;
        if (event.key === "ArrowDown") mark(active >= last ? 0 : active + 1);
        else mark(active <= 0 ? last : active - 1);
      } else if (event.key === "Enter" && count && active >= 0) {
        event.preventDefault();
        event.stopPropagation();
        choose(options()[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    // Before the field loses the focus, which closes the list.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
    if (place) box.tell = () => tell(input, place, kind);
  };
})();
