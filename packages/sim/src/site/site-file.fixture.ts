/** A site in which every key stands. */
export const wholeSite = `version: 1
networks: { lan: 192.168.13.0/24, six: "2001:db8:13::/64" }
hosts:
  dns1:
    addresses: [192.168.13.11, "2001:db8:13::11", 10.9.0.11/30]
    routes: { default: 192.168.13.1, 198.19.0.0/16: [192.168.13.91, 192.168.13.92], "2001:db8::/32": "2001:db8:13::1" }
    forwards: false
    firewall:
      - { action: drop, from: 192.168.20.0/24, to: 192.168.13.11, protocol: udp, port: 53 }
      - { action: reject }
    bgp: { asn: 65000, neighbours: [192.168.13.31] }
    bind: { version: "9.20", config: dns1/etc/bind/named.conf }
    keepalived: { version: "2.2.7", config: dns1/etc/keepalived/keepalived.conf, scripts: { chk_named: fail }, interfaces: { eth0: lan, eth1: six } }
    resolver: systemd-resolved
    nameservers: [192.168.13.10, 192.168.13.12]
    search: [kloud.lan, LAN.]
  bare: { addresses: 192.168.13.50 }
clusters:
  k8s1:
    objects: [../shared/cluster/, cluster/extra.yaml]
    coredns:
      version: "1.11.4"
      files: coredns/
      corefile: coredns/Corefile
      resolvConf: { nameservers: 192.168.13.10, search: [kloud.lan], resolver: glibc }
    clusterDomain: k8s.kloud.lan
    externalDomains: [k8s1-prod.kloud.lan, k8s1.example.]
    podCidrs: [100.64.0.0/16]
    serviceCidrs: 198.18.0.0/16
    network: lan
    routes: { default: 192.168.13.1 }
    resolvConf: { nameservers: [192.168.13.12] }
    dataPath: { kind: cilium, routing: native, mode: hybrid, masquerade: false, healthChecks: kube-proxy }
trust: { ".": unreachable, lan.: insecure, example.com: bogus, example.: secure }
expect:
  - { from: bare, ask: web.k8s1-prod.kloud.lan, answers: [198.19.0.5] }
  - { from: bare, ask: "cluster.local AXFR", server: dns1, rcode: REFUSED }
  - { from: bare, ask: kloud.lan soa, server: 192.168.13.11, transport: tcp, silence: timeout }
`;

const host = (keys: string): string => `version: 1\nhosts:\n  a: { addresses: [192.0.2.1], ${keys} }\n`;

