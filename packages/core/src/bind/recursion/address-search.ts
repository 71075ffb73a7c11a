import {
  type Address,
  type DomainName,
  type Instant,
  isAtOrBelow,
  isIpv6,
  laterOf,
  type Question,
} from "../../dns/index.ts";
import { type Effect, type EffectResult, type Endpoint, firstOf } from "../../resolution/index.ts";
import { fetchTitle, withoutDot } from "../log-lines.ts";
import type { AddressFetch } from "./address-fetches.ts";
import type { Pursuit } from "./budget.ts";
import { findCut } from "./cuts.ts";
import { addressesOf, isAlias } from "./host-addresses.ts";
import type { Cut, ResolverState } from "./state.ts";
import type { AddressType, WantedAddress } from "./wanted-address.ts";

export type Asking<Result> = Generator<Effect, Result, EffectResult>;

/** What one search for a delegation's servers came to (lib/dns/resolver.c, fctx_getaddresses). */
export interface Search {
  readonly servers: readonly Endpoint[];
  /** Questions for more addresses that are under way. */
  readonly pending: readonly AddressFetch[];
  readonly now: Instant;
}

/** `searches`: how many there were for this question before. */
export type ServerSearch = (searches: number, now: Instant) => Asking<Search>;

const DNS_PORT = 53;
const FAMILIES: Readonly<Record<ResolverState["families"], readonly AddressType[]>> = {
  ipv4: ["A"],
  both: ["A", "AAAA"],
};
/** NS_PROCESSING_LIMIT; NS_FAIL_LIMIT hosts without an address are looked for where there are more than NS_RR_LIMIT. */
const MOST_HOSTS = 20;
const MOST_FETCHED = 4;
const FEW_HOSTS = 5;

/**
 * Where a zone's servers are, as far as it is known; what is not is asked for, and nobody waits. `searches`: how many there
 * were for this question before. The first is content with one family of addresses for each host (DNS_ADBFIND_AVOIDFETCHES).
 */
export function* searchServers(
  state: ResolverState,
  question: Question,
  cut: Cut,
  searches: number,
  pursuit: Pursuit,
  start: Instant,
): Asking<Search> {
  const addresses = new Set<Address>(cut.fixed);
  const pending: AddressFetch[] = [];
  const search: HostSearch = { state, question, cut, isFirst: searches === 0, pursuit };
  let now = start;
  let without = 0;
  for (const host of cut.hosts.slice(0, MOST_HOSTS)) {
    const mayFetch = without <= MOST_FETCHED || cut.hosts.length <= FEW_HOSTS;
    const found = yield* searchHost(search, host, mayFetch, now);
    now = found.now;
    for (const address of found.addresses) addresses.add(address);
    if (found.pending.length > 0) without += 1;
    pending.push(...found.pending);
  }
  const servers = [...addresses].filter((address) => isUsable(state, address));
  return { servers: servers.map((address) => ({ address, port: DNS_PORT })), pending, now };
}

const NOTHING_PENDING: readonly AddressFetch[] = [];

interface HostSearch {
  readonly state: ResolverState;
  readonly question: Question;
  readonly cut: Cut;
  readonly isFirst: boolean;
  readonly pursuit: Pursuit;
}

/** One name server (findname, dns_adb_createfind). */
function* searchHost(
  search: HostSearch,
  host: DomainName,
  mayFetch: boolean,
  start: Instant,
): Asking<{
  readonly addresses: readonly Address[];
  readonly pending: readonly AddressFetch[];
  readonly now: Instant;
}> {
  const { state, isFirst, pursuit } = search;
  let now = start;
  let usedHint = false;
  const wanted = wantedOf(search, host);
  const known = wanted.map((one) =>
    addressesOf(state, one, now, () => {
      usedHint = true;
    }),
  );
  if (usedHint) now = yield* prime(state, pursuit, now);
  const addresses = known.flatMap((found) => found ?? []);
  if (addresses.length === 0 && isAlias(state, host, now)) {
    const title = fetchTitle(search.question);
    state.log()?.(`skipping nameserver '${withoutDot(host)}' because it is a CNAME, while resolving '${title}'`);
  }
  const mayAsk = mayFetch && !(isFirst && addresses.length > 0);
  const pending: AddressFetch[] = [];
  let at = 0;
  for (const one of wanted) {
    const underWay = state.progress.addresses.at(one);
    if (underWay !== null) pending.push(underWay);
    else if (mayAsk && known[at] === null) {
      const begun = yield* fetchAddress(search, one, now);
      now = begun.now;
      pending.push(begun.fetch);
    }
    at += 1;
  }
  if (addresses.length > 0) return { addresses, pending: NOTHING_PENDING, now };
  if (!waitsForItself(search, host)) return { addresses, pending, now };
  state.log()?.(`loop detected resolving '${fetchTitle(search.question)}'`);
  return { addresses, pending: NOTHING_PENDING, now };
}

