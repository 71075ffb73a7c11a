import type { ClusterTwin } from "../site/index.ts";
import { kubectlGet } from "./kubectl-get.ts";
import { useOf } from "./pool-addresses.ts";
import { pools } from "./resources.ts";
import { type Shown, text } from "./result.ts";
import { printTable } from "./table.ts";

/** `kubectl get ippools`, and below it every address that a service has, with its pool. */
export function showPools({ snapshot }: ClusterTwin, atSeconds: number): Shown {
  const everything = { name: null, namespace: null, selector: null, output: null, headers: "shown" } as const;
  const listed = kubectlGet(snapshot, pools, everything, atSeconds);
  if (listed.kind === "fault") return listed;
  const taken = snapshot.loadBalancerIpPools.flatMap((pool) =>
    useOf(pool, snapshot).taken.map(({ address, services }) => [
      address,
      pool.metadata.name,
      services.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(","),
    ]),
  );
  if (taken.length === 0) return listed;
  return text(`${listed.text}\n${printTable([["ADDRESS", "POOL", "SERVICE"], ...taken])}`);
}
