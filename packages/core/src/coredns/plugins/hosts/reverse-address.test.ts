import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf, parseAddress, reverseNameText } from "../../../dns/index.ts";
import { addressOfReverseName } from "./reverse-address.ts";

const NIBBLES = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2";

describe("the address of a reverse name", () => {
  it.each<readonly [string, string | null]>([
    ["1.2.0.192.in-addr.arpa.", "192.0.2.1"],
    ["1.2.0.192.IN-ADDR.arpa.", "192.0.2.1"],
    ["2.0.192.in-addr.arpa.", null],
    ["x.1.2.0.192.in-addr.arpa.", null],
    ["256.2.0.192.in-addr.arpa.", null],
    ["01.2.0.192.in-addr.arpa.", null],
    ["in-addr.arpa.", null],
    [`${NIBBLES}.ip6.arpa.`, "2001:db8::1"],
    [`${NIBBLES.toUpperCase()}.IP6.ARPA.`, "2001:db8::1"],
    // the labels are taken by fours, so that up to three more are not seen
    [`x.y.z.${NIBBLES}.ip6.arpa.`, "2001:db8::1"],
    [`w.x.y.z.${NIBBLES}.ip6.arpa.`, null],
    [`${NIBBLES.slice(2)}.ip6.arpa.`, null],
    [`g${NIBBLES.slice(1)}.ip6.arpa.`, null],
    [`10${NIBBLES.slice(1)}.ip6.arpa.`, null],
    ["1.2.0.192.example.", null],
    [".", null],
  ])("%s", (name, expected) => expect(addressOfReverseName(nameOf(name))).toBe(expected));

  it("is the one that the name was made of", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseAddress(text);
        if (address === null) return;
        expect(addressOfReverseName(nameOf(reverseNameText(address)))).toBe(address);
      }),
    );
  });
});
