"use strict";

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
