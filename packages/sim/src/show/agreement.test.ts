import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { SiteTwin } from "../site/index.ts";
import { siteOfFiles } from "../site/site-files.fixture.ts";
import { shown, stage } from "./kloud-lan.fixture.ts";

interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

const KINDS = ["services", "nodes", "pods", "endpointslices", "configmaps", "ippools"] as const;
/** A lone Corefile is shown without a list around it: those are asked for by name. */
const LISTED = KINDS.filter((kind) => kind !== "configmaps");
const NAMESPACED = ["services", "pods", "endpointslices"] as const;
const twin = stage();
/** Objects that the tutorial's stage has none of. */
const odd = siteOfFiles({
  "site.yaml": "version: 1\nclusters: { k: { objects: o.yaml } }\n",
  "o.yaml": [
    "{ apiVersion: v1, kind: Service, metadata: { name: headless, namespace: a }, spec: { clusterIP: None, ports: [{ name: dns, port: 53, protocol: UDP, targetPort: 5353 }] } }",
    "{ apiVersion: v1, kind: Service, metadata: { name: outside, namespace: a, labels: { x: '1' } }, spec: { type: ExternalName, externalName: www.example.com } }",
    "{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: b, labels: { x: '2' } }, spec: { type: LoadBalancer, clusterIPs: [198.18.0.7, 'fd18::7'], externalIPs: [192.0.2.7], loadBalancerClass: io.cilium/bgp, externalTrafficPolicy: Local, healthCheckNodePort: 31003, loadBalancerSourceRanges: [192.0.2.0/24], ports: [{ port: 80, nodePort: 30080, targetPort: http }], selector: { app: web } }, status: { loadBalancer: { ingress: [{ hostname: lb.example.com }, { ip: 198.19.0.7 }] } } }",
    "{ apiVersion: v1, kind: Pod, metadata: { name: p, namespace: b, labels: { app: web } }, spec: { nodeName: n, hostNetwork: true, dnsPolicy: None, dnsConfig: { nameservers: [192.0.2.53], searches: [kloud.lan], options: [{ name: ndots, value: '2' }, { name: edns0 }] }, hostname: h, subdomain: s }, status: { phase: Running, podIPs: [{ ip: 192.0.2.31 }, { ip: 'fd14::31' }] } }",
    "{ apiVersion: v1, kind: Node, metadata: { name: n, labels: { node-role.kubernetes.io/control-plane: '' } }, spec: { podCIDRs: [100.64.0.0/24, 'fd64::/64'], unschedulable: true }, status: { addresses: [{ type: InternalIP, address: 192.0.2.31 }, { type: ExternalIP, address: 203.0.113.31 }], nodeInfo: { kubeletVersion: v1.31.0 } } }",
    "{ apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: { name: web-1, namespace: b, labels: { kubernetes.io/service-name: web } }, addressType: IPv6, endpoints: [{ addresses: ['fd64::7'], conditions: { ready: false, serving: true, terminating: true }, nodeName: n, zone: z, hostname: h, targetRef: { kind: Pod, name: p, namespace: b } }, { addresses: ['fd64::8'] }], ports: [{ name: http, port: 8080, protocol: TCP }] }",
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: coredns, namespace: kube-system }, data: { Corefile: ".:53 {\\n  whoami\\n}\\n" } }',
    "{ apiVersion: cilium.io/v2alpha1, kind: CiliumLoadBalancerIPPool, metadata: { name: pool }, spec: { allowFirstLastIPs: 'No', blocks: [{ cidr: 198.19.0.0/30 }, { start: 198.19.1.1, stop: 198.19.1.5 }, { start: 198.19.2.1 }], disabled: true, serviceSelector: { matchLabels: { a: b } } } }",
  ].join("\n---\n"),
}).twin;
const sites: readonly (readonly [string, SiteTwin])[] = [
  ["the tutorial's", twin],
  ["an odd one", odd],
];

function itemsOf(line: string, site: SiteTwin): readonly ApiObject[] {
  const root = JSON.parse(shown(`${line} -o json`, site)) as { readonly items: readonly ApiObject[] };
  return root.items;
}

function rowsOf(line: string, site: SiteTwin): readonly (readonly string[])[] {
  return linesOf(`${line} --no-headers`, site).map((row) => row.split(/ {3,}/));
}

function linesOf(line: string, site: SiteTwin): readonly string[] {
  return shown(line, site).trimEnd().split("\n");
}

