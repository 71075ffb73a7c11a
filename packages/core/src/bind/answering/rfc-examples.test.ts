import { describe, expect, it } from "vitest";
import { lines } from "../fixtures/texts.fixture.ts";
import { plainly, serverOf } from "../fixtures/zone-world.fixture.ts";

/** The examples that RFCs themselves give, asked of a server that has their zones. */
type Row = readonly [question: string, answer: string];

function check(apex: string, zone: string, rows: readonly Row[]): void {
  it.each(rows)("%s", (question, answer) => {
    expect(plainly(serverOf(apex, zone), question)).toBe(lines(answer));
  });
}

describe("RFC 4592 section 2.2.1", () => {
  const zone = `$ORIGIN example.
$TTL 3600
example. SOA ns.example.com. h.example.com. 1 1800 900 604800 60
example. NS ns.example.com.
example. NS ns.example.net.
*.example. TXT "this is a wildcard"
*.example. MX 10 host1.example.
sub.*.example. TXT "this is not a wildcard"
host1.example. A 192.0.2.1
_ssh._tcp.host1.example. SRV 0 0 22 host1.example.
_ssh._tcp.host2.example. SRV 0 0 22 host2.example.
subdel.example. NS ns.example.com.
subdel.example. NS ns.example.net.
`;
  const soa = "AU example. 60 SOA ns.example.com. h.example.com. 1 1800 900 604800 60";
  const noData = `NOERROR aa\n${soa}`;
  const cut = `NOERROR
    AU subdel.example. 3600 NS ns.example.com.
    AU subdel.example. 3600 NS ns.example.net.`;
  check("example", zone, [
    ["host3.example. MX", "NOERROR aa\nAN host3.example. 3600 MX 10 host1.example."],
    ["host3.example. A", noData],
    ["foo.bar.example. TXT", `NOERROR aa\nAN foo.bar.example. 3600 TXT "this is a wildcard"`],
    ["host1.example. MX", noData],
    ["sub.*.example. MX", noData],
    ["_telnet._tcp.host1.example. SRV", `NXDOMAIN aa\n${soa}`],
    ["host.subdel.example. A", cut],
    ["ghost.*.example. MX", `NXDOMAIN aa\n${soa}`],
    // What the section says around its table: empty non-terminals are there, and stop the wildcard.
    ["_tcp.host1.example. TXT", noData],
    ["host2.example. TXT", noData],
    ["x.host2.example. TXT", `NXDOMAIN aa\n${soa}`],
    // Section 2.1.3 and 4.7: asked as it stands, the wildcard is a name like others.
    ["*.example. TXT", `NOERROR aa\nAN *.example. 3600 TXT "this is a wildcard"`],
    ["*.example. A", noData],
    ["*.*.example. TXT", `NXDOMAIN aa\n${soa}`],
    ["sub.*.example. TXT", `NOERROR aa\nAN sub.*.example. 3600 TXT "this is not a wildcard"`],
  ]);
});

describe("RFC 1034 section 6.2: what C.ISI.EDU says of its zones", () => {
  const zone = `$ORIGIN EDU.
$TTL 86400
@ SOA SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. 870729 1800 300 604800 86400
@ NS SRI-NIC.ARPA.
@ NS C.ISI
UCI 172800 NS ICS.UCI
UCI 172800 NS ROME.UCI
ICS.UCI 172800 A 192.5.19.1
ROME.UCI 172800 A 192.5.19.31
ISI 172800 NS VAXA.ISI
ISI 172800 NS A.ISI
ISI 172800 NS VENERA.ISI.EDU.
VAXA.ISI 172800 A 10.2.0.27
VENERA.ISI.EDU. 172800 A 10.1.0.52
A.ISI 172800 A 26.3.0.103
UDEL.EDU. 172800 NS LOUIE.UDEL.EDU.
LOUIE.UDEL.EDU. 172800 A 10.0.0.96
YALE.EDU. 172800 NS YALE.ARPA.
`;
  check("EDU", zone, [
    ["EDU. NS", "NOERROR aa\nAN EDU. 86400 NS C.ISI.EDU.\nAN EDU. 86400 NS SRI-NIC.ARPA."],
    [
      "SIR-NIC.EDU. A",
      "NXDOMAIN aa\nAU EDU. 86400 SOA SRI-NIC.ARPA. HOSTMASTER.SRI-NIC.ARPA. 870729 1800 300 604800 86400",
    ],
    ["uci.edu. MX", "NOERROR\nAU UCI.EDU. 172800 NS ICS.UCI.EDU.\nAU UCI.EDU. 172800 NS ROME.UCI.EDU."],
    ["BRL.YALE.EDU. A", "NOERROR\nAU YALE.EDU. 172800 NS YALE.ARPA."],
    ["LOUIE.UDEL.EDU. A", "NOERROR\nAU UDEL.EDU. 172800 NS LOUIE.UDEL.EDU."],
  ]);
});

