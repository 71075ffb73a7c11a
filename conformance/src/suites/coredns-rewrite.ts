import { ask, askAll, type QueryOptions } from "../query.ts";
import type { Ask, Suite } from "../suite.ts";
import { coredns } from "./coredns-names.ts";
import { upstream } from "./coredns-plugins.ts";

const SERVER = "192.168.13.40";
const UPSTREAM = "192.0.2.53";
const LOCAL = 0xff_ee;

/** The name that all rules lead to, with records of every type that a rule can look into. */
const target = `$TTL 60
@ SOA ns hm 3 3600 600 86400 30
@ NS ns.target.test.
ns A 192.0.2.1
www A 192.0.2.2
www AAAA 2001:db8::2
www TXT "www"
mx MX 5 www
srv SRV 1 2 3 www
ptr PTR www
alias CNAME www
alias2 CNAME alias
cn CNAME old.target.test.
cn2 CNAME cn
cnout CNAME old.other.test.
old A 192.0.2.3
new A 192.0.2.4
x.deep A 192.0.2.5
naptr NAPTR 1 2 "s" "x" "" www
dn DNAME www.target.test.
ttl1 1 A 192.0.2.6
ttl9 900 A 192.0.2.7
p-a A 192.0.2.8
svc.default.svc A 192.0.2.9
cloop CNAME cloop2
cloop2 CNAME end
end A 192.0.2.10
big TXT "${"x".repeat(200)}" "${"y".repeat(200)}" "${"z".repeat(200)}"
`;

interface RuleBlock {
  readonly zone: string;
  readonly rules: readonly string[];
  /** What stands behind; the target's zone by default. */
  readonly more?: string;
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly options?: QueryOptions;
}

