"use strict";

const language = document.documentElement.lang;

// what the editor would ask other hosts for: prefixes and terms are those of the graph
const terms = fetch("/editor/terms.json").then(answer => answer.json());
for (const kind of ["property", "class"]) {
  Yasgui.Yasqe.Autocompleters[kind].get = async (_, token) =>
    (await terms)[kind].filter(iri => iri.startsWith(token.autocompletionString));
}
Object.assign(Yasgui.Yasqe.defaults, {
  prefixCcApi: "/editor/prefixes.json",
  autocompleters: ["prefixes", "variables", "property", "class"],
});

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

// a question is put in ready to run: of today, and of an example where it needs one
fetch(`/api/queries?lang=${language}`).then(answer => answer.json()).then(questions => {
  const choice = document.getElementById("questions");
  for (const question of questions) choice.add(new Option(question.summary, question.name));
  choice.addEventListener("change", async () => {
    const question = questions.find(one => one.name === choice.value);
    if (!question) return;
    const asked = new URLSearchParams({ ...question.example, lang: language });
    if (question.parameters.some(one => one.name === "as_of")) asked.set("as_of", "today");
    const answer = await fetch(`/api/queries/${question.name}.rq?${asked}`);
    editor.getTab().setQuery(await answer.text());
  });
});
