import type { Corefile } from "@splithorizon/core/coredns";

/** core/dnsserver/server.go. */
const IDLE_MS = 10_000;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** So long after its last question CoreDNS closes a connection: of the blocks that say so (plugin/timeouts) the last one counts. */
export function coreDnsIdleMs({ blocks }: Corefile): number {
  const said = blocks.flatMap(({ directives }) => {
    const tokens = directives.get("timeouts")?.tokens ?? [];
    const value = tokens[tokens.findLastIndex(({ text }) => text === "idle") + 1]?.text;
    return tokens.some(({ text }) => text === "idle") && value !== undefined ? [milliseconds(value)] : [];
  });
  return said.at(-1) ?? IDLE_MS;
}

/** Go's durations as `timeouts` takes them; a number without a unit is seconds. */
function milliseconds(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0) return Number(text) * 1000;
  return parts.reduce((sum, [, count, unit = "s"]) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
}
