import { describe, expect, test } from "vitest";
import { printRecord } from "../dns/index.ts";
import { type DecodedMessage, decodeMessage } from "./decode.ts";
import type { WireFaultKind } from "./fault.ts";
import type { Irregularity } from "./irregularity.ts";
import { octetsOf, repeated } from "./octets.fixture.ts";

/** The packets at which dns-packet 5.6.1 stumbled, and their like: each is refused with a reason, or read as it stands. */
const ANSWER = "0001 8180 0000 0001 0000 0000";
const QUERY = "0001 8180 0001 0000 0000 0000";
const X_C = "01 'x' 01 'c' 00".replaceAll("'", '"');

const refused: readonly { what: string; bytes: string; why: WireFaultKind; at: number }[] = [
  { what: "nothing", bytes: "", why: "short-header", at: 0 },
  { what: "eleven octets", bytes: "0001 8180 0000 0000 0000 00", why: "short-header", at: 0 },
  {
    what: "65,535 records announced by 23 octets, the first one's RDATA behind the end",
    bytes: "0001 8180 0000 0000 0000 ffff 00 0010 0001 00000005 ffff",
    why: "rdata-past-end",
    at: 12,
  },
  {
    what: "an A record of 3 octets",
    bytes: `${ANSWER} ${X_C} 0001 0001 00000005 0003 010203`,
    why: "rdata-length",
    at: 27,
  },
  {
    what: "an A record of 5 octets",
    bytes: `${ANSWER} ${X_C} 0001 0001 00000005 0005 0102030405`,
    why: "rdata-length",
    at: 31,
  },
  {
    what: "an AAAA record of 3 octets",
    bytes: `${ANSWER} ${X_C} 001c 0001 00000005 0003 010203`,
    why: "rdata-length",
    at: 27,
  },
  {
    what: "RDLENGTH 65,535 and four octets of an unknown type",
    bytes: `${ANSWER} ${X_C} ff00 0001 00000005 ffff 01020304`,
    why: "rdata-past-end",
    at: 12,
  },
  {
    what: "a CNAME record whose RDATA goes on behind its name",
    bytes: `0001 8180 0000 0002 0000 0000 ${X_C} 0005 0001 00000005 000f 01 "t" 01 "c" 00 00000000000000000000 04 "evil" 01 "c" 00 0001 0001 00000005 0004 01020304`,
    why: "rdata-length",
    at: 32,
  },
  {
    what: "a CNAME record whose name goes on behind its RDATA",
    bytes: `${ANSWER} ${X_C} 0005 0001 00000005 0003 01 "t" 01 "c" 00`,
    why: "rdata-length",
    at: 32,
  },
  {
    what: "an RRSIG record whose signer goes on behind its RDATA",
    bytes: `${ANSWER} 00 002e 0001 00000005 0014 0001 08 00 00000000 00000000 00000000 0000 01 "t" 01 "c" 00`,
    why: "rdata-length",
    at: 46,
  },
  {
    what: "an option that claims more octets than its OPT record has",
    bytes: "0001 0100 0000 0000 0000 0001 00 0029 1000 00000000 0004 000a ffff",
    why: "bad-option",
    at: 23,
  },
  {
    what: "half an option",
    bytes: "0001 0100 0000 0000 0000 0001 00 0029 1000 00000000 0003 000a ff",
    why: "bad-option",
    at: 23,
  },
  { what: "a pointer to itself", bytes: `${QUERY} c00c 0001 0001`, why: "pointer-loop", at: 12 },
  { what: "two pointers to each other", bytes: `${QUERY} c00e c00c 0001 0001`, why: "pointer-loop", at: 12 },
  { what: "a label before a pointer to it", bytes: `${QUERY} 01 "a" c00c 0001 0001`, why: "pointer-loop", at: 14 },
  { what: "a pointer behind the end", bytes: `${QUERY} ffff 0001 0001`, why: "name-cut-off", at: 0x3fff },
  { what: "half a pointer", bytes: `${QUERY} c0`, why: "name-cut-off", at: 12 },
  { what: "a label of type 01", bytes: `${QUERY} 41 00 0001 0001`, why: "label-type", at: 12 },
  { what: "a label of type 10", bytes: `${QUERY} 01 "a" 80 00 0001 0001`, why: "label-type", at: 14 },
  { what: "a label that is cut off", bytes: `${QUERY} 05 "abcd"`, why: "name-cut-off", at: 12 },
  { what: "a name without its end", bytes: `${QUERY} 04 "abcd"`, why: "name-cut-off", at: 17 },
  {
    what: "a name of 256 octets",
    bytes: `${QUERY} ${'01 "a"'.repeat(127)} 01 "a" 00 0001 0001`,
    why: "name-too-long",
    at: 12 + 254,
  },
  {
    what: "two names that are too long together",
    bytes: `${QUERY} ${'3f "'.concat("a".repeat(63), '"').repeat(3)} c0ff 0001 0001`,
    why: "name-cut-off",
    at: 255,
  },
  { what: "a question that is cut off", bytes: `${QUERY} 01 "a" 00 0001 00`, why: "question-cut-off", at: 15 },
  { what: "a record that is cut off", bytes: `${ANSWER} 00 0001 0001 00000005 00`, why: "record-cut-off", at: 12 },
  {
    what: "a character-string longer than its RDATA",
    bytes: `${ANSWER} 00 0010 0001 00000005 0003 05 "ab"`,
    why: "rdata-length",
    at: 24,
  },
  {
    what: "a type bit map with its windows out of order",
    bytes: `${ANSWER} 00 002f 0001 00000005 0007 00 01 01 40 00 01 40`,
    why: "bad-rdata",
    at: 27,
  },
  {
    what: "a type bit map with an empty window",
    bytes: `${ANSWER} 00 002f 0001 00000005 0003 00 00 00`,
    why: "bad-rdata",
    at: 24,
  },
  {
    what: "SVCB keys out of order",
    bytes: `${ANSWER} 00 0040 0001 00000005 000b 0001 00 0003 0000 0001 0000`,
    why: "bad-rdata",
    at: 30,
  },
  {
    what: "an SRV record of 6 octets",
    bytes: `${ANSWER} 00 0021 0001 00000005 0006 000000000000`,
    why: "rdata-length",
    at: 23,
  },
  {
    what: "a SOA record without its numbers",
    bytes: `${ANSWER} 00 0006 0001 00000005 0002 00 00`,
    why: "rdata-length",
    at: 25,
  },
];

