import type { LintCode } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { type HarbourWords, harbourSite } from "./harbour-site.fixture.ts";
import { findingsOf, twinOf } from "./variation.fixture.ts";

/** Whatever stands in front of a service's name, and is no SRV's underscore. */
const denied = (zone: string): string =>
  `template ANY ANY ${zone} {\n match ^[^_.][^.]*\\.[^.]+\\.[^.]+\\.${zone.replaceAll(".", "\\.")}\\.$\n rcode NXDOMAIN\n fallthrough\n }`;
const reverse = (...names: readonly string[]): string =>
  names.map((name) => `zone "${name}" { type primary; file "/etc/bind/empty"; };`).join("\n");
const forwarded = (how: string): string =>
  ["10.in-addr.arpa", "20.172.in-addr.arpa"]
    .map((name) => `zone "${name}" { type forward; forward ${how}; forwarders { 172.20.0.53; }; };`)
    .join("\n");

type Row = readonly [row: string, what: string, words: HarbourWords, code: LintCode, found: readonly string[]];
/** Whose servers CoreDNS tells itself, over TCP. */
const STUB = 'zone "k.harbour.example" { type stub; primaries { 172.20.0.53; }; };';
const ANY_LABEL = "LINT_ANY_LABEL_BEFORE_SERVICE";
const BYPASSED = "LINT_ACL_BYPASSED_BY_RESOLVER";
const PODS = "LINT_PODS_REFUSED";
const REVERSE = "LINT_REVERSE_NAMES_EMPTY";

const rows: readonly Row[] = [
  ["T6", "IPv4", {}, ANY_LABEL, ["anything.scales.cargo.k.harbour.example. is 172.20.0.60, as scales.cargo"]],
  ["T6", "IPv6 alone", { family: 6 }, ANY_LABEL, ["anything.scales.cargo.k.harbour.example. is fd77:0:0:c::60"]],
  ["T6", "behind a stub zone", { zones: STUB }, ANY_LABEL, ["anything.scales.cargo.k.harbour.example. is 172.20.0.60"]],
  ["T6", "a template denies what is one label deeper", { corefile: denied("k.harbour.example") }, ANY_LABEL, []],
  ["T6", "a template for another zone does not", { corefile: denied("k.harbour.test") }, ANY_LABEL, ["is 172.20.0.60"]],

  ["T14", "IPv4", {}, BYPASSED, ["This acl refuses crane, which has the same answer from 10.7.0.2"]],
  ["T14", "IPv6 alone", { family: 6 }, BYPASSED, ["This acl refuses crane, which has the same answer from fd77::2"]],
  ["T14", "drop", { stop: "drop" }, BYPASSED, ["This acl drops what is asked by crane, which has the same answer"]],
  [
    "T14",
    "filter",
    { stop: "filter" },
    BYPASSED,
    ["This acl has an empty answer for crane, which has the same answer"],
  ],
  ["T14", "behind a stub zone", { zones: STUB }, BYPASSED, ["crane, which has the same answer from 10.7.0.2"]],
  ["T14", "named answers itself alone", { options: "allow-query { localhost; };" }, BYPASSED, []],
  ["T14", "named recurses for itself alone", { options: "allow-recursion { localhost; };" }, BYPASSED, []],
  ["T14", "the client may ask both", { admitted: "10.7.0.0/24" }, BYPASSED, []],

  ["T14", "pods, IPv4", {}, PODS, ["The pod cargo/scales-0 is refused scales.cargo.k.harbour.example."]],
  ["T14", "pods, IPv6 alone", { family: 6 }, PODS, ["The pod cargo/scales-0 is refused scales.cargo"]],
  ["T14", "pods, drop", { stop: "drop" }, PODS, ["The pod cargo/scales-0 is given no answer for scales.cargo"]],
  ["T14", "pods, filter", { stop: "filter" }, PODS, ["The pod cargo/scales-0 is given an empty answer for scales"]],
  ["T14", "pods are let in", { admitted: "10.244.0.0/16" }, PODS, []],

  ["T17", "IPv4", {}, REVERSE, ["ns denies the reverse names of 10.244.3.9, 10.96.4.41, 172.20.0.60 by a built-in"]],
  ["T17", "IPv6 alone", { family: 6 }, REVERSE, ["ns denies the reverse names of fd77:0:0:a::9, fd77:0:0:b::41, fd77"]],
  [
    "T17",
    "two of three are mended",
    { zones: reverse("10.in-addr.arpa") },
    REVERSE,
    ["reverse names of 172.20.0.60 by"],
  ],
  ["T17", "zones of its own", { zones: reverse("10.in-addr.arpa", "20.172.in-addr.arpa") }, REVERSE, []],
  ["T17", "zones of its own, IPv6", { family: 6, zones: reverse("d.f.ip6.arpa") }, REVERSE, []],
  [
    "T17",
    "forwarded, but `first`",
    { zones: forwarded("first") },
    REVERSE,
    ["reverse names of 10.244.3.9, 10.96.4.41, 172.20.0.60 by"],
  ],
  ["T17", "forwarded, `only`", { zones: forwarded("only") }, REVERSE, []],
  ["T17", "none of them", { options: "allow-query { any; }; empty-zones-enable no;" }, REVERSE, []],
];

describe("informations in a site with a server block for the names outside, of either family", () => {
  it.each([4, 6] as const)("is read without a word: IPv%i", (family) => {
    expect(twinOf(harbourSite({ family })).known.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it.each(rows)("%s %s", (_row, _what, words, code, found) => {
    const messages = findingsOf(harbourSite(words), code).map(({ message }) => message);
    expect(messages).toHaveLength(found.length);
    for (const [at, said] of found.entries()) expect(messages[at]).toContain(said);
  });
});
