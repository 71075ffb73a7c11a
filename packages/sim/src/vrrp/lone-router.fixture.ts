import { type Address, type Instant, instantFromMs, laterBy, sourceFromText } from "@splithorizon/core";
import { parseKeepalived } from "@splithorizon/core/keepalived";
import { type Contender, VirtualRouter } from "./index.ts";

export interface OwnLines {
  readonly host?: string;
  readonly address?: string;
  /** Lines of the instance; it has an interface, an id and one address already. */
  readonly lines?: string;
  /** Lines of `global_defs`. */
  readonly global?: string;
  readonly beside?: string;
}

export function contenderOf({
  host = "dns1",
  address = "192.168.13.11",
  lines = "",
  global = "",
  beside = "",
}: OwnLines): Contender {
  const text = `global_defs {\n${global}\n}\n${beside}\nvrrp_instance VI_1 {\ninterface eth0\nvirtual_router_id 51\nvirtual_ipaddress {\n192.168.13.10/24\n}\n${lines}\n}\n`;
  const { settings } = parseKeepalived(sourceFromText(host, text)).value;
  const [instance] = settings.instances;
  if (instance === undefined) throw new Error(`no instance in ${text}`);
  return {
    host,
    address: address as Address,
    source: instance.source ?? (address as Address),
    sourceIs: "own",
    link: "lan",
    instance,
    settings,
    interfaces: new Map(),
    scripts: new Map(),
    numbers: new Map(),
  };
}

/** One router with a clock of its own, of which everything that it does is written down: `3609 advert 100`. */
export class LoneRouter {
  readonly router: VirtualRouter;
  readonly deeds: string[] = [];
  #now: Instant = instantFromMs(0);
  #delayedUntil: Instant = instantFromMs(0);

  constructor(own: OwnLines) {
    const contender = contenderOf(own);
    const write = (what: string): void => void this.deeds.push(`${Math.round(this.#now)} ${what}`);
    this.router = new VirtualRouter(contender, contender.instance.priority, {
      delayedUntil: () => this.#delayedUntil,
      lateness: () => 0,
      heardLower: () => write("tells its group"),
      tellsPlace: () => undefined,
      announce: (times) => {
        write(`announces x${times}`);
        return 0;
      },
      send: ({ priority }) => write(`advert ${priority}`),
      takeAddresses: () => write("takes"),
      dropAddresses: () => write("drops"),
      entered: (state) => write(state),
    });
  }

  get now(): Instant {
    return this.#now;
  }

  start(startupDelayMs = 0): this {
    this.#delayedUntil = laterBy(this.#now, startupDelayMs);
    this.router.start(this.#now, null);
    return this;
  }

  /** Until a moment, in milliseconds since the beginning. */
  runUntil(ms: number): this {
    for (let next = this.router.nextWake(); next !== null && next <= ms; next = this.router.nextWake()) {
      this.#now = next;
      this.router.wake(next);
    }
    this.#now = laterBy(this.#now, ms - this.#now);
    return this;
  }

  /** An advert of a router that is heard, or of one that is refused for its addresses. */
  hear(priority: number, from: OwnLines = {}, hearing: "heard" | "addresses" | "packet" = "heard", sequence = 1): this {
    const sender = contenderOf({ host: "dns2", address: "192.168.13.12", ...from });
    const advert = {
      from: sender,
      priority,
      intervalMs: sender.instance.advertIntervalMs,
      sequence,
      checksum: "each",
    } as const;
    this.router.hear(
      advert,
      hearing === "heard" ? { kind: "heard" } : { kind: "refused", why: "", of: hearing },
      this.#now,
    );
    return this;
  }

  /** What has been done since the last look. */
  look(): readonly string[] {
    return this.deeds.splice(0);
  }
}
