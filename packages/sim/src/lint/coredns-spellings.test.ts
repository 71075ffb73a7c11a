import { describe, expect, it } from "vitest";
import { block, directive, onBoth, paths } from "./edits.fixture.ts";
import type { Spelling } from "./spelling.fixture.ts";
import { type Change, findingsOf } from "./variation.fixture.ts";

const EXTERNAL = "        k8s_external k8s1-prod.kloud.lan\n";
const ALLOW = "allow net 192.168.13.10/32 192.168.13.11/32 192.168.13.12/32";
const ACL = `        acl k8s1-prod.kloud.lan {\n          ${ALLOW}\n          block\n        }\n`;
const ZONE = (soaTtl: number): string =>
  `$TTL 60\n@ ${soaTtl} SOA ns admin 1 1800 900 604800 30\n@ NS ns\nns A 192.0.2.1\n`;
/** Files beside the Corefile in the pod. */
const beside = (path: string, text: string): readonly Change[] => [
  [paths.site, 'coredns: { version: "1.15.0",', 'coredns: { version: "1.15.0", files: coredns/,'],
  [`kloud-lan/coredns/${path}`, text],
];
/** What a block of its own has, in a snippet and in a file that is imported. */
const bySnippet = (text: string): readonly Change[] => [block(`(more) {\n    ${text}\n}`), directive("import more")];
const byFile = (text: string): readonly Change[] => [
  ...beside("custom/more.override", `${text}\n`),
  directive("import /custom/*.override"),
];
const transferTo = (words: string): Change => directive(`transfer ${words}{\n  to *\n}`);
const hidden: Change = [paths.corefile, "pods insecure", "pods insecure\n           namespaces kube-system"];
const servedApart: readonly Change[] = [
  [paths.corefile, EXTERNAL, ""],
  [paths.corefile, ACL, ""],
  block(
    `k8s1-prod.kloud.lan:53 {\n    k8s_external k8s1-prod.kloud.lan\n    kubernetes cluster.local\n    acl {\n        ${ALLOW}\n        block\n    }\n}`,
  ),
];

