import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

interface Line {
  readonly owner: string;
  readonly type: "A" | "AAAA" | "TXT" | "MX";
  readonly data: string;
}

const DATA = {
  A: ["192.0.2.1", "192.0.2.2"],
  AAAA: ["2001:db8::1"],
  TXT: ['"one"', '"two"'],
  MX: ["5 mail.elsewhere.", "9 mail.elsewhere."],
} as const;

const line: fc.Arbitrary<Line> = fc
  .record({
    owner: fc.constantFrom("z.test.", "a.z.test.", "B.z.test.", "c.b.z.test.", "e.d.c.b.z.test.", "*.w.z.test."),
    type: fc.constantFrom("A", "AAAA", "TXT", "MX"),
    at: fc.nat(1),
  })
  .map(({ owner, type, at }) => ({ owner, type, data: DATA[type][at % DATA[type].length] ?? "" }));
const lines = fc.uniqueArray(line, {
  maxLength: 12,
  selector: ({ owner, type, data }) => `${owner.toLowerCase()} ${type} ${data}`,
});

const SOA = "SOA ns.z.test. h.z.test. 7 3600 600 86400 30";
const HEAD = `$TTL 60\nz.test. ${SOA}\nz.test. NS ns.elsewhere.\n`;

function serverOf(all: readonly Line[]): CoreDnsUnderTest {
  const text = HEAD + all.map(({ owner, type, data }) => `${owner} ${type} ${data}\n`).join("");
  return new CoreDnsUnderTest("z.test {\n transfer {\n  to *\n }\n file /db\n}\n", { "/db": text });
}

const printed = (all: readonly Line[]): readonly string[] =>
  all.map(({ owner, type, data }) => `${owner.toLowerCase()} ${type} ${data.replace(/^"(.*)"$/, "$1")}`).sort();

/** The records of a reply as `owner TYPE data`, the SOA apart. */
const records = (answer: string): readonly string[] =>
  answer
    .split("\n")
    .filter((text) => / (A|AAAA|TXT|MX) /.test(text))
    .map((text) => text.replace(/"/g, ""))
    .sort();

describe("a zone of any records", () => {
  it("AXFR holds exactly what the file holds, between two SOA records", () => {
    fc.assert(
      fc.property(lines, (all) => {
        const answer = serverOf(all).answer("z.test.", "AXFR", { transport: "tcp" });
        expect(records(answer)).toEqual(printed(all));
        const texts = answer.split("\n");
        expect([texts[0], texts.at(-1)]).toEqual([`z.test. ${SOA}`, `z.test. ${SOA}`]);
        expect(texts).toHaveLength(all.length + 3);
      }),
    );
  });

  it("whatever a transfer holds can be asked, and the answer is that set of records", () => {
    fc.assert(
      fc.property(lines, (all) => {
        const server = serverOf(all);
        for (const { owner, type } of all) {
          const same = all.filter((other) => other.owner === owner && other.type === type);
          expect(records(server.answer(owner, type))).toEqual(printed(same));
        }
      }),
    );
  });

  it("a name that nobody wrote is NXDOMAIN, one above others NODATA, one below a wildcard the wildcard's", () => {
    const names = [
      "x.z.test.",
      "b.z.test.",
      "d.c.b.z.test.",
      "x.w.z.test.",
      "y.x.w.z.test.",
      "w.z.test.",
      "x.a.z.test.",
    ];
    fc.assert(
      fc.property(lines, fc.constantFrom(...names), (all, name) => {
        const owners = all.map(({ owner }) => owner.toLowerCase());
        const own = all.filter(({ owner, type }) => owner.toLowerCase() === name && type === "A");
        const wild = all.filter(({ owner, type }) => owner === "*.w.z.test." && type === "A");
        const isWild = name.endsWith(".w.z.test.") && owners.includes("*.w.z.test.");
        const found = (isWild ? wild : own).map(({ data }) => `${name} A ${data}`).sort();
        const isThere = isWild || owners.some((owner) => owner === name || owner.endsWith(`.${name}`));
        const expected = found.length > 0 ? found.join("\n") : isThere ? "NODATA" : "NXDOMAIN";
        expect(serverOf(all).answer(name, "A").split("\n").sort().join("\n")).toBe(expected);
      }),
    );
  });

  it("any other serial brings the whole zone, the same one a single SOA, and UDP nothing", () => {
    fc.assert(
      fc.property(lines, fc.nat(4_294_967_295), (all, serial) => {
        const server = serverOf(all);
        const whole = server.answer("z.test.", "AXFR", { transport: "tcp" });
        const expected = serial === 7 ? `z.test. ${SOA}` : whole;
        expect(server.answer("z.test.", "IXFR", { transport: "tcp", serial })).toBe(expected);
        expect(server.answer("z.test.", "IXFR", { transport: "tcp", serial: 7 })).toBe(`z.test. ${SOA}`);
        expect(server.answer("z.test.", "AXFR")).toBe("REFUSED");
      }),
    );
  });
});
