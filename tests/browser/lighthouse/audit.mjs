// Audits pages by Lighthouse as it judges them for telephones; prints scores and what cost points, as JSON.
// node audit.mjs CHROMIUM ADDRESS ...

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromium, ...addresses] = process.argv.slice(2);
const chrome = await launch({
  chromePath: chromium,
  chromeFlags: [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
});
const found = {};
try {
  for (const address of addresses) {
    // The page of the search asks search engines to leave it out, which Lighthouse takes for a mistake.
    const skipAudits = address.endsWith("/search.html") ? ["is-crawlable"] : [];
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "error", skipAudits });
    const scores = Object.fromEntries(
      Object.values(lhr.categories).map(({ id, score }) => [id, score === null ? null : Math.round(score * 100)]),
    );
    const lost = Object.values(lhr.categories).flatMap(({ id, auditRefs }) =>
      auditRefs
        .filter((ref) => ref.weight > 0)
        .map((ref) => [ref.weight, lhr.audits[ref.id]])
        .filter(([, audit]) => audit.score !== null && audit.score < 1)
        .map(([weight, audit]) => {
          const first = audit.details?.items?.[0];
          const where = first?.node?.snippet ?? first?.url ?? first?.description ?? "";
          return `${id}/${audit.id} ${audit.score} (weight ${weight}) ${audit.displayValue ?? ""} ${where}`.trim();
        }),
    );
    found[address] = { scores, lost, error: lhr.runtimeError?.message ?? null };
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(found, null, 1));
