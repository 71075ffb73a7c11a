import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

function zone(address: string, more = ""): string {
  return `$TTL 60\n@ SOA ns h 7 3600 600 86400 30\n@ NS ns\nns A 192.0.2.53\nwww A ${address}\n${more}`;
}

const FILES = {
  "/zs/db.a.test": zone("192.0.2.1"),
  "/zs/db.sub.a.test": zone("192.0.2.2"),
  "/zs/deep/er/db.b.test": zone("192.0.2.3"),
  "/zs/c.test.zone": zone("192.0.2.4"),
  "/zs/d.test.zone": zone("192.0.2.5"),
  "/zs/db.bad.test": "@ SOA ns\n",
  "/zs/db.nosoa.test": "www 5 A 192.0.2.1\n",
  "/zs/db.origin.test": "$ORIGIN other.test.\n@ 60 SOA ns h 1 2 3 4 5\nwww 60 A 192.0.2.6\n",
  "/zs/xdb.x.test": zone("192.0.2.7"),
  "/zs/db.": zone("192.0.2.8"),
};

/** A Corefile, then questions and what CoreDNS 1.15.0 answered. */
const TABLE: readonly (readonly [about: string, corefile: string, ...rows: string[]])[] = [
  [
    "names of files, and folders below",
    ". {\n auto {\n  directory /zs\n }\n}\n",
    "www.a.test. A => NOERROR aa: 60 A 192.0.2.1 -- a.test. 60 NS ns.a.test.",
    "www.a.test. SOA => NOERROR aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "www.sub.a.test. A => NOERROR aa: 60 A 192.0.2.2 -- sub.a.test. 60 NS ns.sub.a.test.",
    "www.sub.a.test. SOA => NOERROR aa -- sub.a.test. 60 SOA ns.sub.a.test. h.sub.a.test. 7 3600 600 86400 30",
    "sub.a.test. A => NOERROR aa -- 60 SOA ns.sub.a.test. h.sub.a.test. 7 3600 600 86400 30",
    "sub.a.test. SOA => NOERROR aa: 60 SOA ns.sub.a.test. h.sub.a.test. 7 3600 600 86400 30 -- 60 NS ns.sub.a.test.",
    "x.sub.a.test. A => NXDOMAIN aa -- sub.a.test. 60 SOA ns.sub.a.test. h.sub.a.test. 7 3600 600 86400 30",
    "x.sub.a.test. SOA => NXDOMAIN aa -- sub.a.test. 60 SOA ns.sub.a.test. h.sub.a.test. 7 3600 600 86400 30",
    "www.b.test. A => NOERROR aa: 60 A 192.0.2.3 -- b.test. 60 NS ns.b.test.",
    "www.b.test. SOA => NOERROR aa -- b.test. 60 SOA ns.b.test. h.b.test. 7 3600 600 86400 30",
    "www.c.test. A => REFUSED",
    "www.c.test. SOA => REFUSED",
    "www.bad.test. A => REFUSED",
    "www.bad.test. SOA => REFUSED",
    "www.nosoa.test. A => REFUSED",
    "www.nosoa.test. SOA => REFUSED",
    "www.x.test. A => NOERROR aa: 60 A 192.0.2.7 -- x.test. 60 NS ns.x.test.",
    "www.x.test. SOA => NOERROR aa -- x.test. 60 SOA ns.x.test. h.x.test. 7 3600 600 86400 30",
    "www.origin.test. A => REFUSED",
    "www.origin.test. SOA => REFUSED",
    "www. A => REFUSED",
    "www. SOA => REFUSED",
    "gone.a.test. A => NXDOMAIN aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "gone.a.test. SOA => NXDOMAIN aa -- a.test. 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "a.test. A => NOERROR aa -- 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30",
    "a.test. SOA => NOERROR aa: 60 SOA ns.a.test. h.a.test. 7 3600 600 86400 30 -- 60 NS ns.a.test.",
  ],
  [
    "another pattern",
    ". {\n auto {\n  directory /zs (.*)\\.zone {1}\n }\n}\n",
    "www.c.test. A => NOERROR aa: 60 A 192.0.2.4 -- c.test. 60 NS ns.c.test.",
    "www.d.test. A => NOERROR aa: 60 A 192.0.2.5 -- d.test. 60 NS ns.d.test.",
    "www.a.test. A => REFUSED",
  ],
  [
    "groups in the name of the zone",
    ". {\n auto {\n  directory /zs ([a-z])\\.test\\.zone {1}.example\n }\n}\n",
    "www.c.example. A => NOERROR aa: 60 A 192.0.2.4 -- c.example. 60 NS ns.c.example.",
    "www.d.example. A => NOERROR aa: 60 A 192.0.2.5 -- d.example. 60 NS ns.d.example.",
    "www.c.test. A => REFUSED",
  ],
  [
    "zones of other origins take no part",
    "test {\n auto a.test {\n  directory /zs\n }\n template ANY ANY {\n  rcode NXDOMAIN\n }\n}\n",
    "www.a.test. A => NXDOMAIN aa",
    "www.sub.a.test. A => NXDOMAIN aa",
  ],
];

it.each(TABLE)("%s", (_, corefile, ...rows) => {
  const server = new CoreDnsUnderTest(corefile, FILES);
  expect(rows.map((row) => server.retell(row))).toEqual(rows);
});
