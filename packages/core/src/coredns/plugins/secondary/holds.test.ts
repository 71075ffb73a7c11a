import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRrType, printRecord, type ResourceRecord } from "../../../dns/index.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";
import { Scene } from "../upstreams.fixture.ts";

const PRIMARY = "192.0.2.53";
const SOA = "lan. 60 SOA ns.lan. hm.lan. 7 100 10 300 5";

/** Records of a zone, as text; each owner stands below `lan.` */
const owner = fc.constantFrom("a.lan.", "b.lan.", "c.b.lan.", "*.w.lan.", "deep.er.lan.", "ns.lan.", "lan.");
const target = fc.constantFrom("a.lan.", "c.b.lan.", "far.example.", "gone.lan.", "q.w.lan.");
const record = fc.oneof(
  fc.tuple(owner, fc.integer({ min: 1, max: 9 })).map(([name, last]) => `${name} 60 A 192.0.2.${last}`),
  fc.tuple(owner, fc.integer({ min: 1, max: 9 })).map(([name, last]) => `${name} 30 AAAA 2001:db8::${last}`),
  fc.tuple(owner, target).map(([name, to]) => `${name} 60 MX 5 ${to}`),
  fc.tuple(owner, target).map(([name, to]) => `${name} 60 SRV 1 2 443 ${to}`),
  fc.tuple(fc.constantFrom("x.lan.", "y.lan."), target).map(([name, to]) => `${name} 60 CNAME ${to}`),
  fc.constantFrom("cut.lan. 60 NS ns.cut.lan.", "cut.lan. 60 NS ns.lan.", "ns.cut.lan. 60 A 192.0.2.99"),
  fc.constantFrom("d.lan. 60 DNAME b.lan.", "e.lan. 60 DNAME far.example."),
);
const zones = fc.array(record, { maxLength: 14 }).map((all) => [SOA, "lan. 60 NS ns.lan.", ...all]);
const question = fc.tuple(
  fc.constantFrom(
    ...["lan.", "a.lan.", "b.lan.", "B.Lan.", "c.b.lan.", "q.w.lan.", "w.lan.", "er.lan.", "x.lan.", "y.lan."],
    ...["cut.lan.", "z.cut.lan.", "d.lan.", "c.d.lan.", "q.e.lan.", "gone.lan.", "ns.lan."],
  ),
  fc.constantFrom("A", "AAAA", "MX", "SRV", "NS", "SOA", "CNAME", "DNAME", "TXT", "DS", "ANY"),
);

/** As {@link Scene.ask} prints a reply. */
function fromFile(server: CoreDnsUnderTest, name: string, type: string): string {
  const outcome = server.outcome(name, parseRrType(type) ?? "A");
  const [reply] = outcome.kind === "reply" ? outcome.messages : [];
  if (reply === undefined) return outcome.kind;
  const print = (records: readonly ResourceRecord[]): string =>
    records.map((one) => printRecord(one).replace(/\s+/g, " ").replace(" IN ", " ")).join("; ");
  const { rcode, flags, answer, authority } = reply;
  const head = `${rcode}${flags.authoritative ? " aa" : ""}`;
  return `${head}${answer.length > 0 ? `: ${print(answer)}` : ""}${authority.length > 0 ? ` -- ${print(authority)}` : ""}`;
}

function copyOf(zone: readonly string[], said = (all: string) => `NOERROR aa: ${all}`): Scene {
  const transfer = said([...zone, SOA].join("; "));
  const corefile = `lan {\n secondary {\n  transfer from ${PRIMARY}\n }\n}\n`;
  return new Scene(corefile, { [PRIMARY]: (asked) => (asked === "lan. AXFR" ? transfer : `NOERROR aa: ${SOA}`) });
}

describe("a secondary holds what its primary has", () => {
  it("every question is answered as the file plugin answers it of the same records", () => {
    fc.assert(
      fc.property(zones, fc.array(question, { minLength: 1, maxLength: 6 }), (zone, questions) => {
        const file = new CoreDnsUnderTest("lan {\n file /db\n}\n", { "/db": `${zone.join("\n")}\n` });
        expect(file.problems).toEqual([]);
        const copy = copyOf(zone);
        for (const [name, type] of questions)
          expect([name, type, copy.ask(1000, `${name} ${type}`)]).toEqual([name, type, fromFile(file, name, type)]);
        expect(copy.log).toEqual([`0 ${PRIMARY} tcp lan. AXFR`]);
      }),
      { numRuns: 150 },
    );
  });

  it("in whatever order they come, as long as its SOA record stands at both ends", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (order) => {
        const records = [
          "a.lan. 60 A 192.0.2.1",
          "lan. 60 NS ns.lan.",
          "ns.lan. 60 A 192.0.2.53",
          "*.w.lan. 60 A 192.0.2.2",
        ];
        const all = [...records, "x.lan. 60 CNAME a.lan.", "b.lan. 60 AAAA 2001:db8::1"];
        const copy = copyOf([SOA, ...order.map((at) => all[at] ?? "")]);
        expect(copy.ask(1, "x.lan. A")).toBe(
          "NOERROR aa: x.lan. 60 CNAME a.lan.; a.lan. 60 A 192.0.2.1 -- lan. 60 NS ns.lan.",
        );
        expect(copy.ask(2, "q.w.lan. A")).toBe("NOERROR aa: q.w.lan. 60 A 192.0.2.2 -- lan. 60 NS ns.lan.");
      }),
    );
  });

  it("and nothing at all of a transfer that lacks either end, or is none", () => {
    const zone = [SOA, "lan. 60 NS ns.lan.", "a.lan. 60 A 192.0.2.1"];
    const cut = fc.constantFrom<(all: string) => string>(
      (all) => `NOERROR aa: ${all.slice(0, all.lastIndexOf(";"))}`,
      (all) => `NOERROR aa: ${all.slice(all.indexOf(";") + 2)}`,
      () => `NOERROR aa: ${SOA}`,
      (all) => `NOTAUTH: ${all}`,
      (all) => `SERVFAIL: ${all}`,
      () => "NOERROR",
      () => "drop",
      () => "closed",
    );
    fc.assert(
      fc.property(cut, question, (said, [name, type]) => {
        expect(copyOf(zone, said).ask(3000, `${name} ${type}`)).toBe("SERVFAIL");
      }),
    );
  });
});
