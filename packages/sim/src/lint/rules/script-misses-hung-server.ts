import type { VrrpScript } from "@splithorizon/core/keepalived";
import { runWhileNamedHangs } from "../../simulation/index.ts";
import type { Standing } from "../../vrrp/index.ts";
import { Course } from "../course.ts";
import { type Evidence, hasData } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";
import { questionTo } from "../virtual-question.ts";

/** T39, vrrp.md: a dig that keepalived ends with SIGTERM exits with 0, which counts as success. */
export const scriptMissesHungServer: Rule = {
  traps: ["T39"],
  severity: "warning",
  check: (view) => {
    const seen = new Set<unknown>();
    return view.twin.standings.flatMap((standing) =>
      trackedScripts(standing).flatMap((script) => {
        if (seen.has(script) || !missesHungNamed(script)) return [];
        seen.add(script);
        return [observe(view, standing, script)];
      }),
    );
  },
};

function trackedScripts({ contender: { instance, settings } }: Standing): readonly VrrpScript[] {
  const tracked = instance.trackScripts.map(({ name }) => name);
  return settings.scripts.filter(({ name }) => tracked.includes(name));
}

function limitOf({ timeoutMs, intervalMs }: VrrpScript): number {
  return timeoutMs ?? intervalMs;
}

/** keepalived has to end it, and hears that all is well. Who only looks for the process is done at once. */
function missesHungNamed(script: VrrpScript): boolean {
  const limitMs = limitOf(script);
  const { result, tookMs } = runWhileNamedHangs(script.command, limitMs);
  return result === "ok" && tookMs >= limitMs;
}

function observe(view: SiteView, standing: Standing, script: VrrpScript): Observation {
  const { host } = standing.contender;
  return {
    span: script.span,
    message: `On ${host} keepalived ends \`${script.name}\` with SIGTERM after ${limitOf(script) / 1000} s, before dig gives up by itself; dig then exits with 0, so a named that hangs counts as well.`,
    hint: "Give dig a shorter patience than keepalived has: +time=1 +tries=1 with a timeout of 2.",
    evidence: show(view, standing, script),
  };
}

const SETTLED_MS = 3000;
const SPARE_MS = 5000;

/** named hangs while its host holds the address; whoever else could hold it has lost its power. */
function show(view: SiteView, { contender }: Standing, script: VrrpScript): readonly Evidence[] {
  const { host, instance } = contender;
  const [virtual] = instance.virtualAddresses;
  const question = virtual === undefined ? null : questionTo(view, virtual.address, host);
  if (question === null) return [];
  const course = new Course(view);
  const others = view.twin.standings.filter(
    (other) =>
      other.state === "active" && other.contender.host !== host && isSameRouter(other, instance.virtualRouterId),
  );
  for (const other of others) course.inject({ kind: "crash", machine: other.contender.host });
  course.pass(SETTLED_MS + 4 * instance.advertIntervalMs);
  const before = course.ask(question, "while named is well");
  if (!hasData(before)) return [];
  course.inject({ kind: "hang", machine: host, program: "named" });
  const hungMs = script.intervalMs * script.fall + limitOf(script) + SPARE_MS;
  course.pass(hungMs);
  const after = course.ask(question, `when named has hung for ${hungMs / 1000} s`);
  return after.answer.kind === "failed" ? [before, after] : [];
}

function isSameRouter({ contender }: Standing, virtualRouterId: number): boolean {
  return contender.instance.virtualRouterId === virtualRouterId;
}
