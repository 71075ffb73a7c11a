import { readFileSync } from "node:fs";
import { hostFile, type LabSite } from "../site-lab/site.ts";

/** Names that mean something to a site, by who knows them, and the addresses where one may ask. */
export interface Vocabulary {
  /** Below the cluster's own domain. */
  readonly inside: readonly string[];
  /** Below the domain that k8s_external or the delegation speaks of. */
  readonly outside: readonly string[];
  readonly reverse: readonly string[];
  /** Names in the zone files of the BIND hosts. */
  readonly local: readonly string[];
  readonly world: readonly string[];
  readonly clusterDomain: string;
  readonly externalDomain: string;
  readonly localDomain: string;
  /** kube-dns: cluster IP, load balancer's addresses, pods. */
  readonly clusterIp: string;
  readonly loadBalancerIp: string;
  readonly hasLoadBalancer: boolean;
  readonly coreDnsPods: readonly string[];
  readonly virtualAddress: string;
}

/** What a site's questions are made of; needs a cluster and a virtual address. */
export function vocabularyOf(site: LabSite): Vocabulary {
  const [cluster] = site.settings.clusters;
  if (cluster === undefined || site.objects === null) throw new Error(`${site.variant.name} has no cluster`);
  const clusterDomain = cluster.clusterDomain.text;
  const externalDomain = cluster.externalDomains[0]?.text ?? clusterDomain;
  const kubeDns = site.objects.services.find(({ name }) => name === "kube-dns");
  const local = localNames(site);
  const coreDnsPods = site.objects.pods
    .filter(({ labels }) => labels["k8s-app"] === "kube-dns")
    .map(({ address }) => address);
  return {
    inside: insideNames(site, clusterDomain),
    outside: outsideNames(site, externalDomain),
    reverse: reverseNames(site),
    local: local.names,
    world: WORLD,
    clusterDomain,
    externalDomain,
    localDomain: local.domain,
    clusterIp: kubeDns?.clusterIp ?? "",
    // Asked also where the service has none yet: then nobody is there.
    loadBalancerIp: kubeDns?.loadBalancerIps[0] ?? glueAddress(site) ?? "198.19.0.30",
    hasLoadBalancer: (kubeDns?.loadBalancerIps.length ?? 0) > 0,
    coreDnsPods,
    virtualAddress: virtualAddressOf(site),
  };
}

const WORLD: readonly string[] = [
  "www.example.com.",
  "example.com.",
  "lb.example.com.",
  "missing.example.com.",
  "deep.missing.example.com.",
  "com.",
  ".",
  "a.gtld-servers.net.",
  "nowhere.",
  "name.invalid.",
  "localhost.",
  "host.localhost.",
  "printer.local.",
  "local.",
  "lan.",
  "other.lan.",
  "home.arpa.",
];

function insideNames({ objects }: LabSite, domain: string): readonly string[] {
  const services = objects?.services ?? [];
  const names = services.flatMap((service) => {
    const base = `${service.name}.${service.namespace}.svc.${domain}`;
    const ports = service.ports.flatMap(({ name, protocol, endpoints }) => [
      `_${name}._${protocol}.${base}`,
      ...endpoints.slice(0, 1).map(({ address }) => `${address.replaceAll(".", "-")}.${base}`),
    ]);
    return [base, ...ports, `_nothing._tcp.${base}`, `_${service.ports[0]?.name}._sctp.${base}`, `a.b.${base}`];
  });
  const pods = (objects?.pods ?? []).flatMap(({ address, namespace }) => [
    `${address.replaceAll(".", "-")}.${namespace}.pod.${domain}`,
  ]);
  const apexes = [
    "",
    "svc.",
    "pod.",
    "dns.",
    "ns.dns.",
    "ns1.dns.",
    "dns-version.",
    "nothing.",
    "default.svc.",
    "kube-system.svc.",
  ];
  const missing = [
    "nothing.default.svc",
    "web.nowhere.svc",
    "nowhere.svc",
    "*.linkerd-viz.svc",
    "1-2-3-4.default.pod",
    "x.default.pod",
    "any.any.any",
  ];
  return [
    ...new Set([
      ...names,
      ...pods,
      ...apexes.map((label) => `${label}${domain}`),
      ...missing.map((name) => `${name}.${domain}`),
    ]),
  ];
}