const all = ["A", "AAAA", "MX", "SRV", "NS", "SOA", "CNAME", "PTR", "TXT"];
const blocks: readonly RuleBlock[] = [
  {
    zone: "exact.test",
    rules: [
      "name a.exact.test www.target.test",
      "name exact B.Exact.Test mx.target.test",
      "name exact s.exact.test srv.target.test",
      "name p.exact.test ptr.target.test",
      "name n.exact.test target.test",
      "name l.exact.test alias2.target.test",
      "name d.exact.test q.dn.target.test",
      "name g.exact.test gone.target.test",
    ],
    names: ["a", "A", "b", "s", "p", "n", "l", "d", "g", "other"],
    types: all,
  },
  {
    zone: "suffix.test",
    rules: ["name suffix .suffix.test .target.test"],
    names: ["www", "mx", "alias", "gone", "Www"],
    types: ["A", "MX", "CNAME", "SOA"],
  },
  {
    zone: "auto.test",
    rules: ["name suffix .auto.test .target.test answer auto"],
    names: ["www", "mx", "srv", "alias2", "gone", "naptr", "q.dn"],
    types: ["A", "MX", "SRV", "SOA", "NAPTR", "NS"],
  },
  {
    zone: "prefix.test",
    rules: ["name prefix p- q-", "name prefix r. p-a.target.test. answer auto", "name prefix www. www."],
    names: ["p-x", "r", "www", "x"],
    types: ["A"],
    more: "whoami",
  },
  {
    zone: "sub.test",
    rules: ["name substring sub.test target.test answer auto", "name substring .sub. .x."],
    names: ["www", "mx"],
    types: ["A", "MX"],
  },
  {
    zone: "sub2.test",
    rules: ["name substring sub2 target", "name substring sub2.test. target.test."],
    names: ["www", "www.sub2.test"],
    types: ["A"],
  },
  {
    zone: "regex.test",
    rules: [
      "name regex (.*)-(.*)\\.regex\\.test {2}.{1}.target.test",
      "name regex ^alone\\.regex\\.test\\.$ www.target.test answer auto",
      "stop name regex (x+)\\.regex\\.test www.target.test answer name (.*)\\.target\\.test {1}.regex.test answer value (.*)\\.target\\.test {1}.v.test",
    ],
    names: ["deep-x", "alone", "xx", "xxxmx", "zz"],
    types: ["A", "MX", "SOA"],
  },
  {
    zone: "values.test",
    rules: [
      "name regex (.*)\\.values\\.test {1}.target.test answer name (.*)\\.target\\.test\\. {1}.values.test. value (.*)\\.target\\.test\\. {1}.values.test.",
    ],
    names: ["www", "mx", "srv", "alias2", "ptr", "naptr", "gone"],
    types: ["A", "MX", "SRV", "PTR", "NAPTR", "NS"],
  },
  { zone: "swap.test", rules: ["name regex (.*)(\\.swap)\\.test {0}{1}..target.test"], names: ["a"], types: ["A"] },
  {
    zone: "meta.test",
    rules: ["name regex (.*)\\.meta\\.test {1}.target.test metadata answer auto"],
    names: ["www", "gone"],
    types: ["A", "MX"],
  },
  {
    zone: "type.test",
    rules: ["type ANY HINFO", "type aaaa A", "continue type TXT A", "name suffix .type.test .target.test answer auto"],
    names: ["www", "ptr"],
    types: ["ANY", "AAAA", "TXT", "A"],
  },
  {
    zone: "continue.test",
    rules: ["continue type AAAA A", "continue name suffix .continue.test .target.test"],
    names: ["www", "gone"],
    types: ["A", "AAAA"],
  },
  {
    zone: "chain.test",
    rules: [
      "continue name suffix .chain.test .link.test answer auto",
      "continue name suffix .link.test .target.test answer auto",
      "continue ttl www.target.test 7",
    ],
    names: ["www", "mx", "gone"],
    types: ["A", "MX"],
  },
  {
    zone: "ttl.test",
    rules: [
      "continue ttl suffix .ttl.test. 30-300",
      "continue ttl prefix exact. 5",
      "continue ttl regex ^re 77",
      "continue ttl substring sub- 3",
      "name suffix .ttl.test .target.test answer auto",
    ],
    names: ["ttl1", "ttl9", "www", "gone", "exact.www"],
    types: ["A", "MX"],
  },
  {
    zone: "ttl2.test",
    rules: ["ttl ttl2.test -20", "ttl www.ttl2.test 100-"],
    names: ["www", "@", "x"],
    types: ["A", "TXT"],
    more: "template",
    options: { edns: 1232, dnssecOk: true },
  },
  {
    zone: "rcode.test",
    rules: [
      "continue rcode suffix .rcode.test. NXDOMAIN NOERROR",
      "continue rcode regex (^refuse) SERVFAIL 3",
      "continue rcode none.rcode.test NOERROR REFUSED",
      "name suffix .rcode.test .target.test answer auto",
    ],
    names: ["www", "gone", "refuse.gone", "none"],
    types: ["A", "MX"],
  },
  {
    zone: "rcode2.test",
    rules: ["rcode regex .* SERVFAIL NXDOMAIN"],
    names: ["www"],
    types: ["A", "MX"],
    more: "nothing",
  },
  {
    zone: "rcode3.test",
    rules: ["rcode rcode3.test REFUSED FORMERR", "rcode regex .* REFUSED NOTIMP"],
    names: ["www", "@"],
    types: ["A"],
    more: "acl",
  },
  {
    zone: "cname.test",
    rules: [
      "continue cname old.target.test. new.target.test.",
      "continue cname suffix .other.test. .target.test.",
      "continue cname regex (.*)loop2\\.target\\.test\\. end.target.test.",
      "name suffix .cname.test .target.test answer auto",
    ],
    names: ["cn", "cn2", "cnout", "cloop", "www", "alias2"],
    types: ["A", "TXT", "CNAME", "MX"],
  },
  {
    zone: "class.test",
    rules: ["class CH IN", "name suffix .class.test .target.test answer auto"],
    names: ["www"],
    types: ["A"],
    options: { class: "CH" },
  },
  {
    zone: "bad.test",
    rules: ["name regex (.*)\\.bad\\.test {1}..target.test", "name exact long.bad.test www.target.test"],
    names: ["www", "long"],
    types: ["A"],
  },
  {
    zone: "brace.test",
    rules: ["stop {\n  name regex (.*)\\.brace\\.test {1}.target.test\n  answer auto\n }"],
    names: ["www", "mx"],
    types: ["A", "MX"],
  },
  {
    zone: "cached.test",
    rules: ["name suffix .cached.test .target.test answer auto"],
    names: ["www", "www", "alias2", "alias2", "gone", "gone"],
    types: ["A", "MX"],
    more: "cache",
  },
];

function behind(more: string | undefined): string {
  switch (more) {
    case "whoami":
      return " whoami\n";
    case "nothing":
      return " acl {\n  allow\n }\n";
    case "acl":
      return " acl {\n  block\n }\n";
    case "template":
      return ' template IN A {\n  answer "{{ .Name }} 50 IN A 192.0.2.40"\n  ederror 5 why\n }\n';
    case "cache":
      return " cache 30\n file /srv/coredns/db.target target.test\n";
    default:
      return " file /srv/coredns/db.target target.test\n";
  }
}