test.each(refused)("refused: $what", ({ bytes, why, at }) => {
  const decoded = decodeMessage(octetsOf(bytes));
  expect(decoded.kind === "undecodable" ? decoded.why : decoded.kind).toEqual({ kind: why, at });
});

/** What was read, as an operator would write it. */
function shown(decoded: DecodedMessage): readonly string[] {
  if (decoded.kind === "undecodable") return [`${decoded.why.kind} at ${decoded.why.at}`];
  const { questions, answer, authority, additional, edns } = decoded.message;
  return [
    ...questions.map(({ name, type }) => `? ${name.text} ${type}`),
    ...[answer, authority, additional].flat().map((record) => printRecord(record).replaceAll("\t", " ")),
    ...(edns === null ? [] : [`EDNS ${edns.udpSize}`]),
  ];
}

const OPT = "00 0029 04d0 00000000 0000";
const odd: readonly {
  what: string;
  bytes: string;
  read: readonly string[];
  irregularities: readonly Irregularity[];
}[] = [
  {
    what: "a dot within a label is no end of a label",
    bytes: `${ANSWER} 0f "web.linkerd-viz" 05 "kloud" 03 "lan" 00 0001 0001 00000005 0004 01020304`,
    read: ["web\\.linkerd-viz.kloud.lan. 5 IN A 1.2.3.4"],
    irregularities: [],
  },
  {
    what: "octets that are no UTF-8 stay apart",
    bytes: `0001 0100 0002 0000 0000 0000 01 ff 01 "c" 00 0001 0001 01 fe 01 "c" 00 0001 0001`,
    read: ["? \\255.c. A", "? \\254.c. A"],
    irregularities: [],
  },
  {
    what: "control characters in a label",
    bytes: `${QUERY} 0c 1b "[2J" 1b "[31mpwn" 02 00 0a 00 0001 0001`,
    read: ["? \\027[2J\\027[31mpwn.\\000\\010. A"],
    irregularities: [],
  },
  {
    what: "a pointer into the header",
    bytes: `${QUERY} c000 0001 0001`,
    read: ["? . A"],
    irregularities: [{ kind: "pointer-into-header", at: 12 }],
  },
  {
    what: "a pointer to what follows",
    bytes: `${QUERY} c012 0001 0001 01 "a" 00`,
    read: ["? a. A"],
    irregularities: [
      { kind: "forward-pointer", at: 12 },
      { kind: "trailing-octets", at: 18, octets: 3 },
    ],
  },
  {
    what: "an OPT record with a name",
    bytes: `0001 0100 0000 0000 0000 0001 01 "a" ${OPT}`,
    read: ["EDNS 1232"],
    irregularities: [{ kind: "opt-owner-not-root", at: 12 }],
  },
  {
    what: "two OPT records: the last one counts",
    bytes: `0001 0100 0000 0000 0000 0002 ${OPT} 00 0029 0200 00000000 0000`,
    read: ["EDNS 512"],
    irregularities: [{ kind: "several-opt", count: 2 }],
  },
  {
    what: "an OPT record among the answers says nothing",
    bytes: `${ANSWER} ${OPT}`,
    read: [". 0 CLASS1232 OPT \\# 0"],
    irregularities: [{ kind: "misplaced-opt", at: 12, section: "answer" }],
  },
  {
    what: "50,000 octets behind the last record",
    bytes: `${QUERY} ${X_C} 0001 0001 ${"00".repeat(50_000)}`,
    read: ["? x.c. A"],
    irregularities: [{ kind: "trailing-octets", at: 21, octets: 50_000 }],
  },
  {
    what: "records that are announced and not there",
    bytes: `0001 8180 0001 ffff 0000 0001 ${X_C} 0001 0001`,
    read: ["? x.c. A"],
    irregularities: [
      { kind: "missing-records", section: "answer", announced: 65_535, found: 0 },
      { kind: "missing-records", section: "additional", announced: 1, found: 0 },
    ],
  },
  {
    what: "questions that are announced and not there",
    bytes: "0001 0100 0003 0000 0000 0000",
    read: [],
    irregularities: [{ kind: "missing-records", section: "question", announced: 3, found: 0 }],
  },
  {
    what: "a compressed name in an SRV record",
    bytes: `0001 8180 0001 0001 0000 0000 ${X_C} 0021 0001 c00c 0021 0001 0000001e 000a 0000 0064 0035 01 "w" c00e`,
    read: ["? x.c. SRV", "x.c. 30 IN SRV 0 100 53 w.c."],
    irregularities: [{ kind: "compressed-rdata", at: 41, type: "SRV" }],
  },
  {
    what: "no data in an A record: UPDATE's way to say none",
    bytes: `${ANSWER} ${X_C} 0001 00ff 00000000 0000`,
    read: [],
    irregularities: [{ kind: "empty-rdata", at: 12, section: "answer", type: "A" }],
  },
  {
    what: "a name in data that nobody looks into is written in full",
    bytes: `0001 8180 0001 0001 0000 0000 ${X_C} 000e 0001 c00c 000e 0001 0000001e 0006 c00c 01 "m" c00e`,
    read: ["? x.c. MINFO", "x.c. 30 IN MINFO x.c. m.c."],
    irregularities: [],
  },
  {
    what: "a compressed name in data of a type that must not have one",
    bytes: `0001 8180 0001 0001 0000 0000 ${X_C} 0015 0001 c00c 0015 0001 0000001e 0004 000a c00c`,
    read: ["? x.c. RT", "x.c. 30 IN RT 10 x.c."],
    irregularities: [{ kind: "compressed-rdata", at: 35, type: "RT" }],
  },
];

