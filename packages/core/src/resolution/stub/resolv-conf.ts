import { type Address, type DomainName, isIpv4, parseAddress, parseName } from "../../dns/index.ts";
import {
  type Diagnostic,
  type DiagnosticCode,
  didYouMeanHint,
  informationAt,
  type Parsed,
  type Source,
  type Span,
  warningAt,
} from "../../text/index.ts";
import { addressFromAton } from "./inet-aton.ts";
import { type ResolvConfLine, readLines, type Word } from "./resolv-conf-lines.ts";

/** What a program that uses glibc does with its questions (resolv.conf(5)). */
export interface ResolvConf {
  /** At most three; empty: the host itself, 127.0.0.1. */
  readonly nameservers: readonly Address[];
  /** Of the last `search` or `domain` line; null: none, the host's own domain is used. */
  readonly search: readonly DomainName[] | null;
  /** So many dots, and a name is first asked as it stands. */
  readonly ndots: number;
  /** For the first server; later ones get more (glibc resolv/res_send.c). */
  readonly timeoutSeconds: number;
  readonly attempts: number;
  readonly rotate: boolean;
  /** `use-vc`: TCP at once. */
  readonly usesTcp: boolean;
  readonly edns0: boolean;
  /** `trust-ad`: AD=1 in questions. */
  readonly trustsAuthenticData: boolean;
  /** `no-tld-query`: a name without a dot is not asked as it stands. */
  readonly avoidsTopLevel: boolean;
}

export const MAX_NAMESERVERS = 3;
const MOST = { ndots: 15, timeout: 30, attempts: 5 } as const;
const KEYWORDS = ["nameserver", "domain", "search", "sortlist", "options"] as const;
/** Options that change nothing which is modelled here: how glibc sends two questions, and whether it reads the file again. */
const SILENT_OPTIONS: readonly string[] = [
  "single-request",
  "single-request-reopen",
  "no-reload",
  "no-aaaa",
  "inet6",
  "ip6-bytestring",
  "ip6-dotint",
  "no-ip6-dotint",
  "no-check-names",
  "debug",
];
const NUMBER_OPTIONS = ["ndots", "timeout", "attempts"] as const;
const FLAG_OPTIONS = ["rotate", "use-vc", "edns0", "trust-ad", "no-tld-query"] as const;
type FlagOption = (typeof FLAG_OPTIONS)[number];
type NumberOption = (typeof NUMBER_OPTIONS)[number];

/** Reads a resolv.conf as glibc does: what it does not understand it leaves out, and we say so. */
export function parseResolvConf(source: Source): Parsed<ResolvConf> {
  const reader = new ResolvConfReader();
  for (const line of readLines(source)) reader.line(line);
  return { value: reader.result(), diagnostics: reader.diagnostics };
}

class ResolvConfReader {
  readonly diagnostics: Diagnostic[] = [];
  private readonly nameservers: Address[] = [];
  private search: readonly DomainName[] | null = null;
  private searchSpan: Span | null = null;
  private readonly numbers: Record<NumberOption, number> = { ndots: 1, timeout: 5, attempts: 2 };
  private readonly flags = new Set<FlagOption>();

  result(): ResolvConf {
    return {
      nameservers: this.nameservers,
      search: this.search,
      ndots: this.numbers.ndots,
      timeoutSeconds: this.numbers.timeout,
      attempts: this.numbers.attempts,
      rotate: this.flags.has("rotate"),
      usesTcp: this.flags.has("use-vc"),
      edns0: this.flags.has("edns0"),
      trustsAuthenticData: this.flags.has("trust-ad"),
      avoidsTopLevel: this.flags.has("no-tld-query"),
    };
  }

  line({ words, isIndented, carriageReturn }: ResolvConfLine): void {
    const [keyword, ...values] = words;
    if (keyword === undefined) return;
    if (!KEYWORDS.some((known) => known === keyword.text)) {
      const hint = didYouMeanHint(keyword.text, KEYWORDS);
      this.warn(keyword.span, "RESOLVER_UNKNOWN_KEYWORD", `Unknown keyword "${keyword.text}".`, hint);
    } else if (isIndented) {
      this.warn(keyword.span, "RESOLVER_INDENTED", `glibc does not see "${keyword.text}" behind white space.`);
    } else if (values.length === 0) {
      this.warn(keyword.span, "RESOLVER_MISSING_VALUE", `"${keyword.text}" stands without a value.`);
    } else this.keyword(keyword, values, carriageReturn);
  }