const corefile = blocks
  .map(({ zone, rules, more }) => `${zone} {\n${rules.map((rule) => ` rewrite ${rule}\n`).join("")}${behind(more)}}\n`)
  .join("");

function asksOf({ zone, names, types, options = {} }: RuleBlock): readonly Ask[] {
  const full = names.map((name) => (name === "@" ? `${zone}.` : `${name}.${zone}.`));
  return askAll(SERVER, full, types, options);
}

const ednsRules = [
  `edns0 local set 0x${LOCAL.toString(16)} 0xabcd revert`,
  "continue edns0 nsid set",
  "continue edns0 local append 0xffed text",
  "continue edns0 local replace 0xffec 0x01",
  "continue edns0 local unset 0xffeb",
  "continue edns0 local set 0xffea {qname}",
  "continue edns0 local set 0xffe9 {client_ip}",
  "continue edns0 local set 0xffe8 {protocol}",
  "continue edns0 subnet set 24 56",
];
const options = (...pairs: readonly (readonly [number, string])[]): string =>
  pairs
    .map(([code, data]) => code.toString(16).padStart(4, "0") + (data.length / 2).toString(16).padStart(4, "0") + data)
    .join("");
const clients: readonly QueryOptions[] = [
  {},
  { edns: 1232 },
  { edns: 600, dnssecOk: true, options: options([3, ""], [0xff_ee, "11"], [0xff_ec, "22"], [0xff_eb, "33"]) },
  { edns: 4096, options: options([8, "00011000c0a8"], [0xff_ea, "55"], [0xff_ed, "66"], [65_000, "77"]) },
  { edns: 1232, tcp: true },
];

const templates = `ip.test {
 template IN A ip.test {
  match "^ip-(?P<a>[0-9]*)-(?P<b>[0-9]*)-(?P<c>[0-9]*)-(?P<d>[0-9]*)[.]ip[.]test[.]$"
  match ^(o)(p)?(?P<n>[.])ip
  answer "{{ .Name }} 60 IN A {{ .Group.a }}.{{ .Group.b }}.{{ .Group.c }}.{{ .Group.d }}"
  additional "txt.{{ .Zone }} TXT {{ .Class }}/{{ .Type }}/{{ .Remote }}/{{ .Question.Name }}"
  authority "{{ .Zone }} 9 NS ns.{{- .Zone }}"
  fallthrough more.ip.test
 }
 template ANY ANY {
  match (x+)[.](.*)[.]test
  answer "{{ .Name }} TXT {{ index .Match 1 }} {{ index .Group \\"2\\" }} {{ .Group.nosuch }}"
 }
}
codes.test {
 template IN A nx.codes.test {
  rcode NXDOMAIN
  authority "{{ .Zone }} 60 IN SOA ns.{{ .Zone }} hm.{{ .Zone }} 1 2 3 4 5"
 }
 template IN A refused.codes.test {
  rcode REFUSED
 }
 template IN A fail.codes.test {
  rcode SERVFAIL
 }
 template IN A ede.codes.test {
  answer "{{ .Name }} A 192.0.2.1"
  ederror 21 "not supported"
 }
 template IN A out.codes.test {
  answer "{{ .Name }} A {{ index .Match 7 }}"
 }
 template IN A bad.codes.test {
  answer "{{ .Name }} A nonsense"
 }
 template IN A alias.codes.test {
  answer "{{ .Name }} CNAME ip-192-0-2-9.ip.test."
  answer "{{ .Name }} CNAME gone.nowhere."
 }
 template CH TXT codes.test {
  answer "{{ .Name }} 0 CH TXT chaos"
 }
 whoami
}
`;

