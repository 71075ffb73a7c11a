import {
  type Address,
  type DomainName,
  type Instant,
  instantFromMs,
  laterBy,
  makeQuery,
  NO_FLAGS,
  recordsOf,
  wholeSeconds,
} from "../../dns/index.ts";
import type { Effect, EffectResult, Exchange } from "../../resolution/index.ts";
import type { Zone } from "../../zone/index.ts";
import { addressesOf, noteFound } from "../recursion/host-addresses.ts";
import { resolve, startPursuit } from "../recursion/resolve.ts";
import type { ResolverState } from "../recursion/state.ts";
import type { WantedAddress } from "../recursion/wanted-address.ts";
import type { KeyChoice } from "../signatures/key-for.ts";
import { signed } from "../signatures/tsig-key.ts";
import type { RemoteServer } from "../zone-settings.ts";
import { NEVER, soaOf } from "./copy.ts";
import { type DueZone, TICK_MS } from "./due-zones.ts";
import { DIALUP_TRY_MS } from "./heartbeat.ts";
import { goesOnAs, type ToldZone } from "./held-zones.ts";
import type { SendPace, Turn } from "./send-pace.ts";
import type { SendPaces } from "./send-paces.ts";
import { zoneTitle } from "./zone-lines.ts";

const DNS_PORT = 53;
const TRY_MS = 5000;
const TRIES = 3;
const DONE = { kind: "silence", why: "no-handler" } as const;

/** What telling others needs of the server. */
export interface NoticeTools {
  say(line: string): void;
  readonly paces: SendPaces;
  /** Of the zone's view. */
  readonly resolver: ResolverState;
  /** With what a message to a server is signed. */
  keyFor(server: RemoteServer): KeyChoice;
  data(): Zone | null;
  /** Whether a NOTIFY to this address would come back to the zone's own view. */
  isToldByItself(to: Address, source: Address | null): boolean;
}

/** Why others are told. */
export type Occasion = "start" | "change";

/** Whence named knows whom to tell: `also-notify`, or the zone's NS records. */
type Origin = "list" | "zone";

interface Notice {
  readonly to: RemoteServer;
  readonly occasion: Occasion;
  readonly origin: Origin;
  readonly turn: Turn;
}

/** Who is told that a zone has changed, and when (lib/dns/zone.c, zone_notify). */
export class Notices {
  readonly #settings: ToldZone;
  readonly #tools: NoticeTools;
  readonly #title: string;
  #wanted: Occasion | null;
  /** Not before: the last round was so long ago. */
  #notBefore: Instant;
  readonly #waiting: Notice[] = [];
  /** Whoever is to be told already is not told a second time; one who has been told and says nothing is (notify_isqueued). */
  readonly #untold = new Set<string>();
  /** Its requests have been cancelled: what was not answered is not said again. */
  #isCancelled = false;

  constructor(settings: ToldZone, view: string, tools: NoticeTools, now: Instant) {
    this.#settings = settings;
    this.#tools = tools;
    this.#title = zoneTitle(settings.name, view);
    this.#wanted = null;
    this.#notBefore = now;
  }

