import { ask, askAll, type QueryOptions } from "../query.ts";
import type { Ask, Suite, SuiteServer } from "../suite.ts";

const SERVER = "192.168.13.11";
const OTHER = "192.168.13.12";
const WORLD = "192.0.2.53";
const LAN = "192.168.13.50";
const MAC = "192.168.20.77";
const STRANGER = "10.66.0.9";

const options = (more: string): string =>
  `options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; dnssec-validation no; notify no; allow-query { any; }; allow-query-cache { any; }; allow-recursion { any; }; ${more} };\n`;
const hint = `zone "." { type hint; file "/etc/bind/db.root"; };\n`;
const zone = (name: string, more = ""): string =>
  `zone "${name}" { type primary; file "/etc/bind/db.${name}"; ${more} };\n`;

const files: Readonly<Record<string, string>> = {
  "/etc/bind/db.root": `. 3600000 NS a.root-servers.test.\na.root-servers.test. 3600000 A ${WORLD}\n`,
  "/etc/bind/db.six.lan": `$TTL 3600
@ SOA ns hostmaster 1 1800 900 604800 300
@ NS ns
ns A 192.168.13.5
v4 120 A 192.0.2.1
v4 120 A 192.0.2.2
v6 AAAA 2001:db8::6
both A 192.0.2.3
both AAAA 2001:db8::3
mapped A 192.0.2.4
mapped 90 AAAA ::ffff:192.0.2.4
mixed A 192.0.2.5
mixed AAAA ::ffff:192.0.2.5
mixed AAAA 2001:db8::5
private A 10.1.2.3
text TXT "x"
alias CNAME v4
away CNAME four.example.org.
a.ent A 192.0.2.7
*.wild A 192.0.2.8
loop A 192.0.0.170
`,
  "/etc/bind/db.sort.lan": `$TTL 3600
@ SOA ns hostmaster 1 1800 900 604800 300
@ NS ns
@ NS ns2
ns A 192.168.13.5
ns A 10.66.0.5
ns2 A 192.168.20.5
ns2 A 192.168.13.6
three A 10.66.0.1
three A 192.168.13.1
three A 192.168.20.1
three AAAA fd13::1
three AAAA fd14::1
one A 192.168.20.9
text TXT "b"
text TXT "a"
mail MX 10 three
sub NS ns.sub
ns.sub A 192.168.20.8
ns.sub A 192.168.13.8
ns.sub AAAA fd13::8
`,
  "/etc/bind/db.odd_names.lan": `$TTL 3600\n@ SOA ns hostmaster 1 1800 900 604800 300\n@ NS ns\nns A 192.168.13.5\nun_der A 192.168.13.9\n`,
  "/etc/bind/db.long.lan": `$TTL 3600\n@ SOA ns hostmaster 1 1800 900 604800 300\n@ NS ns\nns A 192.168.13.5\nold 90000 A 192.168.13.9\n`,
  "/etc/bind/db.wide.lan": `$TTL 3600\n@ SOA ns hostmaster 1 1800 900 604800 300\n@ NS ns\n@ MX 1 ns\n@ TXT "x"\n@ CAA 0 issue "a"\nns A 192.168.13.5\n`,
};
const named = (name: string, address: string, conf: string): SuiteServer => ({
  name,
  kind: "named",
  addresses: [`${address}/24`],
  files: { "/etc/bind/named.conf": conf, ...files },
});
const dns1 = (more: string, zones: string): SuiteServer => named("dns1", SERVER, options(more) + zones);