describe("RFC 6672 section 2.2: what a DNAME does to the names below it", () => {
  const dname = (owner: string, target: string): string =>
    `$TTL 300\n@ SOA ns.ns. h.ns. 1 1 1 1 60\n@ NS ns.ns.\n${owner} DNAME ${target}\n`;
  const synthesised = (owner: string, target: string, name: string, to: string): string =>
    `NOERROR aa\nAN ${owner} 300 DNAME ${target}\nAN ${name} 300 CNAME ${to}`;
  it.each([
    ["com.", "example.com.", "example.net.", "a.example.com.", "a.example.net."],
    ["com.", "example.com.", "example.net.", "a.b.example.com.", "a.b.example.net."],
    ["com.", "example.com.", "example.net.", "foo.example.com.", "foo.example.net."],
    ["com.", "x.com.", "y.com.", "a.x.com.", "a.y.com."],
    ["com.", "example.com.", ".", "cyc.example.com.", "cyc."],
    ["com.", "example.com.", "example.com.", "cyc.example.com.", "cyc.example.com."],
    ["com.", "example.com.", "c.example.com.", "cyc.example.com.", "cyc.c.example.com."],
    ["com.", "shortloop.x.x.com.", "x.com.", "shortloop.x.shortloop.x.x.com.", "shortloop.x.x.com."],
  ] as const)("in %s: %s DNAME %s makes %s into %s", (apex, owner, target, name, to) => {
    const answer = plainly(serverOf(apex, dname(owner, target)), `${name} A`);
    expect(answer).toContain(`AN ${owner} 300 DNAME ${target}`);
    expect(answer).toContain(`AN ${name} 300 CNAME ${to}`);
  });

  it("nothing at its own name: that is NODATA, or what stands beside it", () => {
    const world = serverOf("com.", `${dname("example.com.", "example.net.")}example.com. 300 A 192.0.2.9\n`);
    expect(plainly(world, "example.com. A")).toBe("NOERROR aa\nAN example.com. 300 A 192.0.2.9");
    expect(plainly(world, "example.com. TXT")).toBe("NOERROR aa\nAU com. 60 SOA ns.ns. h.ns. 1 1 1 1 60");
    expect(plainly(world, "example.com. DNAME")).toBe("NOERROR aa\nAN example.com. 300 DNAME example.net.");
  });

  it("nothing of names outside its tree: example.com is no suffix of ab.xexample.com", () => {
    expect(plainly(serverOf("com.", dname("example.com.", "example.net.")), "ab.xexample.com. A")).toMatch(/^NXDOMAIN/);
  });

  it("the CNAME comes with the DNAME's TTL, never another's", () => {
    const zone = `$TTL 300\n@ SOA ns.ns. h.ns. 1 1 1 1 60\n@ NS ns.ns.\no 17 DNAME t.com.\nx.t 900 A 192.0.2.1\n`;
    expect(plainly(serverOf("com.", zone), "x.o.com. A")).toBe(
      `${synthesised("o.com.", "t.com.", "x.o.com.", "x.t.com.").replaceAll(" 300 ", " 17 ")}
AN x.t.com. 900 A 192.0.2.1`,
    );
  });
});

describe("RFC 2308 section 3: how long a denial holds", () => {
  it.each([
    ["MINIMUM below the SOA's TTL", 3600, 60, 60],
    ["the SOA's TTL below MINIMUM", 60, 3600, 60],
    ["both the same", 300, 300, 300],
    ["a MINIMUM of nothing", 3600, 0, 0],
    ["an SOA of nothing", 0, 3600, 0],
  ])("%s", (_row, ttl, minimum, expected) => {
    const world = serverOf("t", `@ ${ttl} SOA ns h 1 2 3 4 ${minimum}\n@ 60 NS ns\nns 60 A 192.0.2.1\n`);
    const soa = `AU t. ${expected} SOA ns.t. h.t. 1 2 3 4 ${minimum}`;
    expect(plainly(world, "gone.t A")).toBe(`NXDOMAIN aa\n${soa}`);
    expect(plainly(world, "ns.t TXT")).toBe(`NOERROR aa\n${soa}`);
    expect(plainly(world, "t SOA")).toBe(`NOERROR aa\nAN t. ${ttl} SOA ns.t. h.t. 1 2 3 4 ${minimum}`);
  });
});
