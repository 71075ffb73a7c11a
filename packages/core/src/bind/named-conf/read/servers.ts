import { type Address, isIpv6 } from "../../../dns/index.ts";
import type { PeerSettings, QuerySource } from "../../peer-settings.ts";
import type { BindVersion } from "../../settings.ts";
import type { Forwarder, RemoteServer } from "../../zone-settings.ts";
import { type Value, valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { readMatchWord } from "../grammar/match-word.ts";
import { parseBoolean, parseInteger } from "../scalar.ts";
import {
  addressFrom,
  addressPort,
  elementsOf,
  keywordNumber,
  keywordValue,
  nameFrom,
  textAt,
  textOf,
} from "./scope.ts";

const DNS_PORT = 53;
const DNS_OVER_TLS_PORT = 853;

/** The servers of `forwarders [port P] [tls T] { address [port P] [tls T]; }`; null where there is no such statement. */
export function readForwarders(clause: Clause | undefined): readonly Forwarder[] | null {
  if (clause === undefined) return null;
  const outside = clause.values.filter((value) => value.kind !== "block");
  const commonTls = keywordValue(outside, "tls") ?? null;
  const commonPort = keywordNumber(outside, "port");
  return elementsOf(clause).flatMap(({ values }) => {
    const address = addressFrom(textOf(values[0]));
    const [value] = values;
    if (address === null || value === undefined) return [];
    const tls = keywordValue(values, "tls") ?? commonTls;
    const port = addressPort(values) ?? commonPort ?? (tls === null ? DNS_PORT : DNS_OVER_TLS_PORT);
    return [{ address, port, tls, span: valueSpan(value) }];
  });
}

/** Lists of servers that the file names. */
export interface RemoteServerLists {
  /** What named calls them when one is not there. */
  readonly word: "primaries" | "parental-agents" | "remote-servers";
  /** By lower-case name; of two the first. */
  readonly byName: ReadonlyMap<string, Clause>;
}

/** From 9.20 on all lists of servers are one kind, by whichever word they are written. */
const ALL_KINDS = ["remote-servers", "primaries", "masters", "parental-agents"];

/** `primaries` and `masters` statements. */
export function remoteServerLists({ clauses, version }: ListedConf): RemoteServerLists {
  if (version !== "9.18") return { word: "remote-servers", byName: listsNamed(ALL_KINDS, clauses) };
  return { word: "primaries", byName: listsNamed(["primaries", "masters"], clauses) };
}

export function parentalAgentLists(conf: ListedConf): RemoteServerLists {
  if (conf.version !== "9.18") return remoteServerLists(conf);
  return { word: "parental-agents", byName: listsNamed(["parental-agents"], conf.clauses) };
}

interface ListedConf {
  readonly clauses: readonly Clause[];
  readonly version: BindVersion;
}

function listsNamed(kinds: readonly string[], clauses: readonly Clause[]): ReadonlyMap<string, Clause> {
  const lists = new Map<string, Clause>();
  for (const clause of clauses) {
    const name = textAt(clause, 0)?.toLowerCase();
    if (kinds.includes(clause.name) && name !== undefined && !lists.has(name)) lists.set(name, clause);
  }
  return lists;
}

/** The servers of `primaries { ... }` with the named lists inside written out, each list once; `checkNamedConf` says what is undefined. */
export function readRemoteServers(clause: Clause | undefined, lists: RemoteServerLists): readonly RemoteServer[] {
  if (clause === undefined) return [];
  const servers: RemoteServer[] = [];
  const seen = new Set<Clause>();
  const open = [clause];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    for (const inner of collect(current, lists, servers)) open.push(inner);
  }
  return servers;
}

/** Adds the addresses of one statement; returns the lists that it names. */
function collect(clause: Clause, lists: RemoteServerLists, servers: RemoteServer[]): readonly Clause[] {
  const commonPort = keywordNumber(ownValues(clause), "port");
  const named: Clause[] = [];
  for (const { values } of elementsOf(clause)) {
    const text = textOf(values[0]);
    const address = addressFrom(text);
    const list = lists.byName.get(text?.toLowerCase() ?? "");
    if (address !== null) servers.push(makeServer(address, values, commonPort));
    else if (list !== undefined) named.push(list);
  }
  return named;
}

/** What is said of the list itself: not its servers, nor the port behind `source`. */
function ownValues({ values }: Clause): readonly Value[] {
  const end = values.findIndex(
    (value) => value.kind === "block" || /^source(?:-v6)?$/i.test(value.kind === "word" ? value.text : ""),
  );
  return end === -1 ? values : values.slice(0, end);
}

function makeServer(address: Address, values: Clause["values"], commonPort: number | null): RemoteServer {
  const tls = keywordValue(values, "tls") ?? null;
  return {
    address,
    port: addressPort(values) ?? commonPort ?? (tls === null ? DNS_PORT : DNS_OVER_TLS_PORT),
    key: nameFrom(keywordValue(values, "key")),
    tls,
  };
}

/** `server` statements. */
export function readPeers(clauses: readonly Clause[]): readonly PeerSettings[] {
  return clauses
    .filter((clause) => clause.name === "server" && clause.isSound)
    .flatMap((clause) => {
      const read = readMatchWord(textAt(clause, 0) ?? "");
      if (read.kind !== "prefix") return [];
      const boolean = (name: string): boolean | null => {
        const text = textAt(inner(clause, name), 0);
        return text === undefined ? null : parseBoolean(text);
      };
      const size = textAt(inner(clause, "edns-udp-size"), 0);
      return [
        {
          address: read.prefix.address,
          prefixLength: read.prefix.length,
          edns: boolean("edns"),
          ednsUdpSize: size === undefined ? null : parseInteger(size),
          bogus: boolean("bogus"),
          tcpOnly: boolean("tcp-only"),
          sendCookie: boolean("send-cookie"),
          transferFormat: transferFormatOf(clause),
          provideIxfr: boolean("provide-ixfr"),
          requestIxfr: boolean("request-ixfr"),
          requestExpire: boolean("request-expire"),
          transfers: transfersOf(clause),
          key: nameFrom(serverKeyText(inner(clause, "keys"))),
          querySource: querySourceOf(clause, isIpv6(read.prefix.address) ? "query-source-v6" : "query-source"),
        },
      ];
    });
}

/** `keys K;` and `keys { K; };`. */
export function serverKeyText(clause: Clause | undefined): string | undefined {
  return textAt(clause, 0) ?? textOf(elementsOf(clause)[0]?.values[0]);
}

function transferFormatOf(clause: Clause): PeerSettings["transferFormat"] {
  const text = textAt(inner(clause, "transfer-format"), 0)?.toLowerCase();
  return text === "many-answers" || text === "one-answer" ? text : null;
}

function transfersOf(clause: Clause): number | null {
  const text = textAt(inner(clause, "transfers"), 0);
  return text === undefined ? null : parseInteger(text);
}

function querySourceOf(clause: Clause, name: string): PeerSettings["querySource"] {
  const values = inner(clause, name)?.values;
  return values === undefined ? null : querySourceIn(values);
}

/** The address, bare or behind `address`; `*` is the host's choice. */
export function querySourceIn(values: readonly Value[]): QuerySource {
  const addresses = values.flatMap((value) => addressFrom(textOf(value)) ?? []);
  return { address: addresses[0] ?? null, port: addressPort(values) };
}

function inner(clause: Clause, name: string): Clause | undefined {
  return clause.clauses.find((candidate) => candidate.name === name && candidate.isSound);
}
