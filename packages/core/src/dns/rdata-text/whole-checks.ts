import type { DomainName } from "../name.ts";
import type { Octets } from "../record.ts";
import type { RrType } from "../rr-type.ts";
import type { WordCursor } from "./cursor.ts";
import type { FieldValue } from "./field-forms.ts";
import { isSubstitution } from "./naptr-expression.ts";

type Fields = Readonly<Record<string, FieldValue | undefined>>;

/** Octets of digests by their numbers: SHA-1, SHA-256, SHA-384. */
export const digestLengths: ReadonlyMap<number, number> = new Map([
  [1, 20],
  [2, 32],
  [4, 48],
]);
export const fingerprintLengths: ReadonlyMap<number, number> = new Map([
  [1, 20],
  [2, 32],
]);
export const zoneDigestLengths: ReadonlyMap<number, number> = new Map([
  [1, 48],
  [2, 64],
]);
/** RFC 8976 section 2.2.4. */
export const MIN_ZONE_DIGEST: number = 12;

/** What one field of a record says about another, where BIND looks at it while it reads a zone file. */
export function checkWhole(type: RrType, fields: Fields, cursor: WordCursor): void {
  switch (type) {
    case "DS":
    case "CDS":
    case "DLV":
    case "TA":
      checkLength(fields["digest"], digestLengths.get(Number(fields["digestType"])), cursor);
      return;
    case "SSHFP":
      checkLength(fields["fingerprint"], fingerprintLengths.get(Number(fields["fingerprintType"])), cursor);
      return;
    case "ZONEMD":
      checkZoneDigest(fields, cursor);
      return;
    case "RRSIG":
      checkLabels(fields, cursor);
      return;
    case "NAPTR":
      if (!isSubstitution(fields["regexp"] as Octets)) cursor.fail("syntax error", EXPRESSION_AT);
      return;
    case "NSEC3":
      checkHash(fields, cursor);
      return;
    case "KEY":
      checkKey(fields, cursor);
      return;
    case "RKEY":
      if (fields["flags"] !== 0) cursor.fail("FORMERR", 0);
      return;
    default:
  }
}

/** lib/dns/rdata/generic/ds_43.c, sshfp_44.c: neither more nor less. */
function checkLength(value: FieldValue | undefined, length: number | undefined, cursor: WordCursor): void {
  if (length === undefined) return;
  const octets = value as Octets;
  if (octets.length < length) cursor.failAtEnd("unexpected end of input");
  if (octets.length > length) cursor.failAtEnd("extra input text");
}

function checkZoneDigest(fields: Fields, cursor: WordCursor): void {
  const length = zoneDigestLengths.get(Number(fields["algorithm"]));
  if (length !== undefined) checkLength(fields["digest"], length, cursor);
  else if ((fields["digest"] as Octets).length < MIN_ZONE_DIGEST) cursor.failAtEnd("unexpected end of input");
}

/** Both bits set: there is no key (RFC 2535 section 3.1.2). */
export const NO_KEY: number = 0xc000;

function checkKey(fields: Fields, cursor: WordCursor): void {
  const { length } = fields["publicKey"] as Octets;
  const hasKey = (Number(fields["flags"]) & NO_KEY) !== NO_KEY;
  if (hasKey && length === 0) cursor.failAtEnd("unexpected end of input");
  if (!hasKey && length > 0) cursor.fail("extra input text");
}

/** A signer has no more labels than the signed name (lib/dns/rdata/generic/rrsig_46.c). */
function checkLabels(fields: Fields, cursor: WordCursor): void {
  if ((fields["signer"] as DomainName).labelCount > Number(fields["labels"])) cursor.fail("out of range", SIGNER_AT);
}

const SIGNER_AT = 7;
const EXPRESSION_AT = 4;
const HASH_AT = 4;
const [SHA1, SHA1_OCTETS] = [1, 20];
/** What fits into a label in base32. */
const MAX_HASH_OCTETS = 39;

/** lib/dns/rdata/generic/nsec3_50.c. */
function checkHash(fields: Fields, cursor: WordCursor): void {
  const { length } = fields["nextHash"] as Octets;
  const isFit = fields["algorithm"] === SHA1 ? length === SHA1_OCTETS : length <= MAX_HASH_OCTETS;
  if (!isFit) cursor.fail("out of range", HASH_AT);
}
