import fc from "fast-check";
import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const label = fc.constantFrom("a", "b", "lan", "x-1");
const zoneName = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join("."));
const zoneNames = fc.uniqueArray(zoneName, { minLength: 1, maxLength: 6 });
const zone = (word: string): string =>
  `$TTL 60\n@ SOA ns hm 1 1 1 1 5\n@ NS ns\nns A 192.0.2.53\n* TXT ${word}\n@ TXT ${word}\n`;

/** The naive reading: of all zones that end the name, the one with most labels. */
function longest(name: string, zones: readonly string[]): string | null {
  const fitting = zones.filter((one) => name === one || name.endsWith(`.${one}`));
  return fitting.sort((left, right) => right.split(".").length - left.split(".").length)[0] ?? null;
}

function serverOf(zones: readonly string[], corefile = ". {\n auto {\n  directory /zones\n }\n}\n"): CoreDnsUnderTest {
  return new CoreDnsUnderTest(corefile, Object.fromEntries(zones.map((name) => [`/zones/db.${name}`, zone(name)])));
}

const said = (server: CoreDnsUnderTest, name: string): string | null =>
  /TXT "([^"]*)"/.exec(server.line(`${name}.`, "TXT"))?.[1] ?? null;

it("every name is answered from the file of its longest zone, and from none beside all of them", () => {
  fc.assert(
    fc.property(zoneNames, fc.array(zoneName, { minLength: 1, maxLength: 6 }), (zones, names) => {
      const server = serverOf(zones);
      expect(server.problems).toEqual([]);
      for (const name of names) expect([name, said(server, name)]).toEqual([name, longest(name, zones)]);
    }),
  );
});

it("what is listed after auto alone lets names in, whatever files there are", () => {
  fc.assert(
    fc.property(zoneNames, zoneName, zoneName, (zones, origin, name) => {
      const server = serverOf(zones, `. {\n auto ${origin} {\n  directory /zones\n }\n}\n`);
      const isLetIn = name === origin || name.endsWith(`.${origin}`);
      expect(said(server, name)).toBe(isLetIn ? longest(name, zones) : null);
    }),
  );
});

it("a zone of auto answers as the same file does with the file plugin", () => {
  const files = {
    "/zones/db.a.lan": `${zone("w")}sub NS ns.sub\nns.sub A 192.0.2.9\nc CNAME ns\nm MX 1 ns\nout CNAME x.\n`,
  };
  const auto = new CoreDnsUnderTest("a.lan {\n auto {\n  directory /zones\n }\n}\n", files);
  const file = new CoreDnsUnderTest("a.lan {\n file /zones/db.a.lan\n}\n", files);
  const name = fc.constantFrom("a.lan.", "ns.a.lan.", "C.a.lan.", "m.a.lan.", "q.a.lan.", "x.y.a.lan.", "out.a.lan.");
  fc.assert(
    fc.property(name, fc.constantFrom("A", "AAAA", "MX", "TXT", "NS", "SOA", "CNAME", "ANY"), (asked, type) => {
      expect(auto.line(asked, type as "A")).toBe(file.line(asked, type as "A"));
    }),
  );
});

it("a pattern finds the origin that a naive regular expression finds in the file's name", () => {
  const word = fc.stringMatching(/^[a-z]{1,4}$/);
  fc.assert(
    fc.property(word, word, word, (first, second, third) => {
      const corefile = ". {\n auto {\n  directory /zones ^(\\w+)-(\\w+)\\.(\\w+)$ {3}.{2}.{1}\n }\n}\n";
      const server = new CoreDnsUnderTest(corefile, { [`/zones/${first}-${second}.${third}`]: zone("here") });
      expect(said(server, `q.${third}.${second}.${first}`)).toBe("here");
      expect(said(server, `q.${first}.${second}.${third}`)).toBe(first === third ? "here" : null);
    }),
  );
});
