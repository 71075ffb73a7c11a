import { printDiagnostic, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printFault } from "../simulation/index.ts";
import { parseDuration, printDuration } from "./duration.ts";
import type { Scenario } from "./model.ts";
import { parseScenario } from "./scenario-file.ts";

function read(steps: string): { readonly scenario: Scenario; readonly problems: readonly string[] } {
  const source = sourceFromText("/s.yaml", `version: 1\nsteps:\n${steps}`);
  const { value, diagnostics } = parseScenario(source);
  return { scenario: value, problems: diagnostics.map((found) => printDiagnostic(found).split("\n")[0] ?? "") };
}

describe("durations", () => {
  test.each<readonly [string, number | null]>([
    ["0s", 0],
    ["250ms", 250],
    ["1.5s", 1500],
    ["1m30s", 90_000],
    ["2h", 7_200_000],
    [" 3s ", 3000],
    ["3", null],
    ["", null],
    ["s", null],
    ["-1s", null],
    ["1s x", null],
    ["1d", null],
  ])("%j", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test("law: what is printed is read again", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (ms) => {
        expect(parseDuration(printDuration(ms))).toBe(ms);
      }),
    );
  });
});

describe("faults", () => {
  test.each([
    ["{ crash: dns1 }", "crash dns1"],
    ["{ freeze: node1 }", "freeze node1"],
    ["{ unplug: dns1 }", "unplug dns1"],
    ["{ kill: named, on: dns1 }", "kill named on dns1"],
    ["{ stop: keepalived, on: dns1 }", "stop keepalived on dns1"],
    ["{ hang: coredns, on: kube-system/coredns-1 }", "hang coredns on kube-system/coredns-1"],
    ["{ cut: [dns1, dns2] }", "cut dns1 and dns2"],
    ["{ cut: [dns1, dns2], direction: one-way }", "cut dns1 to dns2"],
    ["{ mute-adverts: [dns1, dns2] }", "mute-adverts dns1 and dns2"],
    [
      "{ weather: [a, b], delay: 40ms, jitter: 5ms, loss: 30%, duplicates: 1% }",
      "weather a and b: 40 ms more, up to 5 ms jitter, 30 % lost, 1 % twice",
    ],
    ["{ fail-script: chk, on: dns1 }", "fail-script chk on dns1"],
    ["{ hang-script: chk, on: dns1 }", "hang-script chk on dns1"],
    ["{ kill-vrrp-child: dns1 }", "kill keepalived's child on dns1"],
    ["{ interface-down: dns1 }", "interface-down dns1"],
    ["{ interface-down: dns1, interface: lan }", "interface-down dns1 on lan"],
    ["{ unplug: dns1, from: lan }", "unplug dns1 from lan"],
    ["{ unready: ns/pod }", "unready ns/pod"],
    ["{ end-session: node1, with: router }", "end-session node1 with router"],
    ["{ stop-agent: node1 }", "stop-agent on node1"],
    ["{ stop-operator: k8s1 }", "stop-operator of k8s1"],
  ])("%s", (text, printed) => {
    const { scenario, problems } = read(`  - { at: 1s, fault: ${text}, as: it, for: 9s }\n  - { at: 5s, heal: it }\n`);
    expect(problems).toEqual([]);
    const told = scenario.steps.map(({ atMs, action }) =>
      action.kind === "fault" || action.kind === "heal"
        ? `${atMs} ${action.kind} ${printFault(action.fault)}`
        : action.kind,
    );
    expect(told).toEqual([`1000 fault ${printed}`, `5000 heal ${printed}`]);
  });
});

