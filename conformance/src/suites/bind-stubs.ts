import { ask, askAll, type QueryOptions } from "../query.ts";
import type { Ask, Suite, SuiteServer } from "../suite.ts";

const SERVER = "192.168.13.11";
const STRANGER = "10.66.0.9";
const WORLD = "192.0.2.53";

/** Servers in the zone, below a cut of it, and outside; what is delegated on; an alias out of it. */
const inside = `$TTL 300
@ SOA ns1 h 1 1800 900 604800 60
@ NS ns1
@ NS ns2.sub
@ NS ns.example.org.
@ MX 10 www
ns1 A ${WORLD}
ns2.sub A ${WORLD}
www A 203.0.113.80
al CNAME www.bare.lan.
*.w TXT "made"
del NS ns.del
ns.del A ${WORLD}
`;
const del = `$TTL 200\n@ SOA ns h 1 1800 900 604800 60\n@ NS ns\nns A ${WORLD}\nwww A 203.0.113.81\n`;
/** All servers are outside. */
const bare = "$TTL 300\n@ SOA ns.example.org. h 1 1800 900 604800 60\n@ NS ns.example.org.\nwww A 203.0.113.82\n";
const org = `$TTL 300\n@ SOA ns h 1 1800 900 604800 60\n@ NS ns\nns A ${WORLD}\nwww A 203.0.113.83\n`;
const root = `$TTL 86400\n. SOA a.root-servers.test. nobody.test. 1 1800 900 604800 3600\n. NS a.root-servers.test.\na.root-servers.test. A ${WORLD}\nexample.org. NS ns.example.org.\nns.example.org. A ${WORLD}\n`;

const held = {
  "in.lan": inside,
  "del.in.lan": del,
  "bare.lan": bare,
  "closed.lan": bare,
  "child.sect.lan": bare,
  "example.org": org,
} as const;
/** It is there before the one that copies from it. */
const world: SuiteServer = {
  name: "world",
  kind: "named",
  addresses: [`${WORLD}/32`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; recursion no; allow-query { any; }; empty-zones-enable no; notify no; };\nzone "." { type primary; file "/etc/bind/db.top"; };\n${Object.keys(
      held,
    )
      .map((name) => `zone "${name}" { type primary; file "/etc/bind/db.${name}"; };\n`)
      .join("")}`,
    "/etc/bind/db.top": root,
    ...Object.fromEntries(Object.entries(held).map(([name, text]) => [`/etc/bind/db.${name}`, text])),
  },
};

const zones = (inStub: string): string => `zone "." { type hint; file "/etc/bind/db.root"; };
zone "in.lan" { type stub; primaries { ${WORLD}; }; ${inStub} };
zone "bare.lan" { type stub; primaries { ${WORLD}; }; ${inStub} };
zone "closed.lan" { type stub; primaries { ${WORLD}; }; allow-query { none; }; };
zone "nobody.lan" { type stub; primaries { ${WORLD}; }; allow-query { 192.168.13.0/24; }; };
zone "sect.lan" { type primary; file "/etc/bind/db.sect"; };
zone "child.sect.lan" { type stub; primaries { ${WORLD}; }; };
`;
const named = (options: string, inStub: string): SuiteServer => ({
  name: "dns1",
  kind: "named",
  addresses: [`${SERVER}/24`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; dnssec-validation no; notify no; allow-query { any; }; ${options} };\n${zones(inStub)}`,
    "/etc/bind/db.root": `. 3600000 NS a.root-servers.test.\na.root-servers.test. 3600000 A ${WORLD}\n`,
    "/etc/bind/db.sect":
      "$TTL 600\n@ SOA ns h 1 1800 900 604800 90\n@ NS ns\nns A 192.168.13.7\nto CNAME www.in.lan.\ninto CNAME www.child\n",
  },
});

const names = [
  ...["in.lan.", "www.in.lan.", "ns1.in.lan.", "al.in.lan.", "x.w.in.lan.", "gone.in.lan.", "www.del.in.lan."],
  ...["bare.lan.", "www.bare.lan.", "www.closed.lan.", "www.nobody.lan."],
  ...["child.sect.lan.", "www.child.sect.lan.", "to.sect.lan.", "into.sect.lan.", "ns.example.org."],
];
const TYPES = ["A", "NS", "SOA", "DS", "ANY", "MX"];
const every = (how: QueryOptions): readonly Ask[] => askAll(SERVER, names, TYPES, { timeoutMs: 3000, ...how });

/** Without recursion before anything is in the cache, with it, and without it again. */
const stubSuite = (name: string, options: string, inStub = ""): Suite => ({
  name: `bind-stubs-${name}`,
  about: `stub zones: ${options}${inStub === "" ? "" : `, in the zone ${inStub}`}`,
  servers: [world, named(options, inStub)],
  asks: [
    ...every({ rd: false, edns: 1232 }),
    ...every({ edns: 1232 }),
    ...every({ rd: false, edns: 4096, dnssecOk: true }),
    ...every({ from: STRANGER, edns: 1232 }),
    ...["AXFR", "IXFR"].map((type) => ask(SERVER, "in.lan.", type, { tcp: true, ixfrSerial: 0 })),
  ],
});

export const stubSuites: readonly Suite[] = [
  stubSuite("plain", "recursion yes; allow-recursion { 192.168.13.0/24; };"),
  stubSuite("whole", "recursion yes; allow-recursion { 192.168.13.0/24; }; minimal-responses no;"),
  stubSuite("short", "recursion yes; allow-recursion { 192.168.13.0/24; }; minimal-responses yes;"),
  stubSuite("alone", "recursion no;"),
  stubSuite("forwarded", `recursion yes; forward only; forwarders { ${WORLD}; };`),
  stubSuite("not-forwarded", `recursion yes; forward only; forwarders { ${WORLD}; };`, "forwarders { };"),
];
