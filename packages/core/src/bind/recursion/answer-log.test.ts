import { describe, expect, it } from "vitest";
import type { Question } from "../../dns/index.ts";
import { nameOf } from "../../dns/index.ts";
import { CLIENT } from "../fixtures/texts.fixture.ts";
import { byTransport, inTurn, type Said, type Script, says, silent } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** What named 9.18.47 logged of answers that it had no use for: of a zone's own server (`z.lan`) and of a forwarder (`f.lan`). */
const SERVER = "192.0.2.53";
const CONF = `options { recursion yes; dnssec-validation no; qname-minimization off; max-records-per-type 100; };
zone "z.lan" { type static-stub; server-addresses { ${SERVER}; }; };
zone "f.lan" { type forward; forward only; forwarders { ${SERVER}; }; };`;

function linesOf(
  question: string,
  script: Script,
  how: { readonly transport?: "udp" | "tcp" } = {},
): readonly string[] {
  const lines: string[] = [];
  const surroundings = { log: () => (line: string) => void lines.push(line), families: "ipv4" } as const;
  new World(CONF, { [SERVER]: script }, { surroundings }).ask(question, how);
  return lines.filter((line) => !line.includes("query failed"));
}

/** In both zones, or in one of them where the other is told otherwise. */
interface Row {
  readonly what: string;
  readonly said: Said;
  readonly lines: readonly string[];
  readonly only: "z" | "f" | "both";
}

function row(what: string, said: Said, lines: readonly string[], only: Row["only"] = "both"): Row {
  return { what, said, lines, only };
}

const formError = (what: string): string => `DNS format error from S resolving x.ZONE/A for C: ${what}`;
const result = (what: string): string => `${what} resolving 'x.ZONE/A/IN': S`;
const bad = (...what: readonly string[]): readonly string[] => [...what.map(formError), result("FORMERR")];
const soa = (owner: string): string => `${owner} 60 SOA ns.${owner} h.${owner} 1 1 1 1 1`;

const rows: readonly Row[] = [
  row("about another name", { answer: "y.ZONE. 60 A 192.0.2.1" }, bad("reply has no answer")),
  row("about another name, without AA", { aa: false, answer: "y.ZONE. 60 A 192.0.2.1" }, bad("reply has no answer")),
  row("a DNAME that is not above", { answer: "x.ZONE. 60 DNAME y.ZONE." }, bad("reply has no answer")),
  row(
    "two zones that are left",
    { aa: false, authority: "x.ZONE. 60 NS ns.x.ZONE.\nZONE. 60 NS ns.ZONE." },
    bad("multiple NS RRsets in authority section"),
  ),
  row(
    "behind one that is nobody's business",
    { aa: false, authority: "a.x.ZONE. 60 NS n.\nx.ZONE. 60 NS n.\nZONE. 60 NS n." },
    bad("unrelated NS a.x.ZONE in x.ZONE authority section", "multiple NS RRsets in authority section"),
  ),
  row("two SOA", { authority: `${soa("ZONE.")}\n${soa("x.ZONE.")}` }, bad("multiple SOA RRs in authority section")),
  row("NS and SOA of two zones", { authority: `${soa("ZONE.")}\nx.ZONE. 60 NS n.` }, bad("NS/SOA mismatch")),
  row("neither NS nor SOA", { authority: "y.ZONE. 60 A 192.0.2.1" }, bad("invalid response")),
  row(
    "NS of a name beside",
    { authority: "q.ZONE. 60 NS n." },
    bad("unrelated NS q.ZONE in x.ZONE authority section", "invalid response"),
  ),
  row(
    "a SOA from elsewhere",
    { authority: soa("out.test.") },
    bad("Name out.test (SOA) not subdomain of zone ZONE -- invalid response"),
  ),
  row(
    "NS from elsewhere, the last one",
    { authority: "a.test. 60 NS n.\nb.test. 60 NS n." },
    bad("Name b.test (NS) not subdomain of zone ZONE -- invalid response"),
    "f",
  ),
  row("a referral to itself", { authority: "ZONE. 60 NS n." }, bad("non-improving referral")),
  row("a forwarder's referral", { aa: false, authority: "x.ZONE. 60 NS n." }, bad("non-improving referral"), "f"),
  row(
    "a server that does not serve the zone",
    { aa: false, authority: "ZONE. 60 NS n." },
    ["lame server resolving 'x.ZONE' (in 'ZONE'?): S"],
    "z",
  ),
  row(
    "data with an error code",
    { rcode: "NXDOMAIN", answer: "x.ZONE. 60 A 192.0.2.1" },
    bad("CNAME/DNAME chain complete, but RCODE indicates error"),
  ),
  row("two aliases", { answer: "x.ZONE. 60 CNAME a.ZONE.\nx.ZONE. 60 CNAME b.ZONE." }, [result("FORMERR")]),
  row("FORMERR", { rcode: "FORMERR", edns: "none" }, [formError("server sent FORMERR"), result("received FORMERR")]),
  row("FORMERR with EDNS", { rcode: "FORMERR" }, [formError("server sent FORMERR"), result("received FORMERR")]),
  row("REFUSED", { rcode: "REFUSED" }, [result("REFUSED unexpected RCODE")]),
  row("NOTIMP", { rcode: "NOTIMP" }, [result("NOTIMP unexpected RCODE")]),
  row("YXDOMAIN", { rcode: "YXDOMAIN" }, [result("YXDOMAIN unexpected RCODE")]),
  row("BADVERS", { rcode: "BADVERS" }, [result("BADVERS")]),
  row("SERVFAIL of a zone's server", { rcode: "SERVFAIL" }, [result("SERVFAIL unexpected RCODE")], "z"),
  row("SERVFAIL of a forwarder", { rcode: "SERVFAIL" }, [], "f"),
  row("another opcode", { opcode: "UPDATE" }, [result("UPDATE unexpected OPCODE")]),
  row("cut short over TCP too", { tc: true }, [result("truncated TCP response")]),
  row(
    "more records than named takes",
    { answer: Array.from({ length: 101 }, (_, at) => `x.ZONE. 60 A 192.0.2.${at}`).join("\n") },
    ["error adding 'x.ZONE/A' in './IN' (cache): too many records (must not exceed 100)"],
  ),
  // Nothing of these.
  row("NODATA without SOA", {}, []),
  row("a name error without SOA", { rcode: "NXDOMAIN" }, []),
  row("an alias and other data", { answer: "x.ZONE. 60 CNAME x.test.\nx.ZONE. 60 A 192.0.2.1", aa: true }, [], "f"),
];

