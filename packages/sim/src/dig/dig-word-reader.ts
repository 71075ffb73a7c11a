import {
  type Address,
  applyDigOption,
  DEFAULT_DIG_FORM,
  type DigForm,
  type DomainName,
  parseAddress,
  parseName,
  parseRrClass,
  parseRrType,
  type RrClass,
  type RrType,
  reverseNameText,
} from "@splithorizon/core";
import { fullDigOption } from "./dig-option-names.ts";

/** A word that dig would not take either, or that is not modelled. */
export interface DigWordFault {
  readonly word: string;
  readonly fault: string;
}

/** What the words have said so far. */
export interface DigDraft {
  name: DomainName | null;
  isAbsolute: boolean;
  type: RrType | null;
  class: RrClass;
  server: string | null;
  source: Address | null;
  transport: "udp" | "tcp" | null;
  whenTruncated: "retry-over-tcp" | "accept";
  timeoutMs: number;
  tries: number;
  usesSearchList: boolean;
  form: DigForm;
  recursionDesired: boolean;
  checkingDisabled: boolean;
  authenticData: boolean;
  dnssecOk: boolean;
  withEdns: boolean;
  ednsVersion: number;
  /** `+bufsize`; null: nothing was said. */
  udpSize: number | null;
  withCookie: boolean;
  withNsid: boolean;
}

const MOST_UDP_SIZE = 65_535;
const MOST_EDNS_VERSION = 255;

const FLAG_OPTIONS: ReadonlyMap<string, (draft: DigDraft, isOn: boolean) => void> = new Map<
  string,
  (draft: DigDraft, isOn: boolean) => void
>([
  ["tcp", (draft, isOn) => (draft.transport = isOn ? "tcp" : "udp")],
  ["vc", (draft, isOn) => (draft.transport = isOn ? "tcp" : "udp")],
  ["recurse", (draft, isOn) => (draft.recursionDesired = isOn)],
  ["rdflag", (draft, isOn) => (draft.recursionDesired = isOn)],
  ["cdflag", (draft, isOn) => (draft.checkingDisabled = isOn)],
  ["adflag", (draft, isOn) => (draft.authenticData = isOn)],
  ["dnssec", (draft, isOn) => (draft.dnssecOk = isOn)],
  ["do", (draft, isOn) => (draft.dnssecOk = isOn)],
  ["cookie", (draft, isOn) => sayOption(draft, "withCookie", isOn)],
  ["nsid", (draft, isOn) => sayOption(draft, "withNsid", isOn)],
  ["ignore", (draft, isOn) => (draft.whenTruncated = isOn ? "accept" : "retry-over-tcp")],
  ["search", (draft, isOn) => (draft.usesSearchList = isOn)],
]);

/** Who asks for an option has EDNS again. */
function sayOption(draft: DigDraft, option: "withCookie" | "withNsid", isOn: boolean): void {
  draft[option] = isOn;
  if (isOn) draft.withEdns = true;
}

const MOST: ReadonlyMap<string, number> = new Map([
  ["bufsize", MOST_UDP_SIZE],
  ["edns", MOST_EDNS_VERSION],
]);

