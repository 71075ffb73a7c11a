import { sourceFromText } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { parseScenario, runScenario } from "../scenario/index.ts";
import { pair, pairTwin } from "../simulation/pair.fixture.ts";
import { siteMatchers, twinOf } from "./index.ts";

expect.extend(siteMatchers);

const SITE_YAML = `version: 1
networks: { lan: 192.168.13.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], bind: { version: "9.18", config: dns1/named.conf } }
  deaf: { addresses: [192.168.13.98], firewall: [{ action: drop }] }
  laptop: { addresses: [192.168.13.50], nameservers: [192.168.13.11] }
  tv: { addresses: [192.168.13.51], nameservers: [192.168.13.11] }
`;
const FILES = {
  "/site.yaml": SITE_YAML,
  "/dns1/named.conf":
    'options { directory "/"; recursion no; };\nzone "lab" { type primary; file "/lab.db"; allow-query { !192.168.13.51; any; }; };\n',
  "/dns1/lab.db":
    '$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.168.13.11\nwww A 192.0.2.8\nwww A 192.0.2.7\ntext TXT "b" "a b"\nalias CNAME www\n',
};
const site = () => twinOf({ files: FILES });

/** What a matcher says before it shows the way; null: it holds. */
function said(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (fault) {
    return fault instanceof Error ? (fault.message.split("\n\n")[0] ?? "") : String(fault);
  }
}

/** What is said where nothing holds: the question, what was expected, and what came. */
function report(question: string, expected: string, got: string, from = "laptop"): string {
  return `${from} asks ${question}\nexpected ${expected}\n     got ${got}`;
}

describe("what each matcher says where it does not hold", () => {
  it.each<readonly [string, () => void, string | null]>([
    ["data in any order", () => expect(site()).toAnswer("laptop", "www.lab", ["192.0.2.7", "192.0.2.8"]), null],
    [
      "an alias with its target",
      () => expect(site()).toAnswer("laptop", "alias.lab", ["www.lab.", "192.0.2.7", "192.0.2.8"]),
      null,
    ],
    ["texts as dig +short prints them", () => expect(site()).toAnswer("laptop", "text.lab TXT", ['"b" "a b"']), null],
    ["no data", () => expect(site()).toAnswer("laptop", "www.lab AAAA", []), null],
    ["a name error has no data either", () => expect(site()).toAnswer("laptop", "nix.lab", []), null],
    [
      "one too few",
      () => expect(site()).toAnswer("laptop", "www.lab", ["192.0.2.7"]),
      report("www.lab", "192.0.2.7", "192.0.2.7, 192.0.2.8"),
    ],
    [
      "one twice is not two",
      () => expect(site()).toAnswer("laptop", "www.lab", ["192.0.2.7", "192.0.2.7"]),
      report("www.lab", "192.0.2.7, 192.0.2.7", "192.0.2.7, 192.0.2.8"),
    ],
    [
      "nothing was expected",
      () => expect(site()).toAnswer("laptop", "ns.lab", []),
      report("ns.lab", "no data", "192.168.13.11"),
    ],
    [
      "nothing came",
      () => expect(site()).toAnswer("laptop", "www.lab AAAA", ["2001:db8::1"]),
      report("www.lab AAAA", "2001:db8::1", "no data"),
    ],
    [
      "an error came",
      () => expect(site()).toAnswer("laptop", "nix.lab", ["192.0.2.7"]),
      report("nix.lab", "192.0.2.7", "NXDOMAIN"),
    ],
    [
      "it holds, and should not",
      () => expect(site()).not.toAnswer("laptop", "ns.lab", ["192.168.13.11"]),
      report("ns.lab", "not 192.168.13.11", "192.168.13.11"),
    ],
    [
      "silence",
      () => expect(site()).toAnswer("laptop", "ns.lab @deaf +tries=1", ["192.168.13.11"]),
      report(
        "ns.lab @deaf +tries=1",
        "192.168.13.11",
        "no answer: timeout, the firewall of deaf drops 192.168.13.50:40000 -> 192.168.13.98:53/udp",
      ),
    ],
    [
      "a closed port",
      () => expect(site()).toAnswer("laptop", "ns.lab @tv", ["192.168.13.11"]),
      report(
        "ns.lab @tv",
        "192.168.13.11",
        "no answer: refused, tv has no socket at 192.168.13.51 port 53: nothing listens there",
      ),
    ],
    ["refused", () => expect(site()).toRefuse("tv", "www.lab"), null],
    [
      "refused, and should not be",
      () => expect(site()).not.toRefuse("tv", "www.lab"),
      report("www.lab", "not REFUSED", "REFUSED", "tv"),
    ],
    ["not refused", () => expect(site()).toRefuse("laptop", "nix.lab"), report("nix.lab", "REFUSED", "NXDOMAIN")],
    ["a closed port is no REFUSED", () => expect(site()).not.toRefuse("laptop", "ns.lab @tv"), null],
    ["silent", () => expect(site()).toBeSilentFor("laptop", "ns.lab @deaf +tries=1"), null],
    ["a closed port is not silent", () => expect(site()).not.toBeSilentFor("laptop", "ns.lab @tv"), null],
    [
      "silent, and should not be",
      () => expect(site()).not.toBeSilentFor("laptop", "ns.lab @deaf +tries=1"),
      report(
        "ns.lab @deaf +tries=1",
        "not no answer",
        "no answer: timeout, the firewall of deaf drops 192.168.13.50:40000 -> 192.168.13.98:53/udp",
      ),
    ],
    ["alike", () => expect(site()).toAnswerAlike(["laptop", "dns1"], "www.lab @dns1"), null],
    ["nobody is like nobody", () => expect(site()).toAnswerAlike([], "www.lab"), null],
    [
      "not alike",
      () => expect(site()).toAnswerAlike(["laptop", "dns1", "tv"], "www.lab @dns1"),
      "expected one answer for all of laptop, dns1, tv",
    ],
    [
      "alike, and should not be",
      () => expect(site()).not.toAnswerAlike(["laptop", "dns1"], "nix.lab @dns1"),
      "laptop, dns1 all get NXDOMAIN",
    ],
  ])("%s", (_what, act, expected) => {
    expect(said(act)).toBe(expected);
  });

  it.each<readonly [string, () => void, string]>([
    ["nobody of this name", () => expect(site()).toRefuse("laptpo", "www.lab"), 'Did you mean "laptop"?'],
    ["an option that dig has not", () => expect(site()).toRefuse("laptop", "www.lab +shrot"), "+shrot"],
    ["whoever asks nobody", () => expect(site()).toAnswer("deaf", "www.lab", []), "whom deaf asks"],
    [
      "what no file tells",
      () => expect(site()).not.toRefuse("laptop", "ns.lab @203.0.113.1"),
      "does not name a network that holds it",
    ],
    ["nor is it silence", () => expect(site()).not.toBeSilentFor("laptop", "ns.lab @203.0.113.1"), "203.0.113.1"],
  ])("%s: the test's mistake, with a word about it", (_what, act, part) => {
    expect(act).toThrow(TypeError);
    expect(act).toThrow(part);
  });

  it("a fork is asked: the site is as it was before", () => {
    const twin = site();
    for (let times = 0; times < 3; times += 1) expect(twin).toAnswer("laptop", "ns.lab", ["192.168.13.11"]);
  });
});

