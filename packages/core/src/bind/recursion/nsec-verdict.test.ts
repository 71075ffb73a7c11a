import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareNames, nameOf, type RRset, type RrType } from "../../dns/index.ts";
import { verdictOfNsec } from "./nsec-verdict.ts";

const nsec = (owner: string, next: string, ...types: readonly RrType[]): RRset => ({
  owner: nameOf(owner),
  class: "IN",
  type: "NSEC",
  ttl: 60,
  data: [{ type: "NSEC", nextName: nameOf(next), types }],
});

const say = (set: RRset, name: string, type: RrType): string => {
  const verdict = verdictOfNsec(set, nameOf(name), type);
  if (verdict.kind === "silent") return "silent";
  if (verdict.kind === "exists") return verdict.hasType ? "has it" : "has it not";
  return `absent, ${verdict.wildcard.text}`;
};

const APEX = nsec("lan.", "b.lan.", "NS", "SOA", "RRSIG", "NSEC", "DNSKEY");
const HOST = nsec("b.lan.", "x.d.lan.", "A", "RRSIG", "NSEC");
const CUT = nsec("sub.lan.", "z.lan.", "NS", "RRSIG", "NSEC");
const ALIAS = nsec("alias.lan.", "b.lan.", "CNAME", "RRSIG", "NSEC");
const MOVED = nsec("moved.lan.", "n.lan.", "DNAME", "RRSIG", "NSEC");
const LAST = nsec("z.lan.", "lan.", "A", "RRSIG", "NSEC");

describe("what one NSEC says (RFC 4035 section 5.4)", () => {
  test.each<readonly [string, RRset, string, RrType, string]>([
    ["the owner has the type", HOST, "b.lan.", "A", "has it"],
    ["or not", HOST, "B.lan.", "AAAA", "has it not"],
    ["between owner and next nothing stands", HOST, "c.lan.", "A", "absent, *.lan."],
    ["below the owner neither", HOST, "a.b.lan.", "A", "absent, *.b.lan."],
    ["but the next name's ancestors do", HOST, "d.lan.", "A", "has it not"],
    ["of the next name it says nothing", HOST, "x.d.lan.", "A", "silent"],
    ["nor behind it", HOST, "e.lan.", "A", "silent"],
    ["nor before its owner", HOST, "a.lan.", "A", "silent"],
    ["the last one reaches to the end of the zone", LAST, "zz.lan.", "A", "absent, *.lan."],
    ["the child speaks at a delegation", CUT, "sub.lan.", "A", "silent"],
    ["but the parent of DS", CUT, "sub.lan.", "DS", "has it not"],
    ["and below it the child", CUT, "www.sub.lan.", "A", "silent"],
    ["the child's apex says nothing of its DS", APEX, "lan.", "DS", "silent"],
    ["but of its other types", APEX, "lan.", "MX", "has it not"],
    ["an alias hides what it has not", ALIAS, "alias.lan.", "A", "silent"],
    ["but not itself", ALIAS, "alias.lan.", "CNAME", "has it"],
    ["below a DNAME another name counts", MOVED, "www.moved.lan.", "A", "silent"],
  ])("%s", (_row, set, name, type, expected) => {
    expect(say(set, name, type)).toBe(expected);
  });

  test("a name that is denied stands behind the owner, and its wildcard below an ancestor of it", () => {
    const label = fc.constantFrom("a", "b", "c", "d");
    const name = fc.array(label, { maxLength: 3 }).map((labels) => nameOf([...labels, "lan."].join(".")));
    fc.assert(
      fc.property(name, name, name, (owner, next, asked) => {
        const verdict = verdictOfNsec(
          { ...HOST, owner, data: [{ type: "NSEC", nextName: next, types: ["A"] }] },
          asked,
          "A",
        );
        if (verdict.kind !== "absent") return;
        expect(compareNames(owner, asked)).toBeLessThan(0);
        const encloser = verdict.wildcard.parent;
        expect(encloser !== null && asked.key.endsWith(encloser.key)).toBe(true);
      }),
    );
  });
});
