import type { VrrpScript } from "@splithorizon/core/keepalived";
import type { Rule } from "../rule.ts";

/** T39, vrrp.md: a dig that keepalived ends with SIGTERM exits with 0, which counts as success. */
export const scriptMissesHungServer: Rule = {
  traps: ["T39"],
  severity: "warning",
  check: ({ twin }) => {
    const scripts = new Map<unknown, { readonly host: string; readonly script: VrrpScript }>();
    for (const { contender } of twin.standings) {
      const tracked = contender.instance.trackScripts.map(({ name }) => name);
      for (const script of contender.settings.scripts) {
        if (tracked.includes(script.name)) scripts.set(script, { host: contender.host, script });
      }
    }
    return [...scripts.values()].flatMap(({ host, script }) => {
      const waitsMs = waitOfDig(script.command);
      const limitMs = script.timeoutMs ?? script.intervalMs;
      if (waitsMs === null || waitsMs < limitMs) return [];
      const message = `On ${host} dig waits ${waitsMs / 1000} s and keepalived ends it after ${limitMs / 1000} s with SIGTERM; dig then exits with 0, so a named that hangs counts as well.`;
      return [
        { span: script.span, message, hint: "Give dig a shorter patience: +time=1 +tries=1 with a timeout of 2." },
      ];
    });
  },
};

/** How long dig waits for a silent server; null: it is not called. */
function waitOfDig(command: string): number | null {
  if (!/(?:^|[\s/])dig(?:\s|$)/.test(command)) return null;
  const option = (names: string, standard: number): number =>
    Number(new RegExp(`\\+(?:${names})=(\\d+)`).exec(command)?.[1] ?? standard);
  return option("timeout|time", 5) * option("tries", 3) * 1000;
}