  /** A zone of another kind or file is another one: nobody has been told of it. */
  isOf(settings: ToldZone): boolean {
    return goesOnAs(this.#settings, settings);
  }

  /** The same zone with other settings, or on another server. */
  movedTo(settings: ToldZone, view: string, tools: NoticeTools): Notices {
    const moved = new Notices(settings, view, tools, this.#notBefore);
    moved.#wanted = this.#wanted;
    for (const notice of this.#waiting) {
      moved.#waiting.push({ ...notice, turn: moved.#paceOf(notice.occasion).turnOf(notice.turn) });
    }
    for (const { to } of this.#waiting) moved.#untold.add(keyOf(to));
    return moved;
  }

  /** `rndc reload` ends the requests of the old views (seen). */
  cancel(): void {
    this.#isCancelled = true;
  }

  /** The zone has been loaded, or another version has come, which counts for more. */
  want(occasion: Occasion): void {
    if (this.#wanted !== "change") this.#wanted = occasion;
  }

  nextWake(): Instant {
    const next = Math.min(NEVER, ...this.#waiting.map(({ turn }) => turn.at));
    return instantFromMs(this.#wanted !== null ? Math.min(next, this.#notBefore) : next);
  }

  /** Whether a round of them is due, for which the zone wakes. */
  isDue(now: Instant): boolean {
    return this.#wanted !== null && this.#notBefore - now < TICK_MS;
  }

  due(now: Instant): readonly DueZone[] {
    const exchanges = this.#wake(now);
    return exchanges.length === 0 ? [] : [{ what: `NOTIFY ${this.#title}`, exchanges }];
  }

  #wake(now: Instant): readonly Exchange[] {
    const due = this.#waiting.filter(({ turn }) => turn.at <= now);
    for (const notice of due) {
      this.#waiting.splice(this.#waiting.indexOf(notice), 1);
      this.#untold.delete(keyOf(notice.to));
    }
    const exchanges = due.map(({ to }) => this.#send(to, now));
    const occasion = this.#wanted;
    if (occasion === null || !this.isDue(now)) return exchanges;
    this.#wanted = null;
    this.#notBefore = laterBy(now, this.#settings.notifyDelay * 1000);
    return this.#isTold() ? [...exchanges, this.#gather(occasion, now)] : exchanges;
  }

  /** `primary-only`: copies tell nobody. */
  #isTold(): boolean {
    const { notify, kind } = this.#settings;
    return notify !== "no" && !(notify === "primary-only" && kind !== "primary");
  }

  *#gather(occasion: Occasion, start: Instant): Exchange {
    const zone = this.#tools.data();
    const soa = soaOf(zone);
    if (zone === null || soa === null) return DONE;
    const { alsoNotify, notify, notifyToSoa } = this.#settings;
    const hosts = (zone.rrset(zone.apex, "NS")?.data ?? []).flatMap((data) =>
      data.type === "NS" && (notifyToSoa || data.host.key !== soa.primary.key) ? [data.host] : [],
    );
    const asked = notify === "explicit" ? [] : hosts;
    const others = alsoNotify.filter(({ tls }) => tls === null);
    const enqueued = others.map((server) => this.#enqueue(server, occasion, "list", start));
    if (asked.length > 0 || enqueued.includes("new")) {
      this.#tools.say(`zone ${this.#title}: sending notifies (serial ${soa.serial})`);
    }
    let now = start;
    for (const host of asked) {
      const found = yield* this.#addresses(host, now);
      now = found.now;
      for (const address of found.addresses) {
        if (!this.#tools.isToldByItself(address, notifySourceOf(this.#settings, address))) {
          this.#enqueue({ address, port: DNS_PORT, key: null, tls: null }, occasion, "zone", now);
        }
      }
    }
    return DONE;
  }

  #enqueue(to: RemoteServer, occasion: Occasion, origin: Origin, now: Instant): "new" | "known" {
    const key = keyOf(to);
    if (this.#untold.has(key)) {
      if (occasion === "change") this.#hurry(key, now);
      return "known";
    }
    this.#untold.add(key);
    this.#waiting.push({ to, occasion, origin, turn: this.#paceOf(occasion).enqueue(now) });
    return "new";
  }

  /** What waits because named has started waits among changes from now on; of what the zone names named has forgotten why (notify_isqueued, notify_send). */
  #hurry(key: string, now: Instant): void {
    const at = this.#waiting.findIndex(({ to }) => keyOf(to) === key);
    const notice = this.#waiting[at];
    if (notice === undefined || notice.occasion === "change" || notice.origin === "zone") return;
    const { notices, startNotices } = this.#tools.paces;
    if (!startNotices.withdraw(notice.turn, now)) return;
    this.#waiting.splice(at, 1);
    this.#waiting.push({ ...notice, occasion: "change", turn: notices.enqueue(now) });
  }

  #paceOf(occasion: Occasion): SendPace {
    const { notices, startNotices } = this.#tools.paces;
    return occasion === "start" ? startNotices : notices;
  }

  /** Where a name server is: what is known of it, else what others say. */
  *#addresses(
    host: DomainName,
    start: Instant,
  ): Generator<Effect, { readonly addresses: readonly Address[]; readonly now: Instant }, EffectResult> {
    const { resolver } = this.#tools;
    const types = resolver.families === "ipv4" || !resolver.host.hasIpv6 ? (["A"] as const) : (["A", "AAAA"] as const);
    let now = start;
    const addresses: Address[] = [];
    for (const type of types) {
      const wanted: WantedAddress = { host, type, from: "cache-too" };
      if (addressesOf(resolver, wanted, now) === null) {
        const question = { name: host, type, class: "IN" } as const;
        const pursuit = startPursuit(resolver, "enabled", null, now);
        const { found, now: then } = yield* resolve(resolver, question, null, pursuit, now);
        now = then;
        noteFound(resolver, wanted, found, now);
      }
      addresses.push(...(addressesOf(resolver, wanted, now) ?? []));
    }
    return { addresses, now };
  }

  /** Again after 5 and after 10 seconds, then never. A key that nobody has signs nothing (zone_notify), unless `server` has one for him. */
  *#send({ address, port, key }: RemoteServer, start: Instant): Exchange {
    const soa = this.#tools.data()?.soa ?? null;
    if (soa === null) return DONE;
    const named = this.#tools.keyFor({ address, port, key, tls: null });
    const choice = named.kind === "key" ? named : this.#tools.keyFor({ address, port, key: null, tls: null });
    const { name, dialup } = this.#settings;
    // Without a serial whoever hears it asks in any case (zone_notify, DNS_NOTIFY_NOSOA).
    const told = dialup.tells ? [] : recordsOf(soa);
    const message = makeQuery(
      { name, type: "SOA", class: "IN" },
      { opcode: "NOTIFY", flags: { ...NO_FLAGS, authoritative: true }, answer: told },
    );
    const to = { address, port };
    const source = notifySourceOf(this.#settings, address);
    const signedMessage = signed(message, choice.kind === "key" ? choice.key : null, wholeSeconds(start));
    const timeoutMs = dialup.tells ? DIALUP_TRY_MS : TRY_MS;
    const question = { kind: "ask", to, transport: "udp", source, message: signedMessage, timeoutMs } as const;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const result: EffectResult = yield question;
      if (this.#isCancelled || result.kind !== "failed" || result.how !== "timeout") break;
    }
    return DONE;
  }
}

function keyOf({ address, port, key }: RemoteServer): string {
  return `${address} ${port} ${key?.key ?? ""}`;
}

function notifySourceOf({ notifySourceV4, notifySourceV6 }: ToldZone, to: Address): Address | null {
  return to.includes(":") ? notifySourceV6 : notifySourceV4;
}
