import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { emptyFileTree, sourceFromText } from "../../text/index.ts";
import { loadGoZone } from "./load.ts";
import { readZone } from "./read-zone.fixture.ts";

const HEAD = "$TTL 60\n@ SOA ns hm 1 2 3 4 5\n@ NS ns\n";

/** Severity and code of all that is said, then whether the zone is there. */
function load(text: string): string {
  const { zone, fault, diagnostics } = loadGoZone(sourceFromText("/db", text), "/db", nameOf("z."), emptyFileTree, 0);
  const said = diagnostics.map(({ severity, code, span }) => `${severity} ${code} ${span.start}-${span.end}`);
  return [...said, fault ?? (zone === null ? "not loaded" : "loaded")].join(", ");
}

/** CoreDNS 1.15.0 loads a file that ends in a record without data and sends that record empty. */
describe("a file that ends in a record without data is loaded without it", () => {
  it.each([
    ["b A\n", "warning ZONE_RDATA_NOT_MODELLED 38-42, loaded"],
    ["b A ", "warning ZONE_RDATA_NOT_MODELLED 38-43, loaded"],
    ["b 5 IN CNAME\n", "warning ZONE_RDATA_NOT_MODELLED 38-51, loaded"],
    ["b A", "error ZONE_TTL 38-42, not loaded"],
    ["b A \n", "error ZONE_RDATA 38-43, not loaded"],
    ["b A\n\n", "error ZONE_RDATA 38-42, not loaded"],
    ["b A ; none\n", "error ZONE_RDATA 38-49, not loaded"],
    ["b A\nc A 192.0.2.1\n", "error ZONE_RDATA 38-42, not loaded"],
    ["b", "error ZONE_UNKNOWN_TYPE 38-39, not loaded"],
    ["b ", "loaded"],
    ["b 5 ", "loaded"],
  ])("%j: %s", (text, expected) => expect(load(HEAD + text)).toBe(expected));
});

describe("what a zone must have", () => {
  it.each([
    ["$TTL 60\n@ NS ns\n", 'file "/db" has no SOA record for origin z.'],
    ["$TTL 60\na SOA ns hm 1 2 3 4 5\n", 'file "/db" has SOA owner a.z. that does not match origin z.'],
    ["$TTL 60\n@ SOA ns hm 0 2 3 4 5\n", "no change in SOA serial for origin z. in file /db, with 0 SOA serial"],
    ["$TTL 60\nZ. SOA ns hm 1 2 3 4 5\n", "loaded"],
    [`${HEAD}@ SOA ns hm 0 2 3 4 5\n`, "loaded"],
    [`${HEAD}a NSEC3PARAM 1 0 5 aa\n`, "NSEC3 zone is not supported, dropping RR: a.z. for zone: z."],
    ["", 'file "/db" has no SOA record for origin z.'],
  ])("%j: %s", (text, expected) => expect(load(text)).toBe(expected));
});

describe("laws", () => {
  const line = fc.constantFrom(
    "a A 192.0.2.1",
    " AAAA ::1",
    "b 5 TXT x",
    "; nothing",
    "",
    "$ORIGIN sub",
    "c CH A 1.2.3.4",
    "@ MX 5 a",
  );
  const lines = fc.array(line, { maxLength: 8 });

  it("comments, empty lines and spaces behind a line change nothing", () => {
    const noise = fc.constantFrom("", " ", "\t", " ; a comment", ";");
    fc.assert(
      fc.property(lines, fc.array(noise, { minLength: 8, maxLength: 8 }), (some, noises) => {
        const plain = some.map((one) => `${one}\n`).join("");
        const noisy = some.map((one, index) => `${one}${noises[index]}\n${noises[index]}\n`).join("");
        expect(readZone(`$TTL 60\nx A 1.2.3.4\n${noisy}`)).toBe(readZone(`$TTL 60\nx A 1.2.3.4\n${plain}`));
      }),
    );
  });

  it("carriage returns change nothing", () => {
    fc.assert(
      fc.property(lines, (some) => {
        const text = `$TTL 60\nx A 1.2.3.4\n${some.map((one) => `${one}\n`).join("")}`;
        expect(readZone(text.replaceAll("\n", "\r\n"))).toBe(readZone(text));
      }),
    );
  });

  it("a file that is read is the records of its beginning, then those of its end", () => {
    const whole = fc.array(fc.constantFrom("a A 192.0.2.1", "b 5 TXT x", "c.sub MX 5 a", "@ CAA 0 issue ca"), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(whole, whole, (first, second) => {
        const text = (some: readonly string[]): string => `$TTL 60\n${some.map((one) => `${one}\n`).join("")}`;
        const records = [readZone(text(first)), readZone(text(second))].filter((part) => part !== "");
        expect(readZone(text([...first, ...second]))).toBe(records.join(" | "));
      }),
    );
  });

  it("whatever the file says, it is read or refused", () => {
    const word = fc.constantFrom(
      "a",
      "@",
      "A",
      "IN",
      "5",
      "1.2.3.4",
      "TXT",
      '"',
      "(",
      ")",
      ";",
      "\\",
      "$TTL",
      "$GENERATE",
      "1-2",
      " ",
      "\n",
      "\t",
      "\\#",
      "é",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        expect(typeof readZone(words.join(" "))).toBe("string");
        expect(typeof readZone(words.join(""))).toBe("string");
      }),
    );
  });
});
