import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileAcl } from "../../acl.ts";
import { isRefused, settingsOf } from "../../fixtures/conf.fixture.ts";
import { addressOf } from "../../fixtures/texts.fixture.ts";

/** Lists as an operator writes them, and whom they admit (facts "ACLs and views", "list order" and "nesting"). */
const own = [
  { address: addressOf("192.168.13.11"), prefixLength: 24 },
  { address: addressOf("127.0.0.1"), prefixLength: 8 },
  { address: addressOf("2001:db8::11"), prefixLength: 64 },
];

function admits(list: string, address: string, acls = ""): boolean {
  const settings = settingsOf(`${acls}\noptions { allow-query { ${list} }; };`);
  const [view] = settings.views;
  return view !== undefined && compileAcl(view.allowQuery, own).permits(addressOf(address));
}

describe("who is admitted", () => {
  type Row = readonly [list: string, admitted: string, refused: string];
  it.each<Row>([
    ["10/8;", "10.255.255.255", "11.0.0.0"],
    ["10.1/16;", "10.1.2.3", "10.2.0.0"],
    ["192.168.13.0/25;", "192.168.13.127", "192.168.13.128"],
    ["192.168.13.7;", "192.168.13.7", "192.168.13.8"],
    ["2001:db8::/32;", "2001:db8:ffff::1", "2001:db9::1"],
    ["0/0;", "203.0.113.1", "2001:db8::1"],
    ["::/0;", "2001:db8::1", "203.0.113.1"],
    ["localhost;", "192.168.13.11", "192.168.13.12"],
    ["localhost;", "2001:db8::11", "2001:db8::12"],
    ["localnets;", "192.168.13.12", "192.168.14.12"],
    ["localnets;", "127.9.9.9", "128.0.0.1"],
    ["!127.0.9.9; 127/8;", "127.0.0.1", "127.0.9.9"],
    ["!localhost; any;", "192.168.13.12", "192.168.13.11"],
    ["!{ 10.0.0.1; }; any;", "10.0.0.2", "10.0.0.1"],
    ["!{ !10.0.0.1; any; }; any;", "10.0.0.1", "10.0.0.2"],
    ['!key "k"; 10/8; key k;', "10.0.0.1", "11.0.0.1"],
  ])("%s: %s, not %s", (list, admitted, refused) => {
    const key = 'key k { algorithm hmac-sha256; secret "c2VjcmV0"; };';
    expect([admits(list, admitted, key), admits(list, refused, key)]).toEqual([true, false]);
  });

  it.each([
    ["the first match holds, not the nearest", "127/8; !127.0.9.9;", "127.0.9.9", true],
    ["a no alone admits nobody", "!127.0.9.9;", "127.0.0.1", false],
    ["nothing admits nobody", "", "127.0.0.1", false],
    ["none, negated, admits everybody", "!none;", "203.0.113.1", true],
    ["a no inside a list is no match of it", "{ !10.0.0.1; }; any;", "10.0.0.1", true],
    ["a list inside that says nothing: on to the next", "{ 10/8; }; 11/8;", "11.0.0.1", true],
  ] as const)("%s", (_row, list, address, expected) => {
    expect(admits(list, address)).toBe(expected);
  });
});

describe("acls by name", () => {
  it.each([
    ["defined before", "acl lan { 10/8; };", "lan;"],
    ["in other letters", "acl LAN { 10/8; };", "lan;"],
    ["quoted, with a blank", 'acl "the lan" { 10/8; };', '"the lan";'],
    ["through another acl", "acl a { b; };\nacl b { 10/8; };", "a;"],
  ])("%s", (_row, acls, list) => {
    expect([admits(list, "10.0.0.1", acls), admits(list, "11.0.0.1", acls)]).toEqual([true, false]);
  });

  it("one that is not there: refused where it is used, silent where nobody uses it", () => {
    expect(isRefused("options { allow-query { nope; }; };")).toBe(true);
    expect(isRefused("acl x { nope; };\noptions { allow-query { x; }; };")).toBe(true);
    expect(isRefused("acl x { nope; };")).toBe(false);
  });
});

describe("any list", () => {
  const element = fc.record({
    negated: fc.boolean(),
    last: fc.integer({ min: 0, max: 7 }),
    bits: fc.integer({ min: 0, max: 3 }),
  });
  const drawn = fc.array(element, { maxLength: 5 });
  const textOf = (elements: readonly { readonly negated: boolean; readonly last: number; readonly bits: number }[]) =>
    elements.map(({ negated, last, bits }) => `${negated ? "!" : ""}10.0.0.${(last >> bits) << bits}/${32 - bits};`);

  it("is walked from its first element to the first that matches", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 7 }), (elements, last) => {
        const first = elements.find((one) => one.last >> one.bits === last >> one.bits);
        expect(admits(textOf(elements).join(" "), `10.0.0.${last}`)).toBe(first !== undefined && !first.negated);
      }),
      { numRuns: 150 },
    );
  });

  it("says the same with a part of it moved into an acl, as far as it says yes", () => {
    fc.assert(
      fc.property(drawn, drawn, fc.integer({ min: 0, max: 7 }), (front, back, last) => {
        const inside = textOf(front.map((one) => ({ ...one, negated: false })));
        const rest = textOf(back).join(" ");
        const moved = admits(`part; ${rest}`, `10.0.0.${last}`, `acl part { ${inside.join(" ")} };`);
        expect(moved).toBe(admits(`${inside.join(" ")} ${rest}`, `10.0.0.${last}`));
      }),
      { numRuns: 100 },
    );
  });
});
