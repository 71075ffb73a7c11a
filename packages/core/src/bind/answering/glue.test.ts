import { describe, expect, it } from "vitest";
import { type AnswerRow, checkAnswers } from "../fixtures/answer-table.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import { confOf, FILES } from "./additional.fixture.ts";

/** Glue, and where else addresses are looked for: as named 9.18.49 and 9.20.30 have it, which agree here (lib/ns/query.c, query_additional_cb). */
const SOA = "AU lan. 60 SOA ns.lan. h.lan. 1 1 1 1 60";
const NS = "AU lan. 300 NS ns.lan.";
const MAIL = "AD mail.lan. 300 A 10.0.0.2\nAD mail.lan. 300 AAAA 2001:db8::2";
const GLUE = "AD ns.lan. 300 A 10.0.0.1";

function check(more: string, rows: readonly AnswerRow[]): void {
  checkAnswers((version) => new World(confOf(more), {}, { files: FILES, version }), rows);
}

describe("glue of a referral", () => {
  check("", [
    [
      "its own, a sibling's, and none of the parent's own host",
      "x.cut.lan A",
      `NOERROR ra
       AU cut.lan. 300 NS mail.lan.
       AU cut.lan. 300 NS ns.cut.lan.
       AU cut.lan. 300 NS ns.cut2.lan.
       AD ns.cut.lan. 300 A 10.0.0.4
       AD ns.cut.lan. 300 AAAA 2001:db8::4
       AD ns.cut2.lan. 300 A 10.0.0.6`,
      { rd: false },
    ],
    [
      "a sibling's",
      "x.cut2.lan A",
      `NOERROR ra
       AU cut2.lan. 300 NS ns.cut2.lan.
       AD ns.cut2.lan. 300 A 10.0.0.6`,
      { rd: false },
    ],
    [
      "hosts elsewhere, and above: none",
      "x.cut3.lan A",
      "NOERROR ra\nAU cut3.lan. 300 NS ns.lan.\nAU cut3.lan. 300 NS ns.other.",
      { rd: false },
    ],
    [
      "a server of the cut's own name",
      "self.lan TXT",
      "NOERROR ra\nAU self.lan. 300 NS self.lan.\nAD self.lan. 300 A 10.0.0.7",
      { rd: false },
    ],
    [
      "the same asked for",
      "self.lan A",
      "NOERROR ra\nAU self.lan. 300 NS self.lan.\nAD self.lan. 300 A 10.0.0.7",
      { rd: false },
    ],
    [
      "an address that is glue: referred all the same",
      "ns.cut.lan A",
      `NOERROR ra
       AU cut.lan. 300 NS mail.lan.
       AU cut.lan. 300 NS ns.cut.lan.
       AU cut.lan. 300 NS ns.cut2.lan.
       AD ns.cut.lan. 300 A 10.0.0.4
       AD ns.cut.lan. 300 AAAA 2001:db8::4
       AD ns.cut2.lan. 300 A 10.0.0.6`,
      { rd: false },
    ],
    [
      "a name below glue",
      "y.ns.cut.lan A",
      `NOERROR ra
       AU cut.lan. 300 NS mail.lan.
       AU cut.lan. 300 NS ns.cut.lan.
       AU cut.lan. 300 NS ns.cut2.lan.
       AD ns.cut.lan. 300 A 10.0.0.4
       AD ns.cut.lan. 300 AAAA 2001:db8::4
       AD ns.cut2.lan. 300 A 10.0.0.6`,
      { rd: false },
    ],
    [
      "512 octets: glue all the same",
      "x.cut.lan A",
      `NOERROR ra
       AU cut.lan. 300 NS mail.lan.
       AU cut.lan. 300 NS ns.cut.lan.
       AU cut.lan. 300 NS ns.cut2.lan.
       AD ns.cut.lan. 300 A 10.0.0.4
       AD ns.cut.lan. 300 AAAA 2001:db8::4
       AD ns.cut2.lan. 300 A 10.0.0.6`,
      { rd: false, edns: 512 },
    ],
    ["DS of the cut: the parent's", "cut.lan DS", `NOERROR aa ra\n${SOA}`, { rd: false }],
  ]);
});