describe.each(odd)("read as it stands: $what", ({ bytes, read, irregularities }) => {
  const decoded = decodeMessage(octetsOf(bytes));
  test("what was read", () => expect(shown(decoded)).toEqual(read));
  test("what is odd", () => expect(decoded.kind === "message" && decoded.irregularities).toEqual(irregularities));
});

test("an odd pointer is told once, however many names lead there", () => {
  const names = `${repeated('01 "a" 00 0001 0001', 40)} c000 0001 0001`;
  const records = repeated("c124 0005 0001 00000000 0002 c124", 3);
  const decoded = decodeMessage(octetsOf(`0001 8180 0029 0003 0000 0000 ${names} ${records}`));
  expect(decoded.kind === "message" && decoded.irregularities).toEqual([{ kind: "pointer-into-header", at: 0x124 }]);
});

test("a message that cannot be read still shows its header and the questions before the fault", () => {
  const decoded = decodeMessage(octetsOf(`1234 0100 0001 0000 0000 0001 ${X_C} 0001 0001 00 0029 04d0 00000000 0009`));
  if (decoded.kind !== "undecodable") throw new Error("read");
  expect(decoded.header).toMatchObject({ id: 0x1234, isResponse: false, opcode: "QUERY" });
  expect(decoded.header?.announced).toEqual({ question: 1, answer: 0, authority: 0, additional: 1 });
  expect(decoded.questions.map(({ name }) => name.text)).toEqual(["x.c."]);
});
