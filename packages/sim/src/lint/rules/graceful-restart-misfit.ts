import type { Span } from "@splithorizon/core";
import { type Peering, peeringsOf } from "../../load-balancer/index.ts";
import { agreedTerms } from "../../simulation/index.ts";
import { type BgpSettings, type ClusterTwin, type HostSettings, type SiteTwin, speakerOf } from "../../site/index.ts";
import { placeOfObject } from "../outside-services.ts";
import type { Observation, Rule } from "../rule.ts";

/** An agent that is started again is back well within that; a router that keeps a node's routes for longer keeps those of one that is gone. */
const LONG_MS = 60_000;

/** Both sides have a word in graceful restart, and each is configured by somebody else. */
export const gracefulRestartMisfit: Rule = {
  traps: [],
  severity: "warning",
  check: ({ twin }) =>
    [...twin.clusters.values()].flatMap((cluster) =>
      twin.settings.hosts.flatMap((router) =>
        router.bgp === null ? [] : onePerConfig(cluster, router, router.bgp, twin),
      ),
    ),
};

function onePerConfig(
  cluster: ClusterTwin,
  router: HostSettings,
  bgp: BgpSettings,
  twin: SiteTwin,
): readonly Observation[] {
  const { snapshot, settings } = cluster;
  const all = snapshot.nodes.flatMap((node) => peeringsOf(snapshot, node, speakerOf(router, bgp)));
  const byConfig = new Map(all.map((peering) => [peering.config.metadata.name, peering]));
  return [...byConfig].flatMap(([name, peering]) => {
    const span = placeOfObject(twin, settings.name, `CiliumBGPPeerConfig /${name}`);
    return span === null ? [] : (observe({ span, cluster: settings.name, router: router.name }, peering, bgp) ?? []);
  });
}

interface Where {
  readonly span: Span;
  readonly cluster: string;
  readonly router: string;
}

function observe({ span, cluster, router }: Where, peering: Peering, bgp: BgpSettings): Observation | null {
  const { deferralMs, holdMs, keptMs } = agreedTerms(peering, bgp);
  if (deferralMs > 0) {
    return {
      span,
      message: `${router} sends no End-of-RIB, and the agents of ${cluster} wait for it: after each start of an agent ${router} hears nothing of its node for ${deferralMs / 1000} s.`,
      hint: `Let ${router} take part in graceful restart (BIRD: \`graceful restart aware\`), or turn it off here (\`gracefulRestart: { enabled: false }\`).`,
    };
  }
  if (holdMs === null || keptMs.silence <= LONG_MS) return null;
  const [hold, kept] = [holdMs / 1000, keptMs.silence / 1000];
  return {
    span,
    message: `A node of ${cluster} that has no power any more is sent packets by ${router} for up to ${hold + kept} s: ${hold} s until the hold time has run out, and ${kept} s of graceful restart.`,
    hint: "Let restartTimeSeconds be as long as an agent needs to start (15 to 30 s), and holdTimeSeconds as short as the network allows.",
  };
}
