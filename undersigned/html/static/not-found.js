/* Guesses from the address that was asked for which page was meant: a year, a letter of the alphabet, words to look for. */

(() => {
  "use strict";
  const place = document.getElementById("not-found-guess");
  const root = place.dataset.root;
  const decoded = location.pathname.replace(/%[0-9a-f]{2}/gi, " ");
  const path = decoded.startsWith(root) ? decoded.slice(root.length) : decoded.slice(1);
  const parts = path.replace(/\.(?:html|pdf|md)$/, "").replace(/\/(?:index)?$/, "").split("/");
  const name = parts[parts.length - 1].toLowerCase();
  const guesses = [];

  const guess = (label, address) => {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = label;
    guesses.push(link);
  };

  if (parts[0] === "l" && /^[0-9a-z]{7}$/.test(name)) {
    // Signs of a short address that are mistaken for others.
    const code = name.replace(/o/g, "0").replace(/[il]/g, "1");
    if (code !== parts[1]) guess(`The short address ${code}`, `${root}l/${code}.html`);
  }
  const date = name.match(/^(\d{4})(?:-|$)/) || (parts[0] === "letters" && parts.join("/").match(/(\d{4})/));
  for (const link of document.querySelectorAll("#not-found-years a")) {
    if (date && link.textContent === date[1]) guess(`Letters of ${date[1]}`, link.href);
  }
  if (parts[0] === "organizations" && /^[a-z0-9]/.test(name)) {
    const initial = /^[a-z]/.test(name) ? name[0] : "0-9";
    guess(`Organizations: ${initial === "0-9" ? "0–9" : initial.toUpperCase()}`, `${root}organizations/index.html#initial-${initial}`);
  }
  const words = name.replace(/^\d{4}(?:-\d\d){0,2}(?:-|$)/, "").replace(/[^a-z0-9]+/g, " ").trim();
  if (words && words !== "404" && parts[0] !== "l") guess(`Search for “${words}”`, `${root}search.html?q=${encodeURIComponent(words)}`);

  if (guesses.length) {
    const line = document.createElement("p");
    line.append("Perhaps you are looking for: ");
    guesses.forEach((link, index) => line.append(...(index ? [", ", link] : [link])));
    line.append(".");
    place.append(line);
  }
})();
