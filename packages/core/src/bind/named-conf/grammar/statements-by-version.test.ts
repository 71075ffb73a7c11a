import { describe, expect, it } from "vitest";
import { parserSays } from "./says.fixture.ts";

/** Statements that are not simply there in both versions, as named-checkconf 9.18.49 and 9.20.30 judged each of them in each place. */
type Verdict = "taken" | "deprecated" | "obsolete" | "experimental" | "not enabled" | "gone" | "unknown";
type Row = readonly [of918: Verdict, of920: Verdict, names: string];

const places: Readonly<Record<string, readonly Row[]>> = {
  options: [
    [
      "deprecated",
      "gone",
      "alt-transfer-source alt-transfer-source-v6 auto-dnssec coresize datasize files glue-cache reserved-sockets resolver-nonbackoff-tries resolver-retry-interval root-delegation-only stacksize tkey-dhkey use-alt-transfer-source",
    ],
    [
      "deprecated",
      "deprecated",
      "avoid-v4-udp-ports avoid-v6-udp-ports dialup dnssec-must-be-secure heartbeat-interval tkey-gssapi-credential use-v4-udp-ports use-v6-udp-ports",
    ],
    [
      "taken",
      "obsolete",
      "dnskey-sig-validity dnssec-dnskey-kskonly dnssec-secure-to-insecure dnssec-update-mode keep-response-order sig-validity-interval update-check-ksk",
    ],
    ["taken", "deprecated", "max-zone-ttl sortlist"],
    ["taken", "gone", "lock-file"],
    ["deprecated", "obsolete", "tkey-domain"],
    ["obsolete", "gone", "dscp random-device suppress-initial-notify"],
    ["not enabled", "not enabled", "dnsrps-enable dnsrps-options"],
    ["unknown", "not enabled", "dnsrps-library"],
    [
      "unknown",
      "experimental",
      "allow-proxy allow-proxy-on max-validation-failures-per-fetch max-validations-per-fetch sig0checks-quota sig0checks-quota-exempt",
    ],
    [
      "unknown",
      "taken",
      "check-svcb min-transfer-rate-in notify-defer resolver-use-dns64 responselog sig0key-checks-limit sig0message-checks-limit tcp-reuse-timeout",
    ],
    [
      "gone",
      "gone",
      "additional-from-auth cache-file dnssec-enable dnssec-lookaside filter-aaaa-on-v4 has-old-clients topology",
    ],
    ["unknown", "unknown", "checkds file in-view match-clients primaries type zone"],
  ],
  view: [
    [
      "deprecated",
      "gone",
      "alt-transfer-source auto-dnssec glue-cache resolver-nonbackoff-tries resolver-retry-interval root-delegation-only use-alt-transfer-source",
    ],
    ["deprecated", "deprecated", "managed-keys trusted-keys dialup dnssec-must-be-secure"],
    ["taken", "obsolete", "dnskey-sig-validity dnssec-secure-to-insecure sig-validity-interval update-check-ksk"],
    ["taken", "deprecated", "max-zone-ttl sortlist"],
    ["obsolete", "gone", "suppress-initial-notify"],
    [
      "unknown",
      "experimental",
      "allow-proxy allow-proxy-on max-validation-failures-per-fetch max-validations-per-fetch",
    ],
    ["unknown", "taken", "check-svcb min-transfer-rate-in notify-defer resolver-use-dns64 sig0key-checks-limit"],
    ["not enabled", "not enabled", "dnsrps-enable dnsrps-options"],
    [
      "unknown",
      "unknown",
      "acl blackhole directory listen-on logging options port querylog recursive-clients responselog version",
    ],
  ],
  zone: [
    ["deprecated", "gone", "alt-transfer-source auto-dnssec delegation-only use-alt-transfer-source"],
    ["deprecated", "deprecated", "dialup"],
    ["taken", "obsolete", "dnskey-sig-validity dnssec-update-mode sig-validity-interval update-check-ksk"],
    ["taken", "deprecated", "max-zone-ttl"],
    ["unknown", "taken", "check-svcb checkds min-transfer-rate-in notify-defer"],
    ["gone", "gone", "ixfr-base maintain-ixfr-base pubkey"],
    ["unknown", "unknown", "allow-proxy allow-recursion dnssec-validation listen-on recursion server zone"],
  ],
  file: [
    ["deprecated", "deprecated", "managed-keys trusted-keys"],
    ["unknown", "taken", "key-store remote-servers"],
    ["gone", "gone", "lwres"],
    ["unknown", "unknown", "allow-query directory forwarders recursion type"],
  ],
};

function inPlace(place: string, statement: string): string {
  if (place === "file") return statement;
  return place === "options" ? `options { ${statement} };` : `${place} v { ${statement} };`;
}

const WORDS: Readonly<Record<Exclude<Verdict, "taken">, (name: string) => string>> = {
  deprecated: (name) => `option '${name}' is deprecated`,
  obsolete: (name) => `option '${name}' is obsolete and should be removed`,
  experimental: (name) => `option '${name}' is experimental and subject to change in the future`,
  "not enabled": (name) => `option '${name}' was not enabled at compile time`,
  gone: (name) => `option '${name}' no longer exists`,
  unknown: (name) => `unknown option '${name}'`,
};

/** What is said of the statement's name; of what stands behind it something is said in any case. */
function verdictOf(place: string, name: string, version: "9.18" | "9.20"): readonly string[] {
  const said = parserSays(inPlace(place, `${name} @;`), version);
  const known = Object.entries(WORDS).filter(([, words]) => said.includes(words(name)));
  return known.length === 0 ? ["taken"] : known.map(([verdict]) => verdict);
}

describe.each(Object.entries(places))("in %s", (place, rows) => {
  it.each(rows)("%s by 9.18 and %s by 9.20: %s", (of918, of920, names) => {
    for (const name of names.split(" ")) {
      expect(verdictOf(place, name, "9.18"), name).toEqual([of918]);
      expect(verdictOf(place, name, "9.20"), name).toEqual([of920]);
    }
  });
});
