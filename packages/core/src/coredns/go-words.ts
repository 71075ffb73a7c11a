import {
  parseRcode,
  parseRrClass,
  parseRrType,
  type Rcode,
  type RrClass,
  type RrType,
  rcodeFromNumber,
  rrClassFromNumber,
} from "../dns/index.ts";

/** Mnemonics that miekg/dns does not have. */
const NO_GO_TYPES: ReadonlySet<string> = new Set([
  "A6",
  "BRID",
  "DOA",
  "DSYNC",
  "HHIT",
  "NSAP",
  "SINK",
  "WALLET",
  "WKS",
]);
const CSNET = 2;
const BADSIG = 16;

/** miekg/dns StringToType: a mnemonic in upper case, never `TYPEnnn`. */
export function goTypeOf(word: string): RrType | null {
  const type = /^TYPE\d/.test(word) || NO_GO_TYPES.has(word) ? null : parseRrType(word);
  return type === word ? type : null;
}

/** miekg/dns StringToClass, in upper case. */
export function goClassOf(word: string): RrClass | null {
  if (word === "CS") return rrClassFromNumber(CSNET);
  const rrClass = word.startsWith("CLASS") ? null : parseRrClass(word);
  return rrClass === word ? rrClass : null;
}

/** miekg/dns StringToRcode, in upper case; number 16 is BADSIG there, and an old spelling of NOTIMP lives on. */
export function goRcodeOf(word: string): Rcode | null {
  if (word === "BADSIG") return rcodeFromNumber(BADSIG);
  if (word === "NOTIMPL") return "NOTIMP";
  const rcode = word === "BADVERS" ? null : parseRcode(word);
  return rcode === word ? rcode : null;
}
