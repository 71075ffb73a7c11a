import { describe, expect, it } from "vitest";
import { emptyZonesOf } from "./empty-zones.ts";
import { startBind } from "./fixtures/start.fixture.ts";
import { STRANGER } from "./fixtures/texts.fixture.ts";
import { says } from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";
import { forwardingTableOf } from "./forwarding.ts";

/** Which of the built-in empty zones stand (facts "Empty zones"). */
const F = "192.0.2.53";
const FORWARD = `forward only; forwarders { ${F}; };`;
const PTR = "5.0.64.100.in-addr.arpa PTR";
const NXDOMAIN = "NXDOMAIN aa ra\nAU 64.100.IN-ADDR.ARPA. 86400 SOA 64.100.IN-ADDR.ARPA. . 0 28800 7200 604800 86400";
const files = {
  "/64": "$TTL 60\n@ SOA ns.lan. n 1 1 1 1 60\n@ NS ns.lan.\n5.0 PTR own.lan.\n",
  "/100": "$TTL 60\n@ SOA ns.lan. n 1 1 1 1 60\n@ NS ns.lan.\n5.0.64 PTR own.lan.\n",
  "/0": "$TTL 60\n@ SOA ns.lan. n 1 1 1 1 60\n@ NS ns.lan.\n5 PTR own.lan.\n",
};
const OWN = "NOERROR aa ra\nAN 5.0.64.100.in-addr.arpa. 60 PTR own.lan.";
const AWAY = "NOERROR ra\nAN 5.0.64.100.in-addr.arpa. 60 PTR far.lan.";

function countOf(conf: string): number {
  const { settings } = startBind(conf, { files });
  const [view] = settings.views;
  return view === undefined ? -1 : emptyZonesOf(view.options, view.zones, forwardingTableOf(view)).length;
}

function answerOf(conf: string, options = {}): string {
  const world = new World(conf, { [F]: says({ answer: "5.0.64.100.in-addr.arpa. 60 PTR far.lan." }) }, { files });
  return world.ask(PTR, options);
}

const primary = (name: string, path: string): string => `zone "${name}" { type primary; file "${path}"; };`;
const forwardZone = (name: string, mode: string): string =>
  `zone "${name}" { type forward; forward ${mode}; forwarders { ${F}; }; };`;
const stub = `zone "64.100.in-addr.arpa" { type static-stub; server-addresses { ${F}; }; };`;

describe("which of them stand, and who answers 100.64.0.5", () => {
  it.each<readonly [row: string, conf: string, zones: number, answer: string]>([
    ["no option", "options { };", 100, NXDOMAIN],
    ["recursion no", "options { recursion no; };", 0, "REFUSED"],
    ["global forward only", `options { ${FORWARD} dnssec-validation no; };`, 0, AWAY],
    ["global forward first", `options { forward first; forwarders { ${F}; }; };`, 100, NXDOMAIN],
    ["forwarders alone", `options { forwarders { ${F}; }; };`, 100, NXDOMAIN],
    [
      "a forward zone of that name, only",
      `options { dnssec-validation no; };\n${forwardZone("64.100.in-addr.arpa", "only")}`,
      99,
      AWAY,
    ],
    ["one above it", `options { dnssec-validation no; };\n${forwardZone("100.in-addr.arpa", "only")}`, 36, AWAY],
    ["one above all of IPv4", `options { dnssec-validation no; };\n${forwardZone("in-addr.arpa", "only")}`, 11, AWAY],
    ["one of that name, first", `options { };\n${forwardZone("64.100.in-addr.arpa", "first")}`, 100, NXDOMAIN],
    ["one below it", `options { dnssec-validation no; };\n${forwardZone("0.64.100.in-addr.arpa", "only")}`, 100, AWAY],
    ["a primary zone of that name", `options { };\n${primary("64.100.in-addr.arpa", "/64")}`, 99, OWN],
    ["a static-stub of that name", `options { dnssec-validation no; };\n${stub}`, 99, AWAY],
    [
      "a primary zone above it: the empty zone wins",
      `options { };\n${primary("100.in-addr.arpa", "/100")}`,
      100,
      NXDOMAIN,
    ],
    ["a primary zone below it", `options { };\n${primary("0.64.100.in-addr.arpa", "/0")}`, 100, OWN],
    [
      "disable-empty-zone",
      `options { disable-empty-zone "64.100.IN-ADDR.ARPA"; };\n${primary("100.in-addr.arpa", "/100")}`,
      99,
      OWN,
    ],
    ["disable-empty-zone of another", `options { disable-empty-zone "10.in-addr.arpa"; };`, 99, NXDOMAIN],
    ["empty-zones-enable no", `options { empty-zones-enable no; };\n${primary("100.in-addr.arpa", "/100")}`, 0, OWN],
  ])("%s", (_row, conf, zones, answer) => {
    expect(countOf(conf)).toBe(zones);
    expect(answerOf(conf)).toBe(answer);
  });
});

