import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { loadSite } from "../site/index.ts";
import { dig } from "./dig.ts";

/** A name server that answers everybody, without a host around it. */
const SERVER = 'bind: { version: "9.18", config: d/etc/bind/named.conf }';
const NETWORKS = `networks:
  left: 10.1.0.0/16
  middle: 10.2.0.0/16
  right: 10.3.0.0/16
  far: 10.4.0.0/16
  six: "2001:db8:1::/64"
`;

interface Asked {
  readonly words?: string;
  readonly from?: string;
  /** Which of several equal ways is taken. */
  readonly lot?: number;
}

/**
 * `c > r > d sees 10.1.0.9`: the machines of the last try and whom the server takes for the client, or how it failed;
 * `d` serves the zone test.
 */
function ask(hosts: readonly string[], { words = "a.test @d", from = "c", lot = 0 }: Asked = {}): string {
  const files = {
    "/site.yaml": `version: 1\n${NETWORKS}hosts:\n${hosts.map((host) => `  ${host}\n`).join("")}`,
    "/d/etc/bind/named.conf":
      'options { directory "/etc/bind"; recursion no; listen-on-v6 { any; }; };\nzone "test" { type primary; file "db"; };\n',
    "/d/etc/bind/db": "$TTL 60\n@ SOA ns a 1 1 1 1 1\n@ NS ns\nns A 192.0.2.1\na A 192.0.2.2\n",
  };
  const sources = Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  const { value, diagnostics } = loadSite(fileTreeFromSources(new Map(sources)));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new RangeError(errors.map(({ message }) => message).join("; "));
  const { answer, trace } = dig(value, from, `${words} +tries=1`, { choose: (among) => lot % among });
  if (answer.kind === "failed") return `${answer.how}: ${answer.why}`;
  if (answer.kind !== "answered") return answer.kind;
  const way = trace.flatMap(({ event }) =>
    event.kind === "hop" && event.direction === "there" && event.hop.kind === "forwarded" ? [event.hop.to] : [],
  );
  const seen = trace.flatMap(({ event }) => (event.kind === "received" ? [event.source.address] : []));
  return `${[from, ...way].join(" > ")} sees ${seen.join(", ")}`;
}

const near = [`c: { addresses: 10.1.0.9 }`, `d: { addresses: 10.1.0.1, ${SERVER} }`];
const guarded = (...rules: readonly string[]): readonly string[] => [
  `c: { addresses: 10.1.0.9 }`,
  `d: { addresses: 10.1.0.1, firewall: [${rules.map((rule) => `{ ${rule} }`).join(", ")}], ${SERVER} }`,
];
const dropped = "timeout: the firewall of d drops 10.1.0.9:40000 -> 10.1.0.1:53/udp";

describe("a firewall of the server's own host", () => {
  test.each<readonly [string, readonly string[], Asked, string]>([
    ["none", near, {}, "c > d sees 10.1.0.9"],
    ["drops all", guarded("action: drop"), {}, dropped],
    ["drops UDP, asked over UDP", guarded("action: drop, protocol: udp"), {}, dropped],
    [
      "drops UDP, asked over TCP",
      guarded("action: drop, protocol: udp"),
      { words: "a.test @d +tcp" },
      "c > d sees 10.1.0.9",
    ],
    ["drops a block that the client is in", guarded("action: drop, from: 10.1.0.8/29"), {}, dropped],
    ["drops a block beside it", guarded("action: drop, from: 10.1.0.0/29"), {}, "c > d sees 10.1.0.9"],
    ["drops another port", guarded("action: drop, port: 853"), {}, "c > d sees 10.1.0.9"],
    ["drops the way to another address", guarded("action: drop, to: 10.1.0.2"), {}, "c > d sees 10.1.0.9"],
    [
      "rejects",
      guarded("action: reject, port: 53"),
      {},
      "refused: the firewall of d rejects 10.1.0.9:40000 -> 10.1.0.1:53/udp",
    ],
    [
      "lets him in before it drops all others",
      guarded("action: accept, from: 10.1.0.9", "action: drop"),
      {},
      "c > d sees 10.1.0.9",
    ],
    ["drops all before it would let him in", guarded("action: drop", "action: accept, from: 10.1.0.9"), {}, dropped],
    ["says nothing to the host itself", guarded("action: drop"), { from: "d" }, "d sees 10.1.0.1"],
  ])("%s: %s", (_, hosts, asked, expected) => {
    expect(ask(hosts, asked)).toBe(expected);
  });
});

const c = "c: { addresses: 10.1.0.9, routes: { default: 10.1.0.254 } }";
const d = `d: { addresses: 10.3.0.1, routes: { default: 10.3.0.254 }, ${SERVER} }`;
const r1 = "r1: { addresses: [10.1.0.254, 10.2.0.1] }";
const r2 = "r2: { addresses: [10.2.0.2, 10.3.0.254] }";

