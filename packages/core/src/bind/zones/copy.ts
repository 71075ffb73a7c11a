import type { Address, Instant, SoaRdata } from "../../dns/index.ts";
import type { Effect, EffectResult } from "../../resolution/index.ts";
import type { Zone } from "../../zone/index.ts";
import type { PeerSettings } from "../peer-settings.ts";
import type { KeyChoice } from "../signatures/key-for.ts";
import type { RemoteServer, SecondaryZone, StubZone, ZoneTransferIn } from "../zone-settings.ts";
import type { Arrival } from "./journal.ts";
import type { SendPace } from "./send-pace.ts";
import type { SoaForm } from "./soa-answer.ts";
import type { TransferQuota } from "./transfer-quota.ts";
import type { UnreachablePrimaries } from "./unreachable-primaries.ts";
import { serverTitle } from "./zone-lines.ts";
import type { ZoneTimers } from "./zone-timers.ts";

/** What a copy needs of its server. */
export interface CopyTools {
  say(line: string): void;
  readonly queries: SendPace;
  readonly unreachable: UnreachablePrimaries;
  readonly quota: TransferQuota;
  /** `use-alt-transfer-source`, which holds unsaid where there are no views: a failed round looks for a second source address. */
  readonly looksForAnotherSource: boolean;
  /** How long a TCP connection may be silent: `tcp-idle-timeout`. */
  readonly idleMs: number;
  /** What the zone answers now. */
  data(): Zone | null;
  show(data: Zone | null, arrival: Arrival): void;
  /** What it answers is in its file now. */
  written(): void;
  /** What is said to a primary is signed with this. */
  keyFor(primary: RemoteServer): KeyChoice;
  /** What `server` says of a primary; null: there is no statement for it. */
  peerAt(primary: Address): PeerSettings | null;
  /** Another version has come. */
  changed(now: Instant): void;
}

/** What is kept in step with another server: a whole zone, or of one its SOA and its servers. */
export type CopiedZone = SecondaryZone | StubZone;

/** A look at all primaries in turn. */
export interface Round {
  readonly primary: number;
  readonly form: SoaForm;
  /** Who has answered well. */
  readonly good: ReadonlySet<number>;
  /** How often this primary has been asked in this form. */
  readonly tries: number;
  /** When the next question goes out; null: one is out. */
  readonly due: Instant | null;
}

/** The clock of a copy: everything but what it answers. */
export interface CopyClock {
  timers: ZoneTimers;
  /** Whether the timers are those of a SOA. */
  hasSoa: boolean;
  refreshAt: Instant;
  /** null: there is nothing that could expire. */
  expireAt: Instant | null;
  /** For when the zone's timer is set while a round goes on: the expiry that held when it began. null: for the expiry that holds now. */
  timerAt: Instant | null;
  /** When the copy was last known to be right, in milliseconds: the time of its file. Before the beginning it is negative. */
  savedAt: number;
  /** When this version was copied, or of which time its file was; null: long ago. */
  loadedAt: number | null;
  round: Round | null;
  /** A NOTIFY came while a round went on. */
  isQueued: boolean;
  /** A look that somebody has asked for, which `dialup` does not put off. */
  isCalled: boolean;
  /** `rndc retransfer`: the whole zone, whatever its serial. */
  isForced: boolean;
  /** A transfer goes on. */
  isTransferring: boolean;
  /** Differences did not fit: the next time the whole is asked for. */
  wantsWhole: boolean;
  /** How it began, until its first look at a primary is planned. */
  opening: "settled" | "from-file" | "from-journal" | null;
  /** When it goes into its file what came since that was written; null: nothing did. */
  writeAt: Instant | null;
  /** DNS_ZONEFLG_NOEDNS: silence or an error has led to a question without EDNS. A new look forgets it, also one that only joins a round. */
  isPlain: boolean;
  /** DNS_ZONEFLG_USEALTXFRSRC: the round looks for a second source address. Forgotten likewise. */
  looksElsewhere: boolean;
  /** DNS_ZONEFLG_SOABEFOREAXFR: nobody has answered over UDP, so the SOA is asked for over TCP where the whole zone would be. */
  asksSoaFirst: boolean;
  /** DNS_ZONEFLG_USEVC: the SOA of a stub did not fit into UDP, and is asked for over TCP from now on. */
  usesTcp: boolean;
  /** The version that lies in its file, also when it has expired. */
  saved: Zone | null;
}

