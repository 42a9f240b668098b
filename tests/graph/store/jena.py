"""Ask Apache Jena, as Debian has it, in a process of its own: a third engine that shares no code with the others.

    python jena.py TRIPLES FOLDER < queries.json > answers.json

``queries.json`` maps names to SELECT queries, ``answers.json`` the same names to their answers as SPARQL JSON.
"""

import json
import sys
import zipfile
from pathlib import Path

JAVA = Path("/usr/share/java")
"""Where Debian keeps libraries of Java."""
JARS = (
    "jena-arq", "jena-base", "jena-core", "jena-iri", "commons-codec", "commons-compress", "commons-csv", "commons-io",
    "commons-lang3", "dexx.collection", "gson", "guava", "httpclient", "httpcore", "jackson-core", "jackson-databind",
    "jsonld-java", "protobuf", "slf4j-api", "slf4j-nop", "thrift", "titanium-json-ld",
)  # fmt: skip
MESSAGES = "org/apache/jena/ext/"
"""Where Jena has the messages of Xerces; Debian's build looks for them elsewhere, and does not start without them."""


def main() -> None:
    """Load the triples, ask each query, and write the answers."""
    import jpype

    folder = Path(sys.argv[2])
    with zipfile.ZipFile(JAVA / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{MESSAGES}xerces/") and name.endswith(".properties"):
                there = folder / name.removeprefix(MESSAGES)
                there.parent.mkdir(parents=True, exist_ok=True)
                there.write_bytes(jar.read(name))
    # each query runs once, so it is not worth compiling it well
    options = ("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    jpype.startJVM(*options, classpath=[str(folder), *(f"{JAVA}/{name}.jar" for name in JARS)])
    query, out = jpype.JPackage("org").apache.jena.query, jpype.JClass("java.io.ByteArrayOutputStream")
    graph = jpype.JPackage("org").apache.jena.rdf.model.ModelFactory.createDefaultModel()
    jpype.JPackage("org").apache.jena.riot.RDFDataMgr.read(graph, sys.argv[1])
    answers = {}
    for name, text in json.load(sys.stdin).items():
        said = out()
        execution = query.QueryExecutionFactory.create(text, graph)
        query.ResultSetFormatter.outputAsJSON(said, execution.execSelect())
        answers[name] = json.loads(str(said.toString("UTF-8")))
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
