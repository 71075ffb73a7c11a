import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { noAddress } from "../acl.ts";
import { type LocalZone, makeLocalZone, ZoneTable } from "./zone-table.ts";

const nobody = { allowQuery: noAddress, allowQueryOn: noAddress };
const zone = (name: string, kind: LocalZone["kind"] = "primary"): LocalZone =>
  makeLocalZone(nameOf(name), kind, nobody, {});
const table = (names: string): ZoneTable => new ZoneTable(names.split(" ").map((name) => zone(name)));
const found = (local: LocalZone | null): string => local?.name.text ?? "-";

/** RFC 1034 section 4.3.2 step 2: the zone which is the nearest ancestor; DS stands on the parent's side (RFC 4035 section 3.1.4.1). */
describe("which zone a question belongs to", () => {
  it.each<readonly [zones: string, name: string, find: string, above: string]>([
    ["lan.", "www.lan.", "lan.", "lan."],
    ["lan.", "lan.", "lan.", "-"],
    ["lan.", "LAN.", "lan.", "-"],
    ["lan.", "wlan.", "-", "-"],
    ["lan.", ".", "-", "-"],
    [".", "www.lan.", ".", "."],
    [".", ".", ".", "-"],
    [". lan.", "org.", ".", "."],
    [". lan.", "lan.", "lan.", "."],
    ["lan. k8s.lan.", "web.k8s.lan.", "k8s.lan.", "k8s.lan."],
    ["lan. k8s.lan.", "k8s.lan.", "k8s.lan.", "lan."],
    ["lan. k8s.lan.", "k9s.lan.", "lan.", "lan."],
    ["k8s.lan. lan.", "a.b.c.k8s.lan.", "k8s.lan.", "k8s.lan."],
    ["a\\.b.lan.", "x.a\\.b.lan.", "a\\.b.lan.", "a\\.b.lan."],
    ["a\\.b.lan.", "a.b.lan.", "-", "-"],
    ["b.lan.", "a\\.b.lan.", "-", "-"],
    ["\\097.lan.", "a.lan.", "a.lan.", "-"],
    ["13.168.192.in-addr.arpa.", "5.13.168.192.in-addr.arpa.", "13.168.192.in-addr.arpa.", "13.168.192.in-addr.arpa."],
  ])("%s %s: %s, DS at %s", (zones, name, find, above) => {
    expect(found(table(zones).find(nameOf(name)))).toBe(find);
    expect(found(table(zones).findAbove(nameOf(name)))).toBe(above);
  });

  it("a later zone of a name takes the place of an earlier one", () => {
    const both = new ZoneTable([zone("lan.", "empty"), zone("LAN.", "primary")]);
    expect(both.at(nameOf("lan."))?.kind).toBe("primary");
    expect(both.find(nameOf("www.lan."))?.kind).toBe("primary");
  });

  it("only the name itself is at a name", () => {
    expect(found(table("lan.").at(nameOf("www.lan.")))).toBe("-");
    expect(found(table("lan.").at(nameOf("Lan.")))).toBe("lan.");
  });
});

const label = fc.constantFrom("a", "b", "lan", "k8s");
const text = fc.array(label, { maxLength: 4 }).map((labels) => (labels.length === 0 ? "." : `${labels.join(".")}.`));
const zones = fc.uniqueArray(text, { maxLength: 8 });

/** Compares texts, from the longest on. */
function naive(names: readonly string[], asked: string): string {
  const covers = (name: string): boolean => name === "." || asked === name || asked.endsWith(`.${name}`);
  const [best = "-"] = names.filter(covers).toSorted((one, other) => other.length - one.length);
  return best;
}

describe("laws", () => {
  it("the longest name that covers the question, as a comparison of texts has it", () => {
    fc.assert(
      fc.property(zones, text, (names, asked) => {
        const all = new ZoneTable(names.map((name) => zone(name)));
        expect(found(all.find(nameOf(asked)))).toBe(naive(names, asked));
      }),
    );
  });

  it("in whatever order zones of different names come", () => {
    fc.assert(
      fc.property(zones, text, (names, asked) => {
        const [one, other] = [names, names.toReversed()].map((order) => new ZoneTable(order.map((name) => zone(name))));
        expect(found(one?.find(nameOf(asked)) ?? null)).toBe(found(other?.find(nameOf(asked)) ?? null));
      }),
    );
  });

  it("above a name is never the zone of the name itself", () => {
    fc.assert(
      fc.property(zones, text, (names, asked) => {
        const all = new ZoneTable(names.map((name) => zone(name)));
        const others = new ZoneTable(names.filter((name) => name !== asked).map((name) => zone(name)));
        expect(found(all.findAbove(nameOf(asked)))).toBe(found(others.find(nameOf(asked))));
      }),
    );
  });
});