/** Reads word after word; what is wrong is collected. */
export class DigWordReader {
  readonly faults: DigWordFault[] = [];
  readonly draft: DigDraft = {
    name: null,
    isAbsolute: false,
    type: null,
    class: "IN",
    server: null,
    source: null,
    transport: null,
    whenTruncated: "retry-over-tcp",
    timeoutMs: 5000,
    tries: 3,
    usesSearchList: false,
    form: DEFAULT_DIG_FORM,
    recursionDesired: true,
    checkingDisabled: false,
    authenticData: true,
    dnssecOk: false,
    withEdns: true,
    ednsVersion: 0,
    udpSize: null,
    withCookie: true,
    withNsid: false,
  };
  readonly #words: readonly string[];
  #at = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  readAll(): void {
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at] ?? "";
      this.#at += 1;
      if (word.startsWith("@")) this.draft.server = word.slice(1);
      else if (word.startsWith("+")) this.#option(word);
      else if (word.startsWith("-")) this.#dash(word);
      else this.#plain(word);
    }
  }

  /** A type or a class where the word is one, else the name; of several types and classes the last counts. */
  #plain(word: string): void {
    const upper = word.toUpperCase();
    const type = parseRrType(upper);
    const rrClass = parseRrClass(upper);
    if (type !== null) this.draft.type = type;
    else if (rrClass !== null) this.draft.class = rrClass;
    else if (this.draft.name === null) this.#name(word, word);
    else this.#fault(word, "one question at a time: a name stands there already");
  }

  #name(word: string, text: string): void {
    const name = parseName(text);
    if (typeof name === "string") this.#fault(word, `not a domain name: ${name.replaceAll("-", " ")}`);
    else this.draft.name = name;
    this.draft.isAbsolute = /(?:^|[^\\])\.$/.test(text);
  }

  #dash(word: string): void {
    const letter = word.slice(0, 2);
    const value = word.length > 2 ? word.slice(2) : (this.#words[this.#at] ?? "");
    const read = this.#readerOf(letter, word, value);
    if (read === null) {
      this.#fault(word, "an option of dig that has no meaning here");
      return;
    }
    if (word.length === 2) this.#at += 1;
    read();
  }

  #readerOf(letter: string, word: string, value: string): (() => void) | null {
    switch (letter) {
      case "-x":
        return () => this.#reverse(word, value);
      case "-t":
        return () => this.#type(word, value);
      case "-c":
        return () => this.#class(word, value);
      case "-q":
        return () => this.#name(word, value);
      case "-b":
        return () => this.#source(word, value);
      default:
        return null;
    }
  }

  #reverse(word: string, value: string): void {
    const address = parseAddress(value);
    if (address === null) this.#fault(word, `"${value}" is not an address`);
    else this.#name(word, reverseNameText(address));
    this.draft.type ??= "PTR";
  }

  #type(word: string, value: string): void {
    const type = parseRrType(value.toUpperCase());
    if (type === null) this.#fault(word, `"${value}" is not a record type`);
    else this.draft.type = type;
  }

  #class(word: string, value: string): void {
    const rrClass = parseRrClass(value.toUpperCase());
    if (rrClass === null) this.#fault(word, `"${value}" is not a class`);
    else this.draft.class = rrClass;
  }

  #source(word: string, value: string): void {
    const address = parseAddress(value.split("#")[0] ?? "");
    if (address === null) this.#fault(word, `"${value}" is not an address`);
    else this.draft.source = address;
  }

  #option(word: string): void {
    const [written = "", value] = word.slice(1).split("=", 2);
    const name = fullDigOption(written);
    const form = applyDigOption(this.draft.form, name);
    const isOff = name.startsWith("no");
    const flag = FLAG_OPTIONS.get(name) ?? (isOff ? FLAG_OPTIONS.get(name.slice(2)) : undefined);
    if (form !== null) this.draft.form = form;
    else if (flag !== undefined) flag(this.draft, FLAG_OPTIONS.has(name));
    else if (!this.#valued(word, name, value)) this.#fault(word, "an option of dig that has no meaning here");
  }

  #valued(word: string, name: string, value: string | undefined): boolean {
    const number = value === undefined ? null : this.#number(word, value, MOST.get(name));
    switch (name) {
      case "edns":
        this.draft.withEdns = true;
        this.draft.ednsVersion = number ?? 0;
        return true;
      case "noedns":
        this.draft.withEdns = false;
        return true;
      case "bufsize":
        this.draft.udpSize = number;
        return true;
      case "time":
      case "timeout":
        this.draft.timeoutMs = Math.max(1, number ?? 5) * 1000;
        return true;
      case "tries":
        this.draft.tries = Math.max(1, number ?? 3);
        return true;
      case "retry":
        this.draft.tries = (number ?? 2) + 1;
        return true;
      default:
        return false;
    }
  }

  #number(word: string, value: string, most = Number.MAX_SAFE_INTEGER): number | null {
    const number = Number(value);
    if (!Number.isInteger(number) || number < 0) this.#fault(word, `"${value}" is not a number`);
    else if (number > most) this.#fault(word, `${value} is more than ${most}`);
    else return number;
    return null;
  }

  #fault(word: string, fault: string): void {
    this.faults.push({ word, fault });
  }
}
