import { describe, expect, it } from "vitest";
import type { Message } from "../dns/index.ts";
import { decodeMessage, queryFromMessage } from "./decode.ts";
import { digQueries } from "./dig-queries.fixture.ts";
import { encodeMessage } from "./encode.ts";
import { hexOf, octetsOf } from "./octets.fixture.ts";

const FLAGS = {
  authoritative: "aa",
  truncated: "tc",
  recursionDesired: "rd",
  recursionAvailable: "ra",
  reserved: "z",
  authenticData: "ad",
  checkingDisabled: "cd",
} as const;

/** Opcode, flags, questions, records beside them, the OPT record. */
function shown({ opcode, flags, questions, authority, edns }: Message): string {
  const set = (Object.keys(FLAGS) as (keyof typeof FLAGS)[]).filter((flag) => flags[flag]).map((flag) => FLAGS[flag]);
  const asked = questions.map(({ name, class: rrClass, type }) => `; ${name.text} ${rrClass} ${type}`);
  const records = authority.map(({ owner, data }) => `; ${owner.text} ${data.type}`);
  return [opcode, ...set].join(" ") + [...asked, ...records].join("") + shownEdns(edns);
}

function shownEdns(edns: Message["edns"]): string {
  if (edns === null) return "";
  const { version, udpSize, dnssecOk, z, options } = edns;
  const bits = [...(dnssecOk ? [" do"] : []), ...(z === 0 ? [] : [` z=${z}`])].join("");
  return `; EDNS ${version} ${udpSize}${bits}${options.map(({ code, data }) => `; ${code}=${hexOf(data)}`).join("")}`;
}

const rows = Object.entries(digQueries).map(([words, block]) => {
  const lines = block.slice(1).split("\n");
  const octets = octetsOf(lines.filter((line) => line.startsWith(" ")).join(" "));
  return { words, octets, says: lines.find((line) => line !== "" && !line.startsWith(" ")) ?? "" };
});

describe("what dig sends", () => {
  it.each(rows)("dig $words", ({ octets, says }) => {
    const decoded = decodeMessage(octets);
    expect(decoded.kind === "message" ? shown(decoded.message) : decoded.why).toBe(says);
    expect(decoded.kind === "message" && decoded.irregularities).toEqual([]);
  });

  it.each(rows)("dig $words: written again", ({ octets }) => {
    const decoded = decodeMessage(octets);
    const written =
      decoded.kind === "message" && encodeMessage(queryFromMessage(decoded.message), { compression: "bind" });
    expect(written && hexOf(written)).toBe(hexOf(octets));
  });
});
