import type { DomainName } from "../name.ts";
import type { Octets, ServiceBindingRdata } from "../record.ts";
import type { RrType } from "../rr-type.ts";
import type { OctetCursor, WordCursor } from "./cursor.ts";

/** What a field of a record can hold. */
export type FieldValue =
  | number
  | string
  | DomainName
  | Octets
  | readonly Octets[]
  | readonly RrType[]
  | ServiceBindingRdata["parameters"];

/** One way to write a field: as text both ways, and as octets both ways (for RFC 3597 text, and for types without fields). */
export interface FieldForm {
  /** With the space before it where there is anything; the first field's is taken away. */
  readonly print: (value: FieldValue) => string;
  readonly read: (cursor: WordCursor) => FieldValue;
  readonly fromOctets: (cursor: OctetCursor) => FieldValue;
  readonly toOctets: (value: FieldValue) => Octets;
}

/** A form whose value is known, made fit for tables. The tables' types see to it that a field meets its own form. */
export function formOf<Value extends FieldValue>(form: {
  readonly print: (value: Value) => string;
  readonly read: (cursor: WordCursor) => Value;
  readonly fromOctets: (cursor: OctetCursor) => Value;
  readonly toOctets: (value: Value) => Octets;
}): FieldForm {
  return {
    print: (value) => form.print(value as Value),
    read: form.read,
    fromOctets: form.fromOctets,
    toOctets: (value) => form.toOctets(value as Value),
  };
}

/** A number in network order. */
export function octetsOfNumber(value: number, length: number): Octets {
  const octets = new Uint8Array(length);
  for (let at = length - 1, rest = value; at >= 0; at -= 1, rest = Math.floor(rest / 256)) octets[at] = rest % 256;
  return octets;
}

export function joinOctets(parts: readonly Octets[]): Octets {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** One length octet in front. */
export function withLength(octets: Octets): Octets {
  return joinOctets([Uint8Array.of(octets.length), octets]);
}
