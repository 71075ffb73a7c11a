import fc from "fast-check";
import {
  type Address,
  type DomainName,
  ipv4FromBytes,
  ipv6FromBytes,
  nameFromLabels,
  nameOf,
  type RrClass,
  type RrType,
  rrClassFromNumber,
  rrTypeFromNumber,
} from "./index.ts";

/** Anything that a packet or a file can hold, for laws. */
export const octets = (maxLength: number, minLength = 0): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });
export const u8: fc.Arbitrary<number> = fc.nat(0xff);
export const u16: fc.Arbitrary<number> = fc.nat(0xffff);
export const u32: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffffffff });

/** Labels of few kinds, so that names share ancestors, and of any octets, dots, capitals and controls among them. */
const label = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "b", "A", "kloud", "lan", "*", "_dns", "__proto__", "constructor") },
  { weight: 1, arbitrary: fc.constantFrom("a.b", "\\", "\u0000", "\u00ff", "a b", '"', "@", "A.B") },
);
const labelOctets: fc.Arbitrary<Uint8Array> = fc.oneof(
  label.map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0))),
  octets(63, 1),
);

/** Names with any octets in their labels; the longest ones are as long as a name can be. */
export const anyName: fc.Arbitrary<DomainName> = fc
  .oneof(
    { weight: 6, arbitrary: fc.array(labelOctets, { maxLength: 6 }) },
    { weight: 1, arbitrary: fc.array(octets(3, 1), { minLength: 30, maxLength: 127 }) },
  )
  .map((labels) => {
    let count = labels.length;
    for (;;) {
      const name = nameFromLabels(labels.slice(0, count));
      if (typeof name !== "string") return name;
      count -= 1;
    }
  });

/** Names of letters, digits, hyphens and underscores. */
export const plainName: fc.Arbitrary<DomainName> = fc
  .array(fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/), { maxLength: 6 })
  .map((labels) => nameOf(labels.length === 0 ? "." : `${labels.join(".")}.`));

export const ipv4: fc.Arbitrary<Address> = octets(4, 4).map((bytes) => ipv4FromBytes(bytes));
export const ipv6: fc.Arbitrary<Address> = fc
  .oneof(octets(16, 16), fc.array(fc.constantFrom(0, 0, 0, 1, 0xff), { minLength: 16, maxLength: 16 }))
  .map((bytes) => ipv6FromBytes(Uint8Array.from(bytes)));

export const rrType: fc.Arbitrary<RrType> = fc.oneof(fc.nat(260), u16).map(rrTypeFromNumber);
export const rrClass: fc.Arbitrary<RrClass> = fc
  .oneof({ weight: 6, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: u16 })
  .map(rrClassFromNumber);
