import { describe, expect, it } from "vitest";
import { nameOf, type RrType } from "../index.ts";
import { parseRdataText, printRdata } from "./index.ts";
import { wordsOf } from "./words.fixture.ts";

/** Names in the data of every type that has some, below `example.`, as named-checkzone 9.18.49 prints them (`-D`) or refuses them. */

/** Each place where a name can stand, as `#`. */
const PLACES: readonly (readonly [type: RrType, text: string])[] = [
  ["NS", "#"],
  ["CNAME", "#"],
  ["DNAME", "#"],
  ["PTR", "#"],
  ["MB", "#"],
  ["MG", "#"],
  ["MR", "#"],
  ["NSAP-PTR", "#"],
  ["MX", "10 #"],
  ["AFSDB", "1 #"],
  ["KX", "10 #"],
  ["RT", "10 #"],
  ["LP", "10 #"],
  ["RP", "# a.example."],
  ["RP", "a.example. #"],
  ["MINFO", "# a.example."],
  ["MINFO", "a.example. #"],
  ["TALINK", "# a.example."],
  ["PX", "1 # a.example."],
  ["PX", "1 a.example. #"],
  ["SOA", "# a.example. 1 2 3 4 5"],
  ["SOA", "a.example. # 1 2 3 4 5"],
  ["SRV", "0 0 53 #"],
  ["NAPTR", '1 1 "" "" "" #'],
  ["SVCB", "1 #"],
  ["HTTPS", "0 #"],
  ["NSEC", "# A"],
  ["NXT", "# A"],
  ["IPSECKEY", "10 3 2 # AQNR"],
  ["AMTRELAY", "10 0 3 #"],
  ["HIP", "2 20 AwEAAbdx #"],
  ["A6", "64 ::5:6:7:8 #"],
];

const LABEL = "a".repeat(63);
const LONGEST = `${`${LABEL}.`.repeat(3)}${"b".repeat(53)}`;

const SPELLINGS: readonly (readonly [written: string, printed: string])[] = [
  ["x", "x.example."],
  ["x.", "x."],
  ["@", "example."],
  [".", "."],
  ["X.y", "X.y.example."],
  ["*", "*.example."],
  ["a_b", "a_b.example."],
  ["a\\.b", "a\\.b.example."],
  ["a\\ b", "a\\032b.example."],
  ["\\000.", "\\000."],
  ["\\255", "\\255.example."],
  ["\\097", "a.example."],
  [LABEL, `${LABEL}.example.`],
  [LONGEST, `${LONGEST}.example.`],
];

const FAULTS: readonly (readonly [written: string, why: string])[] = [
  ["a..b", "empty label"],
  [".a", "empty label"],
  [`${LABEL}a`, "label too long"],
  [`${LONGEST}b`, "ran out of space"],
  ["a\\256", "bad escape"],
  ["a\\1", "unexpected end of input"],
];

const origin = nameOf("example.");

function printed(type: RrType, text: string): string {
  const data = parseRdataText(type, wordsOf(text), origin);
  return "why" in data ? data.why : printRdata(data);
}

describe.each(PLACES)("%s %s", (type, text) => {
  it.each(SPELLINGS)("%s is %s", (written, name) => {
    expect(
      printed(
        type,
        text.replace("#", () => written),
      ),
    ).toBe(text.replace("#", () => name));
  });

  it.each(FAULTS)("%s: %s", (written, why) => {
    expect(
      printed(
        type,
        text.replace("#", () => written),
      ),
    ).toBe(why);
  });
});

/** RFC 4034 section 3.1.7; it has no more labels than the signed name, as the record says them. */
describe("the signer of an RRSIG", () => {
  it.each([
    ["x.", "x."],
    ["@", "example."],
    [".", "."],
    ["\\000.", "\\000."],
  ])("%s is %s", (written, name) => {
    const text = "A 8 1 300 20300101000000 20200101000000 1 # AAAA";
    expect(
      printed(
        "RRSIG",
        text.replace("#", () => written),
      ),
    ).toBe(text.replace("#", () => name));
  });

  it.each(["x", "x.example.", "X.y", "*", "\\255"])("%s has more labels than the record says", (written) => {
    expect(printed("RRSIG", `A 8 1 300 20300101000000 20200101000000 1 ${written} AAAA`)).toBe("out of range");
  });
});
