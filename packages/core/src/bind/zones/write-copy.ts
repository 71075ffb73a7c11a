import { type Instant, laterBy } from "../../dns/index.ts";
import { type Copy, type CopyClock, type CopyTools, type CopyWork, draw, earlier, NEVER } from "./copy.ts";

/** DNS_DUMP_DELAY. */
const WRITTEN_AFTER_S = 900;

/**
 * What its journal has of a copy goes into its file later, up to a quarter of that time earlier (lib/dns/zone.c, zone_needdump).
 * `times`: how often it is asked for; each time is a lot, and the earliest counts.
 */
export function* planWriting({ clock, settings }: Copy, times: number, now: Instant): CopyWork {
  if (settings.file === null) return;
  for (let turn = 0; turn < times; turn += 1) {
    const early = yield* draw(Math.floor(WRITTEN_AFTER_S / 4));
    clock.writeAt = earlier(clock.writeAt ?? NEVER, laterBy(now, (WRITTEN_AFTER_S - early) * 1000));
  }
}

/** Its file is the copy now, if it was not. */
export function write({ clock, tools }: { readonly clock: CopyClock; readonly tools: CopyTools }): void {
  if (clock.writeAt === null) return;
  clock.writeAt = null;
  tools.written();
}
