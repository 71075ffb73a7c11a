import { describe, expect, it } from "vitest";
import { onBoth, options, ownNameServer, paths, statements } from "./edits.fixture.ts";
import type { Spelling } from "./spelling.fixture.ts";
import { type Change, findingsOf } from "./variation.fixture.ts";

const WITHOUT_ZONE = "kloud-lan-forwarding-without-zone";
const FORWARDING = "kloud-lan-forwarding";
const NS = "IN NS     ns.k8s1-prod.kloud.lan.";
const GLUE = "ns              IN A      198.19.0.30 ; 'glue' record";

/** All statements of both servers in one view, with more words in it. */
const inView = (text: string): readonly Change[] =>
  ["dns1", "dns2"].map((host) => [
    `kloud-lan/${host}/etc/bind/named.conf`,
    `include "/etc/bind/named.conf.options";\nview "all" {\n  match-clients { any; };\n  ${text}\n  include "/etc/bind/named.conf.local";\n  include "/etc/bind/named.conf.default-zones";\n};\n`,
  ]);
/** A view for nobody in front of the one for all, in which the zone stands as well. */
const behindAView: readonly Change[] = ["dns1", "dns2"].map((host) => [
  `kloud-lan/${host}/etc/bind/named.conf`,
  `include "/etc/bind/named.conf.options";\nview "lab" {\n  match-clients { 203.0.113.0/24; };\n  zone "lab.lan" { type forward; forwarders { 203.0.113.1; }; };\n};\nview "all" {\n  match-clients { any; };\n  include "/etc/bind/named.conf.local";\n  include "/etc/bind/named.conf.default-zones";\n};\n`,
]);
/** The name server of the delegation has its address in the parent, and no name in the child. */
const serverInParent: readonly Change[] = [
  [paths.zone, NS, "IN NS     coredns.kloud.lan."],
  [paths.zone, GLUE, "coredns.kloud.lan. IN A 198.19.0.30"],
];
const forwarding = (from: string, to: string): readonly Change[] =>
  ["dns1", "dns2"].map((host) => [`${FORWARDING}/${host}/etc/bind/named.conf.local`, from, to]);
const STUB = "    type forward;\n    forward only;\n    forwarders { 198.19.0.30; };";
const zoneBySecondary = (text: string): readonly Change[] => [
  ["kloud-lan/dns2/etc/bind/named.conf.local", "// Do any local configuration here", `\n${text}\n`],
];

