import type { LabEndpoint, LabService, LabServicePort } from "./objects.ts";

/** What kube-proxy knows on one node. */
export interface NodeView {
  readonly node: string;
  readonly podCidrs: readonly string[];
  readonly services: readonly LabService[];
  /** Which of several endpoints is taken: kube-proxy draws lots, a recording must not. */
  readonly endpoint: number;
}

/**
 * The rules that kube-proxy makes on a node (pkg/proxy/iptables/proxier.go of 1.36), as an nftables table: the same marks,
 * the same short-circuit under Local, masquerading at the end.
 */
export function serviceRules(view: NodeView): string {
  const ports = view.services.flatMap((service, at) =>
    service.ports.map((port, inner) => ({ service, port, chain: `service-${at}-${inner}` })),
  );
  const jumps = ports.flatMap(({ service, port, chain }) => jumpsTo(service, port, chain));
  const chains = ports.flatMap(({ service, port, chain }) => chainsOf(view, service, port, chain));
  const empty = ports.flatMap(({ service, port }) => refusals(view, service, port));
  return `table ip kube-proxy {
${chains.join("\n")}
  chain services {
${jumps.map((jump) => `    ${jump}`).join("\n")}
  }
  chain prerouting { type nat hook prerouting priority dstnat; jump services; }
  chain output { type nat hook output priority -100; jump services; }
  chain postrouting { type nat hook postrouting priority srcnat; meta mark & 0x4000 == 0x4000 masquerade; }
  chain refuse {
${empty.map((rule) => `    ${rule}`).join("\n")}
  }
  chain filter-prerouting { type filter hook prerouting priority -110; jump refuse; }
  chain filter-output { type filter hook output priority -110; jump refuse; }
}
`;
}

function jumpsTo(
  { clusterIp, loadBalancerIps }: LabService,
  { port, protocol, endpoints }: LabServicePort,
  chain: string,
): readonly string[] {
  if (endpoints.length === 0) return [];
  const cluster = clusterIp === null ? [] : [`ip daddr ${clusterIp} ${protocol} dport ${port} goto ${chain}-inside`];
  return [...cluster, ...loadBalancerIps.map((ip) => `ip daddr ${ip} ${protocol} dport ${port} goto ${chain}-outside`)];
}

function chainsOf(view: NodeView, service: LabService, port: LabServicePort, chain: string): readonly string[] {
  if (port.endpoints.length === 0) return [];
  const local = port.endpoints.filter(({ node }) => node === view.node);
  const pods = `{ ${view.podCidrs.join(", ")} }`;
  const all = translations(view, port, port.endpoints);
  const inside = [`ip saddr != ${pods} meta mark set meta mark | 0x4000`, ...all];
  const outside =
    service.externalPolicy === "Cluster"
      ? ["meta mark set meta mark | 0x4000", ...all]
      : [
          `ip saddr ${pods} goto ${chain}-any`,
          `fib saddr type local meta mark set meta mark | 0x4000`,
          `fib saddr type local goto ${chain}-any`,
          ...translations(view, port, local),
        ];
  return [
    `  chain ${chain}-any { ${all.join("; ")}; }`,
    `  chain ${chain}-inside { ${inside.join("; ")}; }`,
    `  chain ${chain}-outside { ${[...fence(service), ...outside, "return"].join("; ")}; }`,
  ];
}

/** loadBalancerSourceRanges: nobody else is translated, and {@link refusals} drops what he sent. */
function fence({ sourceRanges }: LabService): readonly string[] {
  return sourceRanges.length === 0 ? [] : [`ip saddr != { ${sourceRanges.join(", ")} } return`];
}

function translations(
  { endpoint }: NodeView,
  { protocol }: LabServicePort,
  endpoints: readonly LabEndpoint[],
): readonly string[] {
  const chosen = endpoints[endpoint % Math.max(1, endpoints.length)];
  if (chosen === undefined) return [];
  const { address, port } = chosen;
  return [
    `ip saddr ${address} meta mark set meta mark | 0x4000`,
    `meta l4proto ${protocol} dnat to ${address}:${port}`,
  ];
}

/** A service without endpoints is refused; a load balancer's address without a local one is dropped under Local. */
function refusals(view: NodeView, service: LabService, port: LabServicePort): readonly string[] {
  const { clusterIp, loadBalancerIps, externalPolicy } = service;
  const to = (ip: string): string => `ip daddr ${ip} ${port.protocol} dport ${port.port}`;
  if (port.endpoints.length === 0) {
    return [...(clusterIp === null ? [] : [clusterIp]), ...loadBalancerIps].map((ip) => `${to(ip)} reject`);
  }
  const { sourceRanges } = service;
  const fenced =
    sourceRanges.length === 0
      ? []
      : loadBalancerIps.map((ip) => `${to(ip)} ip saddr != { ${sourceRanges.join(", ")} } drop`);
  const hasLocal = port.endpoints.some(({ node }) => node === view.node);
  if (externalPolicy === "Cluster" || hasLocal) return fenced;
  const pods = `{ ${view.podCidrs.join(", ")} }`;
  return [...fenced, ...loadBalancerIps.map((ip) => `${to(ip)} ip saddr != ${pods} fib saddr type != local drop`)];
}
