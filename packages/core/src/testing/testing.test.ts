import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeCoreDns, parseCorefile } from "../coredns/index.ts";
import { isAtOrBelow, nameOf, printRecord } from "../dns/index.ts";
import { emptyFileTree, hasErrors, sourceFromText } from "../text/index.ts";
import { decodeMessage, encodeMessage } from "../wire/index.ts";
import { checkZone, readZone } from "../zone/index.ts";
import { clusterStates, corefiles, names, queries, questions, records, shownAs, wireNames, zones } from "./index.ts";

/** What a failing property is shrunk to. */
function shrunk<T>(arbitrary: fc.Arbitrary<T>, fails: (value: T) => boolean): T {
  const { counterexample } = fc.check(
    fc.property(arbitrary, (value) => !fails(value)),
    { numRuns: 2000, seed: 5 },
  );
  if (counterexample === null) throw new Error("nothing failed");
  return counterexample[0];
}

describe("law: what comes out is valid", () => {
  it("zones load in named without a word", () => {
    fc.assert(
      fc.property(zones("example.org."), ({ text, origin }) => {
        const { value, diagnostics } = readZone(sourceFromText("zone", text), { origin });
        expect([...diagnostics, ...checkZone(value)].map(({ message }) => message)).toEqual([]);
      }),
    );
  });

  it("Corefiles start CoreDNS", () => {
    fc.assert(
      fc.property(corefiles(), (text) => {
        const files = emptyFileTree;
        const parsed = parseCorefile(sourceFromText("Corefile", text), { version: "1.15.0", files, path: "/Corefile" });
        const started = makeCoreDns(parsed.value, {
          cluster: null,
          ownAddresses: [],
          hostNameServers: [],
          hostSearch: [],
          files,
          workingDirectory: "/",
          hostname: "localhost",
        });
        const wrong = [...parsed.diagnostics, ...started.diagnostics].filter(({ severity }) => severity === "error");
        expect(wrong.map(({ message }) => message)).toEqual([]);
      }),
    );
  });

  it("records are below the origin, and read again as they are printed", () => {
    fc.assert(
      fc.property(records("example.org."), (record) => {
        expect(isAtOrBelow(record.owner, nameOf("example.org."))).toBe(true);
        const { value, diagnostics } = readZone(sourceFromText("again", `${printRecord(record)}\n`), {
          origin: nameOf("example.org."),
        });
        expect(hasErrors(diagnostics)).toBe(false);
        expect([...value.records()].map(printRecord)).toEqual([printRecord(record)]);
      }),
    );
  });

  it("queries cross the wire", () => {
    fc.assert(
      fc.property(queries(questions(wireNames())), (query) => {
        const decoded = decodeMessage(encodeMessage(query));
        expect(decoded.kind === "message" && decoded.message.questions[0]?.name.key).toBe(query.questions[0]?.name.key);
      }),
    );
  });

  it("names stay below their origin, however long", () => {
    const origin = nameOf(`${"x".repeat(60)}.${"y".repeat(60)}.${"z".repeat(60)}.${"w".repeat(60)}.`);
    fc.assert(
      fc.property(names(origin), (name) => {
        expect(isAtOrBelow(name, origin)).toBe(true);
      }),
    );
  });

  it("every service that has endpoints has a slice of its name", () => {
    fc.assert(
      fc.property(clusterStates(), ({ snapshot }) => {
        const slices = new Set(
          snapshot.endpointSlices.map(({ metadata: { labels: own } }) => own["kubernetes.io/service-name"]),
        );
        for (const { metadata, type } of snapshot.services) {
          if (type !== "ExternalName") expect(slices.has(metadata.name)).toBe(true);
        }
      }),
    );
  });
});

describe("a planted fault shrinks to what it needs, and nothing else", () => {
  it("a zone: the alias alone, below the apex that every zone has", () => {
    const { text } = shrunk(zones("example.org."), (zone) => zone.text.includes("CNAME www.elsewhere.test."));
    expect(text.split("\n").slice(4)).toEqual(["a CNAME www.elsewhere.test.", ""]);
  });

  it("a Corefile: the one directive in the one block", () => {
    expect(shrunk(corefiles(), (text) => /policy random/.test(text))).toBe(
      ".:53 {\n    forward . 192.0.2.53 {\n        policy random\n    }\n}\n",
    );
  });

  it("a cluster: one service with one endpoint that is not ready", () => {
    const { snapshot } = shrunk(clusterStates(), ({ snapshot: own }) =>
      own.endpointSlices.some(({ endpoints }) => endpoints.some(({ ready }) => ready === false)),
    );
    expect(snapshot.services.map(({ metadata: { name, namespace } }) => `${namespace}/${name}`)).toEqual([
      "default/web",
    ]);
    expect(snapshot.endpointSlices.flatMap(({ endpoints }) => endpoints)).toHaveLength(1);
  });

  it("a name: as few labels as the fault needs, the simplest ones", () => {
    expect(shrunk(names("example."), (name) => name.labelCount > 3).text).toBe("a.a.a.example.");
  });

  it("a query: without EDNS, for the root", () => {
    const query = shrunk(queries(), ({ flags }) => flags.recursionDesired);
    expect([query.questions[0]?.name.text, query.edns, query.id]).toEqual([".", null, 0]);
  });
});

describe("what a counterexample is printed as", () => {
  it("a zone: its origin and the text of its file", () => {
    const zone = shrunk(zones("lab."), ({ text }) => text.includes(" MX "));
    expect(fc.stringify(zone)).toBe(
      "zone lab.\n$TTL 300\n@ SOA ns hostmaster 1 7200 900 1209600 300\n@ NS ns\nns A 192.0.2.53\na MX 10 ns\n",
    );
  });

  it("a cluster: its objects, as kubectl takes them, and not what is modelled of them", () => {
    const cluster = shrunk(clusterStates(), ({ snapshot }) =>
      snapshot.services.some(({ type }) => type === "ExternalName"),
    );
    expect(fc.stringify(cluster).split("\n")).toEqual([
      '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"default"}}',
      "---",
      '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"default"},"spec":{"type":"ExternalName","externalName":"elsewhere.example.org"}}',
      "",
    ]);
  });

  it("nobody else sees it: such values are equal to others, have the same keys, and the same JSON", () => {
    const shown = shownAs({ a: 1 }, () => "one");
    expect([fc.stringify(shown), fc.stringify([shown]), fc.stringify({ b: shown })]).toEqual([
      "one",
      "[one]",
      '{"b":one}',
    ]);
    expect(shown).toEqual({ a: 1 });
    expect([Object.keys(shown), JSON.stringify(shown), { ...shown }]).toEqual([["a"], '{"a":1}', { a: 1 }]);
  });
});