describe("what a run says", () => {
  function ran(steps: string) {
    const { value, diagnostics } = parseScenario(sourceFromText("/t.yaml", `version: 1\nsteps:\n${steps}`));
    expect(diagnostics).toEqual([]);
    return runScenario(pairTwin(), value);
  }

  it("holds, and what is said where it should not", () => {
    const run = ran(`  - { at: 1s, ask: who.lab TXT, from: cl, answers: ['"dns1"'] }\n`);
    expect(run).toHold();
    expect(said(() => expect(run).not.toHold())).toBe("expected something not to hold");
  });

  it("each expectation that did not, with its moment", () => {
    const run = ran(
      [
        `  - { at: 1s, ask: who.lab TXT, from: cl, answers: ['"dns2"'] }`,
        `  - { at: 2s, ask: nix.lab A, from: cl, rcode: NOERROR }`,
        "",
      ].join("\n"),
    );
    expect(said(() => expect(run).toHold())).toBe(
      [
        'after 1.0005 s: cl asks who.lab. TXT: expected "dns2", and got "dns1" (NOERROR)',
        "after 2.0005 s: cl asks nix.lab. A: expected NOERROR, and got NXDOMAIN",
      ].join("\n"),
    );
  });

  it("a simulation is asked as it is now", () => {
    const simulation = pair();
    simulation.runFor(5000);
    expect(simulation).toAnswer("cl", "who.lab TXT", ['"dns1"']);
    simulation.inject({ kind: "crash", machine: "dns1" });
    expect(simulation).toBeSilentFor("cl", "who.lab TXT +tries=1");
    simulation.runFor(10_000);
    expect(simulation).toAnswer("cl", "who.lab TXT", ['"dns2"']);
  });
});
