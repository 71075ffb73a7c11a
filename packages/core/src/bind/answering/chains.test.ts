import { describe } from "vitest";
import { type AnswerRow, checkAnswers } from "../fixtures/answer-table.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import { chainsConf, chainsFiles, chainsOthers } from "./chains.fixture.ts";

/** Where aliases lead: what named 9.18.49 and 9.20.30 answered, which agree but for the limit of restarts (lib/ns/query.c, query_cname and query_dname). */
const SOA = "AU a. 60 SOA ns.a. h.a. 1 1 1 1 60";
const SOA_B = "AU b. 60 SOA ns.b. h.b. 1 1 1 1 60";
const WWW = "AN www.a. 300 A 10.0.0.2";
const WWW_B = "AN www.b. 300 A 10.0.1.2";

function check(rows: readonly AnswerRow[]): void {
  checkAnswers((version) => new World(chainsConf(), chainsOthers(), { files: chainsFiles, version }), rows);
}

describe("with RD=1", () => {
  check([
    [
      "one, two, the address",
      "one.a A",
      `NOERROR aa ra
       AN one.a. 300 CNAME two.a.
       AN two.a. 300 CNAME www.a.
       ${WWW}`,
    ],
    ["into another zone", "tob.a A", `NOERROR aa ra\nAN tob.a. 300 CNAME www.b.\n${WWW_B}`],
    ["to nothing there", "togoneb.a A", `NXDOMAIN aa ra\nAN togoneb.a. 300 CNAME gone.b.\n${SOA_B}`],
    ["to another type there", "totextb.a A", `NOERROR aa ra\nAN totextb.a. 300 CNAME text.b.\n${SOA_B}`],
    ["to a zone that did not load", "tobad.a A", "SERVFAIL ra"],
    ["to a zone that refuses the client", "toclosed.a A", "NOERROR aa ra\nAN toclosed.a. 300 CNAME www.closed."],
    [
      "there and back",
      "backandforth.a A",
      `NOERROR aa ra
       AN back.b. 300 CNAME www.a.
       AN backandforth.a. 300 CNAME back.b.
       ${WWW}`,
    ],
    ["by a wildcard", "x.star.a A", `NOERROR aa ra\n${WWW}\nAN x.star.a. 300 CNAME www.a.`],
    ["by a wildcard, several labels", "x.y.star.a A", `NOERROR aa ra\n${WWW}\nAN x.y.star.a. 300 CNAME www.a.`],
    ["by a wildcard into another zone", "x.starb.a A", `NOERROR aa ra\n${WWW_B}\nAN x.starb.a. 300 CNAME www.b.`],
    [
      "a wildcard onto itself",
      "y.starself.a A",
      `SERVFAIL aa ra
       AN x.starself.a. 300 CNAME x.starself.a.
       AN y.starself.a. 300 CNAME x.starself.a.`,
    ],
    ["onto itself", "toself.a A", "SERVFAIL aa ra\nAN toself.a. 300 CNAME toself.a."],
    [
      "to the root",
      "toroot.a A",
      `NOERROR aa ra
       AN toroot.a. 300 CNAME .
       AU . 60 SOA a.root. n. 1 1 1 1 60`,
    ],
    [
      "DNAME into another zone",
      "www.d.a A",
      `NOERROR aa ra
       AN d.a. 300 DNAME b.
       ${WWW_B}
       AN www.d.a. 300 CNAME www.b.`,
    ],
    [
      "several labels moved",
      "x.www.d.a A",
      `NXDOMAIN aa ra
       AN d.a. 300 DNAME b.
       AN x.www.d.a. 300 CNAME x.www.b.
       ${SOA_B}`,
    ],
    [
      "two DNAMEs",
      "www.dd.a A",
      `NOERROR aa ra
       AN d.a. 300 DNAME b.
       AN dd.a. 300 DNAME d.a.
       ${WWW_B}
       AN www.d.a. 300 CNAME www.b.
       AN www.dd.a. 300 CNAME www.d.a.`,
    ],
    [
      "a CNAME to below a DNAME",
      "tod.a A",
      `NOERROR aa ra
       AN d.a. 300 DNAME b.
       AN tod.a. 300 CNAME www.d.a.
       ${WWW_B}
       AN www.d.a. 300 CNAME www.b.`,
    ],
    [
      "a DNAME to below itself",
      "x.dself.a A",
      `SERVFAIL aa ra
       AN dself.a. 300 DNAME dself.a.
       AN x.dself.a. 300 CNAME x.dself.a.`,
    ],
    ["to a zone that did not load", "www.dbad.a A", "SERVFAIL ra"],
    [
      "out of the server",
      "www.dout.a A",
      `NOERROR aa ra
       AN dout.a. 300 DNAME ext.
       AN www.dout.a. 300 CNAME www.ext.
       AN www.ext. 3600 A 203.0.113.2`,
    ],
    [
      "below what is not there",
      "www.dgone.a A",
      `NXDOMAIN aa ra
       AN dgone.a. 300 DNAME gone.b.
       AN www.dgone.a. 300 CNAME www.gone.b.
       ${SOA_B}`,
    ],
    [
      "below a cut",
      "tocut.a A",
      `NOERROR aa ra
       AN tocut.a. 300 CNAME www.cut.a.
       AN www.cut.a. 300 A 10.0.2.2`,
    ],
    [
      "the cut itself",
      "tocutself.a A",
      `NOERROR aa ra
       AN cut.a. 300 A 10.0.2.3
       AN tocutself.a. 300 CNAME cut.a.`,
    ],
    [
      "a DNAME onto a cut",
      "www.dcut.a A",
      `NOERROR aa ra
       AN dcut.a. 300 DNAME cut.a.
       AN www.cut.a. 300 A 10.0.2.2
       AN www.dcut.a. 300 CNAME www.cut.a.`,
    ],
    [
      "out of the server",
      "out.a A",
      `NOERROR aa ra
       AN out.a. 300 CNAME www.ext.
       AN www.ext. 3600 A 203.0.113.2`,
    ],
    [
      "out to nothing",
      "outgone.a A",
      `NXDOMAIN aa ra
       AN outgone.a. 300 CNAME gone.ext.
       AU ext. 60 SOA ns.ext. n.ext. 1 1 1 1 60`,
    ],
    [
      "out, and on from there",
      "outtwo.a A",
      `NOERROR aa ra
       AN chain.ext. 3600 CNAME www.lan.
       AN outtwo.a. 300 CNAME chain.ext.
       AN www.lan. 3600 A 203.0.113.1`,
    ],
    ["the alias itself", "one.a CNAME", "NOERROR aa ra\nAN one.a. 300 CNAME two.a."],
    [
      "what is made of a DNAME, as CNAME",
      "www.d.a CNAME",
      "NOERROR aa ra\nAN d.a. 300 DNAME b.\nAN www.d.a. 300 CNAME www.b.",
    ],
    ["as ANY", "www.d.a ANY", "NOERROR aa ra\nAN d.a. 300 DNAME b.\nAN www.d.a. 300 CNAME www.b."],
    ["the DNAME itself", "d.a DNAME", "NOERROR aa ra\nAN d.a. 300 DNAME b."],
    ["at the DNAME's name: nothing", "d.a A", `NOERROR aa ra\n${SOA}`],
    ["ANY of an alias", "tob.a ANY", "NOERROR aa ra\nAN tob.a. 300 CNAME www.b."],
    [
      "a type that nobody has",
      "one.a TXT",
      `NOERROR aa ra
       AN one.a. 300 CNAME two.a.
       AN two.a. 300 CNAME www.a.
       ${SOA}`,
    ],
    ["signatures of an alias", "one.a RRSIG", `NOERROR aa ra\n${SOA}`],
    [
      "DS of an alias",
      "one.a DS",
      `NOERROR aa ra
       AN one.a. 300 CNAME two.a.
       AN two.a. 300 CNAME www.a.
       ${SOA}`,
    ],
    [
      "NS of an alias",
      "one.a NS",
      `NOERROR aa ra
       AN one.a. 300 CNAME two.a.
       AN two.a. 300 CNAME www.a.
       ${SOA}`,
    ],
    ["a wildcard's alias itself", "x.star.a CNAME", "NOERROR aa ra\nAN x.star.a. 300 CNAME www.a."],
    ["ANY of it", "x.star.a ANY", "NOERROR aa ra\nAN x.star.a. 300 CNAME www.a."],
  ]);
});
