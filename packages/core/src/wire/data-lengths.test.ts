import { describe, expect, it } from "vitest";
import { numberOfRrType, type RrType } from "../dns/index.ts";
import { decodeMessage, responseFromMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";
import { hexOf, octetsOf } from "./octets.fixture.ts";

const word = (number: number): string => number.toString(16).padStart(4, "0");

/** An answer of one record with these data, and nothing behind it. */
function answerOf(type: RrType, data: string): Uint8Array {
  const length = word(data.length / 2);
  return octetsOf(`1234 8400 0000 0001 0000 0000 00 ${word(numberOfRrType(type))} 0001 0000003c ${length} ${data}`);
}

/** Each type's data, and whether named 9.18.49 (named-checkzone, by `\\#` and these octets) takes them with the last octet gone, and with a 0 behind. An RRSIG without a signature is left out: named refuses it, and miekg/dns does not. */
describe("data of the right length", () => {
  it.each<[RrType, string, data: string, isShortTaken: boolean, isLongTaken: boolean]>([
    ["A", "four octets", "c0000201", false, false],
    ["AAAA", "sixteen", "20010db8000000000000000000000001", false, false],
    ["NS", "a name", "016100", false, false],
    ["CNAME", "the root", "00", false, false],
    ["PTR", "a name", "016100", false, false],
    ["DNAME", "a name", "016100", false, false],
    ["MB", "a name", "016100", false, false],
    ["MX", "a number and a name", "000a00", false, false],
    ["RT", "a number and a name", "000a00", false, false],
    ["KX", "a number and a name", "000a00", false, false],
    ["AFSDB", "a number and a name", "000100", false, false],
    ["RP", "two names", "0000", false, false],
    ["MINFO", "two names", "0000", false, false],
    ["TALINK", "two names", "0000", false, false],
    ["PX", "a number and two names", "000a0000", false, false],
    ["SRV", "three numbers and a name", "00000000000500", false, false],
    ["NAPTR", "two numbers, three strings and a name", "0000000000000000", false, false],
    ["TXT", "one string", "00", false, true],
    ["HINFO", "two strings", "0000", false, false],
    ["LOC", "version 0", "001216138b3cf018810cbce0009895b8", false, false],
    ["NSEC", "a name and one window", "00000140", false, false],
    ["NSEC", "two windows", "00000140010180", false, false],
    ["DNSKEY", "a key", "0100030803010001aa", true, true],
    ["CDNSKEY", "a key", "0100030803010001aa", true, true],
    [
      "NSEC3",
      "no salt, a hash, one window",
      "0100000a0014aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa000140",
      false,
      false,
    ],
    ["NSEC3PARAM", "no salt", "0100000a00", false, false],
    ["NSEC3PARAM", "four octets of salt", "0100000a04aabbccdd", false, false],
    ["TLSA", "a digest", "030101aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true, true],
    ["SMIMEA", "a digest", "030101aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true, true],
    ["SVCB", "no parameters", "000100", false, false],
    ["SVCB", "a port", "000100000300020035", false, false],
    ["HTTPS", "an alias", "000000", false, false],
    ["URI", "one octet", "000a000161", true, true],
    ["CAA", "a tag of five octets, no value", "00056162636465", false, true],
  ])("%s: %s", (type, _, data, isShortTaken, isLongTaken) => {
    const whole = decodeMessage(answerOf(type, data));
    expect(whole.kind === "message" && whole.irregularities).toEqual([]);
    expect(whole.kind === "message" && hexOf(encodeMessage(responseFromMessage(whole.message)))).toBe(
      hexOf(answerOf(type, data)),
    );
    expect(isRead(type, data.slice(0, -2))).toBe(isShortTaken);
    expect(isRead(type, `${data}00`)).toBe(isLongTaken);
  });
});

/** No data at all are left out, and so are not read either. */
function isRead(type: RrType, data: string): boolean {
  const decoded = decodeMessage(answerOf(type, data));
  return decoded.kind === "message" && decoded.message.answer.length === 1;
}
