"use strict";

// what the editor would ask other hosts for: prefixes are ours, names of terms are not guessed
Object.assign(Yasgui.Yasqe.defaults, { prefixCcApi: "/editor/prefixes.json", autocompleters: ["prefixes", "variables"] });

// the editor shows what was wrong only if it is plain text
const ask = window.fetch;
window.fetch = async (...request) => {
  const answer = await ask(...request);
  if (!answer.headers.get("Content-Type")?.startsWith("application/problem+json")) return answer;
  return new Response((await answer.json()).detail, { status: answer.status });
};

const editor = new Yasgui(document.getElementById("editor"), {
  requestConfig: { endpoint: new URL("/sparql", location.href).href },
  persistenceId: "vnjp-ties",
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [], keys: [] },
});

fetch("/api/queries").then(answer => answer.json()).then(questions => {
  const choice = document.getElementById("questions");
  for (const question of questions) choice.add(new Option(question.summary, question.name));
  choice.addEventListener("change", async () => {
    if (!choice.value) return;
    const answer = await fetch(`/api/queries/${choice.value}.rq`);
    editor.getTab().setQuery(await answer.text());
  });
});
