import type { Address, Instant } from "../../dns/index.ts";
import type { EffectResult, Exchange } from "../../resolution/index.ts";
import type { Zone } from "../../zone/index.ts";
import { clientLine, withoutDot } from "../log-lines.ts";
import { peerAt } from "../recursion/query-form.ts";
import { keyFor } from "../signatures/key-for.ts";
import type { View } from "../view.ts";
import type { PrimaryZone, RemoteServer, UpkeepSettings } from "../zone-settings.ts";
import { type CopiedZone, earlier, isKept, isSameCopy, NEVER, type NoticeOrigin, soaOf } from "./copy.ts";
import { type HeldZone, heldZones, keyOf, type Named, replaceZone, type ToldZone } from "./held-zones.ts";
import type { ZoneJournal } from "./journal.ts";
import { journalAfter } from "./journal-after.ts";
import { Notices } from "./notices.ts";
import { goOnByJournal } from "./roll-forward.ts";
import type { SavedCopy, SavedJournal, ZonesBeginning } from "./saved-zones.ts";
import { type CopyTimes, Secondary } from "./secondary.ts";
import { SendPaces } from "./send-paces.ts";
import { sayBroken } from "./take-earlier.ts";
import { TransferQuota } from "./transfer-quota.ts";
import { UnreachablePrimaries } from "./unreachable-primaries.ts";
import { serverTitle, zoneTitle } from "./zone-lines.ts";
import type { LocalZone } from "./zone-table.ts";

/** Where zones live, and who hears of it. */
export interface UpkeepPlace {
  readonly views: readonly View[];
  readonly settings: UpkeepSettings;
  /** Takes a line as named logs it. */
  say(line: string): void;
}

/** Everything that named does by itself for its zones: comparing copies with their sources, copying, expiring, telling others. */
export class Upkeep {
  readonly #place: UpkeepPlace;
  readonly #secondaries = new Map<string, Secondary>();
  readonly #notices = new Map<string, Notices>();
  readonly #paces: SendPaces;
  readonly #unreachable: UnreachablePrimaries;
  readonly #quota: TransferQuota;
  /** When the next thing is due; null: nobody has looked since something happened. */
  #next: Instant | null = null;
  /** What goes on with its zones since a reload. */
  #successor: Upkeep | null = null;

  private constructor(
    place: UpkeepPlace,
    paces: SendPaces,
    unreachable: UnreachablePrimaries,
    quota = new TransferQuota(place.settings),
  ) {
    quota.limitBy(place.settings);
    this.#quota = quota;
    this.#place = place;
    this.#paces = paces;
    this.#unreachable = unreachable;
  }