/** The rest of the world: names with addresses of one family or both, private ones, and aliases. */
const world: SuiteServer = {
  name: "world",
  kind: "named",
  addresses: [`${WORLD}/32`],
  files: {
    "/etc/bind/named.conf": `options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; recursion no; allow-query { any; }; empty-zones-enable no; };\nzone "." { type primary; file "/etc/bind/db.top"; };\nzone "example.org" { type primary; file "/etc/bind/db.example.org"; };\nzone "example.net" { type primary; file "/etc/bind/db.example.net"; };\n`,
    "/etc/bind/db.top": `$TTL 86400\n. SOA a.root-servers.test. nobody.test. 1 1800 900 604800 3600\n. NS a.root-servers.test.\na.root-servers.test. A ${WORLD}\nexample.org. NS ns.example.org.\nns.example.org. A ${WORLD}\nexample.net. NS ns.example.net.\nns.example.net. A ${WORLD}\n`,
    "/etc/bind/db.example.org": `$TTL 300
@ SOA ns hostmaster 1 1800 900 604800 60
@ NS ns
ns A ${WORLD}
four A 203.0.113.4
four A 203.0.113.5
long 86400 A 203.0.113.6
six AAAA 2001:db8::6
mapped A 203.0.113.7
mapped 200 AAAA ::ffff:203.0.113.7
both A 203.0.113.8
both AAAA 2001:db8::8
empty TXT "x"
inside A 192.168.13.99
inside6 AAAA fd13::99
mixed A 203.0.113.9
mixed A 192.168.13.98
trusted A 192.168.13.97
alias CNAME four
tonet CNAME www.example.net.
tolan CNAME www.kloud.lan.
deep.trusted CNAME www.kloud.lan.
old DNAME example.net.
gone DNAME kloud.lan.
`,
    "/etc/bind/db.example.net": `$TTL 300\n@ SOA ns hostmaster 1 1800 900 604800 60\n@ NS ns\nns A ${WORLD}\nwww A 203.0.113.10\nback CNAME four.example.org.\n`,
  },
};

const reverse64 = (nibbles: string, prefix = "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.b.9.f.f.4.6.0.0"): string =>
  `${nibbles === "" ? "" : `${nibbles}.`}${prefix}.ip6.arpa.`;
const dns64Names = [
  ...["v4", "v6", "both", "mapped", "mixed", "private", "text", "alias", "away", "ent", "x.wild", "none", "loop"].map(
    (label) => `${label}.six.lan.`,
  ),
  ...["four", "long", "six", "mapped", "both", "empty", "alias", "tonet", "nobody"].map(
    (label) => `${label}.example.org.`,
  ),
];
const dns64Asks = (request: QueryOptions): readonly Ask[] => [
  ...askAll(SERVER, dns64Names, ["AAAA"], request),
  ...askAll(SERVER, ["v4.six.lan.", "mapped.six.lan.", "four.example.org."], ["A", "ANY", "MX"], request),
];
const reverseAsks = [
  "",
  "0",
  "1.0.2.0.0.0.0.c",
  "1.0.2.0.0.0.0.C",
  "x.0.2.0.0.0.0.c",
  "0.0.1.0.2.0.0.0.0.c",
  "a.a.0.0.0.0.0.c",
  "2.0.0.0.0.c",
].flatMap((nibbles) => askAll(SERVER, [reverse64(nibbles)], ["PTR", "CNAME", "SOA", "NS"], { rd: false }));
const short = "d.c.b.a.8.b.d.0.1.0.0.2";
const shortAsks = [
  reverse64("0.0.0.0.0.0.1.0.2.0.0.0.0.c.0.0.0.0.0.0", short),
  reverse64("0.0.0.0.0.0.1.0.2.0.0.0.1.c.0.0.0.0.0.0", short),
  reverse64("7.0.0.0.0.0.8.1.2.0.0.0.0.0.a.8.0.c", short),
  reverse64("a.8.0.c", short),
  reverse64("1.0.a.8.0.c", short),
].flatMap((name) => askAll(SERVER, [name], ["PTR", "ANY"], { rd: false }));
const onlyAsks = ["ipv4only.arpa.", "170.0.0.192.in-addr.arpa.", "x.ipv4only.arpa."].flatMap((name) =>
  askAll(SERVER, [name], ["A", "AAAA", "PTR", "SOA", "NS", "ANY"], { rd: false }),
);
const dns64Suites: readonly Suite[] = [
  {
    name: "bind-dns64",
    about: "dns64 with the well-known prefix, of local zones and of the world",
    servers: [dns1("dns64 64:ff9b::/96 { };", hint + zone("six.lan")), world],
    asks: [
      ...dns64Asks({}),
      ...dns64Asks({ rd: false }),
      ...dns64Asks({ edns: 1232, dnssecOk: true }),
      ...reverseAsks,
      ...onlyAsks,
    ],
  },
  {
    name: "bind-dns64-rules",
    about: "two rules with clients, mapped, exclude, recursive-only and a suffix",
    servers: [
      dns1(
        `dns64 64:ff9b::/96 { clients { 192.168.13.0/24; }; mapped { !10/8; any; }; exclude { 2001:db8::5; ::ffff:0:0/96; }; };
dns64 2001:db8:abcd::/48 { clients { !192.168.20.0/24; any; }; recursive-only yes; suffix ::7; };
dns64-server "dns64.lan"; dns64-contact "root.dns64.lan"; ipv4only-server "only.lan";`,
        hint + zone("six.lan"),
      ),
      world,
    ],
    asks: [
      ...dns64Asks({}),
      ...dns64Asks({ rd: false }),
      ...dns64Asks({ from: MAC }),
      ...dns64Asks({ from: STRANGER, rd: false }),
      ...shortAsks,
      ...reverseAsks.slice(0, 8),
      ...onlyAsks,
    ],
  },
];

