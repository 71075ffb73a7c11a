import { describe, expect, it } from "vitest";
import { nameOf, printRdata, type RRset, type RrType } from "../dns/index.ts";
import { hasErrors, sourceFromText } from "../text/index.ts";
import { lookUp, readZone, type Zone, type ZoneAnswer } from "./index.ts";

function zoneOf(origin: string, text: string): Zone {
  const { value, diagnostics } = readZone(sourceFromText("zone", text), { origin: nameOf(origin) });
  expect(hasErrors(diagnostics)).toBe(false);
  return value;
}

const setText = ({ owner, type, data }: RRset): string => `${owner.text} ${type} ${data.map(printRdata).join(", ")}`;

function shown(answer: ZoneAnswer): string {
  switch (answer.kind) {
    case "data":
      return answer.rrsets.map(setText).join("; ");
    case "alias":
      return `${setText(answer.rrset)} and on`;
    case "dname":
      return `to ${answer.target?.text ?? "nothing: too long"}`;
    case "referral":
      return ["referral", setText(answer.cut), ...answer.glue.map(setText)].join("; ");
    case "no-data":
      return "no data";
    case "name-error":
      return "name error";
  }
}

function ask(zone: Zone, question: string): string {
  const [name = "", type = ""] = question.split(" ");
  return shown(lookUp(zone, nameOf(name), type as RrType));
}

describe("RFC 4592 section 2.2.1", () => {
  const zone = zoneOf(
    "example.",
    `$TTL 3600
@ SOA ns.example.com. host 1 2 3 4 5
@ NS ns.example.com.
@ NS ns.example.net.
* TXT "this is a wildcard"
* MX 10 host1
sub.* TXT "this is not a wildcard"
host1 A 192.0.2.1
_ssh._tcp.host1 SRV 0 0 22 host1
_ssh._tcp.host2 SRV 0 0 22 host2
host2 A 192.0.2.2
subdel NS ns.example.com.
subdel NS ns.example.net.
`,
  );
  it.each([
    ["host3.example. MX", "synthesized", "host3.example. MX 10 host1.example."],
    ["host3.example. A", "synthesized, but there is no A", "no data"],
    ["foo.bar.example. TXT", "bar.example. does not exist", 'foo.bar.example. TXT "this is a wildcard"'],
    ["host1.example. MX", "host1.example. exists", "no data"],
    ["sub.*.example. MX", "sub.*.example. exists", "no data"],
    ["_telnet._tcp.host1.example. SRV", "_tcp.host1.example. exists, without data", "name error"],
    [
      "host.subdel.example. A",
      "subdel.example. is a zone cut",
      "referral; subdel.example. NS ns.example.com., ns.example.net.",
    ],
    ["ghost.*.example. MX", "*.example. exists", "name error"],
  ])("%s: %s", (question, _, expected) => expect(ask(zone, question)).toBe(expected));
});

/** The root of 1987, cut down to what its sample queries meet. */
describe("RFC 1034 section 6.2", () => {
  const root = zoneOf(
    ".",
    `$TTL 86400
. SOA SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. 870611 1800 300 604800 86400
. NS A.ISI.EDU.
. NS C.ISI.EDU.
. NS SRI-NIC.ARPA.
MIL. NS SRI-NIC.ARPA.
MIL. NS A.ISI.EDU.
EDU. NS SRI-NIC.ARPA.
EDU. NS C.ISI.EDU.
SRI-NIC.ARPA. A 26.0.0.73
SRI-NIC.ARPA. A 10.0.0.51
SRI-NIC.ARPA. MX 0 SRI-NIC.ARPA.
SRI-NIC.ARPA. HINFO DEC-2060 TOPS20
ACC.ARPA. A 26.6.0.65
USC-ISIC.ARPA. CNAME C.ISI.EDU.
73.0.0.26.IN-ADDR.ARPA. PTR SRI-NIC.ARPA.
A.ISI.EDU. A 26.3.0.103
C.ISI.EDU. A 10.0.0.52
`,
  );
  it.each([
    ["SRI-NIC.ARPA. A", "6.2.1", "SRI-NIC.ARPA. A 26.0.0.73, 10.0.0.51"],
    [
      "SRI-NIC.ARPA. ANY",
      "6.2.2",
      'SRI-NIC.ARPA. A 26.0.0.73, 10.0.0.51; SRI-NIC.ARPA. MX 0 SRI-NIC.ARPA.; SRI-NIC.ARPA. HINFO "DEC-2060" "TOPS20"',
    ],
    ["SRI-NIC.ARPA. MX", "6.2.3", "SRI-NIC.ARPA. MX 0 SRI-NIC.ARPA."],
    ["SRI-NIC.ARPA. NS", "6.2.4: another type", "no data"],
    ["SIR-NIC.ARPA. A", "6.2.5: a misspelled name", "name error"],
    ["BRL.MIL. A", "6.2.6: another zone", "referral; MIL. NS SRI-NIC.ARPA., A.ISI.EDU.; A.ISI.EDU. A 26.3.0.103"],
    ["USC-ISIC.ARPA. A", "6.2.7: an alias", "USC-ISIC.ARPA. CNAME C.ISI.EDU. and on"],
    ["USC-ISIC.ARPA. CNAME", "6.2.8: the alias itself", "USC-ISIC.ARPA. CNAME C.ISI.EDU."],
    ["ISI.EDU. A", "a name above glue", "referral; EDU. NS SRI-NIC.ARPA., C.ISI.EDU.; C.ISI.EDU. A 10.0.0.52"],
    ["ARPA. A", "an empty non-terminal", "no data"],
    ["0.0.26.in-addr.arpa. PTR", "a deeper one", "no data"],
    [". NS", "the root itself", ". NS A.ISI.EDU., C.ISI.EDU., SRI-NIC.ARPA."],
    [". A", "the root without the type", "no data"],
    ["COM. A", "a domain of later years", "name error"],
  ])("%s: %s", (question, _, expected) => expect(ask(root, question)).toBe(expected));
});