describe("what they answer", () => {
  const world = (more = ""): World => new World(`options { ${more} };`);
  /** A record of the asked name has that name's spelling. */
  const asked = (record: string): string => record.replace("168.192.IN-ADDR.ARPA.", "168.192.in-addr.arpa.");
  const soa = (server: string, contact = "."): string =>
    `168.192.IN-ADDR.ARPA. 86400 SOA ${server} ${contact} 0 28800 7200 604800 86400`;
  it.each([
    ["below: NXDOMAIN", "1.13.168.192.in-addr.arpa PTR", `NXDOMAIN aa ra\nAU ${soa("168.192.IN-ADDR.ARPA.")}`],
    ["apex: NODATA", "168.192.in-addr.arpa PTR", `NOERROR aa ra\nAU ${soa("168.192.IN-ADDR.ARPA.")}`],
    ["apex SOA", "168.192.in-addr.arpa SOA", `NOERROR aa ra\nAN ${asked(soa("168.192.IN-ADDR.ARPA."))}`],
    ["apex NS: TTL 0", "168.192.in-addr.arpa NS", "NOERROR aa ra\nAN 168.192.in-addr.arpa. 0 NS 168.192.IN-ADDR.ARPA."],
  ])("%s", (_row, question, answer) => {
    expect(world().ask(question)).toBe(answer);
  });

  it("empty-server and empty-contact are the names of the SOA", () => {
    expect(world(`empty-server "ns.lan"; empty-contact "me.lan";`).ask("168.192.in-addr.arpa SOA")).toBe(
      `NOERROR aa ra\nAN ${asked(soa("ns.lan.", "me.lan."))}`,
    );
  });

  it.each(["1.18.198.in-addr.arpa", "1.100.in-addr.arpa", "localhost"])("%s has none", (name) => {
    expect(world().ask(`${name} PTR`)).not.toContain("NXDOMAIN aa");
  });

  it.each(["a.home.arpa", "a.resolver.arpa", "a.empty.as112.arpa", "1.d.f.ip6.arpa", `${"0.".repeat(31)}ip6.arpa`])(
    "%s",
    (name) => {
      const answer = world().ask(`${name} A`);
      expect(answer.startsWith("NXDOMAIN aa") || answer.startsWith("SERVFAIL")).toBe(true);
      expect(answer.startsWith("NXDOMAIN aa")).toBe(!name.startsWith("0."));
    },
  );

  it("with a zone further down: an ordinary zone with a delegation to nowhere", () => {
    const conf = `options { allow-transfer { any; }; };\n${forwardZone("0.64.100.in-addr.arpa", "only")}`;
    const one = new World(conf);
    expect(one.ask(PTR, { rd: false })).toBe("NOERROR ra\nAU 0.64.100.IN-ADDR.ARPA. 86400 NS .");
    expect(one.ask("64.100.in-addr.arpa NS")).toBe(
      "NOERROR aa ra\nAN 64.100.IN-ADDR.ARPA. 86400 NS 64.100.IN-ADDR.ARPA.",
    );
    expect(one.ask("64.100.in-addr.arpa AXFR", { transport: "tcp" })).toMatch(/^NOERROR/);
    expect(one.ask("65.100.in-addr.arpa AXFR", { transport: "tcp" }), "made up, with no order to walk in").toMatch(
      /^SERVFAIL/,
    );
  });

  it("each view has its own", () => {
    const conf = `view inside { match-clients { 192.168.13.0/24; }; empty-zones-enable no; ${primary("100.in-addr.arpa", "/100")} };
view outside { recursion yes; allow-recursion { any; }; };`;
    expect(answerOf(conf)).toBe(OWN);
    expect(answerOf(conf, { from: STRANGER })).toBe(NXDOMAIN);
  });
});
