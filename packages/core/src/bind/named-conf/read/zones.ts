import type { Address, DomainName, RrClass } from "../../../dns/index.ts";
import { parseRrClass } from "../../../dns/index.ts";
import { type Diagnostic, resolvePath } from "../../../text/index.ts";
import { type AddressMatchList, anyAddress, noAddress } from "../../acl.ts";
import type { AccessSettings } from "../../settings.ts";
import type {
  DialUp,
  ZoneAccess,
  ZoneBase,
  ZoneFileReference,
  ZoneForwarding,
  ZoneSettings,
  ZoneTransferIn,
  ZoneTransferOut,
} from "../../zone-settings.ts";
import { valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { listIn, transferListIn } from "./access.ts";
import type { MatchListReader } from "./match-lists.ts";
import {
  addressFrom,
  booleanIn,
  elementsOf,
  findClause,
  integerIn,
  nameFrom,
  namesIn,
  type Scope,
  textAt,
  textOf,
  wordIn,
} from "./scope.ts";
import { type RemoteServerLists, readForwarders, readRemoteServers } from "./servers.ts";
import { readContents } from "./zone-contents.ts";

/** What the zones of a view are read against. */
export interface ZoneReading {
  readonly directory: string;
  /** The view's statements, then those of options. */
  readonly outer: Scope;
  readonly access: AccessSettings;
  readonly viewClass: RrClass;
  readonly reader: MatchListReader;
  readonly remoteServers: RemoteServerLists;
  readonly diagnostics: Diagnostic[];
}

/** One `zone` statement; null where its name or type cannot be read, which the parser or the check has said. */
export function readZoneClause(clause: Clause, reading: ZoneReading): ZoneSettings | null {
  const [nameValue] = clause.values;
  const name = nameFrom(textOf(nameValue));
  if (name === null || nameValue === undefined) return null;
  const rrClass = parseRrClass(textOf(clause.values[1]) ?? "") ?? reading.viewClass;
  const base = { name, rrClass, span: valueSpan(nameValue) };
  const inView = textAt(findClause([clause.clauses], "in-view"), 0);
  if (inView !== undefined) return { kind: "in-view", ...base, ...forwardingOf(clause), view: inView };
  const type = textAt(findClause([clause.clauses], "type"), 0)?.toLowerCase();
  const make = type === undefined ? undefined : makers.get(type);
  return make === undefined ? null : make(base, clause, reading);
}

type Maker = (base: ZoneBase, clause: Clause, reading: ZoneReading) => ZoneSettings;

const makePrimary: Maker = (base, clause, reading) => ({
  kind: "primary",
  ...base,
  ...accessOf(clause, reading),
  ...forwardingOf(clause),
  ...transferOutOf(clause, reading),
  file: fileOf(clause, reading),
  ...updatesOf(clause, reading),
  contents: readContents("primary", clause, scopeOf(clause, reading)),
});

const makeSecondary: Maker = (base, clause, reading) => ({
  kind: "secondary",
  ...base,
  ...accessOf(clause, reading),
  ...forwardingOf(clause),
  ...transferOutOf(clause, reading),
  ...transferInOf(clause, reading),
  file: fileOf(clause, reading),
  contents: readContents("secondary", clause, scopeOf(clause, reading)),
});

const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ["primary", makePrimary],
  ["master", makePrimary],
  ["secondary", makeSecondary],
  ["slave", makeSecondary],
  [
    "mirror",
    (base, clause, reading) => ({
      kind: "mirror",
      ...base,
      ...accessOf(clause, reading),
      ...transferOutOf(clause, reading),
      ...transferInOf(clause, reading),
      file: fileOf(clause, reading),
      contents: readContents("mirror", clause, scopeOf(clause, reading)),
    }),
  ],
  [
    "stub",
    (base, clause, reading) => ({
      kind: "stub",
      ...base,
      ...accessOf(clause, reading),
      ...forwardingOf(clause),
      ...transferInOf(clause, reading),
      file: fileOf(clause, reading),
    }),
  ],
  [
    "static-stub",
    (base, clause, reading) => ({
      kind: "static-stub",
      ...base,
      ...accessOf(clause, reading),
      ...forwardingOf(clause),
      serverAddresses: elementsOf(findClause([clause.clauses], "server-addresses")).flatMap(
        ({ values }) => addressFrom(textOf(values[0])) ?? [],
      ),
      serverNames: serverNames(clause),
    }),
  ],
  ["forward", (base, clause) => ({ kind: "forward", ...base, ...forwardingOf(clause) })],
  ["hint", (base, clause, reading) => ({ kind: "hint", ...base, file: fileOf(clause, reading) })],
  [
    "redirect",
    (base, clause, reading) => ({
      kind: "redirect",
      ...base,
      ...accessOf(clause, reading),
      file: fileOf(clause, reading),
    }),
  ],
  ["delegation-only", (base) => ({ kind: "delegation-only", ...base })],
]);

/** Rules of `update-policy` that look at the client's address instead of at its signature (lib/dns/ssu.c). */
const BY_ADDRESS = new Set(["tcp-self", "6to4-self"]);

