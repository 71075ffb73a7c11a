import { describe, expect, it } from "vitest";
import { addressRdata, makeQuery, nameOf, parseAddress, type ResourceRecord } from "../dns/index.ts";
import { invariant } from "../invariant.ts";
import { encodeMessage } from "./encode.ts";
import type { Compression } from "./writer.ts";

const address = parseAddress("192.0.2.1");
invariant(address !== null, "an address");
const data = addressRdata(address);

/** Octets of the names alone: a header has 12, a question 4 beside its name, a record 10 and the data. */
function nameOctets(question: string, owners: readonly string[], compression: Compression): number {
  const answer = owners.map((owner): ResourceRecord => ({ owner: nameOf(owner), class: "IN", ttl: 1, data }));
  const message = makeQuery({ name: nameOf(question), type: "A", class: "IN" }, { answer });
  return encodeMessage(message, { compression }).length - 12 - 4 - 14 * answer.length;
}

interface Row {
  readonly about: string;
  readonly question: string;
  readonly owners: readonly string[];
  readonly octets: Readonly<Record<Compression, number>>;
}

/** The question is spelled out; the octets behind it are a pointer's 2, or a label's own and one for its length. */
const rows: readonly Row[] = [
  {
    about: "the name itself",
    question: "www.kloud.lan.",
    owners: ["www.kloud.lan."],
    octets: { off: 30, bind: 17, "bind-9.20": 17, coredns: 17 },
  },
  {
    about: "a sibling: what follows the first label",
    question: "www.kloud.lan.",
    owners: ["ns.kloud.lan."],
    octets: { off: 29, bind: 20, "bind-9.20": 20, coredns: 20 },
  },
  {
    about: "a cousin: 9.18 remembers two suffixes of a name, and does not find the third",
    question: "a.b.kloud.lan.",
    owners: ["ns.kloud.lan."],
    octets: { off: 29, bind: 29, "bind-9.20": 20, coredns: 20 },
  },
  {
    about: "a name far below: 9.18 looks for two suffixes alone",
    question: "kloud.lan.",
    owners: ["a.b.c.kloud.lan."],
    octets: { off: 28, bind: 28, "bind-9.20": 19, coredns: 19 },
  },
  {
    about: "another spelling",
    question: "www.kloud.lan.",
    owners: ["WWW.kloud.lan."],
    octets: { off: 30, bind: 21, "bind-9.20": 21, coredns: 21 },
  },
  {
    about: "the root, twice: 9.18 points at it",
    question: ".",
    owners: [".", "."],
    octets: { off: 3, bind: 4, "bind-9.20": 3, coredns: 3 },
  },
];

describe.each(rows)("$about", ({ question, owners, octets }) => {
  it.each(Object.entries(octets) as [Compression, number][])("%s: %d octets", (compression, expected) => {
    expect(nameOctets(question, owners, compression)).toBe(expected);
  });
});

describe("BIND 9.20 stops remembering", () => {
  const label = (number: number): string => `n${String(number).padStart(3, "0")}`;
  const owners = Array.from({ length: 60 }, (_, number) => `${label(number)}.`);
  const spelled = 1 + 60 * 6;

  it("after 48 suffixes: names beyond are spelled again", () => {
    const again = owners.map((owner) => nameOctets(".", [...owners, "x.", owner], "bind-9.20") - spelled - 3);
    expect(again).toEqual(owners.map((_, number) => (number < 48 ? 2 : 6)));
  });

  it("which CoreDNS does not", () => {
    expect(nameOctets(".", [...owners, ...owners], "coredns")).toBe(spelled + 60 * 2);
  });
});