const spellings: readonly Spelling[] = [
  [
    "LINT_EXTERNAL_ZONES_OVERWRITTEN",
    "in a snippet",
    { changes: bySnippet("k8s_external k8s1.example") },
    ["k8s1-prod.kloud.lan is not served"],
  ],
  [
    "LINT_EXTERNAL_ZONES_OVERWRITTEN",
    "in an imported file",
    { changes: byFile("k8s_external k8s1.example") },
    ["k8s1-prod.kloud.lan is not served"],
  ],
  [
    "LINT_EXTERNAL_ZONES_OVERWRITTEN",
    "the same zone twice, with a dot and capitals",
    { changes: bySnippet("k8s_external K8S1-prod.kloud.lan.") },
    [],
  ],
  [
    "LINT_EXTERNAL_ZONES_OVERWRITTEN",
    "in two blocks",
    { changes: [block("k8s1.example:53 {\n    k8s_external k8s1.example\n    kubernetes cluster.local\n}")] },
    [],
  ],
  [
    "LINT_CACHE_BEFORE_ACL",
    "the acl is imported",
    {
      changes: [
        [paths.site, 'version: "1.15.0"', 'version: "1.14.4"'],
        [paths.corefile, ACL, ""],
        ...bySnippet(`acl k8s1-prod.kloud.lan {\n        ${ALLOW}\n        block\n    }`),
      ],
    },
    ["CoreDNS 1.14.4 looks into its cache"],
  ],
  [
    "LINT_CACHE_BEFORE_ACL",
    "no cache in the block of the acl",
    { changes: [[paths.site, 'version: "1.15.0"', 'version: "1.14.4"'], ...servedApart] },
    [],
  ],
  [
    "LINT_ACL_BYPASSED_BY_RESOLVER",
    "a block of its own for the zone outside",
    { changes: servedApart },
    ["This acl refuses laptop"],
  ],
  [
    "LINT_ACL_BYPASSED_BY_RESOLVER",
    "an acl of another block says nothing of it",
    { changes: [[paths.corefile, ACL, ""], block("home.lan:53 {\n    acl {\n        block\n    }\n    whoami\n}")] },
    [],
  ],
  [
    "LINT_PODS_REFUSED",
    "a block of its own",
    { changes: servedApart },
    ["are refused web.linkerd-viz.k8s1-prod.kloud.lan."],
  ],
  [
    "LINT_PODS_REFUSED",
    "blocked by name of the network",
    { changes: [[paths.corefile, `${ALLOW}\n          block`, "block net 100.64.0.0/10"]] },
    ["are refused"],
  ],
  [
    "LINT_PODS_REFUSED",
    "filtered is as good as refused",
    { changes: [[paths.corefile, `${ALLOW}\n          block`, "filter net 100.64.0.0/10"]] },
    ["2 pods, dnsutils/dnsutils among them, are given an empty answer for web.linkerd-viz.k8s1-prod.kloud.lan."],
  ],
  [
    "LINT_NAMESPACE_SHADOWED",
    "an apex of one's own",
    {
      changes: [
        [
          paths.corefile,
          EXTERNAL,
          "        k8s_external k8s1-prod.kloud.lan {\n          apex linkerd-viz\n        }\n",
        ],
      ],
    },
    ["linkerd-viz/web has no name outside: linkerd-viz.k8s1-prod.kloud.lan."],
  ],
  [
    "LINT_TRANSFER_THROUGH_CACHE",
    "a zone of a file",
    {
      changes: [
        ...beside("db.home.lan", ZONE(60)),
        block("home.lan:53 {\n    file /db.home.lan\n    transfer {\n        to *\n    }\n    cache\n}"),
      ],
    },
    ["Whoever copies home.lan. gets TTL"],
  ],
  [
    "LINT_TRANSFER_THROUGH_CACHE",
    "the cache is another block's",
    {
      changes: [
        ...beside("db.home.lan", ZONE(60)),
        block("home.lan:53 {\n    file /db.home.lan\n    transfer {\n        to *\n    }\n}"),
      ],
    },
    [],
  ],
  [
    "LINT_TRANSFER_OF_EVERY_NAMESPACE",
    "by labels",
    {
      changes: [
        transferTo(""),
        [paths.corefile, "pods insecure", "pods insecure\n           namespace_labels team=dns"],
      ],
    },
    ["`namespace_labels` filters questions alone"],
  ],
  [
    "LINT_TRANSFER_OF_EVERY_NAMESPACE",
    "the zone is named",
    { changes: [transferTo("k8s1-prod.kloud.lan. "), hidden] },
    ["`namespaces` filters questions alone"],
  ],
  [
    "LINT_TRANSFER_OF_EVERY_NAMESPACE",
    "another zone alone is transferred",
    { changes: [transferTo("cluster.local "), hidden] },
    [],
  ],
  [
    "LINT_REWRITE_AT_LABEL_END",
    "in braces, with capitals",
    { changes: [directive("rewrite stop {\n  name Prefix web- app-\n  answer auto\n}")] },
    ['`prefix web-` matches "web-." alone'],
  ],
  [
    "LINT_REWRITE_AT_LABEL_END",
    "a part in the middle",
    { changes: [directive("rewrite continue name substring viz- mesh- answer auto")] },
    ['`substring viz-` matches "viz-." alone'],
  ],
  [
    "LINT_REWRITE_AT_LABEL_END",
    "imported",
    { changes: byFile("rewrite name prefix web- app- answer auto") },
    ["`prefix web-`"],
  ],
  [
    "LINT_REWRITE_AT_LABEL_END",
    "whole labels, said so",
    { changes: [directive("rewrite name prefix web. app. answer auto")] },
    [],
  ],
  [
    "LINT_REWRITE_AT_LABEL_END",
    "exact names, types and classes",
    {
      changes: [
        directive(
          "rewrite name exact web-a.test app-a.test\nrewrite name web-b.test app-b.test\nrewrite type ANY HINFO",
        ),
      ],
    },
    [],
  ],
  [
    "LINT_REWRITE_WITHOUT_ANSWER",
    "an expression",
    { changes: [directive("rewrite name regex ^(.*)\\.home\\.lan\\.$ {1}.k8s1-prod.kloud.lan")] },
    ["(web.linkerd-viz.k8s1-prod.kloud.lan.)"],
  ],
  [
    "LINT_REWRITE_WITHOUT_ANSWER",
    "the data alone is turned back",
    {
      changes: [
        directive(
          "rewrite stop {\n  name suffix .home.lan .kloud.lan\n  answer value (.*)\\.kloud\\.lan {1}.home.lan\n}",
        ),
      ],
    },
    ["`suffix .home.lan`"],
  ],
  [
    "LINT_REWRITE_WITHOUT_ANSWER",
    "turned back by an expression",
    {
      changes: [
        directive(
          "rewrite stop {\n  name regex (.*)\\.home\\.lan {1}.kloud.lan\n  answer name (.*)\\.kloud\\.lan {1}.home.lan\n}",
        ),
      ],
    },
    [],
  ],
  [
    "LINT_REWRITE_WITHOUT_ANSWER",
    "an exact name turns itself back",
    { changes: [directive("rewrite name exact a.home.lan web.linkerd-viz.svc.cluster.local")] },
    [],
  ],
  [
    "LINT_OWN_ADDRESSES_UNKNOWN",
    "in a snippet",
    { changes: bySnippet("bind 0.0.0.0") },
    ["cluster.local. NS is empty"],
  ],
  [
    "LINT_DENIAL_BEFORE_SYNCED",
    "ready in another block is enough",
    { changes: [[paths.corefile, "        ready\n", ""], block("home.lan:53 {\n    ready\n    whoami\n}")] },
    [],
  ],
  [
    "LINT_DENIAL_BEFORE_SYNCED",
    "ready is imported",
    { changes: [[paths.corefile, "        ready\n", ""], ...bySnippet("ready :8181")] },
    [],
  ],
  [
    "LINT_DENIAL_BEFORE_SYNCED",
    "the zone outside in a block of its own",
    { changes: [...servedApart, [paths.corefile, "        ready\n", ""]] },
    ["Without the plugin `ready`"],
  ],
  [
    "LINT_DENIAL_OUTLIVES_MINIMUM",
    "the zone is named, the block serves all",
    {
      changes: [
        ...beside("db.home.lan", ZONE(3600)),
        [paths.corefile, "        cache 30\n", ""],
        directive("file /db.home.lan HOME.lan."),
      ],
    },
    ["A denial below HOME.lan. is remembered for 3600 seconds"],
  ],
  [
    "LINT_DENIAL_OUTLIVES_MINIMUM",
    "the default TTL of the file",
    {
      changes: [
        ...beside("db.home.lan", "$TTL 1d\n@ SOA ns admin 1 1800 900 604800 300\n@ NS ns\nns A 192.0.2.1\n"),
        block("home.lan {\n    file /db.home.lan\n}"),
      ],
    },
    ["for 86400 seconds, the TTL of its SOA record, not for the 300"],
  ],
  [
    "LINT_DENIAL_OUTLIVES_MINIMUM",
    "a cache in front that keeps nothing so long",
    { changes: [...beside("db.home.lan", ZONE(3600)), block("home.lan:53 {\n    file /db.home.lan\n    cache 30\n}")] },
    [],
  ],
  [
    "LINT_DENIAL_OUTLIVES_MINIMUM",
    "and a resolver that forwards to it keeps it",
    {
      changes: [
        ...beside("db.home.lan", ZONE(3600)),
        block("home.lan:53 {\n    file /db.home.lan\n}"),
        ...onBoth("named.conf.options", "dnssec-validation auto;", "dnssec-validation no;"),
        ...onBoth(
          "named.conf.local",
          "// Do any local configuration here",
          '\nzone "home.lan" { type forward; forward only; forwarders { 198.19.0.30; }; };\n',
        ),
      ],
    },
    ["and 192.168.13.11 keeps it so long"],
  ],
  [
    "LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE",
    "without a length",
    { changes: [[paths.corefile, ALLOW, "allow net 192.168.13.10"]] },
    ["192.168.13.11 and 192.168.13.12 are not admitted here"],
  ],
  [
    "LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE",
    "the others stand in a line that blocks",
    { changes: [[paths.corefile, ALLOW, "allow net 192.168.13.10\n          block net 192.168.13.11 192.168.13.12"]] },
    ["192.168.13.11 and 192.168.13.12 are not admitted here"],
  ],
  [
    "LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE",
    "whatever is not blocked is let in",
    {
      changes: [
        [paths.corefile, `${ALLOW}\n          block`, "allow net 192.168.13.10\n          block net 203.0.113.0/24"],
      ],
    },
    [],
  ],
  [
    "LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE",
    "a firewall on the way",
    {
      changes: [
        [
          paths.site,
          "    firewall: []",
          "    firewall:\n      - { action: accept, protocol: udp, from: 192.168.13.10, to: 198.19.0.30, port: 53 }\n      - { action: drop, protocol: udp, to: 198.19.0.30, port: 53 }",
        ],
      ],
    },
    ["192.168.13.11 and 192.168.13.12 are not let through its firewall"],
  ],
  [
    "LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE",
    "a firewall that lets the network in",
    {
      changes: [
        [
          paths.site,
          "    firewall: []",
          "    firewall:\n      - { action: accept, protocol: udp, from: 192.168.13.0/24, to: 198.19.0.30, port: 53 }\n      - { action: drop, protocol: udp, to: 198.19.0.30, port: 53 }",
        ],
      ],
    },
    [],
  ],
];

describe("CoreDNS, written otherwise", () => {
  it.each(spellings)("%s: %s", (code, _what, site, found) => {
    const messages = findingsOf(site, code).map(({ message }) => message);
    expect(messages).toHaveLength(found.length);
    for (const [at, words] of found.entries()) expect(messages[at]).toContain(words);
  });
});
