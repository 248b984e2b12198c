/* Opens the search from every page: Ctrl+K or Cmd+K, the key /, and links marked data-search. All else is loaded then. */
(() => {
  "use strict";
  const own = document.currentScript.src;
  const there = (name) => new URL(name, own).href;
  const SCRIPTS = ["letter-form/names", "search/words", "search/index", "search/results", "search/suggestions", "search/dialog"];
  let loading;

  const script = (name) =>
    new Promise((done, failed) => {
      const node = document.createElement("script");
      node.src = there(`${name}.js`);
      node.async = false;
      node.onload = done;
      node.onerror = failed;
      document.head.append(node);
    });

  const style = () =>
    new Promise((done) => {
      const node = document.createElement("link");
      node.rel = "stylesheet";
      node.href = there("search.css");
      node.onload = node.onerror = done;
      document.head.append(node);
    });

  const open = async () => {
    try {
      await (loading = loading || Promise.all([style(), ...SCRIPTS.map(script)]));
      window.lettersSearch.showDialog();
    } catch {
      location.assign(there("../search.html"));
    }
  };

  const types = (node) => node.isContentEditable || /^(input|select|textarea)$/i.test(node.tagName);

  // A key alone can be hit by mistake, or by those who speak to their machine: the dialog has a switch.
  const slash = () => {
    try {
      return localStorage.getItem("search-slash") !== "off";
    } catch {
      return true;
    }
  };

  addEventListener("keydown", (event) => {
    if (event.altKey || event.isComposing) return;
    const command = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k";
    const alone = event.key === "/" && !event.ctrlKey && !event.metaKey && !types(event.target) && slash();
    if (!command && (!alone || document.querySelector("dialog[open]"))) return;
    event.preventDefault();
    open();
  });

  addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest?.("a[data-search]")) return;
    event.preventDefault();
    open();
  });
})();