/** Table 1 of section 2.2. */
describe("RFC 6672: substitution", () => {
  it.each([
    ["com.", "example.com.", "example.net.", "name error"],
    ["a.example.com.", "example.com.", "example.net.", "to a.example.net."],
    ["a.b.example.com.", "example.com.", "example.net.", "to a.b.example.net."],
    ["ab.example.com.", "b.example.com.", "example.net.", "name error"],
    ["foo.example.com.", "example.com.", "example.net.", "to foo.example.net."],
    ["a.x.example.com.", "x.example.com.", "example.net.", "to a.example.net."],
    ["a.example.com.", "example.com.", "y.example.net.", "to a.y.example.net."],
    ["cyc.example.com.", "example.com.", "example.com.", "to cyc.example.com."],
    ["cyc.example.com.", "example.com.", "c.example.com.", "to cyc.c.example.com."],
    ["shortloop.x.x.", "x.", ".", "to shortloop.x."],
    ["shortloop.x.", "x.", ".", "to shortloop."],
    ["A.Example.COM.", "example.com.", "example.net.", "to A.example.net."],
  ])("%s below %s DNAME %s: %s", (question, owner, target, expected) => {
    const zone = zoneOf(".", `$TTL 5\n. SOA a. b. 1 2 3 4 5\n. NS a.\na. A 1.1.1.1\n${owner} DNAME ${target}\n`);
    const answer = question === "com." ? "no data" : expected;
    expect(ask(zone, `${question} A`)).toBe(answer);
  });

  it("the owner itself is not redirected, and other types stand beside it", () => {
    const zone = zoneOf("t.", "$TTL 5\n@ SOA a b 1 2 3 4 5\n@ NS a\n@ DNAME o.\na A 1.1.1.1\n");
    expect(ask(zone, "t. NS")).toBe("t. NS a.t.");
    expect(ask(zone, "t. DNAME")).toBe("t. DNAME o.");
    expect(ask(zone, "t. A")).toBe("no data");
    expect(ask(zone, "a.t. A")).toBe("to a.o.");
  });
});

/** RFC 2308 section 3: the lesser of the SOA's TTL and its MINIMUM. */
describe("how long a denial lives", () => {
  it.each([
    [3600, 60, 60],
    [60, 3600, 60],
    [0, 3600, 0],
    [3600, 0, 0],
    [5, 5, 5],
  ])("SOA TTL %s, MINIMUM %s: %s", (ttl, minimum, expected) => {
    const zone = zoneOf("t.", `@ ${ttl} SOA a.o. b 1 2 3 4 ${minimum}\n@ 9 NS a.o.\n`);
    for (const question of ["x.t.", "t."]) {
      const answer = lookUp(zone, nameOf(question), "MX");
      expect(answer.kind === "name-error" || answer.kind === "no-data" ? answer.soa?.ttl : null).toBe(expected);
    }
    expect(zone.soa?.ttl).toBe(ttl);
    expect(zone.negativeSoa?.data).toEqual(zone.soa?.data);
  });

  it("a zone without SOA denies without one", () => {
    const answer = lookUp(zoneOf("t.", "$TTL 5\n@ NS a.o.\n"), nameOf("x.t."), "A");
    expect(answer).toMatchObject({ kind: "name-error", soa: null });
  });
});

/** RFC 2181 section 6, RFC 9471: what stands at a cut and below it. */
describe("zone cuts", () => {
  const zone = zoneOf(
    "t.",
    `$TTL 5
@ SOA a b 1 2 3 4 5
@ NS a
a A 1.1.1.1
one NS n.one
n.one A 1.1.1.2
n.one AAAA ::2
one TXT hidden
deep.one NS n.deep.one
n.deep.one A 1.1.1.3
two NS n.one
two NS n.three
three NS out.o.
n.three A 1.1.1.4
d DNAME o.
below.d NS a
wild NS n.wild
*.wild A 1.1.1.5
key NS a
key KEY 512 3 8 AAAA
key NSEC t. NS
`,
  );
  const one = "referral; one.t. NS n.one.t.; n.one.t. A 1.1.1.2; n.one.t. AAAA ::2";
  it.each([
    ["one.t. TXT", "other data at the cut are the child's", one],
    ["n.one.t. A", "an address below it is glue", one],
    ["x.deep.one.t. A", "a cut below a cut is hidden: the topmost refers", one],
    ["deep.one.t. DS", "so is its DS", one],
    [
      "two.t. A",
      "glue of siblings",
      "referral; two.t. NS n.one.t., n.three.t.; n.one.t. A 1.1.1.2; n.one.t. AAAA ::2; n.three.t. A 1.1.1.4",
    ],
    ["three.t. A", "a server elsewhere has none here", "referral; three.t. NS out.o."],
    ["x.below.d.t. A", "a DNAME above a cut comes first", "to x.below.o."],
    ["x.wild.t. A", "a wildcard below a cut gives nothing", "referral; wild.t. NS n.wild.t."],
    ["key.t. KEY", "KEY is the parent's too (RFC 2535 section 2.3.4)", "key.t. KEY 512 3 8 AAAA"],
    ["key.t. NSEC", "as is NSEC", "key.t. NSEC t. NS"],
    ["x.key.t. NSEC", "below it neither is", "referral; key.t. NS a.t."],
  ])("%s: %s", (question, _, expected) => expect(ask(zone, question)).toBe(expected));
});
