import type { BlockTraits, InformerTraits, ReloadPeriod } from "../plugin-entry.ts";

/** What a Corefile says of its process as a whole, apart from answers. */
export interface ProcessSettings {
  /** null: nobody looks at the Corefile again. */
  readonly reload: ReloadPeriod | null;
  /** The `lameduck` of each block that has `health`, in order. They are waited for one behind the other (measured). */
  readonly lameducksMs: readonly number[];
  /** Whether `/ready` and `/health` are served at all. */
  readonly hasReadyAddress: boolean;
  readonly hasHealthAddress: boolean;
  /** Where `/ready`, `/health` and `/metrics` are served, `host:port` each; no host: everywhere. */
  readonly httpAddresses: Readonly<Record<"ready" | "health" | "metrics", readonly string[]>>;
  /** Whether `/ready` waits for kubernetes: for that of blocks that have `ready` as well. */
  readonly awaitsInformers: boolean;
  /** null: the process watches no API server. */
  readonly informers: InformerTraits | null;
}

/** plugin/reload keeps one state for the process: the last block that is set up decides. */
export function processSettingsOf(blocks: readonly BlockTraits[]): ProcessSettings {
  const informers = blocks.flatMap((block) => block.informers ?? []);
  return {
    reload: blocks.findLast(({ reload }) => reload !== undefined)?.reload ?? null,
    lameducksMs: blocks.flatMap(({ lameduckMs }) => lameduckMs ?? []),
    hasReadyAddress: blocks.some(({ tellsReadiness }) => tellsReadiness === true),
    hasHealthAddress: blocks.some(({ lameduckMs }) => lameduckMs !== undefined),
    httpAddresses: {
      ready: blocks.flatMap(({ readyAddress }) => readyAddress ?? []),
      health: blocks.flatMap(({ healthAddress }) => healthAddress ?? []),
      metrics: blocks.flatMap(({ metricsAddress }) => metricsAddress ?? []),
    },
    awaitsInformers: blocks.some((block) => block.tellsReadiness === true && block.informers !== undefined),
    informers: informers.length === 0 ? null : joined(informers),
  };
}

function joined(informers: readonly InformerTraits[]): InformerTraits {
  return {
    watchesPods: informers.some(({ watchesPods }) => watchesPods),
    // One block's start waits behind the other's.
    startupTimeoutMs: informers.reduce((sum, { startupTimeoutMs }) => sum + startupTimeoutMs, 0),
  };
}
