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
import type { PrimaryZone, RemoteServer, SecondaryZone } from "../zone-settings.ts";
import { NEVER, soaOf } from "./copy.ts";
import { goesOnAs } from "./held-zones.ts";
import type { SendPace } from "./send-pace.ts";
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
}

/** Why others are told. */
type Occasion = "start" | "change";

interface Notice {
  readonly to: RemoteServer;
  readonly occasion: Occasion;
  readonly at: Instant;
}

/** Who is told that a zone has changed, and when (lib/dns/zone.c, zone_notify). */
export class Notices {
  readonly #settings: PrimaryZone | SecondaryZone;
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

  constructor(settings: PrimaryZone | SecondaryZone, view: string, tools: NoticeTools, now: Instant) {
    this.#settings = settings;
    this.#tools = tools;
    this.#title = zoneTitle(settings.name, view);
    this.#wanted = null;
    this.#notBefore = now;
  }

  /** A zone of another kind or file is another one: nobody has been told of it. */
  isOf(settings: PrimaryZone | SecondaryZone): boolean {
    return goesOnAs(this.#settings, settings);
  }

  /** The same zone with other settings, or on another server. */
  movedTo(settings: PrimaryZone | SecondaryZone, view: string, tools: NoticeTools): Notices {
    const moved = new Notices(settings, view, tools, this.#notBefore);
    moved.#wanted = this.#wanted;
    for (const { to, occasion, at } of this.#waiting) {
      moved.#waiting.push({ to, occasion, at: moved.#paceOf(occasion).moved(at) });
    }
    for (const { to } of this.#waiting) moved.#untold.add(keyOf(to));
    return moved;
  }

  /** `rndc reload` ends the requests of the old views (seen). */
  cancel(): void {
    this.#isCancelled = true;
  }

  /** The zone has been loaded, or another version has come. */
  want(occasion: Occasion): void {
    this.#wanted = occasion;
  }

  nextWake(): Instant {
    const next = Math.min(NEVER, ...this.#waiting.map(({ at }) => at));
    return instantFromMs(this.#wanted !== null ? Math.min(next, this.#notBefore) : next);
  }

  /** Whether a round of them is due, for which the zone wakes. */
  isDue(now: Instant): boolean {
    return this.#wanted !== null && this.#notBefore <= now;
  }

  wake(now: Instant): readonly Exchange[] {
    const due = this.#waiting.filter(({ at }) => at <= now);
    for (const notice of due) {
      this.#waiting.splice(this.#waiting.indexOf(notice), 1);
      this.#untold.delete(keyOf(notice.to));
    }
    const exchanges = due.map(({ to }) => this.#send(to, now));
    const occasion = this.#wanted;
    if (occasion === null || this.#notBefore > now) return exchanges;
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
    if (asked.length + others.length > 0) {
      this.#tools.say(`zone ${this.#title}: sending notifies (serial ${soa.serial})`);
    }
    for (const server of others) this.#enqueue(server, occasion, start);
    let now = start;
    for (const host of asked) {
      const found = yield* this.#addresses(host, now);
      now = found.now;
      for (const address of found.addresses) {
        if (!this.#tools.resolver.host.holds(address)) {
          this.#enqueue({ address, port: DNS_PORT, key: null, tls: null }, occasion, now);
        }
      }
    }
    return DONE;
  }

  #enqueue(to: RemoteServer, occasion: Occasion, now: Instant): void {
    const key = keyOf(to);
    if (this.#untold.has(key)) return;
    this.#untold.add(key);
    this.#waiting.push({ to, occasion, at: this.#paceOf(occasion).slotFor(now) });
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
    const { name, notifySourceV4, notifySourceV6 } = this.#settings;
    const message = makeQuery(
      { name, type: "SOA", class: "IN" },
      { opcode: "NOTIFY", flags: { ...NO_FLAGS, authoritative: true }, answer: recordsOf(soa) },
    );
    const to = { address, port };
    const source = address.includes(":") ? notifySourceV6 : notifySourceV4;
    const signedMessage = signed(message, choice.kind === "key" ? choice.key : null, wholeSeconds(start));
    const question = { kind: "ask", to, transport: "udp", source, message: signedMessage, timeoutMs: TRY_MS } as const;
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
