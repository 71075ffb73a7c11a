import {
  type Address,
  type DigForm,
  type DomainName,
  type Edns,
  joinNames,
  makeQuery,
  NO_FLAGS,
  parseName,
  type Query,
  type RrClass,
  type RrType,
} from "@splithorizon/core";
import { type DigDraft, type DigWordFault, DigWordReader } from "./dig-word-reader.ts";

/** What somebody wrote behind `dig`, understood. */
export interface DigCommand {
  readonly name: DomainName;
  /** It was written with its final dot, so that no search list counts. */
  readonly isAbsolute: boolean;
  readonly type: RrType;
  readonly class: RrClass;
  /** Behind `@`; null: as resolv.conf says. */
  readonly server: string | null;
  /** `-b`. */
  readonly source: Address | null;
  readonly transport: "udp" | "tcp";
  readonly whenTruncated: "retry-over-tcp" | "accept";
  readonly timeoutMs: number;
  readonly tries: number;
  /** `+search`: the search list of the place's resolv.conf is applied. */
  readonly usesSearchList: boolean;
  readonly form: DigForm;
  readonly flags: Query["flags"];
  readonly edns: Edns | null;
}

/** dig 9.18 sends EDNS of 1232 octets, and AD=1. */
const DEFAULT_UDP_SIZE = 1232;
/** dig sends a cookie; any eight octets will do. */
const COOKIE_OPTION = 10;
const CLIENT_COOKIE: readonly number[] = [0x73, 0x70, 0x6c, 0x69, 0x74, 0x68, 0x7a, 0x6e];

/** Reads the words of a dig command line: `@server`, name, type, class, `-x`, `-t`, `-c`, `-q`, `-b` and `+options`. */
export function parseDigWords(words: readonly string[]): {
  readonly command: DigCommand;
  readonly faults: readonly DigWordFault[];
} {
  const reader = new DigWordReader(words);
  reader.readAll();
  return { command: commandOf(reader.draft), faults: reader.faults };
}

function commandOf(draft: DigDraft): DigCommand {
  const { form, server, source, usesSearchList, whenTruncated, timeoutMs, tries } = draft;
  // Without a name dig asks for the root's servers, whatever type was said.
  const type = draft.name === null ? "NS" : (draft.type ?? "A");
  return {
    name: draft.name ?? rootName(),
    isAbsolute: draft.isAbsolute,
    type,
    class: draft.class,
    server,
    source,
    usesSearchList,
    whenTruncated,
    timeoutMs,
    tries,
    form,
    transport: draft.transport ?? (type === "AXFR" || type === "ANY" ? "tcp" : "udp"),
    flags: {
      ...NO_FLAGS,
      recursionDesired: draft.recursionDesired,
      checkingDisabled: draft.checkingDisabled,
      authenticData: draft.authenticData,
    },
    edns: ednsOf(draft),
  };
}

function rootName(): DomainName {
  const root = parseName(".");
  if (typeof root === "string") throw new RangeError(root);
  return root;
}

/** A transfer carries an OPT record with a cookie too. `+noedns` does not hold against DO and a size (bin/dig/dighost.c, setup_lookup). */
function ednsOf(draft: DigDraft): Edns | null {
  if (!draft.withEdns && !draft.dnssecOk && draft.udpSize === null) return null;
  const cookie = draft.withCookie ? [{ code: COOKIE_OPTION, data: Uint8Array.from(CLIENT_COOKIE) }] : [];
  const nsid = draft.withNsid ? [{ code: 3, data: new Uint8Array() }] : [];
  const { ednsVersion, dnssecOk } = draft;
  return {
    udpSize: draft.udpSize ?? DEFAULT_UDP_SIZE,
    version: ednsVersion,
    dnssecOk,
    z: 0,
    options: [...nsid, ...cookie],
  };
}

/** The query that a command sends, for one of its names. */
export function queryOf({ type, class: rrClass, flags, edns }: DigCommand, name: DomainName): Query {
  return makeQuery({ name, type, class: rrClass }, { flags, edns, id: 0 });
}

/** What resolv.conf says of names that are not complete. */
export interface SearchRules {
  readonly search: readonly DomainName[];
  readonly ndots: number;
}

/**
 * The names to ask in turn: with `+search` below the search list, then the name as it is. A name with so many dots as
 * `ndots` says, or with its final dot, is asked as it is alone (bin/dig/dighost.c, setup_lookup and next_origin).
 */
export function namesOf(command: DigCommand, rules: SearchRules | null): readonly DomainName[] {
  const { name, isAbsolute, usesSearchList } = command;
  if (!usesSearchList || isAbsolute || rules === null || dotsWithin(name) >= rules.ndots) return [name];
  const below = rules.search.flatMap((domain) => {
    const joined = joinNames(name.text.replace(/\.$/, ""), domain);
    return typeof joined === "string" ? [] : [joined];
  });
  return [...below, name];
}

/** Those of the text without its final dot. */
function dotsWithin({ text }: DomainName): number {
  return text.split(".").length - 2;
}
