import { describe, expect, it } from "vitest";
import { nameOf } from "../dns/index.ts";
import { hasErrors, sourceFromText } from "../text/index.ts";
import { checkZone, readZone } from "./index.ts";

const START = "$TTL 300\n@ SOA ns h 1 2 3 4 5\n NS ns\nns A 1.1.1.1\n";
const [SHA1, SHA256] = ["00".repeat(20), "00".repeat(32)];

function checked(lines: string): readonly string[] {
  const { value, diagnostics } = readZone(sourceFromText("db", `${START}${lines}\n`), { origin: nameOf("example.") });
  expect(hasErrors(diagnostics)).toBe(false);
  return checkZone(value).map(({ severity, code, message }) => `${severity} ${code.replace("ZONE_", "")} ${message}`);
}

const FAILED = (type: string): string =>
  `error CDS_WITHOUT_KEY example. ${type}: CDS/CDNSKEY consistency checks failed.`;
const OLD_KEYS = "warning DEPRECATED_ALGORITHM All DNSKEY algorithms found are deprecated.";

/** Seen with named-checkzone 9.18.49. */
describe("keys of a zone", () => {
  const cases: readonly (readonly [why: string, lines: string, ...found: readonly string[]])[] = [
    ["a key of today", "@ DNSKEY 256 3 13 AAAA"],
    [
      "SHA-1 keys alone",
      "@ DNSKEY 256 3 5 AwEAAQ==\n@ DNSKEY 257 3 5 AwEAAg==",
      "warning DEPRECATED_ALGORITHM Deprecated DNSKEY algorithm found: 5 (RSASHA1).",
      OLD_KEYS,
    ],
    [
      "one of them beside a better one",
      "@ DNSKEY 256 3 7 AwEAAQ==\n@ DNSKEY 256 3 8 AwEAAQ==",
      "warning DEPRECATED_ALGORITHM Deprecated DNSKEY algorithm found: 7 (NSEC3RSASHA1).",
    ],
    [
      "an RSA key with the exponent 3",
      "@ DNSKEY 256 3 8 AQMAAAA=",
      "warning WEAK_KEY Weak RSASHA256 key found (exponent 3).",
    ],
    ["the same octets are no exponent of another algorithm", "@ DNSKEY 256 3 13 AQMAAAA="],
    ["a CDS with its key", `@ DNSKEY 257 3 13 AAAA\n@ CDS 7 13 2 ${SHA256}`],
    ["a CDS without a key", `@ CDS 7 13 2 ${SHA256}`, FAILED("CDS")],
    ["a CDS whose algorithm has no key", `@ DNSKEY 257 3 13 AAAA\n@ CDS 7 14 2 ${SHA256}`, FAILED("CDS")],
    ["a CDS that asks for deletion", "@ CDS 0 0 0 00"],
    ["not alone", `@ DNSKEY 257 3 13 AAAA\n@ CDS 0 0 0 00\n@ CDS 7 13 2 ${SHA256}`, FAILED("CDS")],
    ["algorithm 0 alone asks for nothing", `@ CDS 0 0 2 ${SHA256}`, FAILED("CDS")],
    ["a CDNSKEY that asks for deletion", "@ CDNSKEY 0 3 0 AA=="],
    ["a CDNSKEY without a key", "@ CDNSKEY 257 3 13 AAAA", FAILED("CDNSKEY")],
    [
      "a CDS with an old digest",
      `@ DNSKEY 257 3 13 AAAA\n@ CDS 7 13 1 ${SHA1}`,
      "warning DEPRECATED_DIGEST Deprecated CDS digest type 1 (SHA-1).",
    ],
    ["hashed names", "@ NSEC3PARAM 1 0 150 -"],
    [
      "hashed too often",
      "@ NSEC3PARAM 1 0 151 -",
      "warning NSEC3_ITERATIONS example. NSEC3PARAM: excessive iterations 151 > 150.",
    ],
    [
      "hashed in a way that nobody knows",
      "@ NSEC3PARAM 2 0 0 -",
      "warning NSEC3_ALGORITHM example. NSEC3PARAM: unsupported nsec3 hash algorithm: 2.",
      "error NSEC3_ALGORITHM No supported nsec3 hash algorithm.",
    ],
    [
      "beside one that is known",
      "@ NSEC3PARAM 2 0 0 -\n@ NSEC3PARAM 1 0 0 -",
      "warning NSEC3_ALGORITHM example. NSEC3PARAM: unsupported nsec3 hash algorithm: 2.",
    ],
  ];
  it.each(cases)("%s", (_, lines, ...found) => expect(checked(lines)).toEqual(found));
});

describe("keys and delegations below the apex", () => {
  const deprecated = (what: string): string => `warning DEPRECATED_ALGORITHM ${what}`;
  const cases: readonly (readonly [why: string, lines: string, ...found: readonly string[]])[] = [
    [
      "a KEY, each algorithm once",
      "x KEY 512 3 5 AAAA\nx KEY 512 3 5 AAAB\nx KEY 512 3 7 AAAB\nx KEY 512 3 8 AAAB",
      deprecated("x.example./KEY deprecated algorithm 5 (RSASHA1)."),
      deprecated("x.example./KEY deprecated algorithm 7 (NSEC3RSASHA1)."),
    ],
    [
      "a KEY at a delegation",
      "y NS y.other.\ny KEY 512 3 5 AAAA",
      deprecated("y.example./KEY deprecated algorithm 5 (RSASHA1)."),
    ],
    [
      "what stands below one is not looked at",
      "y NS y.other.\nz.y KEY 512 3 5 AAAA",
      "warning OCCLUDED z.y.example. stands below the delegation y.example.: no question will ever see it.",
    ],
    [
      "a delegation's DS",
      `y NS y.other.\ny DS 1 5 1 ${SHA1}\ny DS 1 13 2 ${SHA256}`,
      "warning DEPRECATED_DIGEST y.example./DS deprecated digest type 1 (SHA-1).",
      deprecated("y.example./DS deprecated algorithm 5 (RSASHA1)."),
    ],
    ["a DS where nothing is delegated", `x DS 1 5 1 ${SHA1}`],
  ];
  it.each(cases)("%s", (_, lines, ...found) => expect(checked(lines)).toEqual(found));
});
