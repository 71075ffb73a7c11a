import { describe, expect, it } from "vitest";
import { BOTH } from "../fixtures/answer-table.fixture.ts";
import type { AskOptions } from "../fixtures/texts.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** When a zone that has signatures is served as a signed one: as named 9.18.49 and 9.20.30 do, which agree (lib/dns/rbtdb.c, iszonesecure). */
const signature = (owner: string, covered: string): string =>
  `${owner} 30 RRSIG ${covered} 13 1 30 20400101000000 20240101000000 1 t. AAAA`;
const ZONE = `$TTL 30
@ SOA ns h 1 1 1 1 60
@ NS ns
ns A 10.0.0.1
www A 10.0.0.2
${signature("@", "SOA")}
${signature("@", "NS")}
${signature("ns", "A")}
${signature("www", "A")}
`;
const KEYS = `@ 30 DNSKEY 257 3 13 AAAA\n${signature("@", "DNSKEY")}\n`;
const CHAIN = `@ 20 NSEC ns.t. NS SOA RRSIG NSEC DNSKEY
ns 20 NSEC www.t. A RRSIG NSEC
www 20 NSEC t. A RRSIG NSEC
${["@", "ns", "www"].map((owner) => signature(owner, "NSEC")).join("\n")}
`;
const PARAMETERS = `@ 0 NSEC3PARAM 1 0 0 -\n${signature("@", "NSEC3PARAM")}\n`;
const MORE: Readonly<Record<string, string>> = {
  "keys and NSEC": KEYS + CHAIN,
  "keys alone": KEYS,
  "NSEC alone": CHAIN,
  "signatures alone": "",
  "keys and NSEC3PARAM alone": KEYS + PARAMETERS,
};

const QUESTIONS: readonly (readonly [question: string, how: AskOptions])[] = [
  ["www.t A", { dnssecOk: true }],
  ["www.t TXT", { dnssecOk: true }],
  ["x.t A", { dnssecOk: true }],
  ["www.t ANY", {}],
  ["www.t RRSIG", {}],
];

/** `AN www.t. RRSIG A, AU t. SOA`: sections, owners and types. */
function typesIn(answer: string): string {
  const records = answer.split("\n").slice(1);
  return records
    .map((line) => {
      const [section, owner, , type, covered] = line.split(" ");
      return `${section} ${owner} ${type}${type === "RRSIG" ? ` ${covered}` : ""}`;
    })
    .join(", ");
}

describe("a zone with signatures, and beside them", () => {
  it.each<readonly [what: string, answers: readonly string[]]>([
    [
      "keys and NSEC",
      [
        "AN www.t. A, AN www.t. RRSIG A",
        "AU t. RRSIG SOA, AU t. SOA, AU www.t. NSEC, AU www.t. RRSIG NSEC",
        "AU t. NSEC, AU t. RRSIG NSEC, AU t. RRSIG SOA, AU t. SOA, AU www.t. NSEC, AU www.t. RRSIG NSEC",
        "AN www.t. NSEC, AN www.t. A, AN www.t. RRSIG A, AN www.t. RRSIG NSEC",
        "AN www.t. RRSIG A, AN www.t. RRSIG NSEC",
      ],
    ],
    ["keys alone", ["AN www.t. A", "AU t. SOA", "AU t. SOA", "AN www.t. A", "AN www.t. RRSIG A"]],
    ["NSEC alone", ["AN www.t. A", "AU t. SOA", "AU t. SOA", "AN www.t. A", "AN www.t. RRSIG A, AN www.t. RRSIG NSEC"]],
    ["signatures alone", ["AN www.t. A", "AU t. SOA", "AU t. SOA", "AN www.t. A", "AN www.t. RRSIG A"]],
    [
      "keys and NSEC3PARAM alone",
      [
        "AN www.t. A, AN www.t. RRSIG A",
        "AU t. RRSIG SOA, AU t. SOA",
        "AU t. RRSIG SOA, AU t. SOA",
        "AN www.t. A, AN www.t. RRSIG A",
        "AN www.t. RRSIG A",
      ],
    ],
  ])("%s", (what, answers) => {
    const conf = `options { recursion no; minimal-responses yes; };\nzone "t" { type primary; file "/t"; };`;
    for (const version of BOTH) {
      const world = new World(conf, {}, { files: { "/t": ZONE + MORE[what] }, version });
      expect(QUESTIONS.map(([question, how]) => typesIn(world.ask(question, how)))).toEqual(answers);
    }
  });
});
