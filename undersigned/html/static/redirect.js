/* Leads from a former or short address to the page, and takes the fragment along, which a refresh would lose. */

(() => {
  "use strict";
  location.replace(document.currentScript.dataset.to + location.hash);
})();