describe("minimal-responses no: other local zones are looked through as well", () => {
  check("minimal-responses no;", [
    [
      "a host of another local zone",
      "out.lan MX",
      `NOERROR aa ra
       AN out.lan. 300 MX 10 www.other.
       ${NS}
       ${GLUE}
       AD www.other. 600 A 10.1.0.2`,
    ],
    [
      "back into the first",
      "back.other MX",
      `NOERROR aa ra
       AN back.other. 600 MX 10 mail.lan.
       AU other. 600 NS ns.lan.
       AU other. 600 NS ns.other.
       ${MAIL}
       ${GLUE}
       AD ns.other. 600 A 10.1.0.1`,
    ],
    ["below a cut", "below.lan MX", `NOERROR aa ra\nAN below.lan. 300 MX 10 host.cut.lan.\n${NS}\n${GLUE}`],
    [
      "servers in two zones",
      "other NS",
      `NOERROR aa ra
       AN other. 600 NS ns.lan.
       AN other. 600 NS ns.other.
       ${GLUE}
       AD ns.other. 600 A 10.1.0.1`,
    ],
  ]);
});

describe("but not for who does not want recursion", () => {
  check("minimal-responses no;", [
    [
      "a host of another local zone",
      "out.lan MX",
      `NOERROR aa ra\nAN out.lan. 300 MX 10 www.other.\n${NS}\n${GLUE}`,
      { rd: false },
    ],
    [
      "back into the first",
      "back.other MX",
      `NOERROR aa ra
       AN back.other. 600 MX 10 mail.lan.
       AU other. 600 NS ns.lan.
       AU other. 600 NS ns.other.
       AD ns.other. 600 A 10.1.0.1`,
      { rd: false },
    ],
    [
      "below a cut",
      "below.lan MX",
      `NOERROR aa ra\nAN below.lan. 300 MX 10 host.cut.lan.\n${NS}\n${GLUE}`,
      { rd: false },
    ],
    [
      "servers in two zones",
      "other NS",
      `NOERROR aa ra
       AN other. 600 NS ns.lan.
       AN other. 600 NS ns.other.
       AD ns.other. 600 A 10.1.0.1`,
      { rd: false },
    ],
  ]);
});

describe("minimal-responses yes", () => {
  check("minimal-responses yes;", [
    ["MX", "lan MX", "NOERROR aa ra\nAN lan. 300 MX 10 mail.lan."],
    ["SRV", "_sip._tcp.lan SRV", "NOERROR aa ra\nAN _sip._tcp.lan. 300 SRV 0 0 5060 sip.lan."],
    ["NS", "lan NS", `NOERROR aa ra\nAN lan. 300 NS ns.lan.\n${GLUE}`],
    [
      "a referral",
      "x.cut2.lan A",
      `NOERROR ra
       AU cut2.lan. 300 NS ns.cut2.lan.
       AD ns.cut2.lan. 300 A 10.0.0.6`,
      { rd: false },
    ],
  ]);
});

describe("how much is looked for", () => {
  const addresses = (answer: string): readonly string[] =>
    [...answer.matchAll(/^AD (\S+)/gm)].map(([, owner = ""]) => owner.split(".")[0] ?? "");
  const asked = (question: string): readonly string[] =>
    addresses(new World(confOf("minimal-responses no;"), {}, { files: FILES }).ask(question, { transport: "tcp" }));

  it("26 names and types: those of 13 hosts, and then none of the zone's own servers", () => {
    expect(asked("of13.lan MX")).toEqual(Array.from({ length: 13 }, (_, at) => `h${String(at + 1).padStart(2, "0")}`));
  });

  it("a set of 14 leads nowhere, so that the servers have their turn", () => {
    expect(asked("of14.lan MX")).toEqual(["ns"]);
  });
});