function outsideNames({ objects }: LabSite, domain: string): readonly string[] {
  const services = objects?.services ?? [];
  const names = services.flatMap(({ name, namespace, ports }) => [
    `${name}.${namespace}.${domain}`,
    `_${ports[0]?.name}._${ports[0]?.protocol}.${name}.${namespace}.${domain}`,
    `${namespace}.${domain}`,
    `100-64-2-30.${name}.${namespace}.${domain}`,
  ]);
  const more = [
    "",
    "ns.",
    "ns1.dns.",
    "dns.",
    "ns.dns.",
    "svc.",
    "api.",
    "nothing.default.",
    "web.nowhere.",
    "*.linkerd-viz.",
    "web.linkerd-viz.svc.",
    "dns-version.",
    "_http._tcp.web.nowhere.",
  ];
  return [...new Set([...names, ...more.map((label) => `${label}${domain}`)])];
}

function reverseNames({ objects, settings }: LabSite): readonly string[] {
  const addresses = [
    ...(objects?.services ?? []).flatMap(({ clusterIp, loadBalancerIps }) => [
      ...(clusterIp === null ? [] : [clusterIp]),
      ...loadBalancerIps,
    ]),
    ...(objects?.pods ?? []).map(({ address }) => address),
    ...(objects?.nodes ?? []).map(({ address }) => address),
    ...settings.hosts.flatMap((host) => host.addresses.map(({ address }) => address)),
    "198.18.9.9",
    "127.0.0.1",
    "8.8.8.8",
  ];
  const apexes = [
    "in-addr.arpa.",
    "ip6.arpa.",
    "18.198.in-addr.arpa.",
    "0.18.198.in-addr.arpa.",
    "64.100.in-addr.arpa.",
    "13.168.192.in-addr.arpa.",
  ];
  return [...new Set([...addresses.map(reverseOf), ...apexes, `${"0.".repeat(31)}1.ip6.arpa.`])];
}

function reverseOf(address: string): string {
  return `${address.split(".").toReversed().join(".")}.in-addr.arpa.`;
}

const PRIMARY_ZONE = /zone\s+"([^"]+)"\s*\{[^}]*type\s+(?:primary|master)\s*;[^}]*file\s+"([^"]+)"/g;

/** Owner names of the first zone that a BIND host is primary for by its named.conf.local. */
function localNames(site: LabSite): { readonly domain: string; readonly names: readonly string[] } {
  for (const host of site.settings.hosts) {
    const path = host.bind === null ? null : hostFile(site, host, "/etc/bind/named.conf.local");
    const found = path === null ? undefined : [...readFileSync(path, "utf8").matchAll(PRIMARY_ZONE)][0];
    const file = found === undefined ? null : hostFile(site, host, found[2] ?? "");
    if (file === null || found === undefined) continue;
    return { domain: `${found[1]}.`, names: ownersIn(readFileSync(file, "utf8"), `${found[1]}.`) };
  }
  return { domain: "lan.", names: ["lan."] };
}

function ownersIn(zoneFile: string, domain: string): readonly string[] {
  let origin = domain;
  const owners = new Set([
    domain,
    `missing.${domain}`,
    `deep.missing.${domain}`,
    `x.apps.${domain}`,
    `below.nas.${domain}`,
  ]);
  for (const line of zoneFile.split("\n")) {
    const given = /^\$ORIGIN\s+(\S+)/.exec(line)?.[1];
    if (given !== undefined) origin = given;
    const owner = /^([^\s;$@]+)\s/.exec(line)?.[1];
    if (owner !== undefined) owners.add(owner.endsWith(".") ? owner : `${owner}.${origin}`);
  }
  return [...owners];
}

function glueAddress(site: LabSite): string | null {
  const files = site.settings.hosts.map((host) => hostFile(site, host, "/etc/bind/db.kloud.lan"));
  const texts = files.flatMap((file) => (file === null ? [] : [readFileSync(file, "utf8")]));
  return texts.map((text) => /^ns\s+IN\s+A\s+(\S+)/m.exec(text)?.[1]).find((found) => found !== undefined) ?? null;
}

function virtualAddressOf(site: LabSite): string {
  for (const host of site.settings.hosts) {
    const file = host.keepalived === null ? null : hostFile(site, host, host.keepalived.config.path);
    const found = file === null ? null : /virtual_ipaddress\s*\{\s*([\d.]+)/.exec(readFileSync(file, "utf8"));
    if (found?.[1] !== undefined) return found[1];
  }
  return site.settings.hosts.find((host) => host.bind !== null)?.addresses[0]?.address ?? "";
}
