import { BEGINNING, placeOf, sourceFromText } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { evidenceText } from "../lint/index.ts";
import { loadSiteFrom } from "../site/index.ts";
import { treeOfFiles } from "../site/site-files.fixture.ts";
import { expectationDiagnostics, judgeExpectations } from "./expectations.ts";

const FILES = treeOfFiles({
  "dns1/etc/named.conf":
    'options { directory "/"; recursion no; };\nzone "kloud.lan" { type primary; file "db"; allow-transfer { 192.0.2.50; }; };\nzone "sub.kloud.lan" { type primary; file "db.sub"; };\n',
  "dns1/db":
    '$TTL 60\n@ SOA ns a 1 1800 900 604800 30\n@ NS ns\nns A 192.0.2.11\nwww A 192.0.2.81\nwww A 192.0.2.80\nalias CNAME www\nmail MX 10 mx.example.\ntext TXT "a b" c\n',
  "dns1/db.sub": "$TTL 60\n@ SOA ns a 1 1800 900 604800 30\n@ NS ns\nns A 192.0.2.11\n",
});

/** What came of one line of `expect`, in flow: its faults, without who asks what. */
function faultsOf(line: string): readonly string[] {
  const text = `version: 1
networks: { lan: 192.0.2.0/24 }
hosts:
  dns1: { addresses: 192.0.2.11, bind: { version: "9.18", config: dns1/etc/named.conf } }
  laptop: { addresses: 192.0.2.50, nameservers: [192.0.2.11] }
  mac: { addresses: 192.0.2.51, nameservers: [192.0.2.99] }
  tv: { addresses: 192.0.2.52 }
expect: [${line}]
`;
  const { value } = loadSiteFrom(sourceFromText("site.yaml", text), FILES, "/");
  return judgeExpectations(value, BEGINNING).flatMap(({ faults }) => faults);
}

const laptop = (rest: string): string => `{ from: laptop, ${rest} }`;

it("what is told of it ends with one full stop", () => {
  const text =
    "version: 1\nhosts: { a: { addresses: 192.0.2.1 } }\nexpect: [{ from: b, ask: x }, { from: a, ask: x }]\n";
  const { value } = loadSiteFrom(sourceFromText("site.yaml", text), FILES, "/");
  const said = expectationDiagnostics(judgeExpectations(value, BEGINNING)).map(({ message }) => message);
  expect(said).toEqual([
    'b asks x. A: Nobody in the site is called "b". Did you mean "a"?',
    "a asks x. A: The site does not tell whom a asks: give its nameservers, or say @SERVER.",
  ]);
});

