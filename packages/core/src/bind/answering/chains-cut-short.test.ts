import { describe, expect, it } from "vitest";
import { type AnswerRow, BOTH, checkAnswers } from "../fixtures/answer-table.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import { chainsConf, chainsFiles, chainsOthers } from "./chains.fixture.ts";

/** Aliases for who does not want recursion, and what goes wrong on the way: as named 9.18.49 and 9.20.30 answered, which agree here. */
const SOA = "AU a. 60 SOA ns.a. h.a. 1 1 1 1 60";
const NS = "AU a. 300 NS ns.a.\nAD ns.a. 300 A 10.0.0.1";

function check(rows: readonly AnswerRow[], more = ""): void {
  checkAnswers((version) => new World(chainsConf(more), chainsOthers(), { files: chainsFiles, version }), rows);
}

describe("with RD=0 nothing leaves the zone of the first name", () => {
  check([
    ["into another zone", "tob.a A", "NOERROR aa ra\nAN tob.a. 300 CNAME www.b.", { rd: false }],
    ["to nothing there", "togoneb.a A", "NOERROR aa ra\nAN togoneb.a. 300 CNAME gone.b.", { rd: false }],
    ["to a zone that did not load", "tobad.a A", "NOERROR aa ra\nAN tobad.a. 300 CNAME www.bad.", { rd: false }],
    [
      "to a zone that refuses the client",
      "toclosed.a A",
      "NOERROR aa ra\nAN toclosed.a. 300 CNAME www.closed.",
      { rd: false },
    ],
    ["there and back", "backandforth.a A", "NOERROR aa ra\nAN backandforth.a. 300 CNAME back.b.", { rd: false }],
    ["by a wildcard into another zone", "x.starb.a A", "NOERROR aa ra\nAN x.starb.a. 300 CNAME www.b.", { rd: false }],
    ["to the root", "toroot.a A", "NOERROR aa ra\nAN toroot.a. 300 CNAME .\nAU . 3600000 NS a.root.", { rd: false }],
    [
      "DNAME into another zone",
      "www.d.a A",
      "NOERROR aa ra\nAN d.a. 300 DNAME b.\nAN www.d.a. 300 CNAME www.b.",
      { rd: false },
    ],
    [
      "several labels moved",
      "x.www.d.a A",
      "NOERROR aa ra\nAN d.a. 300 DNAME b.\nAN x.www.d.a. 300 CNAME x.www.b.",
      { rd: false },
    ],
    [
      "a CNAME to below a DNAME",
      "tod.a A",
      `NOERROR aa ra
       AN d.a. 300 DNAME b.
       AN tod.a. 300 CNAME www.d.a.
       AN www.d.a. 300 CNAME www.b.`,
      { rd: false },
    ],
    [
      "to a zone that did not load",
      "www.dbad.a A",
      `NOERROR aa ra
       AN dbad.a. 300 DNAME bad.
       AN www.dbad.a. 300 CNAME www.bad.`,
      { rd: false },
    ],
    [
      "out of the server",
      "www.dout.a A",
      `NOERROR aa ra
       AN dout.a. 300 DNAME ext.
       AN www.dout.a. 300 CNAME www.ext.
       AU . 3600000 NS a.root.`,
      { rd: false },
    ],
    [
      "below a cut",
      "tocut.a A",
      `NOERROR aa ra
       AN tocut.a. 300 CNAME www.cut.a.
       AU cut.a. 300 NS ns.cut.a.
       AD ns.cut.a. 300 A 192.0.2.11`,
      { rd: false },
    ],
    [
      "the cut itself",
      "tocutself.a A",
      `NOERROR aa ra
       AN tocutself.a. 300 CNAME cut.a.
       AU cut.a. 300 NS ns.cut.a.
       AD ns.cut.a. 300 A 192.0.2.11`,
      { rd: false },
    ],
    [
      "a DNAME onto a cut",
      "www.dcut.a A",
      `NOERROR aa ra
       AN dcut.a. 300 DNAME cut.a.
       AN www.dcut.a. 300 CNAME www.cut.a.
       AU cut.a. 300 NS ns.cut.a.
       AD ns.cut.a. 300 A 192.0.2.11`,
      { rd: false },
    ],
    [
      "out of the server",
      "out.a A",
      "NOERROR aa ra\nAN out.a. 300 CNAME www.ext.\nAU . 3600000 NS a.root.",
      { rd: false },
    ],
    ["the alias itself", "one.a CNAME", `NOERROR aa ra\nAN one.a. 300 CNAME two.a.\n${NS}`, { rd: false }],
    [
      "what is made of a DNAME, as CNAME",
      "www.d.a CNAME",
      `NOERROR aa ra\nAN d.a. 300 DNAME b.\nAN www.d.a. 300 CNAME www.b.\n${NS}`,
      { rd: false },
    ],
    ["ANY of an alias", "tob.a ANY", "NOERROR aa ra\nAN tob.a. 300 CNAME www.b.\nAU a. 300 NS ns.a.", { rd: false }],
    [
      "DS of an alias",
      "one.a DS",
      `NOERROR aa ra
       AN one.a. 300 CNAME two.a.
       AN two.a. 300 CNAME www.a.
       ${SOA}`,
      { rd: false },
    ],
  ]);
});