describe.each(sites)("%s objects are the same ones in every form", (_, site) => {
  it.each(LISTED)("%s: JSON, YAML, names, JSONPath, columns of one's own, tables", (kind) => {
    const items = itemsOf(kind, site);
    const names = items.map(({ metadata }) => metadata.name);
    expect(names.length).toBeGreaterThan(0);
    expect(parse(shown(`${kind} -o yaml`, site))).toEqual(JSON.parse(shown(`${kind} -o json`, site)));
    expect(shown(`${kind} -o jsonpath={.items[*].metadata.name}`, site)).toBe(names.join(" "));
    expect(linesOf(`${kind} -o custom-columns=N:.metadata.name --no-headers`, site)).toEqual(names);
    // cli-runtime NamePrinter: the kind, with its API group where it has one.
    const prefixes = items.map(({ apiVersion, kind: own }) => {
      const [group = "", version] = apiVersion.split("/");
      return `${own.toLowerCase()}${version === undefined ? "" : `.${group}`}`;
    });
    expect(linesOf(`${kind} -o name`, site)).toEqual(names.map((name, at) => `${prefixes[at]}/${name}`));
    const column = items.some(({ metadata }) => metadata.namespace !== undefined) ? 1 : 0;
    expect(rowsOf(`${kind} -o wide`, site).map((row) => row[column])).toEqual(names);
  });

  it.each(LISTED)("%s: one by its name is the one of the list", (kind) => {
    for (const item of itemsOf(kind, site)) {
      const { name, namespace } = item.metadata;
      const where = namespace === undefined ? "" : ` -n ${namespace}`;
      expect(JSON.parse(shown(`${kind} ${name}${where} -o json`, site))).toEqual(item);
    }
  });

  it.each(NAMESPACED)("%s of a namespace are its rows of all, and -A is stronger than -n", (kind) => {
    const all = rowsOf(kind, site);
    for (const namespace of new Set(all.map(([own = ""]) => own))) {
      const own = all.filter((row) => row[0] === namespace).map((row) => row.slice(1));
      expect(rowsOf(`${kind} -n ${namespace}`, site)).toEqual(own);
      expect(rowsOf(`${kind} -n ${namespace} -A`, site)).toEqual(all);
    }
  });

  it.each(NAMESPACED)("%s: a selector picks those whose labels say so", (kind) => {
    const items = itemsOf(kind, site);
    for (const { metadata } of items) {
      for (const [key, value] of Object.entries(metadata.labels ?? {})) {
        const has = items.filter((item) => item.metadata.labels?.[key] === value).map((item) => item.metadata.name);
        expect(linesOf(`${kind} -l ${key}=${value} -o custom-columns=N:.metadata.name --no-headers`, site)).toEqual(
          has,
        );
        const others = items.length - has.length;
        const rest = shown(`${kind} -l ${key}!=${value} --no-headers`, site);
        expect(rest.startsWith("! not-found") ? 0 : rest.trimEnd().split("\n").length).toBe(others);
      }
    }
  });

  it("what is printed as JSON is read back as the same objects", () => {
    const names = KINDS.map((kind) => `${kind}.json`);
    const again = siteOfFiles({
      "site.yaml": `version: 1\nclusters: { k: { objects: [${names.join(", ")}] } }\n`,
      ...Object.fromEntries(KINDS.map((kind) => [`${kind}.json`, shown(`${kind} -o json`, site)])),
    });
    for (const kind of KINDS) {
      expect(shown(`${kind} -o yaml`, again.twin)).toBe(shown(`${kind} -o yaml`, site));
      // Which containers a pod has is counted, and not kept.
      if (kind !== "pods") expect(shown(`${kind} -o wide`, again.twin)).toBe(shown(`${kind} -o wide`, site));
    }
    const stations = ({ places }: SiteTwin): readonly string[] =>
      [...places.values()].flatMap(({ kind, name, station }) => (kind === "host" ? [] : [`${name} on ${station}`]));
    expect(stations(again.twin)).toEqual(stations(site));
  });
});

describe("words of kubectl", () => {
  const spellings: readonly (readonly string[])[] = [
    ["services -n kube-system -o wide", "svc --namespace kube-system -owide", "service -nkube-system --output=wide"],
    ["pods -n kube-system -l k8s-app=kube-dns", "po -l=k8s-app=kube-dns --namespace=kube-system"],
    ["nodes -o name", "no -oname", "node -o=name"],
    ["configmap coredns", "cm coredns", "configmaps coredns -o yaml"],
    ["ippools", "ippool", "ciliumloadbalancerippools"],
    ["routes router", "route router", "routes router -4"],
  ];
  it.each(spellings.flatMap(([first = "", ...others]) => others.map((other) => [other, first] as const)))(
    "%s: %s",
    (line, meant) => {
      expect(shown(line)).toBe(shown(meant));
      expect(shown(line)).not.toMatch(/^!/);
    },
  );

  it("law: whatever the words, a text or a fault comes, and the same one each time", () => {
    const word = fc.constantFrom(
      ...[
        "services",
        "pods",
        "routes",
        "healthz",
        "log",
        "vrrp",
        "cidrs",
        "pools",
        "endpoints",
        "-n",
        "-l",
        "-o",
        "-A",
      ],
      ...[
        "kube-system",
        "k8s1master1",
        "31003",
        "wide",
        "json",
        "name",
        "jsonpath={",
        "a=b",
        "--",
        "-i",
        "__proto__",
        "",
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        const line = words.join(" ");
        expect(shown(line, twin)).toBe(shown(line, twin));
      }),
    );
  });
});
