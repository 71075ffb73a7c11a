import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareNames,
  isBelow,
  nameOf,
  parseName,
  printRecord,
  type ResourceRecord,
  type RrType,
} from "../../dns/index.ts";
import { emptyFileTree, sourceFromText } from "../../text/index.ts";
import type { Looked } from "./answers.ts";
import { type GoZone, makeGoZone } from "./go-zone.ts";
import { lookUpInZone } from "./lookup.ts";
import { readGoZone } from "./reader.ts";
import { transferGoZone } from "./transfer.ts";

function zoneOf(text: string, origin = "z."): GoZone {
  const source = sourceFromText("db", text);
  return makeGoZone(nameOf(origin), readGoZone(source, "/db", nameOf(origin), emptyFileTree).value);
}

const print = (records: readonly ResourceRecord[]): string =>
  records
    .map((record) =>
      printRecord(record)
        .split("\t")
        .filter((_, index) => index !== 2)
        .join(" "),
    )
    .join(" | ");

/** `success: answer / authority / additional`. */
function ask(zone: GoZone, name: string, type: RrType, dnssecOk = false, loops = 0): string {
  const looked = lookUpInZone(zone, { name: nameOf(name), type, dnssecOk, loops });
  if (looked.kind === "chase") return `ask ${looked.target.text} behind ${print([...looked.front, ...looked.aliases])}`;
  const sections: readonly (keyof Looked & ("answer" | "authority" | "additional"))[] = [
    "answer",
    "authority",
    "additional",
  ];
  return `${looked.kind}: ${sections.map((section) => print(looked[section])).join(" / ")}`.trimEnd();
}

const SOA = "z. 300 SOA ns.z. hm.z. 7 1 2 3 30";
const NS = "z. 60 NS ns.z.";
const zone = zoneOf(`$TTL 60
@ 300 SOA NS hm 7 1 2 3 30
@ NS ns
ns A 192.0.2.1
ns AAAA 2001:db8::1
www 20 A 192.0.2.2
mail MX 10 ns
mail MX 20 NS
mail MX 30 mx.elsewhere.
*.w A 192.0.2.6
*.w TXT "wild"
x.ent.w A 192.0.2.7
x.*.star A 192.0.2.8
sub NS ns.sub
sub NS ns
sub DS 1 8 1 ${"00".repeat(20)}
ns.sub A 192.0.2.9
alias CNAME www
two CNAME alias
out CNAME www.out.
own CNAME far.out.
far.out. A 192.0.2.10
tocut CNAME x.sub
self CNAME self
toself CNAME self
d 9 DNAME e
x.e A 192.0.2.11
dout DNAME out.
near.out. A 192.0.2.12
dself DNAME q.dself
apex CNAME @
a.b.c TXT "deep"
`);