describe("what goes wrong, and its extended error", () => {
  check([
    ["to a zone that did not load", "tobad.a A", "SERVFAIL ra", { edns: 1232 }],
    [
      "a wildcard onto itself",
      "y.starself.a A",
      `SERVFAIL aa ra
       AN x.starself.a. 300 CNAME x.starself.a.
       AN y.starself.a. 300 CNAME x.starself.a.
       EDE 0 max. restarts reached`,
      { edns: 1232 },
    ],
    [
      "onto itself",
      "toself.a A",
      `SERVFAIL aa ra
       AN toself.a. 300 CNAME toself.a.
       EDE 0 max. restarts reached`,
      { edns: 1232 },
    ],
    [
      "a DNAME to below itself",
      "x.dself.a A",
      `SERVFAIL aa ra
       AN dself.a. 300 DNAME dself.a.
       AN x.dself.a. 300 CNAME x.dself.a.
       EDE 0 max. restarts reached`,
      { edns: 1232 },
    ],
  ]);

  it("from 9.20 on a refusal says why it is not asked elsewhere", () => {
    const world = new World(chainsConf(), chainsOthers(), { files: chainsFiles, version: "9.20" });
    expect(world.ask("toclosed.a A", { edns: 1232 })).toBe(
      "NOERROR aa ra\nAN toclosed.a. 300 CNAME www.closed.\nEDE 18\nEDE 20 recursion disabled",
    );
  });
});

describe("max-query-restarts", () => {
  /** `c0` is the first of twenty-one aliases, and `c21` has an address. */
  it.each([
    ["11 by default: an address behind eleven aliases", "", "c10.a A", "NOERROR", 12],
    ["one more: so many aliases are shown", "", "c9.a A", "SERVFAIL", 12],
    ["and no more", "", "c0.a A", "SERVFAIL", 12],
    ["3", "max-query-restarts 3;", "c18.a A", "NOERROR", 4],
    ["3, behind four", "max-query-restarts 3;", "c17.a A", "SERVFAIL", 4],
    ["3, behind five", "max-query-restarts 3;", "c16.a A", "SERVFAIL", 4],
  ])("%s", (_row, more, question, rcode, records) => {
    for (const version of BOTH) {
      const world = new World(chainsConf(more), chainsOthers(), { files: chainsFiles, version });
      const answer = world.ask(question, { edns: 1232 });
      expect([answer.split(" ")[0], answer.match(/^AN /gm)?.length]).toEqual([rcode, records]);
      expect(answer.endsWith("EDE 0 max. restarts reached")).toBe(rcode === "SERVFAIL");
    }
  });
});
