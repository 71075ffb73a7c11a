import { printPrefix } from "@splithorizon/core";
import type { FirewallRule, HostSettings } from "@splithorizon/sim";
import type { Namespaces } from "./namespaces.ts";
import { serviceRules } from "./service-rules.ts";
import type { LabSite } from "./site.ts";
import type { LabMachine, LabPodMachine, LabTopology } from "./topology.ts";

/** Bridges, machines, cables, routes, packet filters: everything below the servers. */
export function buildNetwork(site: LabSite, topology: LabTopology, lab: Namespaces, endpoint: number): void {
  for (const network of topology.networks) {
    lab.add(`network ${network}`);
    lab.ip(`network ${network}`, "link add br0 type bridge forward_delay 0");
    lab.ip(`network ${network}`, "link set br0 up");
  }
  for (const machine of topology.machines) addMachine(machine, lab);
  for (const machine of topology.machines) addRoutes(machine, lab);
  for (const pod of topology.pods) addPod(pod, lab);
  for (const host of site.settings.hosts) addFirewall(host, lab);
  const { objects } = site;
  if (objects === null) return;
  const podCidrs = objects.nodes.map(({ podCidr }) => podCidr);
  for (const { name } of objects.nodes) {
    lab.nft(name, serviceRules({ node: name, podCidrs, services: objects.services, endpoint }));
  }
}

function addMachine(machine: LabMachine, lab: Namespaces): void {
  lab.add(machine.name);
  for (const { name, network, addresses } of machine.interfaces) {
    if (network !== null) lab.plug(`network ${network}`, machine.name, name);
    for (const address of addresses) lab.ip(machine.name, `addr add ${address} dev ${name}`);
  }
  if (machine.forwards) lab.sysctl(machine.name, "net.ipv4.ip_forward=1");
}

function addRoutes(machine: LabMachine, lab: Namespaces): void {
  for (const route of new Set(machine.routes)) lab.ip(machine.name, `route replace ${route}`);
}

/** As a bridge plugin of CNI does it: the first address of the node's pod CIDR is the pod's gateway. */
function addPod({ name, pod, gateway }: LabPodMachine, lab: Namespaces): void {
  const cable = `pod${pod.address.split(".").slice(2).join("-")}`;
  lab.add(name);
  lab.link(pod.node, cable, name, "eth0");
  lab.ip(name, `addr add ${pod.address}/32 dev eth0`);
  lab.ip(name, `route add ${gateway} dev eth0 scope link`);
  lab.ip(name, `route add default via ${gateway} dev eth0`);
  lab.ip(pod.node, `addr add ${gateway}/32 dev ${cable}`);
  lab.ip(pod.node, `route add ${pod.address}/32 dev ${cable} src ${gateway}`);
}

/** First match decides; answers to what was let through come back. */
function addFirewall({ name, firewall }: HostSettings, lab: Namespaces): void {
  if (firewall.length === 0) return;
  const rules = firewall.map((rule) => `    ${ruleOf(rule)}`).join("\n");
  lab.nft(
    name,
    `table ip firewall {\n  chain in {\n    type filter hook prerouting priority 0;\n    iifname "lo" accept\n    ct state established,related accept\n${rules}\n  }\n}\n`,
  );
}

function ruleOf({ action, from, to, protocol, port }: FirewallRule): string {
  const parts = [
    from === null ? "" : `ip saddr ${printPrefix(from)}`,
    to === null ? "" : `ip daddr ${printPrefix(to)}`,
    protocol === null ? "" : `meta l4proto ${protocol}`,
    port === null ? "" : `th dport ${port}`,
    action,
  ];
  return parts.filter((part) => part !== "").join(" ");
}