const placed = (text: string, zone: string): string => text.replaceAll("ZONE", zone).replace(" S:", ` ${SERVER}#53:`);
const spoken = (said: Said, zone: string): Said => ({
  ...said,
  ...(said.answer === undefined ? {} : { answer: placed(said.answer, zone) }),
  ...(said.authority === undefined ? {} : { authority: placed(said.authority, zone) }),
});
const written = (line: string, zone: string): string =>
  placed(line, zone)
    .replace("from S resolving", `from ${SERVER}#53 resolving`)
    .replace(/: S$/, `: ${SERVER}#53`)
    .replace(" for C:", ` for ${CLIENT}#41000:`);

describe.each(["z", "f"] as const)("an answer of no use, %s.lan", (kind) => {
  const zone = `${kind}.lan`;
  it.each(rows.filter(({ only }) => only === kind || only === "both"))("$what", ({ said, lines }) => {
    const own = linesOf(`x.${zone} A`, says(spoken(said, zone))).filter((line) => !line.includes("x.test"));
    expect(own).toEqual(lines.map((line) => written(line, zone)));
  });
});

const asked = (name: string): Question => ({ name: nameOf(name), type: "A", class: "IN" });

describe("who has asked, and what", () => {
  it("a question that is not the one that was put is told each time, and nothing more", () => {
    const other = says({ question: [asked("zz.z.lan.")], answer: "zz.z.lan. 60 A 192.0.2.1" });
    const [first, ...more] = linesOf("x.z.lan A", inTurn(other, silent));
    expect(first).toBe(
      `DNS format error from ${SERVER}#53 resolving x.z.lan/A for ${CLIENT}#41000: question section mismatch: got zz.z.lan/IN/A`,
    );
    expect(more).toEqual([]);
    const none = inTurn(says({ question: [], answer: "x.z.lan. 60 A 192.0.2.1" }), silent);
    expect(linesOf("x.z.lan A", none)[0]).toContain(": empty question section");
  });

  it("over TCP its resolver is not told who", () => {
    const lines = linesOf("x.z.lan A", says({ answer: "y.z.lan. 60 A 192.0.2.1" }), { transport: "tcp" });
    expect(lines[0]).toBe(`DNS format error from ${SERVER}#53 resolving x.z.lan/A for <unknown>: reply has no answer`);
  });

  it.each(["KEY", "NSEC"])("an alias in place of %s", (type) => {
    const lines = linesOf(`x.z.lan ${type}`, says({ answer: "x.z.lan. 60 CNAME y.z.lan." }));
    expect(lines[0]).toContain(`x.z.lan/${type} for ${CLIENT}#41000: CNAME response for ${type} RR`);
  });

  it("NS without AA", () => {
    const [line] = linesOf("x.z.lan NS", says({ aa: false, answer: "y.z.lan. 60 A 192.0.2.1" }));
    expect(line).toContain("x.z.lan/NS for ");
    expect(line).toContain(": invalid response");
  });

  it("what comes over TCP in place of UDP is told once", () => {
    const cut = byTransport(says({ tc: true }), says({ answer: "y.z.lan. 60 A 192.0.2.1" }));
    expect(linesOf("x.z.lan A", cut)).toHaveLength(2);
  });
});
