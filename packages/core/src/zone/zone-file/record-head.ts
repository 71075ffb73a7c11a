import { parseRrClass, parseTtl, type RdataWord } from "../../dns/index.ts";

/** Where class, TTL and type of a record stand among a line's words; NOWHERE for what is left out. */
export interface RecordHeadPlaces {
  readonly classAt: number;
  readonly ttlAt: number;
  /** Where a type is expected: there may be no word. */
  readonly typeAt: number;
}

export const NOWHERE = -1;
const MAX_UINT32 = 0xffffffff;

/** TTL and class in either order, then the type (lib/dns/master.c load_text). */
export function headOf(words: readonly RdataWord[], from: number): RecordHeadPlaces {
  let at = from;
  let classAt = NOWHERE;
  let ttlAt = NOWHERE;
  if (isClass(words[at])) {
    classAt = at;
    at += 1;
  }
  if (isTtl(words[at])) {
    ttlAt = at;
    at += 1;
  }
  if (classAt === NOWHERE && isClass(words[at])) {
    classAt = at;
    at += 1;
  }
  return { classAt, ttlAt, typeAt: at };
}

function isClass(word: RdataWord | undefined): boolean {
  return word !== undefined && !word.isQuoted && parseRrClass(word.text) !== null;
}

function isTtl(word: RdataWord | undefined): boolean {
  const ttl = word === undefined || word.isQuoted ? null : parseTtl(word.text);
  return ttl !== null && ttl <= MAX_UINT32;
}
