import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** A zone that says its own word at `says`. */
function zone(serial: number, word: string, more = ""): string {
  return `$TTL 60\n@ SOA ns hm ${serial} 1 1 1 5\n@ NS ns\nns A 192.0.2.53\nsays TXT ${word}\n${more}`;
}

type Files = Readonly<Record<string, string>>;

/** Plugins of one block, the files that there are, then questions and what CoreDNS 1.15.0 answered. Transfers are sorted. */
const TABLE: readonly (readonly [about: string, lines: string, files: Files, rows: readonly string[]])[] = [
  [
    "the name behind db.",
    "auto {\n  directory /z1\n }",
    {
      "/z1/db.a.test": zone(1, "a"),
      "/z1/db.b.a.test": zone(1, "b"),
      "/z1/c.test": zone(1, "c"),
      "/z1/xdb.d.test": zone(1, "d"),
      "/z1/db.broken.test": "nonsense\n",
      "/z1/db.": zone(1, "root"),
    },
    [
      'says.a.test. TXT => NOERROR aa: 60 TXT "a" -- a.test. 60 NS ns.a.test.',
      'says.b.a.test. TXT => NOERROR aa: 60 TXT "b" -- b.a.test. 60 NS ns.b.a.test.',
      "says.c.test. TXT => REFUSED",
      'says.d.test. TXT => NOERROR aa: 60 TXT "d" -- d.test. 60 NS ns.d.test.',
      "says.broken.test. TXT => REFUSED",
      "x.a.test. A => NXDOMAIN aa -- a.test. 60 SOA ns.a.test. hm.a.test. 1 1 1 1 5",
      "x.b.a.test. A => NXDOMAIN aa -- b.a.test. 60 SOA ns.b.a.test. hm.b.a.test. 1 1 1 1 5",
      "A.test. SOA => NOERROR aa: a.test. 60 SOA ns.a.test. hm.a.test. 1 1 1 1 5 -- a.test. 60 NS ns.a.test.",
      "a.test. DS => NOERROR aa -- 60 SOA ns.a.test. hm.a.test. 1 1 1 1 5",
      "b.a.test. DS => NOERROR aa -- 60 SOA ns.b.a.test. hm.b.a.test. 1 1 1 1 5",
    ],
  ],
  [
    "folders below the folder",
    "auto {\n  directory /z2\n }",
    {
      "/z2/sub/db.a.test": zone(1, "inner"),
      "/z2/sub/er/db.b.test": zone(2, "deeper"),
      "/z2/db.a.test": zone(9, "outer"),
    },
    [
      'says.a.test. TXT => NOERROR aa: 60 TXT "outer" -- a.test. 60 NS ns.a.test.',
      'says.b.test. TXT => NOERROR aa: 60 TXT "deeper" -- b.test. 60 NS ns.b.test.',
    ],
  ],
  [
    "a pattern and a template",
    "auto {\n  directory /z3 ^(.*)\\.(zone|db)$ {1}\n }",
    {
      "/z3/a.test.zone": zone(1, "zone"),
      "/z3/b.test.db": zone(1, "db"),
      "/z3/c.test.txt": zone(1, "txt"),
      "/z3/zone": zone(1, "none"),
    },
    [
      'says.a.test. TXT => NOERROR aa: 60 TXT "zone" -- a.test. 60 NS ns.a.test.',
      'says.b.test. TXT => NOERROR aa: 60 TXT "db" -- b.test. 60 NS ns.b.test.',
      "says.c.test. TXT => REFUSED",
    ],
  ],
  [
    "a template with words of its own",
    "auto {\n  directory /z4 (\\w+)_(\\w+) {2}.{1}.test\n }",
    { "/z4/x_y": zone(1, "yx"), "/z4/one_two_three": zone(1, "greedy"), "/z4/single": zone(1, "single") },
    [
      'says.y.x.test. TXT => NOERROR aa: 60 TXT "yx" -- y.x.test. 60 NS ns.y.x.test.',
      'says.three.one_two.test. TXT => NOERROR aa: 60 TXT "greedy" -- three.one_two.test. 60 NS ns.three.one_two.test.',
      "says.single.test. TXT => REFUSED",
    ],
  ],
  [
    "zones beside which it keeps silent",
    "auto a.test {\n  directory /z5\n } | whoami",
    { "/z5/db.a.test": zone(1, "a"), "/z5/db.b.test": zone(1, "b"), "/z5/db.test": zone(1, "top") },
    [
      'says.a.test. TXT => NOERROR aa: 60 TXT "a" -- a.test. 60 NS ns.a.test.',
      "says.b.test. A port 40100 => NOERROR aa ++ 0 A 192.0.2.1; _udp.says.b.test. 0 SRV 0 0 40100 .",
      "x.a.test. A => NXDOMAIN aa -- a.test. 60 SOA ns.a.test. hm.a.test. 1 1 1 1 5",
      "test. A port 40101 => NOERROR aa ++ 0 A 192.0.2.1; _udp.test. 0 SRV 0 0 40101 .",
    ],
  ],
  [
    "the origins are those of the block, the zones those of the files",
    "auto test {\n  directory /z6\n }",
    { "/z6/db.a.test": zone(1, "a"), "/z6/db.org": zone(1, "org") },
    [
      'says.a.test. TXT => NOERROR aa: 60 TXT "a" -- a.test. 60 NS ns.a.test.',
      "x.test. A => REFUSED",
      "says.org. TXT => SERVFAIL",
      "test. SOA => REFUSED",
    ],
  ],
  [
    "the file plugin stands in front",
    "auto {\n  directory /z7\n } | file /z7f/other b.test",
    { "/z7/db.a.test": zone(1, "auto"), "/z7/db.b.test": zone(1, "auto"), "/z7f/other": zone(1, "file") },
    [
      'says.a.test. TXT => NOERROR aa: 60 TXT "auto" -- a.test. 60 NS ns.a.test.',
      'says.b.test. TXT => NOERROR aa: 60 TXT "file" -- b.test. 60 NS ns.b.test.',
    ],
  ],
  [
    "a transfer",
    "auto {\n  directory /z8\n } | transfer {\n  to 192.0.2.7\n }",
    { "/z8/db.a.test": zone(5, "a"), "/z8/db.b.a.test": zone(5, "b") },
    [
      'a.test. AXFR tcp from 192.0.2.7 => NOERROR aa: 60 NS ns.a.test.; 60 SOA ns.a.test. hm.a.test. 5 1 1 1 5; 60 SOA ns.a.test. hm.a.test. 5 1 1 1 5; ns.a.test. 60 A 192.0.2.53; says.a.test. 60 TXT "a"',
      "a.test. AXFR tcp => REFUSED",
      "a.test. IXFR tcp from 192.0.2.7 serial 5 => NOERROR: 60 SOA ns.a.test. hm.a.test. 5 1 1 1 5",
      'b.a.test. AXFR tcp from 192.0.2.7 => NOERROR aa: 60 NS ns.b.a.test.; 60 SOA ns.b.a.test. hm.b.a.test. 5 1 1 1 5; 60 SOA ns.b.a.test. hm.b.a.test. 5 1 1 1 5; ns.b.a.test. 60 A 192.0.2.53; says.b.a.test. 60 TXT "b"',
      "c.a.test. AXFR tcp from 192.0.2.7 => REFUSED",
    ],
  ],
  [
    "a SOA record of another name, and one with NSEC3",
    "auto {\n  directory /z9\n }",
    {
      "/z9/db.a.test": "$TTL 60\nb.test. SOA ns hm 1 2 3 4 5\n",
      "/z9/db.b.test": zone(
        1,
        "b",
        "0123456789abcdefghijklmnopqrstuv NSEC3 1 0 0 - 0123456789ABCDEFGHIJKLMNOPQRSTUV A\n",
      ),
      "/z9/db.c.test": "$TTL 60\n@ NS ns\n",
      "/z9/db.d.test": zone(0, "serial"),
    },
    [
      "says.a.test. TXT => REFUSED",
      "says.b.test. TXT => REFUSED",
      "says.c.test. TXT => REFUSED",
      "says.d.test. TXT => REFUSED",
    ],
  ],
];

function sorted(row: string): string {
  return / AXFR tcp.* => /.test(row)
    ? row.replace(/: .*/, (all) => `: ${all.slice(2).split("; ").sort().join("; ")}`)
    : row;
}

it.each(TABLE)("%s", (_, lines, files, rows) => {
  const server = new CoreDnsUnderTest(`. {\n ${lines.replaceAll(" | ", "\n ")}\n}\n`, files);
  expect(rows.map((row) => sorted(server.retell(row)))).toEqual(rows.map(sorted));
});