/** Who asks for the very address that he needs would wait for ever (resolver.c, waiting_for). */
function waitsForItself({ state, question, cut }: HostSearch, host: DomainName): boolean {
  const own = wantedOf({ state, cut }, host).find(({ type }) => type === question.type);
  return host.key === question.name.key && own !== undefined && state.progress.addresses.at(own) !== null;
}

/** A server below its own zone is sought from local data and the root: the zone itself cannot tell. */
function wantedOf({ state, cut }: Pick<HostSearch, "state" | "cut">, host: DomainName): readonly WantedAddress[] {
  const from = isAtOrBelow(host, cut.domain) ? "zones-and-hints" : "cache-too";
  return FAMILIES[state.families].map((type) => ({ host, type, from }));
}

/** A question of its own, on the same account (lib/dns/adb.c, fetch_name). */
function* fetchAddress(
  { state, pursuit }: HostSearch,
  wanted: WantedAddress,
  now: Instant,
): Asking<{ readonly fetch: AddressFetch; readonly now: Instant }> {
  const cut = wanted.from === "zones-and-hints" ? findCut(state, wanted.host, wanted.from, now) : null;
  const fetch = state.progress.addresses.begin(wanted);
  const exchange = pursuit.others.fetchAddress(state, wanted, cut, pursuit, now);
  return { fetch, now: (yield { kind: "spawn", exchange }).now };
}

/** Who uses the hints also asks the root for its NS set (RFC 8109), beside the question (dns_resolver_prime). */
function* prime(state: ResolverState, pursuit: Pursuit, now: Instant): Asking<Instant> {
  const key = "NS .";
  if (state.progress.beside.has(key)) return now;
  state.progress.beside.add(key);
  return (yield { kind: "spawn", exchange: pursuit.others.prime(state, key, now) }).now;
}

/** A host without an IPv6 address of its own reaches no IPv6 server. */
function isUsable(state: ResolverState, address: Address): boolean {
  return !isIpv6(address) || (state.families !== "ipv4" && state.host.hasIpv6);
}

/** Servers that may be asked, however often they must be looked for; `none`: nobody is known, and nobody will be. */
export type Ready =
  | { readonly kind: "ready"; readonly servers: readonly Endpoint[]; readonly searches: number; readonly now: Instant }
  | { readonly kind: "none"; readonly searches: number; readonly now: Instant };

/** Looks for servers; while none is good, waits for each address that comes (fctx_try, fctx_finddone). */
export function* findServers(
  servers: ServerSearch | readonly Endpoint[],
  isGood: (server: Endpoint) => boolean,
  before: number,
  deadline: Instant,
  start: Instant,
): Asking<Ready> {
  let now = start;
  for (let searches = before + 1; ; searches += 1) {
    const found = typeof servers === "function" ? yield* servers(searches - 1, now) : { servers, pending: [], now };
    now = found.now;
    if (found.servers.some(isGood)) return { kind: "ready", servers: found.servers, searches, now };
    const news = yield* awaitNews(found.pending, deadline, now);
    now = news.now;
    if (!news.isGood) return { kind: "none", searches, now };
  }
}

/** Until one of them has found something, or none will. */
function* awaitNews(
  pending: readonly AddressFetch[],
  deadline: Instant,
  start: Instant,
): Asking<{ readonly isGood: boolean; readonly now: Instant }> {
  let now = start;
  for (;;) {
    if (pending.some(({ state }) => state === "found")) return { isGood: true, now };
    const left = pending.filter(({ state }) => state === "under-way");
    if (left.length === 0 || now >= deadline) return { isGood: false, now };
    const result = yield { kind: "await", work: firstOf(left.map(({ work }) => work)), until: deadline };
    now = laterOf(now, result.now);
  }
}
