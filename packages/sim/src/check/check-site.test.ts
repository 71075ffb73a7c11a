import { type FileTree, fileTreeFromSources, printDiagnostic, sourceFromText } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { loadSite } from "../site/index.ts";
import { checkSite } from "./check-site.ts";
import { lintFile } from "./lint-file.ts";

const ZONE =
  "$TTL 60\n@ SOA ns admin 1 1800 900 604800 30\n@ NS ns\nns A 192.168.13.11\nwww A 192.168.13.80\nwww A 192.168.13.81\n";

function filesOf(expect_: string, changes: Readonly<Record<string, string>> = {}): FileTree {
  const files = {
    "/site.yaml": `
version: 1
networks: { lan: 192.168.13.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], bind: { version: "9.18", config: dns1/etc/bind/named.conf } }
  dns2: { addresses: [192.168.13.12], bind: { version: "9.18", config: dns1/etc/bind/named.conf } }
  silent: { addresses: [192.168.13.98], firewall: [{ action: drop }] }
  laptop: { addresses: [192.168.13.50], nameservers: [192.168.13.11] }
expect:
${expect_}`,
    "/dns1/etc/bind/named.conf":
      'options { directory "/etc/bind"; recursion no; };\nzone "kloud.lan" { type primary; file "db.kloud.lan"; };\n',
    "/dns1/etc/bind/db.kloud.lan": ZONE,
    ...changes,
  };
  return fileTreeFromSources(new Map(Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)])));
}

/** Each diagnostic in one line. */
function checked(expect_: string, changes: Readonly<Record<string, string>> = {}): readonly string[] {
  const files = filesOf(expect_, changes);
  const { value, diagnostics } = loadSite(files);
  return checkSite(value, files, diagnostics).diagnostics.map((found) => printDiagnostic(found).split("\n")[0] ?? "");
}

const FAULT = "/site.yaml:10:5: error SITE_EXPECTATION: ";

describe("what a site expects of itself", () => {
  test.each([
    ["it holds", "{ from: laptop, ask: ns.kloud.lan A, answers: [192.168.13.11] }", []],
    ["in any order", "{ from: laptop, ask: www.kloud.lan A, answers: [192.168.13.81, 192.168.13.80] }", []],
    [
      "one is missing",
      "{ from: laptop, ask: www.kloud.lan A, answers: [192.168.13.80] }",
      ["laptop asks www.kloud.lan. A: expected 192.168.13.80, and got 192.168.13.80, 192.168.13.81 (NOERROR)."],
    ],
    ["nothing is expected", "{ from: laptop, ask: nix.kloud.lan A, answers: [] }", []],
    ["an rcode", "{ from: laptop, ask: nix.kloud.lan A, rcode: NXDOMAIN }", []],
    [
      "another rcode",
      "{ from: laptop, ask: nix.kloud.lan A, rcode: NOERROR }",
      ["laptop asks nix.kloud.lan. A: expected NOERROR, and got NXDOMAIN."],
    ],
    ["another server", "{ from: laptop, server: dns2, ask: ns.kloud.lan A, answers: [192.168.13.11] }", []],
    ["silence", "{ from: laptop, server: silent, ask: x A, silence: timeout }", []],
    [
      "no silence",
      "{ from: laptop, ask: ns.kloud.lan A, silence: timeout }",
      ["laptop asks ns.kloud.lan. A: an answer came, and none was expected."],
    ],
    [
      "silence that nobody expected",
      "{ from: laptop, server: silent, ask: x A, rcode: NOERROR }",
      ["laptop asks x. A: no answer: the firewall of silent drops 192.168.13.50:40000 -> 192.168.13.98:53/udp."],
    ],
    [
      "what is not modelled holds for nobody",
      "{ from: laptop, server: 192.0.2.1, ask: x A, silence: timeout }",
      [
        "laptop asks x. A: nobody can tell: the site has no machine with the address 192.0.2.1, and does not name a network that holds it.",
      ],
    ],
  ])("%s", (_what, line, faults) => {
    expect(checked(`  - ${line}\n`)).toEqual(faults.map((fault) => `${FAULT}${fault}`));
  });

  test("a file that two hosts share is found fault with once", () => {
    const broken = { "/dns1/etc/bind/db.kloud.lan": ZONE.replace("192.168.13.80", "192.168.13") };
    const found = checked("  []\n", broken);
    expect(found.filter((line) => line.includes("ZONE_RDATA"))).toHaveLength(1);
  });
});

describe("one file", () => {
  const options = {
    files: filesOf("  []\n"),
    kind: null,
    bindVersion: "9.18",
    coreDnsVersion: "1.15.0",
    origin: null,
  } as const;
  test.each([
    ["Corefile", ".:53 {\n  whoami\n}\n", "corefile", []],
    ["Corefile", ".:53 {\n  forward . /etc/resolv.conf\n}\n", "corefile", []],
    ["Corefile", ".:53 {\n  forwrad . 1.1.1.1\n}\n", "corefile", ["COREFILE_UNKNOWN_DIRECTIVE"]],
    ["db.kloud.lan", ZONE, "zone", []],
    ["db.kloud.lan", ZONE.replace("192.168.13.80", "x"), "zone", ["ZONE_RDATA"]],
    ["named.conf", "options { recursion no; };\n", "named-conf", []],
    ["keepalived.conf", "vrrp_instance v {\n  prioity 100\n}\n", "keepalived", [expect.stringMatching(/^KEEPALIVED_/)]],
    ["resolv.conf", "nameserver 1.2.3.4\n", "resolv-conf", []],
    ["site.yaml", "version: 1\nhosts: {}\n", "site", []],
    ["prod.Corefile", "tls://.:853 {\n  whoami\n}\n", "corefile", []],
    ["Corefile.prod", "# nothing yet\n", "corefile", []],
    ["Corefile", "", "corefile", []],
    ["Corefile.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n", "manifests", []],
    ["dns.txt", "tls://.:853 {\n  whoami\n}\n", "corefile", []],
    ["dns.txt", 'tls "x" {\n};\n', "named-conf", []],
    ["named.conf.options", "// nothing yet\n", "named-conf", []],
    ["LICENSE", "Permission is hereby granted\n", null, []],
    ["empty", "", null, []],
  ])("%s", (name, text, kind, codes) => {
    const path = `/${name}`;
    const linted = lintFile(sourceFromText(path, text), { ...options, path });
    expect(linted.kind).toBe(kind);
    expect([...new Set(linted.diagnostics.map(({ code }) => code))].slice(0, 1)).toEqual(codes.slice(0, 1));
  });

  test("told what it is, it is read as that", () => {
    const source = sourceFromText("/x", "nonsense {\n");
    const kinds = ["corefile", "named-conf", "zone", "manifests", "keepalived", "site", "resolv-conf"] as const;
    for (const kind of kinds) expect(lintFile(source, { ...options, path: "/x", kind }).kind).toBe(kind);
  });
});
