import { ask, askAll } from "../query.ts";
import type { Suite, SuiteServer } from "../suite.ts";
import { CLIENTS } from "../suite.ts";
import { upstream } from "./coredns-plugins.ts";
import { dualCluster } from "./dual-cluster.ts";

/** view with its expressions, loadbalance by weight, dns64 and autopath. */

const FOUR = "192.168.13.101";
const SIX = "fd13::101";
const from6 = { from: "fd13::50" } as const;
const UPSTREAM = "192.0.2.53";
const ZONE = "$TTL 60\n@ SOA ns h 1 2 3 4 30\n@ NS ns\nns A 192.0.2.1\n";

const server = (corefile: string, files: Readonly<Record<string, string>> = {}, objects?: string): SuiteServer => ({
  name: "coredns",
  kind: "coredns",
  addresses: [`${FOUR}/24`, `${SIX}/64`],
  files: { "/srv/coredns/Corefile": corefile, ...files },
  ...(objects === undefined ? {} : { objects }),
});

/** A block of `example.test` with an expression; its TXT record says which it is. */
const expressions: readonly string[] = [
  "incidr(client_ip(), '10.0.0.0/8') and type() in ['TXT', 'MX']",
  "client_ip() == '192.168.20.77' or incidr(client_ip(), '100.64.0.0/10')",
  "proto() == 'tcp' && not (name() startsWith 'plain.')",
  "do() ? bufsize() > 1400 : bufsize() == 700",
  "name() contains 'lower' and server_ip() == '::'",
  "size() > 60 or class() == 'CH'",
  "opcode() == 0 and port() != '53' and len(name()) == 18 and server_port() == '53'",
  "name() | trimSuffix('.') | hasSuffix('tail.example.test')",
  "incidr(name(), '10.0.0.0/8')",
  "type() == 'AAAA' and 'x' + 'y' == 'xy' and 2 ** 3 == 8 and 7 % 4 == 3 and 5 in 1..9",
  "metadata('a/b') != ''",
  "name() matches '^re[0-9]{2,}[.]ex' and name() not matches 'no$|re77'",
];
const views = expressions
  .map(
    (text, at) => `example.test {\n view v${at} {\n  expr ${text}\n }\n file /srv/coredns/db.${at} example.test\n}\n`,
  )
  .join("");
const viewFiles = Object.fromEntries(
  [...expressions, "test"].map((_, at) => [
    `/srv/coredns/db.${at}`,
    `${ZONE}* TXT "block ${at}"\n* A 192.0.2.${100 + at}\n`,
  ]),
);

const view: Suite = {
  name: "coredns-view",
  about: "which block of one zone answers, by expressions; a shorter zone where none does",
  servers: [
    server(
      `${views}test {\n file /srv/coredns/db.${expressions.length} test\n}\nexample.org {\n view none {\n  expr false\n }\n whoami\n}\n`,
      viewFiles,
    ),
  ],
  asks: [
    ...CLIENTS.flatMap((from) => [
      ...askAll(
        FOUR,
        ["a.example.test.", "plain.example.test.", "LOWER.example.test.", "x.tail.example.test."],
        ["TXT", "A", "MX", "AAAA"],
        { from },
      ),
      ask(FOUR, "a.example.test.", "TXT", { from, tcp: true }),
      ask(FOUR, "plain.example.test.", "TXT", { from, tcp: true }),
    ]),
    ...[512, 700, 1232, 1500].flatMap((edns) => [
      ask(FOUR, "a.example.test.", "TXT", { edns }),
      ask(FOUR, "a.example.test.", "TXT", { edns, dnssecOk: true }),
      ask(SIX, "a.example.test.", "TXT", { ...from6, edns }),
    ]),
    ask(FOUR, "a.example.test.", "TXT", { edns: 1232, options: `000c0028${"00".repeat(40)}` }),
    ask(FOUR, "a.example.test.", "TXT", { rd: false, cd: true }),
    ...askAll(
      FOUR,
      ["re12.example.test.", "re1.example.test.", "RE123.example.test.", "re77.example.test."],
      ["TXT", "A"],
    ),
    ...askAll(FOUR, ["example.test.", "www.other.test.", "x.example.org."], ["DS", "SOA", "TXT"]),
  ],
};

const weights = "many.example.test\n192.0.2.71 255\n192.0.2.72 1\n# a comment\nother.example.test.\n192.0.2.73 9\n";
const weighted: Suite = {
  name: "coredns-loadbalance",
  about: "weighted and prefer: sets and sizes, for the order is drawn",
  servers: [
    server(
      "example.test {\n loadbalance weighted /srv/coredns/weights {\n  reload 0\n }\n file /srv/coredns/db.0 example.test\n}\nprefer.test {\n loadbalance round_robin {\n  prefer 192.0.2.72/32 192.0.2.0/24\n }\n file /srv/coredns/db.0 prefer.test\n}\n",
      {
        "/srv/coredns/weights": weights,
        "/srv/coredns/db.0": `${ZONE}many A 192.0.2.71\nmany A 192.0.2.72\nmany A 192.0.2.73\nalias CNAME many\n_s._tcp SRV 1 1 1 many\n_s._tcp SRV 1 1 2 ns\nmail MX 5 many\nmail MX 7 ns\n`,
      },
    ),
  ],
  asks: ["example.test.", "prefer.test."].flatMap((zone) =>
    askAll(
      FOUR,
      ["many", "alias", "_s._tcp", "mail", "ns"].map((name) => `${name}.${zone}`),
      ["A", "AAAA", "SRV", "MX", "ANY"],
    ),
  ),
};