/** A name for it, the file, and everything that is said about it as `line:column CODE message (hint)`; `: ` at the end: and so on. */
export const faultySites: readonly (readonly [string, string, readonly string[]])[] = [
  ["an empty file", "", ["1:1 SITE_MISSING_KEY The file is empty."]],
  ["a comment alone", "# later\n", ["1:1 SITE_MISSING_KEY The file is empty."]],
  [
    "a list",
    "- version: 1\n",
    ["1:1 SITE_WRONG_TYPE Expected a map.", '1:1 SITE_MISSING_KEY The key "version" is missing.'],
  ],
  ["no version", "networks: {}\n", ['1:1 SITE_MISSING_KEY The key "version" is missing.']],
  ["another version", "version: 2\n", ["1:10 SITE_UNKNOWN_VERSION This splithorizon reads version 1 alone."]],
  ["a version as text", 'version: "1"\n', ["1:10 SITE_WRONG_TYPE Expected a whole number from 0 to 9007199254740991."]],
  [
    "a second document",
    "version: 1\n---\nversion: 1\n",
    ["3:1 SITE_WRONG_TYPE A site is one document; nothing behind it is read."],
  ],
  [
    "a link-local address that is none",
    host("keepalived: { config: k.conf, linkLocals: { eth0: 'fd00::1' } }"),
    ["3:82 SITE_BAD_ADDRESS fd00::1 is no link-local address (fe80::/10)."],
  ],
  ["a misspelt key", "version: 1\nhost: {}\n", ['2:1 SITE_UNKNOWN_KEY Unknown key "host". (Did you mean "hosts"?)']],
  ["a text for hosts", "version: 1\nhosts: dns1\n", ["2:8 SITE_WRONG_TYPE Expected a map."]],
  ["a list for networks", "version: 1\nnetworks: [192.0.2.0/24]\n", ["2:11 SITE_WRONG_TYPE Expected a map."]],
  [
    "a network with host bits",
    "version: 1\nnetworks: { lan: 192.168.13.1/24 }\n",
    ['2:18 SITE_BAD_ADDRESS "192.168.13.1/24" has bits set beyond its length: 192.168.13.0/24?'],
  ],
  [
    "a network that is none",
    "version: 1\nnetworks: { lan: kloud.lan }\n",
    ['2:18 SITE_BAD_ADDRESS "kloud.lan" is not a block of addresses.'],
  ],
  [
    "a host without addresses",
    "version: 1\nhosts: { a: {} }\n",
    ['2:13 SITE_MISSING_KEY The key "addresses" is missing.'],
  ],
  ["a host that is null", "version: 1\nhosts:\n  a:\n", ['3:5 SITE_MISSING_KEY The key "addresses" is missing.']],
  [
    "an address that is none",
    "version: 1\nhosts: { a: { addresses: [192.0.2.300, 010.0.0.1] } }\n",
    [
      '2:27 SITE_BAD_ADDRESS "192.0.2.300" is not an IP address.',
      '2:40 SITE_BAD_ADDRESS "010.0.0.1" is not an IP address.',
    ],
  ],
  [
    "a number for an address",
    "version: 1\nhosts: { a: { addresses: 10.1 } }\n",
    ["2:26 SITE_WRONG_TYPE Expected a string; a number or a date may need quotes."],
  ],
  [
    "a host's unknown key",
    host("nameserver: 192.0.2.53"),
    ['3:32 SITE_UNKNOWN_KEY Unknown key "nameserver". (Did you mean "nameservers"?)'],
  ],
  [
    "a route to nowhere",
    host("routes: { lan: 192.0.2.9 }"),
    ['3:47 SITE_BAD_ADDRESS "lan" is neither "default" nor a block of addresses.'],
  ],
  ["a route through a name", host("routes: { default: gw }"), ['3:51 SITE_BAD_ADDRESS "gw" is not an IP address.']],
  ["a list of routes", host("routes: [default]"), ["3:40 SITE_WRONG_TYPE Expected a map."]],
  ["yes for true", host("forwards: yes"), ["3:42 SITE_WRONG_TYPE Expected true or false."]],
  [
    "a rule without action",
    host("firewall: [{ from: 192.0.2.0/24 }]"),
    ['3:43 SITE_MISSING_KEY The key "action" is missing.'],
  ],
  [
    "an unknown action",
    host("firewall: [{ action: deny }]"),
    ['3:53 SITE_UNKNOWN_WORD "deny" is not known here. (It takes accept, drop, reject.)'],
  ],
  [
    "a port that is none",
    host("firewall: [{ action: drop, port: 70000 }]"),
    ["3:65 SITE_WRONG_TYPE Expected a whole number from 0 to 65535."],
  ],
  [
    "half a number",
    host("firewall: [{ action: drop, port: 5.3 }]"),
    ["3:65 SITE_WRONG_TYPE Expected a whole number from 0 to 65535."],
  ],
  [
    "BGP without anything",
    host("bgp: {}"),
    ['3:37 SITE_MISSING_KEY The key "asn" is missing.', '3:37 SITE_MISSING_KEY The key "neighbours" is missing.'],
  ],
  [
    "AS number 0",
    host("bgp: { asn: 0, neighbours: [] }"),
    ["3:44 SITE_WRONG_TYPE Expected a whole number from 1 to 4294967295."],
  ],
  [
    "a hold time that RFC 4271 does not have, and a word for graceful restart that nobody has",
    host("bgp: { asn: 1, neighbours: [], holdTimeSeconds: 2, gracefulRestart: helper, port: 0 }"),
    [
      "3:114 SITE_WRONG_TYPE Expected a whole number from 1 to 65535.",
      "3:80 SITE_WRONG_TYPE A hold time is 0, or from 3 to 65535 seconds.",
      '3:100 SITE_UNKNOWN_WORD "helper" is not known here. (It takes rfc8538, rfc4724, none, no-end-of-rib.)',
    ],
  ],
  [
    "a BIND that is not known",
    host('bind: { version: "9.16", config: a/etc/named.conf }'),
    ['3:49 SITE_UNKNOWN_VERSION "9.16" is not known here. (Did you mean "9.18"?)'],
  ],
  [
    "a version that YAML takes for a number",
    host("bind: { version: 9.18, config: a/etc/named.conf }"),
    ["3:49 SITE_WRONG_TYPE Expected a string; a number or a date may need quotes."],
  ],
  ["BIND without a file", host('bind: { version: "9.18" }'), ['3:38 SITE_MISSING_KEY The key "config" is missing.']],
  [
    "a file outside the host's folders",
    host("files: b, bind: { version: '9.18', config: a/named.conf }"),
    ["3:75 SITE_FILE_MISSING /site/a/named.conf is in none of the host's folders."],
  ],
  [
    "a keepalived that is not known",
    host('keepalived: { version: "2.3.1", config: a/etc/k.conf }'),
    ['3:55 SITE_UNKNOWN_VERSION "2.3.1" is not known here. (It takes 2.2.7.)'],
  ],
  [
    "a script that is neither",
    host("keepalived: { config: a/etc/k.conf, scripts: { chk: okay } }"),
    ['3:84 SITE_UNKNOWN_WORD "okay" is not known here. (It takes ok, fail, named.)'],
  ],
  [
    "an unknown resolver",
    host("resolver: dnsmasq"),
    ['3:42 SITE_UNKNOWN_WORD "dnsmasq" is not known here. (It takes glibc, systemd-resolved.)'],
  ],
  [
    "a search that is no name",
    host("nameservers: 192.0.2.53, search: [a..b]"),
    ['3:66 SITE_BAD_NAME "a..b" is not a domain name: empty label.'],
  ],
  [
    "an unknown CoreDNS",
    'version: 1\nclusters: { k: { coredns: { version: "0.9" } } }\n',
    ["2:38 SITE_UNKNOWN_VERSION CoreDNS 0.9 is not known. (Known: "],
  ],
  [
    "a data path that is none",
    "version: 1\nclusters: { k: { dataPath: { kind: calico } } }\n",
    ['2:36 SITE_UNKNOWN_WORD "calico" is not known here. (It takes cilium, kube-proxy.)'],
  ],
  [
    "trust that is none",
    "version: 1\ntrust: { lan.: signed, a..b: secure }\n",
    [
      '2:16 SITE_UNKNOWN_WORD "signed" is not known here. (It takes secure, insecure, bogus.)',
      '2:30 SITE_BAD_NAME "a..b" is not a domain name: empty label.',
    ],
  ],
  [
    "an expectation of nobody",
    "version: 1\nexpect: [{ ask: kloud.lan }]\n",
    ['2:10 SITE_MISSING_KEY The key "from" is missing.'],
  ],
  [
    "an unknown type",
    "version: 1\nexpect: [{ from: a, ask: kloud.lan ADDR }]\n",
    ['2:26 SITE_UNKNOWN_WORD "ADDR" is not a record type.'],
  ],
  [
    "too many words",
    "version: 1\nexpect: [{ from: a, ask: kloud.lan A IN }]\n",
    ['2:26 SITE_UNKNOWN_WORD "A IN" is not a record type.'],
  ],
  [
    "an unknown rcode",
    "version: 1\nexpect: [{ from: a, ask: kloud.lan, rcode: NODATA }]\n",
    ['2:44 SITE_UNKNOWN_WORD "NODATA" is no rcode.'],
  ],
  [
    "a silence that is none",
    "version: 1\nexpect: [{ from: a, ask: kloud.lan, silence: false }]\n",
    ["2:46 SITE_WRONG_TYPE Expected a string; a number or a date may need quotes."],
  ],
];
