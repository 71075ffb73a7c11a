import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ask, askAll } from "../query.ts";
import type { Suite, SuiteServer } from "../suite.ts";

const SERVER = "192.168.13.11";

/** One zone three times: with NSEC, with NSEC3 (salt AABBCCDD, 5 iterations), with NSEC3 and opt-out. Made by dnssec-signzone. */
const ZONES = ["signed.lan", "hashed.lan", "optout.lan"] as const;
const text = (zone: string): string => readFileSync(join(import.meta.dirname, `signed/${zone}.zone`), "utf8");

const named: SuiteServer = {
  name: "dns1",
  kind: "named",
  addresses: [`${SERVER}/24`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; dnssec-validation no; allow-recursion { any; }; };\nzone "." { type hint; file "/etc/bind/db.root"; };\n${ZONES.map((zone) => `zone "${zone}" { type primary; file "/etc/bind/db.${zone}"; };`).join("\n")}\n`,
    "/etc/bind/db.root": ". 3600000 NS a.root-servers.test.\na.root-servers.test. 3600000 A 192.0.2.1\n",
    ...Object.fromEntries(ZONES.map((zone) => [`/etc/bind/db.${zone}`, text(zone)])),
  },
};

const labels = [
  ...["", "ns", "www", "alias", "dangling", "x.wild", "y.x.wild", "*.wild", "wild", "sub.wild", "x.sub.wild"],
  ...["q.cwild", "b.c", "c", "a.b.c", "_sip._udp", "_udp", "d", "x.d", "y.d", "sec", "x.sec", "ns.sec"],
  ...["insec", "x.insec", "two", "zero", "missing", "x.missing", "aaa", "zzz", "x.y.z"],
];
const names = (zone: string): readonly string[] =>
  labels.map((label) => (label === "" ? `${zone}.` : `${label}.${zone}.`));

/** Owner names of NSEC3 are not there for questions. */
const hashedNames = [
  "CF1KLJI0CEEA2G965I42ICKQKIUFPK46.optout.lan.",
  "x.CF1KLJI0CEEA2G965I42ICKQKIUFPK46.optout.lan.",
  "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF.optout.lan.",
];

export const signedSuites: readonly Suite[] = ZONES.map((zone) => ({
  name: `bind-${zone.split(".")[0]}`,
  about: `a signed zone served: ${zone}`,
  servers: [named],
  asks: [
    ...askAll(SERVER, names(zone), ["A", "TXT", "DS", "NS"], { rd: false, edns: 4096, dnssecOk: true, tcp: true }),
    ...askAll(SERVER, names(zone), ["ANY", "NSEC", "RRSIG"], { rd: false, edns: 4096, dnssecOk: true, tcp: true }),
    ...askAll(SERVER, names(zone), ["A", "ANY"], { rd: false }),
    ...askAll(SERVER, names(zone), ["A"], { edns: 1232, dnssecOk: true }),
    ...askAll(
      SERVER,
      [`${zone}.`],
      ["SOA", "DNSKEY", "NSEC3PARAM", "NSEC3", "MX", "CAA", "AAAA", "RRSIG", "NSEC", "CDS"],
      { edns: 1232, dnssecOk: true },
    ),
    ...askAll(SERVER, [`${zone}.`], ["SOA", "DNSKEY", "NSEC3PARAM", "RRSIG", "NSEC", "ANY"], {}),
    ...askAll(SERVER, [`missing.${zone}.`, `www.${zone}.`], ["A", "SOA", "AAAA"], {
      edns: 1232,
      dnssecOk: true,
      cd: true,
      ad: true,
    }),
    ...(zone === "optout.lan"
      ? askAll(SERVER, hashedNames, ["A", "NSEC3", "ANY"], { rd: false, edns: 4096, dnssecOk: true, tcp: true })
      : []),
    ask(SERVER, `${zone}.`, "AXFR", { tcp: true }),
    ask(SERVER, `${zone}.`, "AXFR", { tcp: true, edns: 4096, dnssecOk: true }),
  ],
}));
