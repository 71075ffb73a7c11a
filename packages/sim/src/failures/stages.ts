import { CoreDnsServer } from "@splithorizon/core/coredns";
import { assertNever } from "../invariant.ts";
import type { Scenario, ScenarioAction, ScenarioStep } from "../scenario/index.ts";
import { appliedManifest } from "../simulation/index.ts";
import type { SiteTwin } from "../site/index.ts";

/** What a scenario makes of a site at one moment, and leaves until the next. */
export interface Stage {
  readonly atMs: number;
  /** What is done: nothing is asked and nothing expected. Empty at the beginning alone. */
  readonly steps: readonly ScenarioStep[];
  /** So long after it, and after whatever hindered it, servers may still answer as before; caches keep that for its TTL more. */
  readonly settleMs: number;
}

/** kubelet brings a ConfigMap at its next turn: 60 to 90 s, and its volume manager's 0.2 s. */
const CONFIG_MAP_MS = 90_200;
/** plugin/reload without words of its own: each 30 s, and half of the jitter of 15 s. */
const RELOAD_MS = 37_500;
/** A CoreDNS that comes up reads its lists first; that of a new pod is started, asked whether it is ready, and the old one goes lame. */
const ROLLOUT_MS = 45_000;
/** cilium-operator, BGP, NOTIFY and a transfer of a zone. */
const SHORT_MS = 10_000;
/** A fault of the scenario itself, or its end: take-over, what resolvers remember of failures, a neighbour's doubt. */
const FAULT_MS = 95_000;

/** The moments of a scenario at which something is done, in order; the first is its beginning. */
export function stagesOf(twin: SiteTwin, scenario: Scenario): readonly Stage[] {
  const deeds = scenario.steps.flatMap(deedsOf);
  const moments = [...new Set([0, ...deeds.map(({ atMs }) => atMs)])].sort((one, other) => one - other);
  return moments.map((atMs) => {
    const steps = deeds.filter((step) => step.atMs === atMs);
    return { atMs, steps, settleMs: Math.max(0, ...steps.map(({ action }) => settleMsOf(twin, action))) };
  });
}

/** A fault that ends by itself is two deeds. */
function deedsOf(step: ScenarioStep): readonly ScenarioStep[] {
  const { action, atMs } = step;
  switch (action.kind) {
    case "fault": {
      if (action.forMs === null) return [step];
      const { fault } = action;
      const healed: ScenarioStep = { ...step, atMs: atMs + action.forMs, action: { kind: "heal", fault } };
      return [{ ...step, action: { kind: "fault", fault, forMs: null } }, healed];
    }
    case "patch":
    case "apply":
    case "delete":
    case "delete-pods":
      // What the API server answers is the scenario's own to expect.
      return [{ ...step, action: { ...action, answer: null } }];
    case "heal":
    case "edit":
    case "reload":
    case "rndc":
    case "restart":
    case "route":
      return [step];
    case "ask":
    case "show":
    case "note":
      return [];
    default:
      return assertNever(action);
  }
}

function settleMsOf(twin: SiteTwin, action: ScenarioAction): number {
  switch (action.kind) {
    case "patch":
      if (action.patch.kind === "configmap") return CONFIG_MAP_MS + reloadMsOf(twin) + SHORT_MS;
      return action.patch.kind === "deployment" ? ROLLOUT_MS : SHORT_MS;
    case "apply": {
      const kinds = action.manifests.map((manifest) => kindOf(manifest));
      return kinds.includes("ConfigMap") ? CONFIG_MAP_MS + reloadMsOf(twin) + SHORT_MS : SHORT_MS;
    }
    case "delete":
      return SHORT_MS;
    case "edit":
      // A Corefile of the site's files is in its pods at once; a zone of BIND waits for who reloads it.
      return isReadByCoreDns(twin, action.path) ? reloadMsOf(twin) + SHORT_MS : SHORT_MS;
    case "delete-pods":
      return ROLLOUT_MS;
    case "reload":
    case "rndc":
    case "route":
      return SHORT_MS;
    case "restart":
    case "fault":
    case "heal":
      return FAULT_MS;
    case "ask":
    case "show":
    case "note":
      return 0;
    default:
      return assertNever(action);
  }
}

function isReadByCoreDns({ settings }: SiteTwin, path: string): boolean {
  return settings.clusters.some(
    ({ coreDns: { corefile, folders } }) =>
      path === corefile?.path || folders.some((folder) => path.startsWith(`${folder}/`)),
  );
}

function kindOf(manifest: unknown): string | null {
  const applied = appliedManifest(manifest);
  return "why" in applied ? null : applied.kind;
}

/** The longest time between two looks of a CoreDNS at its Corefile. */
function reloadMsOf({ residents }: SiteTwin): number {
  const periods = residents.map(({ server }) => {
    const reload = server instanceof CoreDnsServer ? server.process.reload : null;
    return reload === null ? 0 : reload.intervalMs + reload.jitterMs / 2;
  });
  return Math.max(RELOAD_MS, ...periods);
}