const spellings: readonly Spelling[] = [
  [
    "LINT_DELEGATION_FORWARDED_AWAY",
    "forwarders of a view",
    { changes: inView("forwarders { 1.1.1.1; };") },
    ["dns1 asks its forwarders 1.1.1.1", "dns2"],
  ],
  [
    "LINT_DELEGATION_FORWARDED_AWAY",
    "an empty list in the view takes those of options back",
    { site: WITHOUT_ZONE, changes: inView("forwarders { };") },
    [],
  ],
  [
    "LINT_DELEGATION_FORWARDED_AWAY",
    "forwarders of the parent zone itself",
    {
      changes: [
        ["kloud-lan/dns1/etc/bind/named.conf.local", "type primary;", "type primary; forwarders { 1.1.1.1; };"],
      ],
    },
    ["dns1 asks its forwarders 1.1.1.1"],
  ],
  [
    "LINT_DELEGATION_FORWARDED_AWAY",
    "a forward zone of the domain above",
    { changes: statements('zone "lan" { type forward; forwarders { 1.0.0.1; }; };') },
    ["dns1 asks its forwarders 1.0.0.1", "dns2"],
  ],
  [
    "LINT_DELEGATION_FORWARDED_AWAY",
    "forwarders that the site has no machine for",
    { changes: options("forwarders { 9.9.9.9; };") },
    ["depends on what they say, who know nothing of it", "dns2"],
  ],
  [
    "LINT_DELEGATION_FORWARDED_AWAY",
    "a name server outside of the delegated zone",
    { changes: [...options("forwarders { 1.1.1.1; };"), ...serverInParent] },
    ["198.19.0.30, to whom the zone delegates", "dns2"],
  ],
  [
    "LINT_DELEGATION_FORWARDED_AWAY",
    "CoreDNS itself is the forwarder",
    { changes: options("forwarders { 198.19.0.30; };") },
    [],
  ],
  ["LINT_DELEGATION_FORWARDED_AWAY", "nobody is forwarded to", {}, []],
  [
    "LINT_FORWARD_ZONE_INERT",
    "the zone stands in a view",
    { site: FORWARDING, changes: [...inView(""), [paths.zone, `@               ${NS}`, ""]] },
    ["dns1 answers below k8s1-prod.kloud.lan. from its own zone kloud.lan.", "dns2"],
  ],
  [
    "LINT_FORWARD_ZONE_INERT",
    "the delegation is written with capitals, and relative",
    {
      site: FORWARDING,
      changes: [
        [paths.zone, "$ORIGIN k8s1-prod.kloud.lan.", "$ORIGIN K8S1-PROD.KLOUD.LAN."],
        [paths.zone, NS, "IN NS NS"],
      ],
    },
    [],
  ],
  [
    "LINT_FORWARD_ZONE_INERT",
    "a copy whose primary is no machine of the site",
    {
      changes: zoneBySecondary(
        'zone "corp.lan" { type secondary; primaries { 203.0.113.5; }; };\nzone "k8s.corp.lan" { type forward; forwarders { 198.19.0.30; }; };',
      ),
    },
    [],
  ],
  [
    "LINT_FORWARD_ZONE_INERT",
    "a forward zone that lies below no local one",
    { changes: statements('zone "example.net" { type forward; forwarders { 1.1.1.1; }; };') },
    [],
  ],
  [
    "LINT_STATIC_STUB_FORWARDED_AWAY",
    "server-names",
    {
      site: FORWARDING,
      changes: [
        ...forwarding(STUB, '    type static-stub;\n    server-names { "dns.kloud.lan"; };'),
        [paths.zone, "dns     IN A    192.168.13.10 ; VRRP", "dns     IN A    198.19.0.30"],
      ],
    },
    ["dns1 asks its forwarders 1.1.1.1, 1.0.0.1 for k8s1-prod.kloud.lan., not 198.19.0.30.", "dns2"],
  ],
  [
    "LINT_STATIC_STUB_FORWARDED_AWAY",
    "without global forwarders",
    { changes: statements('zone "k8s1-prod.kloud.lan" { type static-stub; server-addresses { 198.19.0.30; }; };') },
    [],
  ],
  [
    "LINT_NAME_SERVERS_DIFFER",
    "capitals alone",
    { changes: [...ownNameServer, [paths.zone, "ns1.dns.k8s1-prod.kloud.lan.", "NS1.DNS.k8s1-prod.kloud.lan."]] },
    [],
  ],
  [
    "LINT_NAME_SERVERS_DIFFER",
    "a name server in the parent",
    { changes: serverInParent },
    ["delegated to coredns.kloud.lan.; 198.19.0.30 itself names ns1.dns.k8s1-prod.kloud.lan.: it works"],
  ],
  [
    "LINT_NAME_SERVER_DENIED_BY_ZONE",
    "in a view behind another",
    { changes: behindAView },
    ["dns1 loses k8s1-prod.kloud.lan.", "dns2"],
  ],
  [
    "LINT_NAME_SERVER_DENIED_BY_ZONE",
    "a name server in the parent is denied by nobody",
    { changes: serverInParent },
    [],
  ],
  [
    "LINT_NAME_SERVER_DENIED_BY_ZONE",
    "one of two has a name in the zone, and it is enough",
    {
      changes: [
        [paths.zone, `@               ${NS}`, `@               ${NS}\n@ IN NS ns1.dns\nns1.dns IN A 198.19.0.30`],
      ],
    },
    [],
  ],
  [
    "LINT_NAME_SERVER_DENIED_BY_ZONE",
    "a relative name with capitals",
    { changes: [[paths.zone, NS, "IN NS NS"]] },
    ["dns1 loses", "dns2 loses"],
  ],
  [
    "LINT_QUERY_SOURCE_COMES_AND_GOES",
    "in a view, with a port",
    { changes: inView("query-source 192.168.13.10 port *;") },
    ["dns1 asks others from 192.168.13.10", "dns2"],
  ],
  ["LINT_QUERY_SOURCE_COMES_AND_GOES", "any address", { changes: options("query-source address * port *;") }, []],
  [
    "LINT_QUERY_SOURCE_COMES_AND_GOES",
    "of IPv6",
    { changes: options("query-source-v6 address 2001:db8::10;") },
    ["dns1 asks others from 2001:db8::10, which is not its own (nobody holds it)", "dns2"],
  ],
  [
    "LINT_PAIR_ANSWERS_DIFFER",
    "a zone that one of the two alone has",
    {
      changes: [
        [
          "kloud-lan/dns1/etc/bind/named.conf.local",
          "// Do any local configuration here",
          '\nzone "corp.lan" { type primary; file "/etc/bind/db.local"; };\n',
        ],
      ],
    },
    ["corp.lan. SOA is"],
  ],
  ["LINT_PAIR_ANSWERS_DIFFER", "the same zones in a view", { changes: inView("") }, []],
  [
    "LINT_PRIVATE_NAMES_NEED_THE_ROOT",
    "nothing is said, so it is auto",
    { changes: onBoth("named.conf.options", "dnssec-validation auto;", "") },
    ["dns1 validates", "dns2 validates"],
  ],
  [
    "LINT_PRIVATE_NAMES_NEED_THE_ROOT",
    "except in a view",
    { changes: inView('validate-except { "kloud.lan"; };') },
    [],
  ],
  [
    "LINT_PRIVATE_NAMES_NEED_THE_ROOT",
    "except another domain",
    { changes: options('validate-except { "corp"; };') },
    ["dns1 validates", "dns2 validates"],
  ],
  ["LINT_REVERSE_NAMES_EMPTY", "no empty zones in the view", { changes: inView("empty-zones-enable no;") }, []],
  [
    "LINT_REVERSE_NAMES_EMPTY",
    "another one is disabled",
    { changes: options('disable-empty-zone "10.in-addr.arpa";') },
    ["dns1 denies the reverse names of 100.64.2.20", "dns2"],
  ],
  [
    "LINT_SECONDARY_OF_EXTERNAL_ZONE",
    "the old words",
    { changes: zoneBySecondary('zone "k8s1-prod.kloud.lan" { type slave; masters port 53 { 198.19.0.30; }; };') },
    ["dns2 copies k8s1-prod.kloud.lan."],
  ],
  [
    "LINT_SECONDARY_OF_EXTERNAL_ZONE",
    "a list with a name",
    {
      changes: zoneBySecondary(
        'primaries k8s { 198.19.0.30; };\nzone "K8S1-prod.kloud.lan." { type secondary; primaries { k8s; }; };',
      ),
    },
    ["dns2 copies"],
  ],
  [
    "LINT_SECONDARY_OF_EXTERNAL_ZONE",
    "site.yaml does not name the zone",
    {
      changes: [
        [paths.site, "    externalDomains: [k8s1-prod.kloud.lan]\n", ""],
        ...zoneBySecondary('zone "k8s1-prod.kloud.lan" { type secondary; primaries { 198.19.0.30; }; };'),
      ],
    },
    ["dns2 copies"],
  ],
  [
    "LINT_SECONDARY_OF_EXTERNAL_ZONE",
    "a copy of another server",
    { changes: zoneBySecondary('zone "x.kloud.lan" { type secondary; primaries { 192.168.13.11; }; };') },
    [],
  ],
  [
    "LINT_FORWARD_ZONE_BELOW_APEX",
    "in a view",
    {
      site: FORWARDING,
      changes: [...inView(""), ...forwarding('zone "k8s1-prod.kloud.lan"', 'zone "linkerd-viz.k8s1-prod.kloud.lan"')],
    },
    ["lies above the forward zone linkerd-viz.k8s1-prod.kloud.lan.", "dns2"],
  ],
  [
    "LINT_ACL_REFUSES_NAME_SERVER",
    "a static-stub zone leads there too",
    {
      site: FORWARDING,
      changes: [
        ...forwarding(STUB, "    type static-stub;\n    server-addresses { 198.19.0.30; };\n    forwarders { };"),
        [paths.dnsService, "externalTrafficPolicy: Local", "externalTrafficPolicy: Cluster"],
      ],
    },
    ["dns1 is refused", "dns2 is refused"],
  ],
];

describe("BIND, written otherwise", () => {
  it.each(spellings)("%s: %s", (code, _what, site, found) => {
    const messages = findingsOf(site, code).map(({ message }) => message);
    expect(messages).toHaveLength(found.length);
    for (const [at, words] of found.entries()) expect(messages[at]).toContain(words);
  });
});
