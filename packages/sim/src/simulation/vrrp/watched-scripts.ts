import { type Instant, laterBy } from "@splithorizon/core";
import type { KeepalivedSettings } from "@splithorizon/core/keepalived";
import type { Contender } from "../../vrrp/index.ts";
import type { Random } from "../world/random.ts";
import { type ScriptState, ScriptWatch } from "./script-watch.ts";
import { SCRIPT_MS } from "./vrrp-timing.ts";

/** Since when keepalived has been running its scripts: it has just started, the site is at rest, or a reload with what is known of them. */
export type WatchedSince = "fresh" | "at-rest" | ReadonlyMap<string, ScriptState>;

/**
 * The scripts that somebody tracks. `fresh`: the first run comes at once; in a site that has been running for long,
 * somewhere within the interval. After a reload all run at once, and those that were known stay what they were until then
 * (vrrp.c clear_diff_script).
 */
export function watchScripts(
  { scripts, syncGroups }: KeepalivedSettings,
  contenders: readonly Contender[],
  since: WatchedSince,
  { now, random }: { readonly now: Instant; readonly random: Random },
): readonly ScriptWatch[] {
  const tracks = (name: string): boolean =>
    syncGroups.some(({ trackScripts }) => trackScripts.some((track) => track.name === name)) ||
    contenders.some(({ instance }) => instance.trackScripts.some((track) => track.name === name));
  return scripts
    .filter(({ name }) => tracks(name))
    .map((script) => {
      if (since === "fresh") return new ScriptWatch(script, "unknown", now);
      // It has not ended when the routers say at once that they go on.
      if (since !== "at-rest")
        return new ScriptWatch(script, since.get(script.name) ?? "assumed", laterBy(now, SCRIPT_MS));
      const state = contenders[0]?.scripts.get(script.name) === "fail" ? "down" : "up";
      return new ScriptWatch(script, state, laterBy(now, random.between(0, script.intervalMs)), true);
    });
}