function updatesOf(
  clause: Clause,
  reading: ZoneReading,
): Pick<ZoneSettings & { readonly kind: "primary" }, "allowUpdate" | "isDynamic"> {
  const policy = findClause([clause.clauses], "update-policy");
  if (policy === undefined) {
    const allowUpdate = listIn(scopeOf(clause, reading), "allow-update", reading.reader) ?? noAddress;
    return { allowUpdate, isDynamic: !isNone(allowUpdate) };
  }
  const isOpen = elementsOf(policy).some(({ values }) => BY_ADDRESS.has(textOf(values[2])?.toLowerCase() ?? ""));
  return { allowUpdate: isOpen ? anyAddress : noAddress, isDynamic: true };
}

/** `none` and nothing else (lib/dns/acl.c, dns_acl_isnone). */
function isNone({ elements: [first, ...others] }: AddressMatchList): boolean {
  return others.length === 0 && first?.kind === "any" && first.negated;
}

function serverNames(clause: Clause): readonly DomainName[] {
  return namesIn([clause.clauses], "server-names");
}

function scopeOf(clause: Clause, reading: ZoneReading): Scope {
  return [clause.clauses, ...reading.outer];
}

function accessOf(clause: Clause, reading: ZoneReading): ZoneAccess {
  const own: Scope = [clause.clauses];
  return {
    allowQuery: listIn(own, "allow-query", reading.reader) ?? reading.access.allowQuery,
    allowQueryOn: listIn(own, "allow-query-on", reading.reader) ?? reading.access.allowQueryOn,
  };
}

/** `first` where the zone does not say: the mode of options is not inherited (measured). */
function forwardingOf(clause: Clause): ZoneForwarding {
  const own: Scope = [clause.clauses];
  return {
    forwarders: readForwarders(findClause(own, "forwarders")),
    forward: wordIn(own, "forward", ["first", "only"], "first"),
  };
}

function transferOutOf(clause: Clause, reading: ZoneReading): ZoneTransferOut {
  const scope = scopeOf(clause, reading);
  const notify = textAt(findClause(scope, "notify"), 0)?.toLowerCase();
  return {
    allowTransfer: transferListIn([clause.clauses], reading.reader) ?? reading.access.allowTransfer,
    notify:
      notify === "master-only"
        ? "primary-only"
        : wordIn(scope, "notify", ["yes", "no", "explicit", "primary-only"], "yes"),
    alsoNotify: readRemoteServers(findClause(scope, "also-notify"), reading.remoteServers),
    notifySourceV4: sourceIn(scope, "notify-source"),
    notifySourceV6: sourceIn(scope, "notify-source-v6"),
    notifyDelay: integerIn(scope, "notify-delay", 5),
    notifyToSoa: booleanIn(scope, "notify-to-soa", false),
    dialup: dialupIn(scope),
  };
}

/** `*` is no address: the host chooses. */
function sourceIn(scope: Scope, name: string): Address | null {
  return addressFrom(textAt(findClause(scope, name), 0));
}

const FOUR_WEEKS = 2_419_200;
const TWO_WEEKS = 1_209_600;

function transferInOf(clause: Clause, reading: ZoneReading): ZoneTransferIn {
  const scope = scopeOf(clause, reading);
  const primaries = findClause([clause.clauses], "primaries") ?? findClause([clause.clauses], "masters");
  return {
    primaries: readRemoteServers(primaries, reading.remoteServers),
    allowNotify: listIn(scope, "allow-notify", reading.reader) ?? noAddress,
    allowUpdateForwarding: listIn(scope, "allow-update-forwarding", reading.reader) ?? noAddress,
    minRefreshTime: integerIn(scope, "min-refresh-time", 300),
    maxRefreshTime: integerIn(scope, "max-refresh-time", FOUR_WEEKS),
    minRetryTime: integerIn(scope, "min-retry-time", 500),
    maxRetryTime: integerIn(scope, "max-retry-time", TWO_WEEKS),
    transferSourceV4: sourceIn(scope, "transfer-source"),
    transferSourceV6: sourceIn(scope, "transfer-source-v6"),
    requestIxfr: booleanIn(scope, "request-ixfr", true),
    requestExpire: booleanIn(scope, "request-expire", true),
    tryTcpRefresh: booleanIn(scope, "try-tcp-refresh", true),
    multiMaster: booleanIn(scope, "multi-master", false),
    dialup: dialupIn(scope),
    maxTransferTimeIn: minutesIn(scope, "max-transfer-time-in", 120),
    maxTransferIdleIn: minutesIn(scope, "max-transfer-idle-in", 60),
  };
}

const DIALUP = {
  no: { tells: false, asks: false, isUntimed: false },
  yes: { tells: true, asks: true, isUntimed: true },
  notify: { tells: true, asks: false, isUntimed: false },
  "notify-passive": { tells: true, asks: false, isUntimed: true },
  refresh: { tells: false, asks: true, isUntimed: true },
  passive: { tells: false, asks: false, isUntimed: true },
} as const;

function dialupIn(scope: Scope): DialUp {
  return DIALUP[wordIn(scope, "dialup", ["no", "yes", "notify", "notify-passive", "refresh", "passive"], "no")];
}

/** named says these in minutes, and takes four weeks at most. */
function minutesIn(scope: Scope, name: string, unsaid: number): number {
  return integerIn(scope, name, unsaid) * 60;
}

function fileOf(clause: Clause, reading: ZoneReading): ZoneFileReference | null {
  const [value] = findClause([clause.clauses], "file")?.values ?? [];
  if (value?.kind !== "string") return null;
  return { text: value.text, path: resolvePath(reading.directory, value.text), span: valueSpan(value) };
}
