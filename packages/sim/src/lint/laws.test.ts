import { positionOf } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceText } from "./evidence.ts";
import { lintRules } from "./rules.ts";
import { type Change, findingsOf, textOf } from "./variation.fixture.ts";

const FILES = [
  "kloud-lan/site.yaml",
  "kloud-lan/dns1/etc/bind/named.conf.local",
  "kloud-lan/dns1/etc/bind/named.conf.options",
  "kloud-lan/dns2/etc/bind/named.conf.local",
  "kloud-lan/dns1/etc/bind/db.kloud.lan",
  "kloud-lan/dns1/etc/keepalived/keepalived.conf",
  "kloud-lan/cluster/coredns-configmap.yaml",
  "kloud-lan/cluster/kube-dns-service.yaml",
  "kloud-lan/cluster/linkerd-viz.yaml",
] as const;

/** A line of a file that is not there any more, or that stands there twice. */
const broken: fc.Arbitrary<Change> = fc
  .record({ path: fc.constantFrom(...FILES), at: fc.nat(60), copies: fc.constantFrom(0, 2) })
  .map(({ path, at, copies }): Change => {
    const lines = textOf(path).split("\n");
    const line = lines[at % lines.length] ?? "";
    return [path, lines.toSpliced(at % lines.length, 1, ...Array.from({ length: copies }, () => line)).join("\n")];
  });

const RUNS = { numRuns: 7 };

describe("law: whatever is wrong with a site's files", () => {
  it("rules come to an end, find the same again, and point into the site's files", () => {
    fc.assert(
      fc.property(fc.array(broken, { minLength: 1, maxLength: 2 }), (changes) => {
        const found = findingsOf({ changes });
        const again = findingsOf({ changes });
        expect(again.map(({ code, message }) => `${code} ${message}`)).toEqual(
          found.map(({ code, message }) => `${code} ${message}`),
        );
        for (const { span, evidence } of found) {
          expect(span.end).toBeLessThanOrEqual(span.source.bytes.length);
          expect(positionOf(span.source, span.start).line).toBeGreaterThan(0);
          for (const asked of evidence ?? []) expect(evidenceText(asked)).not.toContain("undefined");
        }
      }),
      RUNS,
    );
  });

  it("findings come in the order of the rules", () => {
    const order = lintRules.map(({ code }) => code);
    fc.assert(
      fc.property(broken, (change) => {
        const places = findingsOf({ changes: [change] }).map(({ code }) => order.findIndex((known) => known === code));
        expect(places).toEqual(places.toSorted((left, right) => left - right));
      }),
      { numRuns: 10 },
    );
  });
});

describe("a site of which little is known", () => {
  it.each([
    ["a host alone", "version: 1\nhosts: { a: { addresses: 192.0.2.1 } }\n"],
    ["nothing", "version: 1\nhosts: {}\n"],
    ["no YAML", "version: {\n"],
    ["a cluster without objects", "version: 1\nhosts: {}\nclusters: { c: { objects: nowhere/ } }\n"],
  ])("%s: nothing is found", (_what, text) => {
    expect(findingsOf({ changes: [["kloud-lan/site.yaml", text]] })).toEqual([]);
  });
});