describe("what is wrong is said at its place, all of it", () => {
  test.each<readonly [string, readonly string[]]>([
    [
      "  - { at: 1s }",
      [
        "/s.yaml:3:5: error SITE_MISSING_KEY: A step does one of fault, heal, ask, patch, apply, delete, delete-pods, edit, reload, rndc, restart, route, show, note.",
      ],
    ],
    ["  - { note: x }", ['/s.yaml:3:5: error SITE_MISSING_KEY: The key "at" is missing.']],
    [
      "  - { at: soon, note: x }",
      ['/s.yaml:3:11: error SITE_WRONG_TYPE: "soon" is no duration: 250ms, 1.5s, 1m30s, 2h.'],
    ],
    ["  - { at: 1s, fault: { crash: dns1, on: dns2 } }", ['/s.yaml:3:37: error SITE_UNKNOWN_KEY: Unknown key "on".']],
    [
      "  - { at: 1s, fault: { kill: nmed, on: dns1 } }",
      ['/s.yaml:3:30: error SITE_UNKNOWN_WORD: "nmed" is not known here.'],
    ],
    [
      "  - { at: 1s, fault: { cut: dns1 } }",
      ["/s.yaml:3:29: error SITE_WRONG_TYPE: Expected the names of two machines."],
    ],
    [
      "  - { at: 1s, fault: { weather: [a, b], loss: 130% } }",
      ['/s.yaml:3:47: error SITE_WRONG_TYPE: "130%" is no share: 0% to 100%.'],
    ],
    [
      "  - { at: 1s, heal: it }",
      ['/s.yaml:3:21: error SITE_UNKNOWN_WORD: No step before this one has a fault "as: it".'],
    ],
    [
      "  - { at: 1s, fault: { crash: a }, as: it }\n  - { at: 2s, fault: { crash: b }, as: it }\n  - { at: 3s, heal: it }",
      ['/s.yaml:4:40: error SITE_DUPLICATE_NAME: "it" names another fault, which no step before this one heals.'],
    ],
    [
      "  - { at: 1s, fault: { crash: a }, as: it }\n  - { at: 2s, heal: it }\n  - { at: 3s, fault: { crash: b }, as: it }",
      [],
    ],
    [
      "  - { at: 5s, fault: { crash: a }, as: it }\n  - { at: 1s, heal: it }",
      ['/s.yaml:4:5: error SITE_NOTHING_TO_HEAL: "crash a" has not begun at this moment: there is nothing to heal.'],
    ],
    [
      "  - { at: 1s, fault: { crash: a }, as: it, for: 2s }\n  - { at: 3s, heal: it }",
      [
        '/s.yaml:4:5: error SITE_NOTHING_TO_HEAL: "crash a" is healed already at this moment: there is nothing to heal.',
      ],
    ],
    [
      "  - { at: 1s, ask: x A, from: cl, every: 1s }",
      [
        "/s.yaml:3:5: error SITE_MISSING_KEY: A question that is asked again says how often and until when: every, until.",
      ],
    ],
    [
      "  - { at: 1s, ask: x BOGUS, from: cl }",
      ['/s.yaml:3:20: error SITE_UNKNOWN_WORD: "BOGUS" is not a record type.'],
    ],
    ["  - { at: 1s, ask: x A }", ['/s.yaml:3:5: error SITE_MISSING_KEY: The key "from" is missing.']],
    [
      "  - { at: 1s, ask: x A, from: cl, rcode: NXDOMIAN }",
      ['/s.yaml:3:42: error SITE_UNKNOWN_WORD: "NXDOMIAN" is no rcode.'],
    ],
    ["  - { at: 1s, ask: x A, from: cl, sever: dns1 }", ['/s.yaml:3:35: error SITE_UNKNOWN_KEY: Unknown key "sever".']],
    [
      "  - { at: 1s, ask: x A, from: cl, outage: long }",
      ['/s.yaml:3:43: error SITE_WRONG_TYPE: "long" is no duration: 250ms, 1.5s, 1m30s, 2h.'],
    ],
    [
      "  - { at: 101h, note: x }\n  - { at: 2400h, note: x }\n  - { at: 2401h, note: x }",
      ['/s.yaml:5:11: error SITE_WRONG_TYPE: "2401h" is no duration: 250ms, 1.5s, 1m30s, 2h.'],
    ],
    ["  - { at: 1s, edit: /a }", ['/s.yaml:3:5: error SITE_MISSING_KEY: The key "text" is missing.']],
    ["  - { at: 1s, reload: named }", ['/s.yaml:3:5: error SITE_MISSING_KEY: The key "on" is missing.']],
    [
      "  - { at: 1s, restart: coredns, on: a/b }",
      ['/s.yaml:3:24: error SITE_UNKNOWN_WORD: "coredns" is not known here.'],
    ],
    [
      "  - { at: 1s, route: set, to: 10.0.0.0/8, via: 10.0.0.1, on: a }",
      ['/s.yaml:3:22: error SITE_UNKNOWN_WORD: "set" is not known here.'],
    ],
    [
      "  - { at: 1s, route: add, to: 10.0.0.1/8, on: a }",
      [
        '/s.yaml:3:5: error SITE_MISSING_KEY: The key "via" is missing.',
        '/s.yaml:3:31: error SITE_BAD_ADDRESS: "10.0.0.1/8" has bits set beyond its length: 10.0.0.0/8?',
      ],
    ],
    [
      "  - { at: 1s, route: del, to: all, via: gw, on: a }",
      [
        '/s.yaml:3:41: error SITE_BAD_ADDRESS: "gw" is not an IP address.',
        '/s.yaml:3:31: error SITE_BAD_ADDRESS: "all" is not a block of addresses.',
      ],
    ],
    [
      "  - { at: 1s, delete-pods: { namespace: a } }",
      ["/s.yaml:3:28: error SITE_MISSING_KEY: Which pods: by their name or by a selector, one of the two."],
    ],
    [
      "  - { at: 1s, delete-pods: { namespace: a, selector: =b } }",
      ['/s.yaml:3:54: error SITE_WRONG_TYPE: "=b" is no label selector: a=b, a!=b, a in (b, c).'],
    ],
    [
      "  - { at: 1s, apply: { kind: Secret, apiVersion: v1, metadata: { name: a } } }",
      ["/s.yaml:3:30: error SITE_UNSUPPORTED: A Secret of v1 is not modelled here."],
    ],
    [
      "  - { at: 1s, apply: [{ kind: Pod, apiVersion: v1, metadata: { name: a } }, { kind: Deployment, apiVersion: apps/v1, metadata: { name: a } }] }",
      ["/s.yaml:3:85: error SITE_UNSUPPORTED: A Deployment of apps/v1 is not modelled here."],
    ],
    [
      "  - { at: 1s, apply: { kind: Pod, apiVersion: v1 } }",
      [
        "/s.yaml:3:22: error KUBERNETES_NOT_AN_OBJECT: Expected a Kubernetes object with apiVersion, kind and metadata.name.",
      ],
    ],
    ["  - { at: 1s, apply: [] }", ["/s.yaml:3:22: error SITE_MISSING_KEY: A manifest has one object at least."]],
    [
      "  - { at: 1s, apply: text }",
      [
        "/s.yaml:3:22: error KUBERNETES_NOT_AN_OBJECT: Expected a Kubernetes object with apiVersion, kind and metadata.name.",
      ],
    ],
    [
      "  - { at: 1s, delete: service }",
      ["/s.yaml:3:23: error SITE_WRONG_TYPE: Expected kind/namespace/name, or kind/name."],
    ],
    [
      "  - { at: 1s, delete: pod/a/b }",
      ["/s.yaml:3:23: error SITE_UNSUPPORTED: Of this kind nothing can be deleted here: pod."],
    ],
    [
      "  - { at: 1s, patch: { object: service/a/b } }",
      ['/s.yaml:3:22: error SITE_MISSING_KEY: The key "body" is missing.'],
    ],
    [
      "  - { at: 1s, patch: { object: service/a/b, body: {}, type: merg } }",
      ['/s.yaml:3:61: error SITE_UNKNOWN_WORD: "merg" is not known here.'],
    ],
    [
      "  - { at: 1s, fault: { unplug: a }, for: ever }",
      ['/s.yaml:3:42: error SITE_WRONG_TYPE: "ever" is no duration: 250ms, 1.5s, 1m30s, 2h.'],
    ],
    [
      "  - { at: 1s, fault: { explode: a } }",
      [
        "/s.yaml:3:22: error SITE_MISSING_KEY: A fault is one of crash, freeze, unplug, interface-down, kill-vrrp-child, kill, stop, hang, cut, mute-adverts, weather, fail-script, hang-script, unready, end-session, stop-agent, stop-operator.",
      ],
    ],
    [
      "  - { at: 1s, show: vrrp, grep: [1] }",
      ["/s.yaml:3:34: error SITE_WRONG_TYPE: Expected a string; a number or a date may need quotes."],
    ],
    [
      "  - { at: 1s, patch: { object: service, body: {} } }",
      ["/s.yaml:3:32: error SITE_WRONG_TYPE: Expected kind/namespace/name, or kind/name."],
    ],
    [
      "  - { at: x, fault: { crash: 1 } }\n  - { at: 1s, sho: vrrp }",
      [
        '/s.yaml:3:11: error SITE_WRONG_TYPE: "x" is no duration: 250ms, 1.5s, 1m30s, 2h.',
        "/s.yaml:3:30: error SITE_WRONG_TYPE: Expected a string; a number or a date may need quotes.",
        "/s.yaml:4:5: error SITE_MISSING_KEY: A step does one of fault, heal, ask, patch, apply, delete, delete-pods, edit, reload, rndc, restart, route, show, note.",
      ],
    ],
  ])("%s", (steps, expected) => {
    expect(read(`${steps}\n`).problems).toEqual(expected);
  });
});

