import type { LintCode } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { evidenceText, outcomeText } from "./evidence.ts";
import { goodDelegations, officeSite, tutorialDelegations } from "./office-site.fixture.ts";
import { SiteView } from "./site-view.ts";
import { findingsOf, twinOf, type Variation } from "./variation.fixture.ts";

const forward = (name: string, last: number): string =>
  `zone "${name}.corp.example" { type forward; forward only; forwarders { 10.20.50.${last}; }; };`;
const bothForwarded = `${forward("prod", 1)}\n${forward("lab", 2)}`;
const transferToPods =
  "acl cluster.local {\n allow type AXFR net 10.0.0.0/8\n block type AXFR net *\n }\n transfer {\n to *\n }";

describe("a site of another kind: one network, two clusters, ARP, and nobody but servers", () => {
  it("answers, and is read without a word", () => {
    const { twin, files, known } = twinOf(officeSite());
    expect(known.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
    const view = new SiteView(twin, files, known);
    expect(view.strangers).toEqual(["a client in office"]);
    expect(view.services.map(({ name }) => name.text)).toEqual(
      expect.arrayContaining(["web.shop.prod.corp.example.", "web.shop.lab.corp.example."]),
    );
    const [web] = view.services;
    const [host] = view.namedHosts;
    if (web === undefined || host === undefined) throw new Error("the site has both");
    const asked = view.ask({ from: view.clientOf(host), server: host.address, name: web.name, type: "A" });
    expect(outcomeText(asked)).toMatch(/^10\.20\.50\.1[12]$/);
  });

  it("as it should be, nothing but k8s_external's own ways are told", () => {
    expect(new Set(findingsOf(officeSite()).map(({ code }) => code))).toEqual(
      new Set(["LINT_ANY_LABEL_BEFORE_SERVICE"]),
    );
  });
});

/** A trap in that site, and whom it strikes: one finding for each. */
const traps: readonly (readonly [code: LintCode, what: string, site: Variation, found: readonly string[]])[] = [
  [
    "LINT_NAME_SERVERS_DIFFER",
    "both delegations",
    officeSite({ zone: tutorialDelegations }),
    [
      "prod.corp.example. is delegated to ns.prod.corp.example.; 10.20.50.1 itself names ns1.dns.prod",
      "lab.corp.example. is delegated to ns.lab",
    ],
  ],
  [
    "LINT_NAME_SERVER_DENIED_BY_ZONE",
    "both servers, both delegations",
    officeSite({ zone: tutorialDelegations }),
    ["ns-a loses prod", "ns-a loses lab", "ns-b loses prod", "ns-b loses lab"],
  ],
  [
    "LINT_NAME_SERVER_DENIED_BY_ZONE",
    "forwarded, nobody loses anything",
    officeSite({ zone: tutorialDelegations, statements: bothForwarded }),
    [],
  ],
  [
    "LINT_NAME_SERVER_DENIED_BY_ZONE",
    "one of the clusters is forwarded",
    officeSite({ zone: tutorialDelegations, statements: forward("prod", 1) }),
    ["ns-a loses lab", "ns-b loses lab"],
  ],
  [
    "LINT_DELEGATION_FORWARDED_AWAY",
    "to a resolver that the site does not have",
    officeSite({ options: "forwarders { 8.8.8.8; }; dnssec-validation no;" }),
    [
      "ns-a asks its forwarders 8.8.8.8 for what is below prod",
      "ns-a asks its forwarders 8.8.8.8 for what is below lab",
      "ns-b",
      "ns-b",
    ],
  ],
  [
    "LINT_DELEGATION_FORWARDED_AWAY",
    "mended for one cluster alone",
    officeSite({ options: "forwarders { 8.8.8.8; }; dnssec-validation no;", statements: forward("lab", 2) }),
    ["below prod", "below prod"],
  ],
  [
    "LINT_FORWARD_ZONE_INERT",
    "no delegation at all",
    officeSite({ zone: "", statements: bothForwarded }),
    ["ns-a answers below prod.corp.example. from its own zone corp.example.", "lab", "ns-b answers below prod", "lab"],
  ],
  [
    "LINT_PAIR_ANSWERS_DIFFER",
    "without keepalived there is no pair",
    officeSite({ statements: bothForwarded, second: "" }),
    [],
  ],
  [
    "LINT_PRIVATE_NAMES_NEED_THE_ROOT",
    "nothing said",
    officeSite({ options: "empty-zones-enable no;" }),
    ["ns-a validates", "ns-b validates"],
  ],
  [
    "LINT_REVERSE_NAMES_EMPTY",
    "10.in-addr.arpa is one of the built-in ones",
    officeSite({ options: 'validate-except { "example"; };' }),
    ["ns-a denies the reverse names of 10.101.0.10, 10.111.0.10", "ns-b"],
  ],
  [
    "LINT_ACL_BYPASSED_BY_RESOLVER",
    "an acl for the servers in both clusters",
    officeSite({ corefile: "acl {\n allow net 10.20.0.11 10.20.0.12\n block\n }" }),
    [
      "This acl refuses a client in office, which has the same answer from 10.20.0.11",
      "This acl refuses a client in office",
    ],
  ],
  [
    "LINT_CLUSTER_ZONE_LEAKS",
    "an acl that takes the office for pods",
    officeSite({ corefile: transferToPods }),
    [
      "a client in office copies all of cluster.local. from 10.20.50.1.",
      "a client in office copies all of cluster.local. from 10.20.50.2.",
    ],
  ],
  [
    "LINT_DELEGATION_UNANSWERED",
    "the glue of one has a wrong digit",
    officeSite({ zone: goodDelegations.replace("10.20.50.1\n", "10.20.50.9\n") }),
    [
      "ns-a hands prod.corp.example. on to 10.20.50.9, and nobody answers there",
      "ns-b hands prod.corp.example. on to 10.20.50.9",
    ],
  ],
  [
    "LINT_DELEGATION_UNANSWERED",
    "so has a forward zone, on the other server alone",
    officeSite({ second: forward("lab", 8) }),
    ["ns-b hands lab.corp.example. on to 10.20.50.8, and nobody answers there"],
  ],
  [
    "LINT_DELEGATION_UNANSWERED",
    "a delegation out of the site, of which it tells nothing",
    officeSite({ zone: `${goodDelegations}branch NS ns.branch\nns.branch A 203.0.113.53\n` }),
    [],
  ],
  [
    "LINT_ROUTE_TO_PODS",
    "a route to the pods of one",
    officeSite({ routes: ", 10.101.0.0/16: 10.20.1.1" }),
    [
      "ns-a has a route to 10.101.0.0/16, where the pods of prod are: nobody outside should need one, and ns-a reaches the pod at 10.101.0.10",
      "ns-b has a route",
    ],
  ],
  [
    "LINT_ROUTE_TO_PODS",
    "to all of 10.0.0.0/8, which leads to none",
    officeSite({ routes: ", 10.0.0.0/8: 10.20.0.1" }),
    [],
  ],
  [
    "LINT_SECONDARY_OF_EXTERNAL_ZONE",
    "of the second cluster",
    officeSite({ second: 'zone "lab.corp.example" { type secondary; primaries { 10.20.50.2; }; };' }),
    ["ns-b copies lab.corp.example. from CoreDNS"],
  ],
  [
    "LINT_REWRITE_AT_LABEL_END",
    "in both clusters",
    officeSite({ corefile: "rewrite name prefix old- new- answer auto" }),
    ["`prefix old-`", "`prefix old-`"],
  ],
  [
    "LINT_REWRITE_WITHOUT_ANSWER",
    "in both clusters",
    officeSite({ corefile: "rewrite name suffix .intern .svc.cluster.local" }),
    ["(web.shop.svc.cluster.local.)", "(web.shop.svc.cluster.local.)"],
  ],
  [
    "LINT_OWN_ADDRESSES_UNKNOWN",
    "in both clusters",
    officeSite({ corefile: "bind 0.0.0.0" }),
    ["cluster.local. NS is empty", "cluster.local. NS is empty"],
  ],
];

describe("traps in that site", () => {
  it.each(traps)("%s: %s", (code, _what, site, found) => {
    const findings = findingsOf(site, code);
    const messages = findings.map(({ message }) => message);
    expect(messages).toHaveLength(found.length);
    for (const [at, words] of found.entries()) expect(messages[at]).toContain(words);
    for (const { evidence } of findings) {
      for (const asked of evidence ?? []) expect(evidenceText(asked)).not.toContain("Nobody in the site is called");
    }
  });
});
