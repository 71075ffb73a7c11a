import { ask, askAll } from "../query.ts";
import type { Ask, Suite, SuiteServer } from "../suite.ts";
import { upstream } from "./coredns-plugins.ts";

const SERVER = "192.168.13.11";
const GOOD = "192.0.2.53";
const SILENT = "192.0.2.98";
const silent: SuiteServer = { name: "silent", kind: "silent", addresses: [`${SILENT}/32`], files: {} };

const bind = (options: string): SuiteServer => ({
  name: "dns1",
  kind: "named",
  addresses: [`${SERVER}/24`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; recursion yes; allow-recursion { any; }; listen-on { any; }; listen-on-v6 { none; }; dnssec-validation no; ${options} };\n`,
  },
});
const coredns = (corefile: string): SuiteServer => ({
  name: "dns1",
  kind: "coredns",
  addresses: [`${SERVER}/24`],
  files: { "/srv/coredns/Corefile": corefile },
});

/** The same questions again and again, at moments that are not whole seconds apart. */
const throughTime: readonly Ask[] = [
  ...askAll(
    SERVER,
    [
      "short.example.org.",
      "www.example.org.",
      "missing.example.org.",
      "nodata.example.org.",
      "zero.example.org.",
      "long.example.org.",
    ],
    ["A"],
  ),
  ...[700, 900, 1300, 1100, 1200].flatMap((waitMs) => [
    ask(SERVER, "short.example.org.", "A", { waitMs }),
    ask(SERVER, "www.example.org.", "A"),
    ask(SERVER, "missing.example.org.", "A"),
    ask(SERVER, "missing.example.org.", "TXT"),
    ask(SERVER, "nodata.example.org.", "A"),
    ask(SERVER, "zero.example.org.", "A"),
    ask(SERVER, "alias.example.org.", "A"),
  ]),
];
const patient: readonly Ask[] = [
  ask(SERVER, "www.example.org.", "A", { timeoutMs: 14_000 }),
  ask(SERVER, "www.example.org.", "A", { timeoutMs: 14_000 }),
  ask(SERVER, "txt.example.org.", "TXT", { timeoutMs: 14_000, waitMs: 1500 }),
];

export const timeSuites: readonly Suite[] = [
  {
    name: "time-bind-cache",
    about: "BIND's cache through time",
    servers: [bind(`forward only; forwarders { ${GOOD}; };`), upstream],
    asks: throughTime,
  },
  {
    name: "time-bind-limits",
    about: "max-cache-ttl, min-cache-ttl, max-ncache-ttl",
    servers: [
      bind(`forward only; forwarders { ${GOOD}; }; max-cache-ttl 7; min-cache-ttl 3; max-ncache-ttl 5;`),
      upstream,
    ],
    asks: throughTime,
  },
  {
    name: "time-bind-silent",
    about: "a forwarder that never answers",
    servers: [bind(`forward only; forwarders { ${SILENT}; };`), silent],
    asks: patient,
  },
  {
    name: "time-bind-silent-two",
    about: "one silent forwarder and a good one",
    servers: [bind(`forward only; forwarders { ${SILENT}; ${GOOD}; };`), silent, upstream],
    asks: patient,
  },
  {
    name: "time-coredns-cache",
    about: "CoreDNS's cache through time",
    servers: [coredns(`. {\n cache\n forward . ${GOOD}\n}\n`), upstream],
    asks: throughTime,
  },
  {
    name: "time-coredns-prefetch",
    about: "prefetch and serve_stale",
    servers: [coredns(`. {\n cache {\n  prefetch 1 10s 50%\n  serve_stale 1h\n }\n forward . ${GOOD}\n}\n`), upstream],
    asks: throughTime,
  },
  {
    name: "time-coredns-silent",
    about: "an upstream that never answers",
    servers: [coredns(`. {\n forward . ${SILENT}\n}\ncached.example.org {\n cache\n forward . ${SILENT}\n}\n`), silent],
    asks: [
      ...patient,
      ask(SERVER, "x.cached.example.org.", "A", { timeoutMs: 9000 }),
      ask(SERVER, "x.cached.example.org.", "A", { timeoutMs: 9000 }),
    ],
  },
];