test("steps are played in the order of their moments, those of one moment as they stand", () => {
  const { scenario } = read("  - { at: 2s, note: c }\n  - { at: 1s, note: a }\n  - { at: 1s, note: b }\n");
  expect(scenario.steps.map(({ action }) => (action.kind === "note" ? action.text : ""))).toEqual(["a", "b", "c"]);
});

describe("what is wrong with the file as a whole", () => {
  test.each<readonly [text: string, problems: readonly string[]]>([
    ["", ["/s.yaml:1:1: error SITE_MISSING_KEY: The file is empty."]],
    ["version: 1\n", ['/s.yaml:1:1: error SITE_MISSING_KEY: The key "steps" is missing.']],
    ["steps: []\n", ['/s.yaml:1:1: error SITE_MISSING_KEY: The key "version" is missing.']],
    ["version: 3\nsteps: []\n", ["/s.yaml:1:10: error SITE_UNKNOWN_VERSION: This splithorizon reads version 1 alone."]],
    [
      "version: 1\nsteps: []\nseed: -1\n",
      ["/s.yaml:3:7: error SITE_WRONG_TYPE: Expected a whole number from 0 to 9007199254740991."],
    ],
    [
      "version: 1\nsteps: []\nbegins: yesterday\n",
      ['/s.yaml:3:9: error SITE_WRONG_TYPE: "yesterday" is no moment such as 2024-01-02T16:39:12Z.'],
    ],
    ["version: 1\nsteps: []\nsteeps: []\n", ['/s.yaml:3:1: error SITE_UNKNOWN_KEY: Unknown key "steeps".']],
    ["version: 1\nsteps: [x]\n", ["/s.yaml:2:9: error SITE_WRONG_TYPE: Expected a map."]],
  ])("%j", (text, problems) => {
    const { diagnostics } = parseScenario(sourceFromText("/s.yaml", text));
    const said = diagnostics.map((found) => printDiagnostic(found).split("\n")[0] ?? "");
    expect(said.slice(0, problems.length)).toEqual(problems);
  });
});