describe("a zone without DNSSEC", () => {
  const cases: readonly (readonly [string, RrType, string])[] = [
    ["z.", "SOA", `success: ${SOA} / ${NS} /`],
    ["z.", "NS", `success: ${NS} /  / ns.z. 60 A 192.0.2.1 | ns.z. 60 AAAA 2001:db8::1`],
    ["z.", "A", `success:  / ${SOA} /`],
    ["www.z.", "A", `success: www.z. 20 A 192.0.2.2 / ${NS} /`],
    ["www.z.", "ANY", `no-data:  / ${SOA} /`],
    ["www.z.", "TXT", `no-data:  / ${SOA} /`],
    ["missing.z.", "A", `name-error:  / ${SOA} /`],
    [
      "mail.z.",
      "MX",
      `success: mail.z. 60 MX 10 ns.z. | mail.z. 60 MX 20 ns.z. | mail.z. 60 MX 30 mx.elsewhere. / ${NS} / ns.z. 60 A 192.0.2.1 | ns.z. 60 AAAA 2001:db8::1`,
    ],
    ["q.w.z.", "A", `success: q.w.z. 60 A 192.0.2.6 / ${NS} /`],
    ["q.r.w.z.", "TXT", `success: q.r.w.z. 60 TXT "wild" / ${NS} /`],
    ["q.w.z.", "MX", `no-data:  / ${SOA} /`],
    ["w.z.", "A", `success:  / ${SOA} /`],
    ["ent.w.z.", "A", `success: ent.w.z. 60 A 192.0.2.6 / ${NS} /`],
    ["y.ent.w.z.", "A", `name-error:  / ${SOA} /`],
    ["q.star.z.", "A", `no-data:  / ${SOA} /`],
    ["c.z.", "TXT", `success:  / ${SOA} /`],
    ["b.c.z.", "TXT", `success:  / ${SOA} /`],
    ["x.sub.z.", "A", "delegation:  / sub.z. 60 NS ns.sub.z. | sub.z. 60 NS ns.z. / ns.sub.z. 60 A 192.0.2.9"],
    ["sub.z.", "DS", `success: sub.z. 60 DS 1 8 1 ${"00".repeat(20)} / ${NS} /`],
    ["x.sub.z.", "DS", "delegation:  / sub.z. 60 NS ns.sub.z. | sub.z. 60 NS ns.z. / ns.sub.z. 60 A 192.0.2.9"],
    ["alias.z.", "CNAME", `success: alias.z. 60 CNAME www.z. / ${NS} /`],
    ["two.z.", "A", `success: two.z. 60 CNAME alias.z. | alias.z. 60 CNAME www.z. | www.z. 20 A 192.0.2.2 / ${NS} /`],
    ["two.z.", "TXT", `success: two.z. 60 CNAME alias.z. | alias.z. 60 CNAME www.z. / ${NS} /`],
    ["two.z.", "NS", "ask alias.z. behind two.z. 60 CNAME alias.z."],
    ["apex.z.", "SOA", "ask z. behind apex.z. 60 CNAME z."],
    ["out.z.", "A", "ask www.out. behind out.z. 60 CNAME www.out."],
    ["own.z.", "A", `success: own.z. 60 CNAME far.out. | far.out. 60 A 192.0.2.10 / ${NS} /`],
    [
      "tocut.z.",
      "A",
      "delegation: tocut.z. 60 CNAME x.sub.z. / sub.z. 60 NS ns.sub.z. | sub.z. 60 NS ns.z. / ns.sub.z. 60 A 192.0.2.9",
    ],
    ["self.z.", "A", "server-failure:  /  /"],
    ["toself.z.", "A", "server-failure:  /  /"],
    ["d.z.", "A", `no-data:  / ${SOA} /`],
    ["x.d.z.", "A", `success: d.z. 9 DNAME e.z. | x.d.z. 9 CNAME x.e.z. | x.e.z. 60 A 192.0.2.11 / ${NS} /`],
    ["x.d.z.", "CNAME", `success: d.z. 9 DNAME e.z. | x.d.z. 9 CNAME x.e.z. / ${NS} /`],
    ["y.d.z.", "A", "ask y.e.z. behind d.z. 9 DNAME e.z. | y.d.z. 9 CNAME y.e.z."],
    [
      "near.dout.z.",
      "A",
      `success: dout.z. 60 DNAME out. | near.dout.z. 60 CNAME near.out. | near.out. 60 A 192.0.2.12 / ${NS} /`,
    ],
  ];
  it.each(cases)("%s %s", (name, type, expected) => expect(ask(zone, name, type)).toBe(expected.trimEnd()));

  it("follows ten aliases and then ends", () => {
    const chain = Array.from({ length: 14 }, (_, index) => `c${index} 1 CNAME c${index + 1}\n`).join("");
    const text = ask(zoneOf(`@ 1 SOA ns hm 1 2 3 4 5\n${chain}c14 1 A 192.0.2.1\n`), "c0.z.", "A");
    expect(text.split(" | ")).toHaveLength(10);
    expect(text).toContain("c9.z. 1 CNAME c10.z.");
  });

  it("fails at the ninth turn through CoreDNS, and without an SOA", () => {
    expect(ask(zone, "www.z.", "A", false, 8)).toContain("success");
    expect(ask(zone, "www.z.", "A", false, 9)).toContain("server-failure");
    expect(ask(zone, "z.", "SOA", false, 9)).toContain("success");
    expect(ask(zoneOf("x 1 A 192.0.2.1\n"), "x.z.", "A")).toContain("server-failure");
  });

  it("says nothing where a DNAME makes a name that is too long", () => {
    const long = `${"a".repeat(62)}.${"b".repeat(62)}.${"c".repeat(62)}.`;
    const far = zoneOf(`@ 1 SOA ns hm 1 2 3 4 5\nd 1 DNAME ${long}\n`);
    expect(ask(far, `${"e".repeat(62)}.${"f".repeat(62)}.d.z.`, "A")).toContain("unsendable");
    expect(ask(far, "e.d.z.", "CNAME")).toContain(`CNAME e.${long}`);
  });

  it("in a root zone gives the root's own records to missing names of one label", () => {
    const root = zoneOf('. 1 SOA ns. hm. 1 2 3 4 5\n. 1 TXT "root"\n*. 1 A 192.0.2.1\n', ".");
    expect(ask(root, "one.", "TXT")).toContain('one. 1 TXT "root"');
    expect(ask(root, "one.", "A")).toContain("no-data");
    expect(ask(root, "a.one.", "TXT")).toContain('a.one. 1 TXT "root"');
  });
});

