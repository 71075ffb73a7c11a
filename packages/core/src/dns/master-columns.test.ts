import { describe, expect, it } from "vitest";
import { nameOf, parseRdataText, type ResourceRecord } from "./index.ts";
import { digQuestionLine, digRecordLine } from "./master-columns.ts";

function record(owner: string, ttl: number, type: "A" | "NSEC3PARAM", text: string): ResourceRecord {
  const words = text.split(" ").map((word) => ({ text: word, isQuoted: false, start: 0, end: 0 }));
  const data = parseRdataText(type, words, nameOf("."));
  if ("why" in data) throw new Error(data.why);
  return { owner: nameOf(owner), class: "IN", ttl, data };
}

/** Tabs as `>`; lengths at which lib/dns/masterdump.c indent changes from two tabs to one, and to a space. */
describe("columns of Debian's dig", () => {
  it.each([
    [".", 5, ".>>>5>IN>A>1.2.3.4"],
    ["a.", 5, "a.>>>5>IN>A>1.2.3.4"],
    ["abcdef.", 5, "abcdef.>>>5>IN>A>1.2.3.4"],
    ["abcdefg.", 5, "abcdefg.>>5>IN>A>1.2.3.4"],
    ["abcdefghijklmn.", 5, "abcdefghijklmn.>>5>IN>A>1.2.3.4"],
    ["abcdefghijklmno.", 5, "abcdefghijklmno.>5>IN>A>1.2.3.4"],
    ["abcdefghijklmnopqrstuv.", 5, "abcdefghijklmnopqrstuv.>5>IN>A>1.2.3.4"],
    ["abcdefghijklmnopqrstuvw.", 5, "abcdefghijklmnopqrstuvw. 5>IN>A>1.2.3.4"],
    ["abcdefghijklmnopqrstuvwx.", 3600, "abcdefghijklmnopqrstuvwx. 3600>IN>A>1.2.3.4"],
    ["a.", 86_400, "a.>>>86400>IN>A>1.2.3.4"],
    ["a.", 2_147_483_647, "a.>>>2147483647 IN>A>1.2.3.4"],
  ])("%s %s", (owner, ttl, expected) => {
    expect(digRecordLine(record(owner, ttl, "A", "1.2.3.4")).replaceAll("\t", ">")).toBe(expected);
  });

  it("a long mnemonic takes the place of the tab", () => {
    expect(digRecordLine(record("a.", 5, "NSEC3PARAM", "1 0 0 -")).replaceAll("\t", ">")).toBe(
      "a.>>>5>IN>NSEC3PARAM 1 0 0 -",
    );
  });

  it.each([
    ["a.", ";a.>>>>IN>A"],
    ["abcdefghijklmnopqrstuvwxyz.kloud.", ";abcdefghijklmnopqrstuvwxyz.kloud. IN>A"],
  ])("the question %s", (name, expected) => {
    expect(digQuestionLine({ name: nameOf(name), class: "IN", type: "A" }).replaceAll("\t", ">")).toBe(expected);
  });
});
