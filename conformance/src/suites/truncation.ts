import { ask } from "../query.ts";
import type { Ask, Suite, SuiteServer } from "../suite.ts";

const BIND = "192.168.13.11";
const COREDNS = "192.168.13.40";
const BEHIND_IT = "192.168.13.45";

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => `${line(at)}\n`).join("");
const repeated = (text: string): string => `"${text.repeat(200)}"`;

/** Sets whose replies end just below, at and above what a client takes. */
const zone = `$TTL 300
@ SOA ns1 host 1 2 3 4 5
@ NS ns1
@ NS ns2
ns1 A 10.0.0.1
ns1 AAAA 2001:db8::1
ns2 A 10.0.0.2
${[5, 20, 27, 28, 29, 30, 31, 60].map((count) => lines(count, (at) => `a${count} A 10.1.${count}.${at}`)).join("")}
alias CNAME a60
alias28 CNAME a28
alias2 CNAME alias
${lines(12, (at) => `mx MX ${at} host${at}`)}
${lines(12, (at) => `srv SRV 0 ${at} 53 host${at}`)}
${lines(12, (at) => lines(4, (last) => `host${at} A 10.2.${at}.${last}`) + lines(3, (last) => `host${at} AAAA 2001:db8:${at}::${last}`))}
txt TXT ${["a", "b", "c", "d", "e", "f"].map(repeated).join(" ")}
texts TXT ${repeated("x")}
texts TXT ${repeated("y")}
texts TXT ${repeated("z")}
${lines(10, (at) => `multi A 10.3.0.${at}\nmulti AAAA 2001:db8:3::${at}`)}
multi TXT ${repeated("t")}
multi MX 10 host1
${lines(10, (at) => `child NS ns${at}.child\nns${at}.child A 10.4.0.${at}\nns${at}.child AAAA 2001:db8:4::${at}`)}
${lines(40, (at) => `*.wild A 10.9.9.${at}`)}
renamed DNAME other
a.other A 10.8.0.1
${lines(30, (at) => `b.other A 10.8.1.${at}`)}
`;

const questions: readonly (readonly [name: string, type: string])[] = [
  ...["a5", "a20", "a27", "a28", "a29", "a30", "a31", "a60", "alias", "alias28", "alias2", "q.wild"].map(
    (name) => [`${name}.big.test.`, "A"] as const,
  ),
  ...["a60", "multi", "host3", "x.child", "child", "nope"].map((name) => [`${name}.big.test.`, "AAAA"] as const),
  ["mx.big.test.", "MX"],
  ["srv.big.test.", "SRV"],
  ["txt.big.test.", "TXT"],
  ["texts.big.test.", "TXT"],
  ["multi.big.test.", "ANY"],
  ["multi.big.test.", "A"],
  ["x.child.big.test.", "A"],
  ["child.big.test.", "NS"],
  ["big.test.", "NS"],
  ["b.renamed.big.test.", "A"],
];

/** Each question without EDNS, with sizes from the smallest to the largest, and over TCP. */
const asksOf = (server: string, asked = questions): readonly Ask[] =>
  asked.flatMap(([name, type]) => [
    ask(server, name, type),
    ...[512, 700, 1232, 1400, 4096].map((edns) => ask(server, name, type, { edns })),
    ask(server, name, type, { tcp: true, edns: 512 }),
  ]);

const named: SuiteServer = {
  name: "dns1",
  kind: "named",
  addresses: [`${BIND}/24`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; recursion no; allow-query { any; }; minimal-any no; rrset-order { order none; }; };\nzone "big.test" { type primary; file "/etc/bind/db.big"; };\n`,
    "/etc/bind/db.big": zone,
  },
};

const coredns = (name: string, address: string, corefile: string): SuiteServer => ({
  name,
  kind: "coredns",
  addresses: [`${address}/24`],
  files: { "/srv/coredns/Corefile": corefile, "/srv/coredns/db.big": zone },
});

const throughOthers = questions.filter(([, type]) => type !== "ANY");

export const truncationSuites: readonly Suite[] = [
  {
    name: "bind-truncation",
    about: "replies around every size that a client takes, sections and sets cut as named cuts them",
    servers: [named],
    asks: asksOf(BIND),
  },
  {
    name: "coredns-truncation",
    about: "the same from CoreDNS's file plugin, and from its cache and forward before a BIND",
    servers: [
      coredns("coredns", COREDNS, "big.test {\n file /srv/coredns/db.big\n}\n"),
      coredns("behind", BEHIND_IT, `.:53 {\n cache 30\n forward . ${BIND}\n}\n`),
      named,
    ],
    asks: [...asksOf(COREDNS), ...asksOf(BEHIND_IT, throughOthers)],
  },
];