describe("a zone with DNSSEC data", () => {
  const sig = (owner: string, covered: string): string =>
    `${owner} 60 RRSIG ${covered} 13 2 60 20400101000000 20240101000000 1 z. AAAA\n`;
  const signed = zoneOf(
    `@ 60 SOA ns hm 1 2 3 4 5\n${sig("@", "SOA")}@ 60 NS ns\n${sig("@", "NS")}@ 60 NSEC m.z. SOA\n${sig("@", "NSEC")}` +
      `m 60 A 192.0.2.1\n${sig("m", "A")}m 60 NSEC *.w.z. A\n*.w 60 A 192.0.2.2\n${sig("*.w", "A")}*.w 60 NSEC y.z. A\n` +
      `cut 60 NS ns.cut\ncut 60 DS 1 8 1 ${"00".repeat(20)}\n${sig("cut", "DS")}y 60 CNAME m\n${sig("y", "CNAME")}`,
  );
  const short = (name: string, type: RrType): readonly string[] => {
    const looked = lookUpInZone(signed, { name: nameOf(name), type, dnssecOk: true, loops: 0 });
    if (looked.kind === "chase") return ["chase"];
    const words = ({ owner, data }: ResourceRecord): string =>
      `${owner.text} ${data.type}${data.type === "RRSIG" ? `(${data.covered})` : ""}`;
    return [looked.kind, ...looked.answer.map(words), "--", ...looked.authority.map(words)];
  };
  const soa = ["z. SOA", "z. RRSIG(SOA)"];
  const ns = ["z. NS", "z. RRSIG(NS)"];
  it.each<readonly [string, RrType, readonly string[]]>([
    ["m.z.", "A", ["success", "m.z. A", "m.z. RRSIG(A)", "--", ...ns]],
    ["m.z.", "TXT", ["no-data", "--", ...soa, "m.z. NSEC"]],
    ["z.", "SOA", ["success", ...soa, "--", ...ns]],
    ["n.z.", "A", ["name-error", "--", ...soa, "m.z. NSEC", "z. NSEC", "z. RRSIG(NSEC)"]],
    ["b.z.", "A", ["name-error", "--", ...soa, "z. NSEC", "z. RRSIG(NSEC)"]],
    ["w.z.", "A", ["success", "--", ...soa, "m.z. NSEC"]],
    ["q.w.z.", "A", ["success", "q.w.z. A", "q.w.z. RRSIG(A)", "--", ...ns, "*.w.z. NSEC"]],
    ["q.w.z.", "TXT", ["no-data", "--", ...soa, "*.w.z. NSEC"]],
    ["x.cut.z.", "A", ["delegation", "--", "cut.z. NS", "cut.z. DS", "cut.z. RRSIG(DS)"]],
    ["y.z.", "A", ["success", "y.z. CNAME", "y.z. RRSIG(CNAME)", "m.z. A", "m.z. RRSIG(A)", "--", ...ns]],
  ])("%s %s", (name, type, expected) => expect(short(name, type)).toEqual(expected));
});

