import { rrTypeNumbers } from "../../dns/index.ts";
import { SPACE } from "./octets.ts";
import { skipBlanks } from "./plain-data.ts";
import { NOT_PLAIN } from "./plain-name.ts";
import { DIGIT, LETTER, wordKinds } from "./plain-octets.ts";

/** For a default TTL that is not known: then the line must have one. */
export const NO_TTL = -1;
const MAX_DIGITS = 9;
const MAX_LETTERS = 5;

/** A short word of letters as a number, the same in any case. */
const codeOf = (word: string): number =>
  [...word].reduce((code, letter) => (code << 5) | (letter.charCodeAt(0) & 31), 0);
const IN = codeOf("IN");
const types = ["A", "AAAA", "NS", "CNAME", "PTR", "MX", "TXT", "SRV"] as const;
const typeByCode: ReadonlyMap<number, number> = new Map(types.map((type) => [codeOf(type), rrTypeNumbers[type]]));

/** TTL, class and type of a record, where none of them needs a closer look. */
export class PlainHead {
  /** The default if the line has none. */
  ttl = 0;
  /** Its number. */
  type = 0;

  /** Of the last word. */
  #isNumber = false;
  #value = 0;
  /** 0 for what is no short word of letters. */
  #code = 0;

  /** Behind the type and its white space: TTL and class come before it, each at most once and in either order. */
  scan(octets: Uint8Array, start: number, defaultTtl: number, isInternet: boolean): number {
    let mayBeTtl = true;
    let mayBeClass = isInternet;
    this.ttl = defaultTtl;
    let at = start;
    for (;;) {
      at = this.#scanWord(octets, at);
      if (at === NOT_PLAIN) return NOT_PLAIN;
      if (this.#isNumber && mayBeTtl) {
        this.ttl = this.#value;
        mayBeTtl = false;
      } else if (this.#code === IN && mayBeClass) mayBeClass = false;
      else {
        this.type = typeByCode.get(this.#code) ?? 0;
        return this.type === 0 || this.ttl === NO_TTL ? NOT_PLAIN : at;
      }
    }
  }

  /** Behind a short word and its white space. */
  #scanWord(octets: Uint8Array, start: number): number {
    let kinds = 0;
    let value = 0;
    let code = 0;
    let at = start;
    while (at - start < MAX_DIGITS) {
      const octet = octets[at] ?? 0;
      if (octet <= SPACE) break;
      kinds |= wordKinds[octet] ?? 0;
      value = value * 10 + (octet & 15);
      code = (code << 5) | (octet & 31);
      at += 1;
    }
    this.#isNumber = kinds === DIGIT;
    this.#value = value;
    this.#code = kinds === LETTER && at - start <= MAX_LETTERS ? code : 0;
    const next = skipBlanks(octets, at);
    return next === at ? NOT_PLAIN : next;
  }
}
