import type { Address, Instant } from "../../dns/index.ts";
import type { EffectResult, Exchange } from "../../resolution/index.ts";
import type { Zone } from "../../zone/index.ts";
import { peerAt } from "../recursion/query-form.ts";
import { keyFor, ownKeyFor } from "../signatures/key-for.ts";
import type { View } from "../view.ts";
import type { RemoteServer } from "../zone-settings.ts";
import { compactWritten } from "./compact-journal.ts";
import { restoreCopy, savedCopyOf } from "./copies-on-disk.ts";
import { type CopiedZone, earlier, isKept, NEVER, soaOf } from "./copy.ts";
import { inDrawnOrder } from "./due-zones.ts";
import { type HeardNotice, noticeLines } from "./heard-notice.ts";
import { Heartbeat } from "./heartbeat.ts";
import {
  goesOnAs,
  type HeldZone,
  heldZones,
  keyOf,
  type Named,
  ownerOf,
  type PlacedZone,
  replaceZone,
  type ToldZone,
} from "./held-zones.ts";
import type { Arrival } from "./journal.ts";
import { showVersion } from "./journal-after.ts";
import { LeftOnDisk } from "./left-on-disk.ts";
import { Notices } from "./notices.ts";
import { beginPrimary, savedJournals } from "./primaries-on-disk.ts";
import { type SavedCopy, type SavedJournal, savedFor, type ZonesBeginning } from "./saved-zones.ts";
import { type CopyTimes, Secondary } from "./secondary.ts";
import { SendPaces } from "./send-paces.ts";
import type { FreshZone } from "./take-earlier.ts";
import { isToldByItself } from "./told-by-itself.ts";
import { TransferQuota } from "./transfer-quota.ts";
import { UnreachablePrimaries } from "./unreachable-primaries.ts";
import type { UpkeepPlace } from "./upkeep-place.ts";
import { zoneTitle } from "./zone-lines.ts";

/** Why zones go on in another place: on a fork of the server, or since `rndc reload` or `rndc reconfig`. */
export type Move = "forked" | "reload" | "reconfig";

interface Moving {
  readonly upkeep: Upkeep;
  readonly why: Move;
  /** Files of all copies that there have been. */
  readonly onDisk: readonly SavedCopy[];
}

/** Everything that named does by itself for its zones: comparing copies with their sources, copying, expiring, telling others. */
export class Upkeep {
  readonly #place: UpkeepPlace;
  readonly #secondaries = new Map<string, Secondary>();
  readonly #notices = new Map<string, Notices>();
  readonly #paces: SendPaces;
  readonly #unreachable: UnreachablePrimaries;
  readonly #quota: TransferQuota;
  readonly #heartbeat: Heartbeat;
  /** Zones for which a heartbeat does something. */
  readonly #dialled: readonly PlacedZone[];
  /** When the next thing is due; null: nobody has looked since something happened. */
  #next: Instant | null = null;
  readonly #left = new LeftOnDisk();
  /** What goes on with its zones since a reload. */
  #successor: Upkeep | null = null;

  private constructor(
    place: UpkeepPlace,
    paces: SendPaces,
    unreachable: UnreachablePrimaries,
    heartbeat: Heartbeat,
    quota = new TransferQuota(place.settings),
  ) {
    quota.limitBy(place.settings);
    this.#quota = quota;
    this.#heartbeat = heartbeat;
    this.#dialled = heldZones(place.views).filter(({ settings: { dialup } }) => dialup.tells || dialup.asks);
    this.#place = place;
    this.#paces = paces;
    this.#unreachable = unreachable;
  }

