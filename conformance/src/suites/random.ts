import { askAll } from "../query.ts";
import { randomZone } from "../random-zone.ts";
import type { Suite, SuiteServer } from "../suite.ts";

const SERVER = "192.168.13.11";
const TYPES = ["A", "TXT", "MX", "CNAME", "NS"];
const zones = Array.from({ length: 12 }, (_, seed) => ({
  apex: `z${seed}.test`,
  ...randomZone(`z${seed}.test`, seed + 1),
}));
const files = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(zones.map(({ apex, text }) => [`${folder}/db.${apex}`, text]));

const named: SuiteServer = {
  name: "dns1",
  kind: "named",
  addresses: [`${SERVER}/24`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; recursion no; allow-query { any; }; listen-on { any; }; listen-on-v6 { none; }; };\n${zones.map(({ apex }) => `zone "${apex}" { type primary; file "/etc/bind/db.${apex}"; };`).join("\n")}\n`,
    ...files("/etc/bind"),
  },
};
const coredns: SuiteServer = {
  name: "dns1",
  kind: "coredns",
  addresses: [`${SERVER}/24`],
  files: {
    "/srv/coredns/Corefile": zones.map(({ apex }) => `${apex} {\n file /srv/coredns/db.${apex}\n}\n`).join(""),
    ...files("/srv/coredns"),
  },
};

const asks = zones.flatMap(({ names }, index) => askAll(SERVER, names, TYPES.slice(0, 2 + (index % 4))));

/** The same random zones, answered by both servers: where they differ from each other, so must their twins. */
export const randomSuites: readonly Suite[] = [
  { name: "random-bind", about: "random zones, authoritative BIND", servers: [named], asks },
  { name: "random-coredns-file", about: "random zones, CoreDNS's file plugin", servers: [coredns], asks },
];
