"""Ask Apache Jena, as Debian has it, in a process of its own: a third engine that shares no code with the others.

    python jena.py TRIPLES FOLDER < queries.json > answers.json

``queries.json`` maps names to SELECT queries, ``answers.json`` the same names to their answers as SPARQL JSON.
"""

import json
import re
import sys
import zipfile
from pathlib import Path

JAVA = Path("/usr/share/java")
"""Where Debian keeps libraries of Java."""
NEEDED = (
    "commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io", "commons-lang3", "dexx.collection",
    "gson", "guava", "httpclient", "httpcore", "jackson-annotations", "jackson-core", "jackson-databind", "jsonld-java",
    "protobuf", "slf4j-api", "slf4j-nop", "thrift", "titanium-json-ld",
)  # fmt: skip
"""What Debian's Jena needs beside its own jars."""
MESSAGES = "org/apache/jena/ext/"
"""Where Jena has the messages of Xerces; Debian's build looks for them elsewhere, and does not start without them."""


def classes(folder: Path) -> list[str]:
    """Return where Java finds Jena; its messages are unpacked into a folder."""
    with zipfile.ZipFile(JAVA / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{MESSAGES}xerces/") and name.endswith(".properties"):
                there = folder / name.removeprefix(MESSAGES)
                there.parent.mkdir(parents=True, exist_ok=True)
                there.write_bytes(jar.read(name))
    own = sorted(path for path in JAVA.glob("jena-*.jar") if not re.search(r"-\d", path.name))
    return [*map(str, [folder, *own]), *(f"{JAVA}/{name}.jar" for name in NEEDED)]


def main() -> None:
    """Load the triples, ask each query, and write the answers."""
    import jpype

    # each query runs once, so it is not worth compiling it well
    options = ("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    jpype.startJVM(*options, classpath=classes(Path(sys.argv[2])))
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