  static begin(place: UpkeepPlace, beginning: ZonesBeginning, now: Instant): Upkeep {
    const heartbeat = new Heartbeat(place.settings.heartbeatSeconds, now);
    const upkeep = new Upkeep(place, SendPaces.of(place.settings), new UnreachablePrimaries(), heartbeat);
    for (const { view, settings } of heldZones(place.views)) {
      if (settings.kind === "primary") beginPrimary(place, view, settings, beginning);
      else if (isKept(settings)) upkeep.#beginCopy(view, settings, beginning, now);
      const notices = settings.kind === "stub" ? null : upkeep.#noticesOf(view, settings, null, now);
      if (beginning.since !== "started" || upkeep.#dataOf(view, settings) === null) continue;
      upkeep.#sayLoaded(view, settings);
      notices?.want("start");
    }
    if (beginning.since === "started") upkeep.#left.leave(beginning, upkeep.copies(), place.views);
    return upkeep;
  }

  /** The same zones on a fork of the server, or with another configuration. Zones that there were not before begin. */
  movedTo(place: UpkeepPlace, why: Move, now: Instant): Upkeep {
    const isReload = why !== "forked";
    const paces = isReload ? this.#paces.restart(place.settings, now) : this.#paces.fork();
    const heartbeat = this.#heartbeat.restart(place.settings.heartbeatSeconds, now);
    const upkeep = new Upkeep(place, paces, this.#unreachable.fork(), heartbeat, isReload ? this.#quota : undefined);
    if (isReload) this.#successor = upkeep;
    const onDisk = this.copies();
    for (const held of heldZones(place.views)) this.#moveZone(held, { upkeep, why, onDisk }, now);
    upkeep.#left.leave({ copies: onDisk, journals: this.journals() }, upkeep.copies(), place.views);
    return upkeep;
  }

  #moveZone({ view, settings }: PlacedZone, { upkeep, why, onDisk }: Moving, now: Instant): void {
    const key = keyOf(view, settings);
    const known = this.#secondaries.get(key);
    let isBegun = false;
    if (settings.kind !== "primary" && isKept(settings)) {
      const isOther = known === undefined || !goesOnAs(known.settings, settings);
      if (isOther) upkeep.#beginCopy(view, settings, { since: "started", copies: onDisk }, now);
      else upkeep.#takeCopy(view, settings, known, why, now);
      isBegun = isOther && upkeep.#dataOf(view, settings) !== null;
    }
    if (isBegun) upkeep.#sayLoaded(view, settings);
    if (settings.kind === "stub") return;
    const told = this.#notices.get(key) ?? null;
    if (why !== "forked") told?.cancel();
    const notices = upkeep.#noticesOf(view, settings, told?.isOf(settings) === true ? told : null, now);
    if (isBegun) notices.want("start");
  }

  /** Asked after each packet, and looked for again only when something of a zone has happened. */
  nextWake(): Instant | null {
    this.#next ??= this.#earliest();
    return this.#next === NEVER ? null : this.#next;
  }

  #earliest(): Instant {
    let next = this.#dialled.length > 0 ? this.#heartbeat.at : NEVER;
    for (const secondary of this.#secondaries.values()) next = earlier(next, secondary.nextWake());
    for (const notices of this.#notices.values()) next = earlier(next, notices.nextWake());
    return next;
  }

  /** Whatever an exchange does may change when the next thing is due. */
  *#watched(exchange: Exchange): Exchange {
    try {
      let turn = exchange.next();
      while (turn.done !== true) {
        this.#touch();
        const result: EffectResult = yield turn.value;
        turn = exchange.next(result);
      }
      return turn.value;
    } finally {
      this.#touch();
      exchange.return({ kind: "silence", why: "no-handler" });
    }
  }

  /** What began before a reload goes on in zones that are its successor's. */
  #touch(): void {
    this.#next = null;
    if (this.#successor !== null) this.#successor.#touch();
  }

  wake(now: Instant): readonly Exchange[] {
    for (const { view, settings } of this.#heartbeat.beats(now) ? this.#dialled : []) {
      if (settings.dialup.tells) this.tell(view, settings);
      if (settings.dialup.asks) this.look(view, settings, "refresh", now);
    }
    const { tieBreak } = this.#place;
    const rounds = [...this.#secondaries.values()].flatMap((secondary) => secondary.due(now));
    for (const [key, notices] of this.#notices) if (notices.isDue(now)) this.#secondaries.get(key)?.maintain(now);
    const told = [...this.#notices.values()].flatMap((notices) => notices.due(now));
    this.#next = null;
    // Who tells another of its views does so before that one's first question is answered (course view-20).
    const due = [...inDrawnOrder(told, tieBreak), ...inDrawnOrder(rounds, tieBreak)];
    return due.map((exchange) => this.#watched(exchange));
  }

  notified(view: View, notice: HeardNotice, now: Instant): void {
    this.#next = null;
    const owner = ownerOf(this.#place.views, view, notice)?.view ?? view;
    for (const line of noticeLines(view, owner, notice)) this.#place.say(line);
    if (notice.standing === "let-in") {
      this.#secondaries.get(keyOf(owner, notice))?.notified(notice.source, notice.serial, now);
    }
  }

  /** A zone's file has been read: another version may be there, or the first one. */
  loaded({ view, settings, occasion }: FreshZone): void {
    this.#next = null;
    this.#sayLoaded(view, settings);
    this.#notices.get(keyOf(view, settings))?.want(occasion);
  }

  /** `rndc refresh`, `rndc retransfer`: false where the zone is no copy that is kept in step. */
  look(view: View, zone: Named, how: "refresh" | "retransfer", now: Instant): boolean {
    this.#next = null;
    const secondary = this.#secondaries.get(keyOf(view, zone));
    secondary?.look(how, now);
    return secondary !== undefined;
  }

  /** `rndc notify`. */
  tell(view: View, zone: Named): void {
    this.#next = null;
    this.#notices.get(keyOf(view, zone))?.want("change");
  }

  /** `rndc sync`: a copy is written to its file. */
  sync(view: View, zone: Named): void {
    this.#next = null;
    this.#secondaries.get(keyOf(view, zone))?.sync();
  }

  timesOf(view: View, zone: Named): CopyTimes | null {
    return this.#secondaries.get(keyOf(view, zone))?.times ?? null;
  }

  /** What stays on the disk when the server ends. */
  copies(): readonly SavedCopy[] {
    const saved = ({ view, settings }: PlacedZone): readonly SavedCopy[] =>
      savedCopyOf(view, settings, this.#secondaries.get(keyOf(view, settings)));
    return [...this.#left.copies, ...heldZones(this.#place.views).flatMap(saved)];
  }

  /** Journals of primaries that stay on the disk. */
  journals(): readonly SavedJournal[] {
    return [...this.#left.journals, ...savedJournals(this.#place.views)];
  }

  #beginCopy(view: View, settings: CopiedZone, beginning: ZonesBeginning, now: Instant): void {
    if (beginning.since === "settled") {
      const tools = this.#copyTools(view, settings);
      this.#keep(view, Secondary.begin(settings, view.settings.name, tools, { since: "settled" }, now));
      return;
    }
    const saved = savedFor(settings, beginning.copies);
    restoreCopy(this.#place.views, view, settings, saved);
    const { savedAt = null, isBehind = false } = saved ?? {};
    const since = { since: "started", savedAt, isBehind } as const;
    this.#keep(view, Secondary.begin(settings, view.settings.name, this.#copyTools(view, settings), since, now));
  }

  #takeCopy(view: View, settings: CopiedZone, known: Secondary, why: Move, now: Instant): void {
    const [tools, { name }] = [this.#copyTools(view, settings), view.settings];
    const copy =
      why === "forked" ? known.forkedTo(settings, name, tools, now) : known.readAgain(settings, name, tools, why, now);
    this.#keep(view, copy);
  }

  #keep(view: View, secondary: Secondary): void {
    this.#secondaries.set(keyOf(view, secondary.settings), secondary);
    const zone = view.zones.at(secondary.settings.name);
    const secondsLeft = (now: Instant): number | null => secondary.secondsLeft(now);
    // Nobody else asks for its servers from now on.
    if (zone !== null) replaceZone(this.#place.views, zone, { ...zone, secondsLeft, unasked: null });
  }

  #copyTools(view: View, settings: CopiedZone) {
    return {
      say: (line: string) => this.#place.say(line),
      queries: this.#paces.queries,
      unreachable: this.#unreachable,
      quota: this.#quota,
      looksForAnotherSource: view.settings.name.startsWith("_"),
      idleMs: this.#place.settings.tcpIdleMs,
      data: () => this.#dataOf(view, settings),
      keyFor: (primary: RemoteServer) => keyFor(view.settings, primary),
      peerAt: (primary: Address) => peerAt(view.resolver.peers, primary),
      show: (data: Zone | null, arrival: Arrival) => showVersion(this.#place.views, view, settings, data, arrival),
      written: () => compactWritten(this.#place.views, view, settings),
      changed: () => this.#notices.get(keyOf(view, settings))?.want("change"),
    };
  }

  #noticesOf(view: View, settings: ToldZone, known: Notices | null, now: Instant): Notices {
    const tools = {
      say: (line: string) => this.#place.say(line),
      paces: this.#paces,
      resolver: view.resolver,
      keyFor: (server: RemoteServer) => keyFor(view.settings, server),
      data: () => this.#dataOf(view, settings),
      isToldByItself: (to: Address, source: Address | null) =>
        isToldByItself(this.#place.views, { view, to, source, key: ownKeyFor(view.settings, to) }),
    };
    const { name } = view.settings;
    const notices = known?.movedTo(settings, name, tools) ?? new Notices(settings, name, tools, now);
    this.#notices.set(keyOf(view, settings), notices);
    return notices;
  }

  #dataOf(view: View, { name }: HeldZone): Zone | null {
    return view.zones.at(name)?.data ?? null;
  }

  #sayLoaded(view: View, settings: HeldZone): void {
    const serial = soaOf(this.#dataOf(view, settings))?.serial;
    this.#place.say(`zone ${zoneTitle(settings.name, view.settings.name)}: loaded serial ${serial}`);
  }
}