describe("a line of expect", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["an address", laptop("ask: ns.kloud.lan, answers: [192.0.2.11]"), []],
    ["one that stands for a list", laptop("ask: ns.kloud.lan, answers: 192.0.2.11"), []],
    ["several, in any order", laptop("ask: www.kloud.lan, answers: [192.0.2.80, 192.0.2.81]"), []],
    [
      "one of two is not all of them",
      laptop("ask: www.kloud.lan, answers: [192.0.2.80]"),
      ["expected 192.0.2.80, and got "],
    ],
    [
      "one twice is not both",
      laptop("ask: www.kloud.lan, answers: [192.0.2.80, 192.0.2.80]"),
      ["expected 192.0.2.80, 192.0.2.80, and got "],
    ],
    [
      "an alias counts with its target",
      laptop("ask: alias.kloud.lan, answers: [www.kloud.lan., 192.0.2.80, 192.0.2.81]"),
      [],
    ],
    ["data as +short prints it: MX", laptop('ask: "mail.kloud.lan MX", answers: ["10 mx.example."]'), []],
    ["data as +short prints it: TXT", laptop(`ask: "text.kloud.lan TXT", answers: ['"a b" "c"']`), []],
    ["nothing", laptop("ask: ns.kloud.lan AAAA, answers: []"), []],
    [
      "nothing, and something came",
      laptop("ask: ns.kloud.lan, answers: []"),
      ["expected nothing, and got 192.0.2.11 (NOERROR)"],
    ],
    [
      "something, and nothing came",
      laptop("ask: nix.kloud.lan, answers: [192.0.2.1]"),
      ["expected 192.0.2.1, and got nothing (NXDOMAIN)"],
    ],
    ["an rcode", laptop("ask: nix.kloud.lan, rcode: NXDOMAIN"), []],
    ["another rcode", laptop("ask: ns.kloud.lan, rcode: NXDOMAIN"), ["expected NXDOMAIN, and got NOERROR"]],
    ["outside of every zone", laptop("ask: example.com, rcode: REFUSED"), []],
    [
      "both wrong: both are said",
      laptop("ask: nix.kloud.lan, rcode: NOERROR, answers: [192.0.2.1]"),
      ["expected NOERROR, and got NXDOMAIN", "expected 192.0.2.1, and got nothing (NXDOMAIN)"],
    ],
    ["nothing is looked at: it holds if an answer comes", laptop("ask: nix.kloud.lan"), []],
    ["a server by its name", "{ from: tv, ask: ns.kloud.lan, server: dns1, answers: [192.0.2.11] }", []],
    ["and by its address", "{ from: tv, ask: ns.kloud.lan, server: 192.0.2.11, answers: [192.0.2.11] }", []],
    ["over TCP", laptop("ask: ns.kloud.lan, transport: tcp, answers: [192.0.2.11]"), []],
    ["a transfer goes over TCP by itself", laptop("ask: kloud.lan AXFR, rcode: NOERROR"), []],
    ["a transfer that is not allowed", "{ from: tv, server: dns1, ask: kloud.lan AXFR, rcode: REFUSED }", []],
    ["silence from nobody", "{ from: mac, ask: ns.kloud.lan, silence: timeout }", []],
    [
      "silence, and an answer came",
      laptop("ask: ns.kloud.lan, silence: timeout"),
      ["an answer came, and none was expected"],
    ],
    ["an answer, and nobody is there", "{ from: mac, ask: ns.kloud.lan, rcode: NOERROR }", ["no answer: "]],
    ["nobody asks", "{ from: nobody, ask: ns.kloud.lan }", ['Nobody in the site is called "nobody"']],
    ["whoever asks has no name server", "{ from: tv, ask: ns.kloud.lan }", ["The site does not tell whom tv asks"]],
    ["nobody is asked", laptop("ask: ns.kloud.lan, server: dns9"), ["dns9"]],
    ["what the site does not have", laptop("ask: ns.kloud.lan, server: 203.0.113.1"), ["nobody can tell: "]],
  ])("%s", (_, line, faults) => {
    const found = faultsOf(line);
    expect(found).toHaveLength(faults.length);
    for (const [at, fault] of faults.entries()) expect(found[at]).toContain(fault);
  });

  it("each that does not hold is an error at its own line, in order", () => {
    const text =
      "version: 1\nhosts: { a: { addresses: 192.0.2.1 } }\nexpect:\n  - { from: x, ask: a.lan }\n  - { from: a, ask: b.lan MX }\n";
    const { value } = loadSiteFrom(sourceFromText("site.yaml", text), FILES, "/");
    const said = expectationDiagnostics(judgeExpectations(value, BEGINNING));
    expect(
      said.map(({ span, severity, code, message }) => `${placeOf(span)} ${severity} ${code} ${message.slice(0, 18)}`),
    ).toEqual([
      "site.yaml:4:5 error SITE_EXPECTATION x asks a.lan. A: N",
      "site.yaml:5:5 error SITE_EXPECTATION a asks b.lan. MX: ",
    ]);
  });

  it("shows the question and its way; what could not be put has none", () => {
    const text =
      "version: 1\nhosts: { a: { addresses: 192.0.2.1 } }\nexpect:\n  - { from: x, ask: a.lan }\n  - { from: a, server: 192.0.2.1, ask: b.lan MX }\n";
    const { value } = loadSiteFrom(sourceFromText("site.yaml", text), FILES, "/");
    const [unput, put] = expectationDiagnostics(judgeExpectations(value, BEGINNING));
    expect(unput?.evidence).toEqual([]);
    const [evidence] = put?.evidence ?? [];
    expect(evidence === undefined ? "" : evidenceText(evidence)).toMatch(
      /^a asks 192\.0\.2\.1 for b\.lan\. MX: no answer/,
    );
    expect(evidence?.steps.map(({ event }) => event.kind)).toContain("failed");
  });
});