describe("a transfer", () => {
  it("begins with SOA and NS, goes on in canonical order, and ends with the SOA", () => {
    const answer = transferGoZone(
      zoneOf("b 1 A 192.0.2.1\nX.a 1 SRV 1 2 3 T\n@ 1 NS ns\n@ 1 SOA ns hm 5 2 3 4 5\na 1 A 192.0.2.2\n"),
      null,
    );
    expect(
      answer === "failed" || answer === null
        ? answer
        : answer.flat().map(({ owner, data }) => `${owner.text} ${data.type}`),
    ).toEqual(["z. SOA", "z. NS", "a.z. A", "X.a.z. SRV", "b.z. A", "z. SOA"]);
  });

  it.each([
    [5, 1],
    [4, 3],
    [0, 3],
    [6, 3],
  ])("with serial %i has %i groups", (serial, groups) => {
    expect(transferGoZone(zoneOf("@ 1 SOA ns hm 5 2 3 4 5\nx 1 A 192.0.2.1\n"), serial)).toHaveLength(groups);
  });

  it("fails without an SOA", () => expect(transferGoZone(zoneOf("x 1 A 192.0.2.1\n"), null)).toBe("failed"));
});

describe("law", () => {
  const label = fc.constantFrom("a", "b", "*", "c");
  const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join(".")}.z.`);

  it("order and descent are those of a walk over all names", () => {
    fc.assert(
      fc.property(fc.array(name), name, (owners, asked) => {
        const made = zoneOf(owners.map((owner) => `${owner} 1 A 192.0.2.1\n`).join(""));
        const wanted = nameOf(asked);
        const all = owners.map(nameOf).sort(compareNames);
        const isThere = all.some((owner) => owner.key === wanted.key);
        expect(made.hasDescendant(wanted)).toBe(!isThere && all.some((owner) => isBelow(owner, wanted)));
        const before = all.filter((owner) => compareNames(owner, wanted) <= 0).at(-1);
        expect(made.previous(wanted)?.name.key).toBe(before?.key);
      }),
    );
  });

  it("without aliases, cuts and wildcards a name has what its lines say", () => {
    const plain = fc
      .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 })
      .map((labels) => `${labels.join(".")}.z.`);
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, fc.nat(255))), plain, (lines, asked) => {
        const made = zoneOf(
          `@ 1 SOA ns hm 1 2 3 4 5\n${lines.map(([owner, octet]) => `${owner} 1 A 192.0.2.${octet}\n`).join("")}`,
        );
        const looked = lookUpInZone(made, { name: nameOf(asked), type: "A", dnssecOk: false, loops: 0 });
        const expected = lines.filter(([owner]) => owner === asked).map(([, octet]) => `192.0.2.${octet}`);
        const answer =
          looked.kind === "chase" ? null : looked.answer.map(({ data }) => (data.type === "A" ? data.address : ""));
        expect(answer).toEqual(expected);
        if (expected.length > 0) return;
        const isAbove = lines.some(([owner]) => owner.endsWith(`.${asked}`));
        expect(looked.kind).toBe(isAbove ? "success" : "name-error");
      }),
    );
  });

  it("ends for every zone of aliases", () => {
    const line = fc.tuple(label, fc.constantFrom("CNAME", "DNAME"), label);
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom("a.z.", "a.b.z.", "c.z."), (lines, asked) => {
        const text = lines.map(([owner, type, target]) => `${owner} 1 ${type} ${target}\n`).join("");
        const looked = lookUpInZone(zoneOf(`@ 1 SOA ns hm 1 2 3 4 5\n${text}`), {
          name: nameOf(asked),
          type: "A",
          dnssecOk: false,
          loops: 0,
        });
        const records = looked.kind === "chase" ? looked.aliases : looked.answer;
        expect(records.length).toBeLessThanOrEqual(10 * Math.max(1, lines.length) + 1);
        expect(parseName(asked)).not.toBe("relative");
      }),
    );
  });
});