test("law: whatever stands in the file, it is read without an exception", () => {
  fc.assert(
    fc.property(fc.string(), fc.json(), (text, json) => {
      for (const content of [text, json, `version: 1\nsteps: ${json}`])
        parseScenario(sourceFromText("/s.yaml", content));
    }),
  );
});

describe("a connection that is kept", () => {
  const step = (more: string): string => `  - { at: 0s, ask: a. A, from: cl${more} }\n`;

  test.each<readonly [string, string | null, readonly string[]]>([
    ["", null, []],
    [", transport: tcp", null, []],
    [", transport: tcp, connection: c1", "c1", []],
    [", connection: c1", null, ["/s.yaml:3:48: error SITE_WRONG_TYPE: A connection is kept over TCP alone."]],
    [
      ", transport: tcp, connection: 1",
      null,
      ["/s.yaml:3:64: error SITE_WRONG_TYPE: Expected a string; a number or a date may need quotes."],
    ],
  ])("%s", (more, connection, problems) => {
    const { scenario, problems: said } = read(step(more));
    expect(said).toEqual(problems);
    expect(scenario.steps.map(({ action }) => (action.kind === "ask" ? action.connection : "?"))).toEqual(
      said.length > 0 && connection === null && !more.includes("tcp") ? [] : [connection],
    );
  });
});
