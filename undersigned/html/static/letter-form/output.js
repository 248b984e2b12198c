/* What the form gives: a file to copy, to download, or to open on the host; and a page for each unknown organization. */
(() => {
  "use strict";
  const form = (window.letterForm = window.letterForm || {});

  const say = (text) => {
    const place = document.getElementById("said");
    place.textContent = "";
    place.textContent = text;
  };

  const copyOldWay = (text) => {
    const area = document.createElement("textarea");
    const before = document.activeElement;
    area.value = text;
    area.readOnly = true;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus();
    return done;
  };

  /** Copy a text; browsers that keep pages from the clipboard are asked in the older way. */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyOldWay(text);
    }
  };

  const download = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  /** Give the host's address for a new file, and whether the text is in it. */
  form.hostAddress = (path, text) => {
    const { repository, branch, folder, limits } = form.data;
    const cut = path.lastIndexOf("/");
    const start = `${repository}/new/${branch}/${folder}/${path.slice(0, cut)}?filename=${encodeURIComponent(path.slice(cut + 1))}`;
    const whole = `${start}&value=${encodeURIComponent(text)}`;
    return whole.length <= limits.address ? { address: whole, filled: true } : { address: start, filled: false };
  };

  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };

  /** Put the buttons of a file into `place`; `file()` gives its path and text, `done` hears that it was taken. Gives a function that renews the address. */
  form.actions = (place, file, what, done) => {
    const name = () => file().path.split("/").pop();
    place.replaceChildren(
      button(`Copy ${what}`, async () => {
        const copied = await copy(file().text);
        say(copied ? "Copied." : "The browser refused to copy. Select the text and copy it.");
        if (copied) done();
      }),
      button(`Download ${what}`, () => {
        download(name(), file().text);
        say(`Downloaded ${name()}.`);
        done();
      }),
    );
    if (!form.data.repository) return () => {};
    const link = document.createElement("a");
    link.className = "action-link";
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.addEventListener("click", done);
    place.append(link);
    return () => {
      const { address, filled } = form.hostAddress(file().path, file().text);
      link.href = address;
      link.textContent = `Open ${what} on the host${filled ? "" : ": copy first, then paste there"} (new tab)`;
    };
  };

  let renewYear = null;

  /** Offer the page of a letter's year, where the archive has none; an empty year hides it. */
  form.showYear = (year) => {
    const part = document.getElementById("year-page");
    const file = () => ({ path: `letters/${part.dataset.year}/index.md`, text: form.data.yearPage.replaceAll("YEAR", part.dataset.year) });
    part.hidden = year === "" || form.data.years.includes(year);
    if (part.hidden) return;
    part.dataset.year = year;
    part.querySelector("code").textContent = `${form.data.folder}/${file().path}`;
    renewYear ??= form.actions(part.querySelector(".form-actions"), file, "the year's page", () => {});
    renewYear();
  };

  // ---------------------------------------------------------------- pages for unknown organizations

  /** Write the page of an organization. */
  form.stub = (name, kind) => form.write({ name: { field: "", type: "line", text: name }, kind: { field: "", type: "choice", text: kind } }, "").text;

  const stubs = new Map(); // name -> its part of the page

  const makeStub = (name) => {
    const part = document.getElementById("stub").content.firstElementChild.cloneNode(true);
    const number = stubs.size + 1;
    part.querySelector("legend").textContent = name;
    part.querySelector("legend").dir = "auto";
    const [kind, id] = [part.querySelector("[data-stub=kind]"), part.querySelector("[data-stub=id]")];
    for (const control of [kind, id]) {
      control.id = `stub-${number}-${control.dataset.stub}`;
      control.closest(".field").querySelector("label").htmlFor = control.id;
    }
    kind.value = "ngo";
    id.value = form.slug(name);
    const near = form.archive.organizations.suggest(name);
    const hint = part.querySelector(".stub-near");
    hint.hidden = !near.length;
    hint.textContent = `The archive knows ${form.enumerate(near.map(form.quote))}. Is it one of these?`;
    const file = () => ({ path: `organizations/${form.slug(id.value) || "name"}.md`, text: form.stub(name, kind.value) });
    const renew = form.actions(part.querySelector(".form-actions"), file, "this page", () => {});
    const show = () => {
      part.querySelector("code").textContent = `${form.data.folder}/${file().path}`;
      renew();
    };
    part.addEventListener("input", (event) => {
      // It is no part of the letter.
      event.stopPropagation();
      show();
    });
    show();
    return part;
  };

  /** Offer a page for each unknown name; those that stand keep what was chosen. */
  form.showStubs = (names) => {
    for (const name of names) if (!stubs.has(name)) stubs.set(name, makeStub(name));
    const list = document.getElementById("stub-list");
    const wanted = names.map((name) => stubs.get(name));
    if (wanted.length !== list.children.length || wanted.some((part, place) => list.children[place] !== part)) list.replaceChildren(...wanted);
    document.getElementById("stubs").hidden = !names.length;
  };
})();