const denied = ["inside", "inside6", "mixed", "trusted", "deep.trusted", "alias", "tonet", "tolan", "four"].map(
  (label) => `${label}.example.org.`,
);
const denySuites: readonly Suite[] = [
  {
    name: "bind-deny-answers",
    about: "deny-answer-addresses and deny-answer-aliases, with exceptions",
    servers: [
      dns1(
        `deny-answer-addresses { 192.168.0.0/16; fd00::/8; } except-from { "trusted.example.org"; };
deny-answer-aliases { "kloud.lan"; "example.net"; } except-from { "trusted.example.org"; };`,
        hint + zone("sort.lan"),
      ),
      world,
    ],
    asks: [
      ...askAll(SERVER, denied, ["A", "AAAA", "CNAME", "ANY"]),
      ...askAll(SERVER, ["x.old.example.org.", "x.gone.example.org.", "back.example.net."], ["A", "DNAME"]),
      ...askAll(SERVER, ["three.sort.lan.", "inside.example.org."], ["A"]),
    ],
  },
  {
    name: "bind-deny-forwarded",
    about: "the same behind a forwarder: its zone is the root, and excuses nothing",
    servers: [
      dns1(
        `forward only; forwarders { ${OTHER}; }; deny-answer-addresses { 192.168.0.0/16; }; deny-answer-aliases { "example.org"; };`,
        zone("sort.lan"),
      ),
      named("dns2", OTHER, options("") + hint),
      world,
    ],
    asks: askAll(SERVER, [...denied, "x.old.example.org.", "back.example.net."], ["A", "AAAA"]),
  },
];

const sortAsks = [LAN, MAC, STRANGER].flatMap((from) => [
  ...askAll(SERVER, ["three.sort.lan.", "one.sort.lan.", "mail.sort.lan.", "sort.lan."], ["A", "AAAA", "MX", "NS"], {
    from,
    rd: false,
  }),
  ask(SERVER, "x.sub.sort.lan.", "A", { from, rd: false }),
  ask(SERVER, "text.sort.lan.", "TXT", { from, rd: false }),
]);
const sortSuite = (name: string, list: string, more = ""): Suite => ({
  name: `bind-sortlist-${name}`,
  about: `sortlist ${list}`,
  compares: "sequence",
  servers: [dns1(`rrset-order { order none; }; sortlist { ${list} }; ${more}`, zone("sort.lan"))],
  asks: sortAsks,
});
const sortSuites: readonly Suite[] = [
  sortSuite("nested", "{ 192.168.13/24; { 192.168.20/24; 192.168.13/24; }; }; { 192.168.20/24; { !10/8; any; }; };"),
  sortSuite("plain", "192.168.20/24; { localnets; }; { any; { 10/8; fd14::/16; 192.168.20/24; }; };"),
  sortSuite("local", "{ localnets; { localnets; { 10/8; 192.168.20/24; }; }; }; { !10/8; any; };"),
  sortSuite("glue", "{ 10/8; 10/8; };", "preferred-glue AAAA; minimal-responses no;"),
];