  static begin(place: UpkeepPlace, beginning: ZonesBeginning, now: Instant): Upkeep {
    const upkeep = new Upkeep(place, SendPaces.of(place.settings), new UnreachablePrimaries());
    for (const { view, settings } of heldZones(place.views)) {
      if (settings.kind === "primary") upkeep.#beginPrimary(view, settings, beginning);
      else if (isKept(settings)) upkeep.#beginCopy(view, settings, beginning, now);
      const notices = settings.kind === "stub" ? null : upkeep.#noticesOf(view, settings, null, now);
      if (beginning.since !== "started" || upkeep.#dataOf(view, settings) === null) continue;
      upkeep.#sayLoaded(view, settings);
      notices?.want("start");
    }
    return upkeep;
  }

  /** The same zones on a fork of the server, or with another configuration. Zones that there were not before begin. */
  movedTo(place: UpkeepPlace, why: "forked" | "reloaded", now: Instant): Upkeep {
    const isReload = why === "reloaded";
    const paces = isReload ? this.#paces.restart(place.settings, now) : this.#paces.fork();
    const upkeep = new Upkeep(place, paces, this.#unreachable.fork(), isReload ? this.#quota : undefined);
    if (isReload) this.#successor = upkeep;
    for (const { view, settings } of heldZones(place.views)) {
      const key = keyOf(view, settings);
      const known = this.#secondaries.get(key);
      if (settings.kind !== "primary" && isKept(settings)) {
        const isOther = known === undefined || !isSameCopy(known.settings, settings);
        if (isOther) upkeep.#beginCopy(view, settings, { since: "started", copies: [] }, now);
        else upkeep.#takeCopy(view, settings, known, why, now);
      }
      if (settings.kind === "stub") continue;
      const notices = this.#notices.get(key) ?? null;
      if (isReload) notices?.cancel();
      upkeep.#noticesOf(view, settings, notices, now);
    }
    return upkeep;
  }

  /** Asked after each packet, and looked for again only when something of a zone has happened. */
  nextWake(): Instant | null {
    this.#next ??= this.#earliest();
    return this.#next === NEVER ? null : this.#next;
  }

  #earliest(): Instant {
    let next = NEVER;
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
    const rounds = [...this.#secondaries.values()].flatMap((secondary) => secondary.wake(now) ?? []);
    for (const [key, notices] of this.#notices) if (notices.isDue(now)) this.#secondaries.get(key)?.maintain(now);
    const told = [...this.#notices.values()].flatMap((notices) => notices.wake(now));
    this.#next = null;
    return [...rounds, ...told].map((exchange) => this.#watched(exchange));
  }

  /** A NOTIFY has come, from somebody whom primaries and allow-notify let in or not. */
  notified(
    view: View,
    zone: LocalZone,
    { source: from, signer }: NoticeOrigin,
    serial: number | null,
    standing: "let-in" | "refused",
    now: Instant,
  ): void {
    const { settings } = view;
    this.#next = null;
    const key = signer === null ? "" : `: TSIG '${withoutDot(signer)}'`;
    const text = `received notify for zone '${withoutDot(zone.name)}'${key}`;
    this.#place.say(clientLine({ source: from, view: settings.name, signer }, text));
    if (standing === "refused") {
      const title = zoneTitle(zone.name, settings.name);
      this.#place.say(`zone ${title}: refused notify from non-primary: ${serverTitle(from)}`);
      return;
    }
    this.#secondaries.get(keyOf(view, zone))?.notified(from, serial, now);
  }

  /** A zone's file has been read: another version may be there. */
  loaded(view: View, settings: ToldZone): void {
    this.#next = null;
    this.#sayLoaded(view, settings);
    this.#notices.get(keyOf(view, settings))?.want("change");
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

  timesOf(view: View, zone: Named): CopyTimes | null {
    return this.#secondaries.get(keyOf(view, zone))?.times ?? null;
  }

  /** What stays on the disk when the server ends. */
  copies(): readonly SavedCopy[] {
    return heldZones(this.#place.views).flatMap(({ view, settings }) => {
      const secondary = this.#secondaries.get(keyOf(view, settings));
      const zone = secondary?.saved ?? null;
      if (secondary === undefined || zone === null) return [];
      const journal = view.zones.at(settings.name)?.journal ?? [];
      return [{ view: view.settings.name, zone, journal, savedAt: secondary.savedAt }];
    });
  }

  /** Journals of primaries that stay on the disk. */
  journals(): readonly SavedJournal[] {
    return heldZones(this.#place.views).flatMap(({ view, settings }) => {
      const journal = view.zones.at(settings.name)?.journal ?? [];
      const isKeptBeside = settings.kind === "primary" && settings.file !== null && journal.length > 0;
      return isKeptBeside ? [{ path: settings.file.path, journal }] : [];
    });
  }

  /** Its file, and what its journal has made of it. */
  #beginPrimary(view: View, settings: PrimaryZone, beginning: ZonesBeginning): void {
    const zone = view.zones.at(settings.name);
    if (zone === null || beginning.since !== "started") return;
    const say = (line: string): void => this.#place.say(line);
    if (zone.data === null) sayBroken({ view, zone, settings }, say);
    const journal = beginning.journals?.find(({ path }) => path === settings.file?.path)?.journal ?? [];
    if (journal.length === 0) return;
    if (zone.data === null) replaceZone(this.#place.views, zone, { ...zone, journal });
    else goOnByJournal(this.#place.views, { view, zone, data: zone.data }, journal, say);
  }

  #beginCopy(view: View, settings: CopiedZone, beginning: ZonesBeginning, now: Instant): void {
    if (beginning.since === "settled") {
      const tools = this.#copyTools(view, settings);
      this.#keep(view, Secondary.begin(settings, view.settings.name, tools, { since: "settled" }, now));
      return;
    }
    const saved = beginning.copies.find(
      (copy) => copy.view === view.settings.name && copy.zone.apex.key === settings.name.key && settings.file !== null,
    );
    this.#restore(view, settings, saved ?? null);
    const since = { since: "started", savedAt: saved?.savedAt ?? null } as const;
    this.#keep(view, Secondary.begin(settings, view.settings.name, this.#copyTools(view, settings), since, now));
  }

  #takeCopy(view: View, settings: CopiedZone, known: Secondary, why: "forked" | "reloaded", now: Instant): void {
    const [tools, { name }] = [this.#copyTools(view, settings), view.settings];
    const copy =
      why === "forked" ? known.forkedTo(settings, name, tools, now) : known.reloaded(settings, name, tools, now);
    this.#keep(view, copy);
  }

  #keep(view: View, secondary: Secondary): void {
    this.#secondaries.set(keyOf(view, secondary.settings), secondary);
    const zone = view.zones.at(secondary.settings.name);
    const secondsLeft = (now: Instant): number | null => secondary.secondsLeft(now);
    // Nobody else asks for its servers from now on.
    if (zone !== null) replaceZone(this.#place.views, zone, { ...zone, secondsLeft, unasked: null });
  }

  /** A copy and its journal as they lay on the disk. */
  #restore(view: View, { name }: CopiedZone, saved: SavedCopy | null): void {
    const zone = view.zones.at(name);
    const held = { data: saved?.zone ?? null, journal: saved?.journal ?? [] };
    if (zone !== null) replaceZone(this.#place.views, zone, { ...zone, ...held });
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
      show: (data: Zone | null, way: ZoneJournal | null) => this.#show(view, settings, data, way),
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
    };
    const { name } = view.settings;
    const notices = known?.movedTo(settings, name, tools) ?? new Notices(settings, name, tools, now);
    this.#notices.set(keyOf(view, settings), notices);
    return notices;
  }

  #dataOf(view: View, { name }: HeldZone): Zone | null {
    return view.zones.at(name)?.data ?? null;
  }

  #show(view: View, settings: CopiedZone, data: Zone | null, way: ZoneJournal | null): void {
    const zone = view.zones.at(settings.name);
    if (zone === null) return;
    const isWhole = data !== null && settings.kind === "secondary";
    const journal = isWhole ? journalAfter(zone, settings, data, way) : zone.journal;
    replaceZone(this.#place.views, zone, { ...zone, data, journal });
  }

  #sayLoaded(view: View, settings: HeldZone): void {
    const serial = soaOf(this.#dataOf(view, settings))?.serial;
    this.#place.say(`zone ${zoneTitle(settings.name, view.settings.name)}: loaded serial ${serial}`);
  }
}
