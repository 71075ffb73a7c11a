import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha512Hex } from "./sha512.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function byNode(bytes: Uint8Array): string {
  return createHash("sha512").update(bytes).digest("hex");
}

describe("SHA-512, with which CoreDNS names its configuration", () => {
  // FIPS 180-2, appendix C, and the empty text.
  it.each([
    [
      "",
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
    ],
    [
      "abc",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ],
    [
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
    ],
  ])("%j", (text, expected) => {
    expect(sha512Hex(bytesOf(text))).toBe(expected);
  });

  // The length stands in the last sixteen octets of a block of 128, behind a one.
  it.each([110, 111, 112, 113, 127, 128, 129, 239, 240, 255, 256])("of %i octets, where a block ends", (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => at & 0xff);
    expect(sha512Hex(bytes)).toBe(byNode(bytes));
  });

  it("law: the same as another program's, and the octets are left alone", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const before = [...bytes];
        expect(sha512Hex(bytes)).toBe(byNode(bytes));
        expect([...bytes]).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });
});