  private keyword(keyword: Word, values: readonly Word[], carriageReturn: Span | null): void {
    const comment = values.find(({ text }) => text.startsWith("#") || text.startsWith(";"));
    if (comment !== undefined) this.noteComment(keyword, comment);
    if (keyword.text === "nameserver") this.nameserver(values[0], values.length === 1 ? carriageReturn : null);
    if (keyword.text === "domain")
      this.replaceSearch(keyword, values.slice(0, 1), values.length === 1 ? carriageReturn : null);
    if (keyword.text === "search") this.replaceSearch(keyword, values, carriageReturn);
    if (keyword.text === "options") for (const value of values) this.option(value);
  }

  private noteComment(keyword: Word, comment: Word): void {
    if (keyword.text !== "search" && keyword.text !== "options") return;
    this.warn(
      comment.span,
      "RESOLVER_TRAILING_COMMENT",
      `glibc reads "${comment.text}" as a value of "${keyword.text}".`,
    );
  }

  private nameserver(word: Word | undefined, carriageReturn: Span | null): void {
    if (word === undefined) return;
    // The word as a whole; what stands behind a scope id is the interface.
    const written = word.text.split("%")[0] ?? "";
    const address = written.includes(":") ? parseAddress(written) : addressFromAton(written);
    if (carriageReturn !== null) {
      const message = "glibc takes the carriage return as a part of the address, and does not ask this server.";
      this.warn(carriageReturn, "RESOLVER_CARRIAGE_RETURN", message);
    } else if (address === null) {
      this.warn(word.span, "RESOLVER_BAD_ADDRESS", `"${word.text}" is not an address.`);
    } else if (this.nameservers.length === MAX_NAMESERVERS) {
      this.warn(
        word.span,
        "RESOLVER_TOO_MANY_SERVERS",
        `${address} is never asked: three name servers stand before it.`,
      );
    } else {
      this.nameservers.push(address);
      if (isIpv4(address) && address !== written) {
        this.warn(word.span, "RESOLVER_BAD_ADDRESS", `glibc reads "${word.text}" as ${address}.`);
      }
    }
  }

  private replaceSearch(keyword: Word, values: readonly Word[], carriageReturn: Span | null): void {
    if (this.searchSpan !== null) {
      const message = "A later line replaces this search list.";
      this.diagnostics.push(informationAt(this.searchSpan, "RESOLVER_REPLACED", message));
    }
    this.searchSpan = keyword.span;
    const search: DomainName[] = [];
    for (const [index, value] of values.entries()) {
      const isCut = carriageReturn !== null && index === values.length - 1;
      const name = parseName(isCut ? `${value.text}\\013` : value.text);
      if (typeof name === "string") {
        const message = `"${value.text}" is not a domain name: glibc goes no further in the list.`;
        this.warn(value.span, "RESOLVER_BAD_NAME", message);
        break;
      }
      search.push(name);
    }
    if (carriageReturn !== null) {
      const message = "glibc takes the carriage return as a part of the last search domain.";
      this.warn(carriageReturn, "RESOLVER_CARRIAGE_RETURN", message);
    }
    this.search = search;
  }

  private option(word: Word): void {
    const [name = "", value] = word.text.split(":", 2);
    const number = NUMBER_OPTIONS.find((option) => option === name);
    // glibc compares so many characters as its own word has, and looks no further.
    const flag = FLAG_OPTIONS.find((option) => word.text.startsWith(option));
    if (flag !== undefined) this.flags.add(flag);
    if (number !== undefined && value !== undefined) this.numberOption(word, number, value);
    else if (flag !== name && !SILENT_OPTIONS.includes(name)) {
      const hint = didYouMeanHint(name, [...NUMBER_OPTIONS, ...FLAG_OPTIONS, ...SILENT_OPTIONS]);
      this.warn(word.span, "RESOLVER_UNKNOWN_OPTION", `Unknown option "${word.text}".`, hint);
    }
  }

  /** As atoi reads it, then cut to the most that glibc takes. Of a negative `ndots` four bits stay, of the others nothing. */
  private numberOption(word: Word, option: NumberOption, text: string): void {
    const read = Number(/^[-+]?\d{1,9}/.exec(text)?.[0] ?? 0);
    const number = read >= 0 ? read : option === "ndots" ? read & MOST.ndots : 0;
    if (!/^\d/.test(text)) {
      this.warn(word.span, "RESOLVER_BAD_NUMBER", `"${text}" is not a number; glibc takes ${number}.`);
    }
    if (number > MOST[option]) {
      this.warn(word.span, "RESOLVER_CAPPED", `glibc takes at most ${MOST[option]} for "${option}".`);
    }
    this.numbers[option] = Math.min(number, MOST[option]);
  }

  private warn(span: Span, code: DiagnosticCode, message: string, hint?: string): void {
    this.diagnostics.push(warningAt(span, code, message, hint));
  }
}