export interface Copy {
  /** This and the next two are others after a reload, and what goes on then goes on with them. */
  settings: CopiedZone;
  tools: CopyTools;
  /** `z.lan/IN`. */
  title: string;
  readonly clock: CopyClock;
}

/** Work on a copy, in which servers are asked and lots drawn. */
export type CopyWork<Result = void> = Generator<Effect, Result, EffectResult>;

export const NEVER = Number.POSITIVE_INFINITY as Instant;

export function earlier(one: Instant, other: Instant): Instant {
  return other < one ? other : one;
}

export function say({ tools, title }: Copy, text: string): void {
  tools.say(`zone ${title}: ${text}`);
}

/** `isc_random_uniform`: a number below; 0 where there is nothing to draw. */
export function* draw(below: number): CopyWork<number> {
  if (below < 2) return 0;
  const result: EffectResult = yield { kind: "choose", among: below, why: "zone-timer" };
  return result.kind === "chosen" ? result.index : 0;
}

/** The round goes on when its turn to ask has come. */
export function queue({ clock, tools }: Copy, round: Pick<Round, "primary" | "good">, now: Instant): void {
  const form = clock.isPlain ? "plain" : "edns";
  clock.round = { ...round, form, tries: 0, due: tools.queries.slotFor(now) };
}

/** On to the next primary that has not answered well; after the last the round is over, and a NOTIFY that waited is looked at. */
export function toNextPrimary(copy: Copy, { primary, good }: Round, now: Instant): "goes-on" | "over" {
  const { clock, settings, tools } = copy;
  const next = notGood(primary + 1, good);
  if (next < settings.primaries.length) {
    queue(copy, { primary: next, good }, now);
    return "goes-on";
  }
  if (tools.looksForAnotherSource && !clock.looksElsewhere && good.size < settings.primaries.length) {
    clock.looksElsewhere = true;
    queue(copy, { primary: notGood(0, good), good }, now);
    return "goes-on";
  }
  clock.looksElsewhere = false;
  clock.round = null;
  return "over";
}

/** The first primary from here on that has not answered well. */
export function notGood(from: number, good: Round["good"]): number {
  let primary = from;
  while (good.has(primary)) primary += 1;
  return primary;
}

/**
 * A look that is due while a round goes on begins no other, and yet makes it forget what it had found out: the question that
 * is out may be repeated with EDNS once more, or without (lib/dns/zone.c, zone_refresh clears the flags before it looks).
 */
export function joinRound({ clock }: Copy, round: Round): void {
  clock.isPlain = false;
  clock.looksElsewhere = false;
  if (round.due !== null && round.tries === 0) clock.round = { ...round, form: "edns" };
}

/**
 * Whatever wakes a zone, its timer or that others are to be told, makes it look whether its refresh is due (lib/dns/zone.c,
 * zone_maintenance), also in a round; not with `dialup yes` or `refresh`.
 */
export function lookIfDue(copy: Copy, now: Instant): void {
  const { round, refreshAt, opening } = copy.clock;
  if (now < refreshAt || opening !== null || copy.settings.dialup.asks) return;
  if (round === null) copy.clock.isCalled = true;
  else joinRound(copy, round);
}

export function sourceFor(
  { transferSourceV4, transferSourceV6 }: Pick<ZoneTransferIn, "transferSourceV4" | "transferSourceV6">,
  { address }: RemoteServer,
): Address | null {
  return address.includes(":") ? transferSourceV6 : transferSourceV4;
}

/** `0.0.0.0#0` where the host chooses. */
export function sourceTitle(copy: Copy, primary: RemoteServer): string {
  return `${sourceFor(copy.settings, primary) ?? (primary.address.includes(":") ? "::" : "0.0.0.0")}#0`;
}

export function primaryTitle(copy: Copy, primary: RemoteServer): string {
  return `${serverTitle(primary)} (source ${sourceTitle(copy, primary)})`;
}

export function soaOf(zone: Zone | null): SoaRdata | null {
  const [data] = zone?.soa?.data ?? [];
  return data?.type === "SOA" ? data : null;
}

/** Transfers that are encrypted are not carried out: such a copy stays as it is. */
export function isKept({ primaries }: CopiedZone): boolean {
  return primaries.length > 0 && primaries.every(({ tls }) => tls === null);
}
