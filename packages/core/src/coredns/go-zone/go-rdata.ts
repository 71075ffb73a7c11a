import {
  type DomainName,
  parseGenericOctets,
  parseRdataText,
  type Rdata,
  type RdataFault,
  type RdataWord,
  type RrType,
  rdataFromOctets,
} from "../../dns/index.ts";
import { splitLongStrings } from "./long-strings.ts";

/** miekg/dns StringToAlgorithm. */
const ALGORITHMS: ReadonlyMap<string, number> = new Map([
  ["RSAMD5", 1],
  ["DH", 2],
  ["DSA", 3],
  ["RSASHA1", 5],
  ["DSA-NSEC3-SHA1", 6],
  ["RSASHA1-NSEC3-SHA1", 7],
  ["RSASHA256", 8],
  ["RSASHA512", 10],
  ["ECC-GOST", 12],
  ["ECDSAP256SHA256", 13],
  ["ECDSAP384SHA384", 14],
  ["ED25519", 15],
  ["ED448", 16],
  ["INDIRECT", 252],
  ["PRIVATEDNS", 253],
  ["PRIVATEOID", 254],
]);

/** `number`: digits alone; `algorithm`: a mnemonic as well, in any case or (`exact-algorithm`) in upper case alone. */
type NumberForm = "number" | "algorithm" | "exact-algorithm";

const key: readonly NumberForm[] = ["number", "number", "number"];
const digest: readonly NumberForm[] = ["number", "algorithm", "number"];

/** Fields at which BIND reads words that miekg/dns scan_rr.go does not; null: any word. */
const forms: Partial<Record<RrType, readonly (NumberForm | null)[]>> = {
  DNSKEY: key,
  CDNSKEY: key,
  KEY: key,
  RKEY: key,
  DS: digest,
  CDS: digest,
  DLV: digest,
  TA: digest,
  RRSIG: [null, "exact-algorithm"],
  SIG: [null, "exact-algorithm"],
  CERT: [null, "number", "exact-algorithm"],
};

const MOST_NUMBER = 255;
/** Numbers by which BIND checks another field, and Go does not: which word, which field, and a number without any check. */
const unchecked: Partial<Record<RrType, { readonly index: number; readonly field: string; readonly instead: number }>> =
  {
    DS: { index: 2, field: "digestType", instead: 255 },
    CDS: { index: 2, field: "digestType", instead: 255 },
    DLV: { index: 2, field: "digestType", instead: 255 },
    SSHFP: { index: 1, field: "fingerprintType", instead: 255 },
    // A signer may have more labels than the signed name.
    RRSIG: { index: 2, field: "labels", instead: 255 },
  };

/**
 * The data of a record as miekg/dns scan_rr.go reads them: fewer mnemonics than BIND has, digests of any length, and
 * escapes that are never wrong.
 */
export function readGoRdata(type: RrType, words: readonly RdataWord[], origin: DomainName): Rdata | RdataFault {
  const escaped = words.map((word) => ({ ...word, text: normalEscapes(word.text) }));
  if (isGeneric(words)) return readGeneric(type, words);
  const refused = refusedWord(type, escaped);
  if (refused !== null) return { why: "syntax error", word: refused };
  const numbered = numberedWords(type, asWritten(type, escaped));
  if ("why" in numbered) return numbered;
  return readUnchecked(type, splitLongStrings(type, numbered), origin);
}

/** miekg/dns looks at where fields end and at nothing else. */
function readGeneric(type: RrType, words: readonly RdataWord[]): Rdata | RdataFault {
  const octets = parseGenericOctets(words);
  return "why" in octets ? octets : rdataFromOctets(type, octets);
}

function isGeneric([first]: readonly RdataWord[]): boolean {
  return first?.text === "\\#";
}

/** Mnemonics become numbers; what is neither is a fault. */
function numberedWords(type: RrType, words: readonly RdataWord[]): readonly RdataWord[] | RdataFault {
  const wanted = forms[type];
  if (type === "SVCB" || type === "HTTPS") return words.map(numberedKeys);
  if (wanted === undefined) return type === "NAPTR" ? quotedWords(words) : words;
  const numbered: RdataWord[] = [];
  for (const [index, word] of words.entries()) {
    const text = numberOf(word.text, wanted[index] ?? null);
    if (text === null) return { why: "syntax error", word: index };
    numbered.push({ ...word, text });
  }
  return numbered;
}

