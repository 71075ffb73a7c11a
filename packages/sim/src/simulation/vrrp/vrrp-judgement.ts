import {
  type Contender,
  effectivePriority,
  trackedScripts,
  type VirtualRouter,
  watchedBy,
  whyTwice,
} from "../../vrrp/index.ts";
import type { DarkLinks } from "./dark-links.ts";
import type { ScriptWatch } from "./script-watch.ts";

/** What a host's keepalived makes of everything that it watches, for one of its routers. */
export interface Judged {
  readonly router: VirtualRouter;
  readonly priority: number;
  /** Why it is in FAULT; null: it is not. */
  readonly why: string | null;
  /** `unheard`: what it says of it gets nowhere; `not-yet`: nobody knows before a script has ended. */
  readonly how: "heard" | "with-its-group" | "unheard" | "not-yet";
}

/** What is known of what the routers watch. */
export interface Watching {
  readonly scripts: readonly ScriptWatch[];
  /** What stands in tracked files. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Processes that have ended. */
  readonly ended: ReadonlySet<string>;
  /** The host's links without carrier. */
  readonly dark: Pick<DarkLinks, "has" | "isDarkNow">;
}

/** A member of a sync group fails with every other one (vrrp_sync.c vrrp_sync_fault). */
export function judge(
  routers: readonly VirtualRouter[],
  watching: Watching,
  groupOf: (router: VirtualRouter) => readonly VirtualRouter[],
): readonly Judged[] {
  const judged = routers.map((router) => judgeAlone(router, watching, routers));
  return judged.map((own) => {
    const group = groupOf(own.router);
    const broken = judged.find(({ router, why }) => why !== null && group.includes(router));
    if (broken === undefined || own === broken) return own;
    // The first takes the others with it, whatever else they would have failed for.
    if (own.why !== null && own.how !== "heard") return own;
    const why = `its group fails with ${broken.router.contender.instance.name}`;
    return { ...own, why, how: broken.how === "not-yet" ? "not-yet" : "with-its-group" };
  });
}

function judgeAlone(router: VirtualRouter, watching: Watching, routers: readonly VirtualRouter[]): Judged {
  const { contender } = router;
  const scripts = new Map([
    ...contender.scripts,
    ...watching.scripts.map((watch) => outcomeOf(watch, contender)),
    ...[...watching.ended].map((name) => [name, "fail"] as const),
  ]);
  const { priority, fault } = effectivePriority(
    { ...contender, scripts, numbers: watching.numbers },
    darkInterfaces(contender, watching, routers),
  );
  const isDark = contender.instance.tracksOwnInterface && watching.dark.has(contender.link);
  const why = isDark ? "its interface has no carrier" : fault;
  if (why !== null)
    return { router, priority, why, how: watching.dark.isDarkNow(contender.link) ? "unheard" : "heard" };
  const waits = waitingFor(contender, watching.scripts);
  return { router, priority, why: waits, how: waits === null ? "heard" : "not-yet" };
}

/** Interfaces by what the site says of them, or by the routers on them. */
function darkInterfaces(
  { interfaces }: Contender,
  { dark }: Watching,
  routers: readonly VirtualRouter[],
): ReadonlySet<string> {
  const links = new Map(routers.map(({ contender: { instance, link } }) => [instance.interface, link]));
  return new Set([...links, ...interfaces].flatMap(([name, link]) => (dark.has(link) ? [name] : [])));
}

/** Until a script without a weight has ended once, nobody knows whether the instance may take part (num_script_init). */
function waitingFor(contender: Contender, scripts: readonly ScriptWatch[]): string | null {
  for (const { script, state, isOfStart } of scripts) {
    const { own, group } = watchedBy(contender, script);
    if (state === "unknown" && (own === 0 || group === 0)) return `it waits for the first run of ${script.name}`;
    if (isOfStart && own === 0 && group === 0) return whyTwice(script.name);
  }
  return null;
}

/** What keepalived goes by; of a script that has not ended yet its weight does not count, whichever way it works. */
function outcomeOf({ script, state }: ScriptWatch, contender: Contender): readonly [string, "ok" | "fail"] {
  if (state !== "unknown" && state !== "assumed") return [script.name, state === "up" ? "ok" : "fail"];
  const track = trackedScripts(contender).find(({ name }) => name === script.name);
  const weight = track?.weight ?? script.weight;
  const countsWhenWell = weight === 0 ? track?.reverse === true : weight > 0;
  return [script.name, countsWhenWell ? "fail" : "ok"];
}