const translated: Suite = {
  name: "coredns-dns64",
  about: "AAAA made of A: who asks, what is there, aliases, TTLs, several blocks",
  servers: [
    server(
      `example.org {\n dns64\n forward . ${UPSTREAM}\n}\nwww.example.org {\n dns64 {\n  allow_ipv4\n  translate_all\n  prefix 2001:db8:64::/48\n }\n forward . ${UPSTREAM}\n}\nexample.test {\n dns64 {\n  allow_ipv4\n }\n cache 20\n file /srv/coredns/db.0 example.test\n}\nalone.test {\n dns64 64:ff9b::/96 {\n  allow_ipv4\n }\n file /srv/coredns/db.0 alone.test\n}\n`,
      {
        "/srv/coredns/db.0": `${ZONE}four 900 A 192.0.2.71\nboth A 192.0.2.72\nboth AAAA 2001:db8::72\nalias CNAME four\nout CNAME four.example.org.\ntext TXT here\ndangling CNAME nothing\n`,
      },
    ),
    upstream,
  ],
  asks: [
    ...askAll(
      FOUR,
      ["four", "both", "alias", "out", "text", "dangling", "nothing", "FOUR"].map((name) => `${name}.example.test.`),
      ["AAAA", "A", "ANY"],
    ),
    ...askAll(FOUR, ["four.alone.test.", "www.example.org.", "short.example.org.", "big.example.org."], ["AAAA", "A"]),
    ...askAll(
      SIX,
      [
        "www.example.org.",
        "short.example.org.",
        "big.example.org.",
        "missing.example.org.",
        "alias.example.org.",
        "nodata.example.org.",
        "Short.Example.ORG.",
        "four.alone.test.",
        "four.example.test.",
      ],
      ["AAAA", "A"],
      { ...from6, edns: 1232, dnssecOk: true },
    ),
    ask(SIX, "short.example.org.", "AAAA", { ...from6, tcp: true }),
    ask(SIX, "big.example.org.", "AAAA", { ...from6 }),
    ask(FOUR, "four.example.test.", "AAAA", { edns: 1232, options: "000a0008aabbccddeeff0011" }),
  ],
};

const POD = "100.64.0.20";
const autopathObjects = `${dualCluster}---\napiVersion: v1\nkind: Pod\nmetadata: {name: client, namespace: default}\nstatus: {phase: Running, podIP: ${POD}, podIPs: [{ip: ${POD}}]}\n`;
const searched: Suite = {
  name: "coredns-autopath",
  about: "search lists of a file and of the kubernetes plugin, tried by CoreDNS",
  servers: [
    {
      ...server(
        `cluster.local:53 . {\n autopath @kubernetes\n kubernetes cluster.local {\n  pods verified\n  ttl 30\n }\n forward . ${UPSTREAM}\n}\nexample.test {\n autopath example.test /srv/coredns/resolv\n cache 30\n file /srv/coredns/db.0 example.test\n}\n`,
        {
          "/srv/coredns/resolv": "search ns.example.test example.test\nnameserver 192.0.2.1\n",
          "/srv/coredns/db.0": `${ZONE}www A 192.0.2.71\ntext TXT here\nalias CNAME www\na.ns A 192.0.2.72\nB.ns A 192.0.2.73\n`,
        },
        autopathObjects,
      ),
      resolvConf: `nameserver ${UPSTREAM}\nsearch example.org kloud.lan\n`,
    },
    upstream,
  ],
  asks: [
    ...[
      "both",
      "www",
      "short",
      "www.example.org",
      "missing.example.org",
      "both.default",
      "kube-dns.default.svc",
      "www.missing.lan",
      "Both",
      "mx",
    ].flatMap((name) => [
      ...askAll(FOUR, [`${name}.default.svc.cluster.local.`], ["A", "AAAA", "MX"], { from: POD }),
      ask(FOUR, `${name}.default.svc.cluster.local.`, "A"),
      ask(FOUR, `${name}.svc.cluster.local.`, "A", { from: POD }),
    ]),
    ask(FOUR, "default.svc.cluster.local.", "A", { from: POD }),
    ask(FOUR, "WWW.Default.SVC.cluster.local.", "A", { from: POD, edns: 1232 }),
    ...askAll(
      FOUR,
      ["www", "text", "alias", "a", "b", "nothing", "WWW"].map((name) => `${name}.ns.example.test.`),
      ["A", "TXT"],
    ),
    ...askAll(FOUR, ["www.ns.example.test.", "nothing.ns.example.test."], ["A"], { rd: false }),
    ask(FOUR, "ns.example.test.", "A"),
    ask(FOUR, "www.example.test.", "A"),
  ],
};

export const viewSuites: readonly Suite[] = [view, weighted, translated, searched];