const shareSuites: readonly Suite[] = [
  {
    name: "bind-in-view",
    about: "a zone of an earlier view, with that view's lists",
    servers: [
      dns1(
        "",
        `view "lan" { match-clients { ${LAN}; }; ${zone("sort.lan", `allow-query { ${LAN}; 10/8; }; allow-transfer { 10/8; };`)}${zone("six.lan")} };
view "rest" { match-clients { any; }; recursion no; zone "sort.lan" { in-view "lan"; }; ${zone("wide.lan")} };`,
      ),
    ],
    asks: [LAN, MAC, STRANGER].flatMap((from) => [
      ...askAll(SERVER, ["one.sort.lan.", "v4.six.lan.", "wide.lan.", "none.sort.lan."], ["A", "MX"], { from }),
      ask(SERVER, "sort.lan.", "AXFR", { from, tcp: true }),
    ]),
  },
  {
    name: "bind-attach-cache",
    about: "two views with one cache, and one that has its own",
    servers: [
      dns1(
        "",
        `view "lan" { match-clients { ${LAN}; }; attach-cache "shared"; ${hint} };
view "mac" { match-clients { ${MAC}; }; attach-cache "shared"; ${hint} };
view "rest" { match-clients { any; }; ${hint} };`,
      ),
      world,
    ],
    asks: [
      ...askAll(SERVER, ["four.example.org.", "empty.example.org."], ["A"], { from: LAN }),
      ...[MAC, STRANGER].flatMap((from) =>
        askAll(SERVER, ["four.example.org.", "empty.example.org.", "both.example.org."], ["A", "AAAA"], {
          from,
          rd: false,
          waitMs: 200,
        }),
      ),
      ask(SERVER, "four.example.org.", "A", { from: MAC, waitMs: 1500 }),
      ask(SERVER, "four.example.org.", "A", { from: STRANGER }),
    ],
  },
];

const loadNames = [
  "odd_names.lan.",
  "un_der.odd_names.lan.",
  "long.lan.",
  "old.long.lan.",
  "wide.lan.",
  "ns.wide.lan.",
];
const loadSuite = (name: string, statements: string): Suite => ({
  name: `bind-zone-${name}`,
  about: `which zones load: ${statements}`,
  servers: [
    dns1(`recursion no; ${statements}`, ["odd_names.lan", "long.lan", "wide.lan"].map((text) => zone(text)).join("")),
  ],
  asks: [
    ...askAll(SERVER, loadNames, ["A", "NS"]),
    ask(SERVER, "none.wide.lan.", "SOA"),
    ask(SERVER, "none.wide.lan.", "A"),
    ask(SERVER, "wide.lan.", "SOA", { tcp: true, edns: 1232, options: "000b0000" }),
  ],
});
const loadSuites: readonly Suite[] = [
  loadSuite("plain", ""),
  loadSuite("lenient", "check-names primary warn; zero-no-soa-ttl no; tcp-advertised-timeout 120;"),
  loadSuite("bounded", "max-zone-ttl 1d; max-types-per-name 4; check-names master ignore;"),
];

/** Options that make, refuse, order or share answers. */
export const optionSuites: readonly Suite[] = [
  ...dns64Suites,
  ...denySuites,
  ...sortSuites,
  ...shareSuites,
  ...loadSuites,
];
