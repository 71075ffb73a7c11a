import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Address, maskAddress, prefixCovers } from "../dns/index.ts";
import { invariant } from "../invariant.ts";
import {
  type AddressMatchElement,
  type AddressMatchList,
  compileAcl,
  type MatchOutcome,
  type OwnAddress,
} from "./acl.ts";
import { addressOf } from "./fixtures/texts.fixture.ts";

const own: readonly OwnAddress[] = [
  { address: addressOf("10.0.0.1"), prefixLength: 30 },
  { address: addressOf("2001:db8::1"), prefixLength: 126 },
];

/** What BIND's ARM says, one element after the other. */
function byTheBook(list: AddressMatchList, address: Address): MatchOutcome {
  for (const element of list.elements) {
    if (matches(element, address)) return element.negated ? "no" : "yes";
  }
  return "no-match";
}

function matches(element: AddressMatchElement, address: Address): boolean {
  switch (element.kind) {
    case "any":
      return true;
    case "prefix":
      return prefixCovers(element.prefix, address);
    case "localhost":
      return own.some((mine) => mine.address === address);
    case "localnets":
      return own.some((mine) =>
        prefixCovers({ address: maskAddress(mine.address, mine.prefixLength), length: mine.prefixLength }, address),
      );
    case "key":
      return false;
    case "list":
      return byTheBook(element.list, address) === "yes";
  }
}

/** Few addresses, so that lists meet them often. */
const address = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 7 }))
  .map(([isIpv4, last]) => addressOf(isIpv4 ? `10.0.0.${last}` : `2001:db8::${last}`));
const prefix = fc.tuple(address, fc.integer({ min: 0, max: 4 })).map(([base, bits]) => {
  const length = base.includes(":") ? 128 - bits : 32 - bits;
  return { address: maskedLast(base, bits), length };
});

function maskedLast(base: Address, bits: number): Address {
  const at = Math.max(base.lastIndexOf("."), base.lastIndexOf(":")) + 1;
  const last = Number.parseInt(base.slice(at) === "" ? "0" : base.slice(at), 10);
  invariant(Number.isInteger(last), "a digit at the end");
  return addressOf(`${base.slice(0, at)}${(last >> bits) << bits}`);
}

const { list } = fc.letrec<{ list: AddressMatchList; element: AddressMatchElement }>((tie) => ({
  list: fc.record({ elements: fc.array(tie("element"), { maxLength: 4 }) }),
  element: fc.oneof(
    { maxDepth: 3 },
    fc.record({ negated: fc.boolean(), kind: fc.constant("prefix" as const), prefix }),
    fc.record({
      negated: fc.boolean(),
      kind: fc.constantFrom("any" as const, "localhost" as const, "localnets" as const),
    }),
    fc.record({ negated: fc.boolean(), kind: fc.constant("key" as const), name: fc.constant("k") }),
    fc.record({ negated: fc.boolean(), kind: fc.constant("list" as const), list: tie("list") }),
  ),
}));

describe("a compiled list", () => {
  it("says what its elements say one after the other", () => {
    fc.assert(
      fc.property(list, address, (elements, client) => {
        expect(compileAcl(elements, own).match(client)).toBe(byTheBook(elements, client));
      }),
      { numRuns: 500 },
    );
  });

  it("is used more than once in others without being compiled more than once", () => {
    let shared: AddressMatchList = {
      elements: [{ kind: "prefix", negated: false, prefix: { address: addressOf("10.0.0.4"), length: 32 } }],
    };
    // Two uses at each of sixty levels: 2^60 elements where each use is written out.
    for (let level = 0; level < 60; level += 1) {
      const inner = { kind: "list", negated: false, list: shared } as const;
      shared = { elements: [inner, inner] };
    }
    expect(compileAcl(shared, own).permits(addressOf("10.0.0.4"))).toBe(true);
    expect(compileAcl(shared, own).permits(addressOf("10.0.0.5"))).toBe(false);
  });
});
