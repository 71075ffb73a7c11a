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
  udpSize: number;
  withCookie: boolean;
  withNsid: boolean;
}

/** dig 9.18 sends EDNS of 1232 octets, and AD=1. */
const DEFAULT_UDP_SIZE = 1232;
const MOST_UDP_SIZE = 65_535;

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
  ["cookie", (draft, isOn) => (draft.withCookie = isOn)],
  ["nsid", (draft, isOn) => (draft.withNsid = isOn)],
  ["ignore", (draft, isOn) => (draft.whenTruncated = isOn ? "accept" : "retry-over-tcp")],
  ["search", (draft, isOn) => (draft.usesSearchList = isOn)],
]);

/** Reads word after word; what is wrong is collected. */
export class DigWordReader {
  readonly faults: DigWordFault[] = [];
  readonly draft: DigDraft = {
    name: null,
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
    udpSize: DEFAULT_UDP_SIZE,
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

  /** A type or a class where the word is one, else the name. */
  #plain(word: string): void {
    const upper = word.toUpperCase();
    const type = parseRrType(upper);
    const rrClass = parseRrClass(upper);
    if (type !== null && this.draft.type === null) this.draft.type = type;
    else if (rrClass !== null && upper !== "ANY") this.draft.class = rrClass;
    else if (this.draft.name === null) this.#name(word, word);
    else this.#fault(word, "one question at a time: a name stands there already");
  }

  #name(word: string, text: string): void {
    const name = parseName(text);
    if (typeof name === "string") this.#fault(word, `not a domain name: ${name.replaceAll("-", " ")}`);
    else this.draft.name = name;
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
    const number = value === undefined ? null : this.#number(word, value);
    switch (name) {
      case "edns":
        this.draft.withEdns = true;
        this.draft.ednsVersion = number ?? 0;
        return true;
      case "noedns":
        this.draft.withEdns = false;
        return true;
      case "bufsize":
        this.draft.udpSize = Math.min(number ?? DEFAULT_UDP_SIZE, MOST_UDP_SIZE);
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

  #number(word: string, value: string): number | null {
    const number = Number(value);
    if (Number.isInteger(number) && number >= 0) return number;
    this.#fault(word, `"${value}" is not a number`);
    return null;
  }

  #fault(word: string, fault: string): void {
    this.faults.push({ word, fault });
  }
}
