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
  const type = draft.type ?? (draft.name === null ? "NS" : "A");
  return {
    name: draft.name ?? rootName(),
    type,
    class: draft.class,
    server,
    source,
    usesSearchList,
    whenTruncated,
    timeoutMs,
    tries,
    form,
    transport: draft.transport ?? (type === "AXFR" ? "tcp" : "udp"),
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

/** A transfer carries an OPT record with a cookie too. */
function ednsOf(draft: DigDraft): Edns | null {
  if (!draft.withEdns) return null;
  const cookie = draft.withCookie ? [{ code: COOKIE_OPTION, data: Uint8Array.from(CLIENT_COOKIE) }] : [];
  const nsid = draft.withNsid ? [{ code: 3, data: new Uint8Array() }] : [];
  const { udpSize, ednsVersion, dnssecOk } = draft;
  return { udpSize, version: ednsVersion, dnssecOk, z: 0, options: [...nsid, ...cookie] };
}

/** The query that a command sends, for one of its names. */
export function queryOf({ type, class: rrClass, flags, edns }: DigCommand, name: DomainName): Query {
  return makeQuery({ name, type, class: rrClass }, { flags, edns, id: 0 });
}

/** The names to ask in turn: with `+search` below the search list. */
export function namesOf(command: DigCommand, search: readonly DomainName[]): readonly DomainName[] {
  if (!command.usesSearchList) return [command.name];
  const below = search.flatMap((domain) => {
    const joined = joinNames(command.name.text.replace(/\.$/, ""), domain);
    return typeof joined === "string" ? [] : [joined];
  });
  return [...below, command.name];
}
