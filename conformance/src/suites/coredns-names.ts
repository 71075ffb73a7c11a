import { ask, askAll } from "../query.ts";
import type { Suite, SuiteServer } from "../suite.ts";

const SERVER = "192.168.13.40";

export const coredns = (corefile: string, files: Readonly<Record<string, string>> = {}): SuiteServer => ({
  name: "coredns",
  kind: "coredns",
  addresses: [`${SERVER}/24`, "fd13::40/64"],
  files: { "/srv/coredns/Corefile": corefile, ...files },
});

const hostsFile = `# first line
192.0.2.10  alpha.example.test Alpha2.Example.Test # 192.0.2.99 no
192.0.2.11\talpha.example.test.
2001:db8::10 alpha.example.test
192.0.2.12 only4.example.test\r
fe80::1%eth0 zone.example.test
::ffff:192.0.2.13 mapped.example.test
192.0.2.14 *.wild.example.test
192.0.2.24 *.wild.example.test
192.0.2.15 exact.wild.example.test
2001:db8::16 six.wild.example.test
192.0.2.017 leading-zero.example.test
nonsense nonsense.example.test
192.0.2.18
192.0.2.19 esc\\046aped.example.test
192.0.2.20 outside.other.test
192.0.2.21 twice.example.test twice.example.test
192.0.2.22 a..b.example.test
192.0.2.23 müller.example.test
192.0.2.25 example.test
192.0.2.26 *.test
192.0.2.27 under_score.example.test
${Array.from({ length: 40 }, (_, index) => `192.0.2.${100 + index} big.example.test`).join("\n")}
`;
const inline = `  192.0.2.30 INLINE.example.test alpha.example.test
  192.0.2.31 x.wild.example.test
  2001:db8::31 *.wild.example.test
`;
const names = [
  "alpha.example.test.",
  "ALPHA2.example.test.",
  "only4.example.test.",
  "zone.example.test.",
  "mapped.example.test.",
  "a.wild.example.test.",
  "x.wild.example.test.",
  "*.wild.example.test.",
  "a.b.wild.example.test.",
  "exact.wild.example.test.",
  "six.wild.example.test.",
  "leading-zero.example.test.",
  "esc\\.aped.example.test.",
  "twice.example.test.",
  "m\\195\\188ller.example.test.",
  "example.test.",
  "under_score.example.test.",
  "inline.example.test.",
  "missing.example.test.",
  "x.sub.example.test.",
  "big.example.test.",
];
const six = "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.";
const reverse = [
  "10.2.0.192.in-addr.arpa.",
  "30.2.0.192.IN-ADDR.arpa.",
  "13.2.0.192.in-addr.arpa.",
  "14.2.0.192.in-addr.arpa.",
  "19.2.0.192.in-addr.arpa.",
  "20.2.0.192.in-addr.arpa.",
  "23.2.0.192.in-addr.arpa.",
  "2.0.192.in-addr.arpa.",
  "1.10.2.0.192.in-addr.arpa.",
  six,
  `a.${six}`,
  `c.b.a.${six}`,
  `d.c.b.a.${six}`,
  six.slice(2),
  "in-addr.arpa.",
];
const hostsAsks = [
  ...askAll(SERVER, names, ["A", "AAAA", "TXT", "PTR"]),
  ...askAll(SERVER, reverse, ["PTR", "A"]),
  ask(SERVER, "22.2.0.192.in-addr.arpa.", "PTR", { timeoutMs: 400 }),
  ask(SERVER, "alpha.example.test.", "A", { tcp: true, edns: 1232, dnssecOk: true }),
  ask(SERVER, "big.example.test.", "A", { edns: 1232 }),
  ask(SERVER, "big.example.test.", "A", { tcp: true }),
  ask(SERVER, "alpha.example.test.", "A", { opcode: 4 }),
];
const hostsSuite = (name: string, about: string, line: string): Suite => ({
  name,
  about,
  servers: [
    coredns(`example.test in-addr.arpa ip6.arpa {\n ${line}\n whoami\n}\n`, { "/srv/coredns/hosts": hostsFile }),
  ],
  asks: hostsAsks,
});

const smallNames = [
  "localhost.",
  "LocalHost.",
  "a.b.localhost.",
  "localhost.example.",
  "localhosts.example.",
  "a\\.localhost.",
  "1.0.0.127.in-addr.arpa.",
  "1.0.0.127.In-Addr.arpa.",
  "2.0.0.127.in-addr.arpa.",
  "127.in-addr.ARPA.",
  "0.in-addr.arpa.",
  "9.0.in-addr.arpa.",
  "255.255.255.255.in-addr.arpa.",
  "1.in-addr.arpa.",
  "www.example.",
];

export const nameSuites: readonly Suite[] = [
  hostsSuite("hosts-plain", "hosts with every kind of line", `hosts hosts example.test {\n  ttl 77\n${inline} }`),
  hostsSuite(
    "hosts-fallthrough",
    "hosts whose misses go on for one zone",
    `hosts hosts {\n${inline}  no_reverse\n  fallthrough sub.example.test in-addr.arpa\n }`,
  ),
  hostsSuite(
    "hosts-unsupported",
    "hosts whose other types go on, through a cache",
    `hosts hosts {\n  fallthrough\n  fallthrough_unsupported\n }\n cache 20`,
  ),
  {
    name: "coredns-local",
    about: "local, any and whoami in one block",
    servers: [
      coredns(
        ".:53 {\n local\n any\n whoami\n}\nexample.:53 localhost.:53 {\n local {\n  localhost_prefix off\n }\n minimal\n whoami\n}\n",
      ),
    ],
    asks: [
      ...askAll(SERVER, smallNames, ["A", "AAAA", "SOA", "NS", "PTR", "ANY"]),
      ask(SERVER, "x.test.", "A", { tcp: true, edns: 1232 }),
      ask(SERVER, "x.test.", "A", { opcode: 4 }),
      ask(SERVER, "localhost.test.", "A", { opcode: 4 }),
      ask(SERVER, ".", "A"),
      ask("fd13::40", "x.test.", "A", { from: "fd13::50" }),
      ask("fd13::40", "localhost.", "ANY", { from: "fd13::50", tcp: true }),
    ],
  },
];