export const rewriteSuites: readonly Suite[] = [
  {
    name: "coredns-template",
    about: "templates with groups, sections, rcodes, aliases and what goes wrong with them",
    servers: [coredns(templates)],
    asks: [
      ...askAll(
        SERVER,
        [
          "ip-192-0-2-7.ip.test.",
          "IP-1-2-3-4.IP.test.",
          "ip-1-2-3-444.ip.test.",
          "op.ip.test.",
          "o.ip.test.",
          "z.ip.test.",
          "z.more.ip.test.",
          "xx.more.ip.test.",
          "xx.ip.test.",
        ],
        ["A", "AAAA", "TXT", "ANY"],
      ),
      ...["nx", "refused", "fail", "ede", "out", "bad", "alias", "other"].flatMap((label) => [
        ...askAll(SERVER, [`${label}.codes.test.`, `x.${label}.codes.test.`], ["A", "TXT"]),
        ask(SERVER, `${label}.codes.test.`, "A", { edns: 1232 }),
      ]),
    ],
  },
  {
    name: "coredns-rewrite",
    about: "rewrite rules of every kind over a zone file, template, acl and cache",
    servers: [coredns(corefile, { "/srv/coredns/db.target": target })],
    asks: [
      ...blocks.flatMap(asksOf),
      ...askAll(SERVER, ["www.auto.test.", "gone.auto.test.", "www.chain.test."], ["A"], {
        edns: 1232,
        dnssecOk: true,
        cd: true,
      }),
      ask(SERVER, "big.auto.test.", "TXT"),
      ask(SERVER, "big.auto.test.", "TXT", { tcp: true }),
      ask(SERVER, "www.auto.test.", "A", { opcode: 4, timeoutMs: 400 }),
    ],
  },
  {
    name: "coredns-rewrite-edns",
    about: "edns0 rules in front of a server that shows its question, and of an upstream",
    servers: [
      coredns(
        `e0.test {\n${ednsRules
          .slice(1)
          .map((rule) => ` rewrite ${rule}\n`)
          .join("")} whoami\n}
e1.test {\n rewrite ${ednsRules[0]}\n whoami\n}
e2.test {\n rewrite edns0 nsid append\n nsid mine\n whoami\n}
e3.test {\n rewrite edns0 local replace 0xff00 x\n acl {\n  block\n }\n}
e4.test {\n whoami\n}
example.org {\n rewrite edns0 subnet set 24 56 revert\n rewrite continue edns0 nsid unset\n forward . ${UPSTREAM}\n}
`,
      ),
      upstream,
    ],
    asks: clients.flatMap((each) => [
      ...["e0", "e1", "e2", "e3", "e4"].map((zone) => ask(SERVER, `x.${zone}.test.`, "A", each)),
      ask(SERVER, "www.example.org.", "A", each),
      ask(SERVER, "big.example.org.", "A", each),
    ]),
  },
  {
    name: "coredns-rewrite-around",
    about: "plugins that change one and the same question: dns64 before rewrite, header behind it, nsid before both",
    servers: [
      coredns(
        `d0.test {
 dns64 {
  allow_ipv4
 }
 nsid mine
 rewrite continue edns0 nsid append
 rewrite name exact a.d0.test www.target.test
 rewrite continue name suffix .c.d0.test .target.test
 rewrite name suffix .s.d0.test .target.test
 rewrite name suffix .n.d0.test .target.test answer auto
 rewrite type MX A
 file /srv/coredns/db.target target.test
 file /srv/coredns/db.target d0.test
}
target.test {
 file /srv/coredns/db.target
}
h0.test {
 header {
  query clear rd
  response set ra
 }
 rewrite name exact a.h0.test www.target.test
 rewrite name exact gone.h0.test x.refused.test
 rewrite continue type TXT A
 file /srv/coredns/db.target target.test
}
h1.test {
 header {
  query clear rd
 }
 rewrite ttl regex (.*) 7
 rewrite continue class CH IN
 whoami
}
h2.test {
 header {
  query clear rd
 }
 rewrite rcode regex (.*) SERVFAIL NXDOMAIN
}
h3.test {
 cache
 header {
  query clear rd
 }
}
h4.test {
 cache other.test
 header {
  query clear rd
 }
}
`,
        { "/srv/coredns/db.target": target },
      ),
    ],
    asks: clients.flatMap((each) => [
      ...["a", "www.c", "v.c", "old.c", "old.s", "old.n", "ns.n", "mx.n", "gone.n", "old", "www", "none", "A"].flatMap(
        (name) => [ask(SERVER, `${name}.d0.test.`, "AAAA", each), ask(SERVER, `${name}.d0.test.`, "A", each)],
      ),
      ask(SERVER, "old.c.d0.test.", "MX", each),
      ...["a", "gone", "x"].flatMap((name) => askAll(SERVER, [`${name}.h0.test.`], ["A", "TXT"], each)),
      ...askAll(SERVER, ["x.h1.test.", "x.h2.test.", "x.h3.test.", "x.h4.test."], ["A", "TXT"], each),
    ]),
  },
];