describe("the way through routers", () => {
  test.each<readonly [string, readonly string[], Asked, string]>([
    [
      "one, which forwards because somebody's route leads to it",
      [c, d, "r: { addresses: [10.1.0.254, 10.3.0.254] }"],
      {},
      "c > r > d sees 10.1.0.9",
    ],
    [
      "one that does not forward",
      [c, d, "r: { addresses: [10.1.0.254, 10.3.0.254], forwards: false }"],
      {},
      "timeout: r does not pass on what is not for itself",
    ],
    ["two, which know each other's networks", [c, d, r1, r2], {}, "c > r1 > r2 > d sees 10.1.0.9"],
    [
      "three: what the second knows from the third the first knows too",
      [
        c,
        r1,
        "r2: { addresses: [10.2.0.2, 10.4.0.2], forwards: true }",
        "r3: { addresses: [10.4.0.3, 10.3.0.254] }",
        d,
      ],
      {},
      "c > r1 > r2 > r3 > d sees 10.1.0.9",
    ],
    [
      "two, of which the first was told another way",
      [c, d, "r1: { addresses: [10.1.0.254, 10.2.0.1], routes: { 10.3.0.0/16: 10.2.0.9 } }", r2],
      {},
      "timeout: nobody on the link has 10.2.0.9",
    ],
    [
      "no route of the client's own",
      ["c: { addresses: 10.1.0.9 }", d, r1, r2],
      {},
      "unreachable: c has no way to 10.3.0.1",
    ],
    [
      "no way back",
      [c, `d: { addresses: 10.3.0.1, ${SERVER} }`, "r: { addresses: [10.1.0.254, 10.3.0.254] }"],
      {},
      "timeout: the answer is lost on its way",
    ],
    [
      "a firewall in the middle",
      [c, d, r1, "r2: { addresses: [10.2.0.2, 10.3.0.254], firewall: [{ action: reject, to: 10.3.0.0/16 }] }"],
      {},
      "refused: the firewall of r2 rejects 10.1.0.9:40000 -> 10.3.0.1:53/udp",
    ],
    [
      "the longer prefix, whatever stands first",
      [
        "c: { addresses: 10.1.0.9, routes: { default: 10.1.0.1, 10.0.0.0/8: 10.1.0.2, 10.3.0.0/16: 10.1.0.254 } }",
        d,
        r1,
        r2,
      ],
      {},
      "c > r1 > r2 > d sees 10.1.0.9",
    ],
  ])("%s", (_, hosts, asked, expected) => {
    expect(ask(hosts, asked)).toBe(expected);
  });

  const spread = [
    "c: { addresses: 10.1.0.9, routes: { default: [10.1.0.253, 10.1.0.254] } }",
    d,
    "dead: { addresses: 10.1.0.253, forwards: false }",
    "r: { addresses: [10.1.0.254, 10.3.0.254] }",
  ];
  test.each([
    [0, "timeout: dead does not pass on what is not for itself"],
    [1, "c > r > d sees 10.1.0.9"],
  ])("of two gateways number %d is drawn: %s", (lot, expected) => {
    expect(ask(spread, { lot })).toBe(expected);
  });
});

describe("the source address", () => {
  const both = [
    'c: { addresses: [10.2.0.9, 10.1.0.9, "2001:db8:1::9"] }',
    `d: { addresses: [10.1.0.1, 10.1.0.2, 10.2.0.1, "2001:db8:1::1"], ${SERVER} }`,
  ];
  test.each([
    ["of the network that the server is in", "a.test @10.1.0.2", "c > d sees 10.1.0.9"],
    ["in another network another one", "a.test @10.2.0.1", "c > d sees 10.2.0.9"],
    ["in IPv6 that of its family", "a.test @2001:db8:1::1", "c > d sees 2001:db8:1::9"],
    ["-b: the one that is named", "-b 10.2.0.9 a.test @10.1.0.1", "c > d sees 10.2.0.9"],
    ["-b: one that is not the machine's own", "-b 10.1.0.7 a.test @10.1.0.1", "unreachable: c has no way to 10.1.0.1"],
  ])("%s: dig %s", (_, words, expected) => {
    expect(ask(both, { words })).toBe(expected);
  });

  test.each([
    ["one's own address", "a.test @10.1.0.1", "d sees 10.1.0.1"],
    ["a second one of the same network is asked from the first", "a.test @10.1.0.2", "d sees 10.1.0.1"],
    ["the loopback", "a.test @127.0.0.1", "d sees 127.0.0.1"],
    [
      "another loopback address has no socket",
      "a.test @127.0.0.2",
      "refused: d has no socket at 127.0.0.2 port 53: nothing listens there",
    ],
  ])("a machine asks itself: %s", (_, words, expected) => {
    expect(ask(both, { words, from: "d" })).toBe(expected);
  });

  test("systemd-resolved has 127.0.0.53, whatever else is on its host", () => {
    const hosts = [`d: { addresses: 10.1.0.1, nameservers: 127.0.0.1, resolver: systemd-resolved, ${SERVER} }`];
    expect(ask(hosts, { words: "a.test @127.0.0.53", from: "d" })).toBe("d sees 127.0.0.1, 127.0.0.1");
    expect(ask(hosts, { words: "a.test @127.0.0.1", from: "d" })).toBe("d sees 127.0.0.1");
  });
});
