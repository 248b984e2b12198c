// Topics become Eleventy's collections, one for each; a page lists the letters of each.
export default function (config) {
  config.addCollection("byTopic", (all) => {
    const found = {};
    for (const page of all.getFilteredByGlob("content/letters/**/*.md"))
      for (const topic of page.data.topics ?? []) (found[topic] ??= []).push(page);
    return found;
  });
  return { markdownTemplateEngine: false, dir: { input: "content", includes: "../_includes", layouts: "../_includes", data: "../_data", output: "html" } };
}