/** BIND 9.18 knows the key `ohttp` (RFC 9540 section 8) by its number alone. */
function numberedKeys(word: RdataWord): RdataWord {
  const text = word.text.replace(/^ohttp(?==|$)/, "key8");
  if (!text.startsWith("mandatory=")) return { ...word, text };
  return { ...word, text: text.replace(/(?<=[=,])ohttp(?=,|$)/g, "key8") };
}

/** Flags, services and expression of a NAPTR must stand in quotes. */
function quotedWords(words: readonly RdataWord[]): readonly RdataWord[] | RdataFault {
  const bare = words.findIndex(({ isQuoted }, index) => NAPTR_STRINGS.has(index) && !isQuoted);
  return bare === -1 ? words : { why: "syntax error", word: bare };
}

const NAPTR_STRINGS: ReadonlySet<number> = new Set([2, 3, 4]);

const EUI: Partial<Record<RrType, RegExp>> = {
  EUI48: /^[0-9a-f]{2}(-[0-9a-f]{2}){5}$/i,
  EUI64: /^[0-9a-f]{2}(-[0-9a-f]{2}){7}$/i,
};
const WHOLE = /^\d+$/;

/** The word that miekg/dns does not take although BIND does; null: there is none. */
function refusedWord(type: RrType, words: readonly RdataWord[]): number | null {
  const form = EUI[type];
  const isRefused = (word: RdataWord, index: number): boolean => {
    if (form !== undefined) return !form.test(word.text);
    // Minutes must have seconds behind them.
    if (type === "LOC")
      return /^[NSEW]$/.test(word.text) && [1, 2].every((back) => WHOLE.test(words[index - back]?.text ?? ""));
    return (type === "SVCB" || type === "HTTPS") && /^key65535(?==|$)/.test(word.text);
  };
  const found = words.findIndex(isRefused);
  return found === -1 ? null : found;
}

/** One text may be the whole of HINFO, more than two become two; a target of URI needs no quotes. */
function asWritten(type: RrType, words: readonly RdataWord[]): readonly RdataWord[] {
  if (type === "URI") return words.map((word, index) => (index === 2 ? { ...word, isQuoted: true } : word));
  const [first] = words;
  if (type !== "HINFO" || first === undefined || words.length === 2) return words;
  const [cpu = "", ...rest] =
    words.length === 1 ? first.text.split(/\s+/).filter(Boolean) : words.map(({ text }) => text);
  return [cpu, rest.join(" ")].map((text) => ({ ...first, text, isQuoted: true }));
}

function numberOf(text: string, form: NumberForm | null): string | null {
  if (form === null || /^\d+$/.test(text)) return text;
  if (form === "number") return null;
  return ALGORITHMS.get(form === "algorithm" ? text.toUpperCase() : text)?.toString() ?? null;
}

/** Digests of any length, signers of any name. */
function readUnchecked(type: RrType, words: readonly RdataWord[], origin: DomainName): Rdata | RdataFault {
  const data = parseRdataText(type, words, origin);
  const place = unchecked[type];
  if (!("why" in data) || place === undefined || isGeneric(words)) return data;
  const number = Number(words[place.index]?.text);
  if (!(number <= MOST_NUMBER)) return data;
  const open = words.map((word, index) => (index === place.index ? { ...word, text: String(place.instead) } : word));
  const other = parseRdataText(type, open, origin);
  return "why" in other ? data : { ...other, [place.field]: number };
}

/** A backslash before anything but three digits stands for what follows it; numbers beyond an octet go round (msg.go dddToByte). */
export function normalEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:(\d{3})|(\d)|[^\d])/g, (whole, number: string | undefined, digit: string | undefined) => {
    if (number !== undefined) return `\\${String(Number(number) % 256).padStart(3, "0")}`;
    return digit ?? whole;
  });
}
