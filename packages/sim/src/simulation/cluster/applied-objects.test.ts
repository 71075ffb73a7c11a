import { type JsonMap, withLastApplied } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { pods } from "../coredns/coredns.fixture.ts";
import { ClusterLab } from "./cluster.fixture.ts";

const NAMESPACE = { apiVersion: "v1", kind: "Namespace", metadata: { name: "web" } };
const metadata = { name: "shop", namespace: "web" };
const container = { name: "c", image: "registry.example/shop:1", ports: [{ name: "http", containerPort: 8080 }] };

function pod(name: string, spec: object = {}): object {
  const own = { ...metadata, name, labels: { app: "shop" } };
  return { apiVersion: "v1", kind: "Pod", metadata: own, spec: { containers: [container], ...spec } };
}

function service(spec: object = {}, annotations: object = {}): object {
  const ports = [{ name: "http", port: 80, targetPort: "http" }];
  const own = { ...metadata, annotations };
  return { apiVersion: "v1", kind: "Service", metadata: own, spec: { selector: { app: "shop" }, ports, ...spec } };
}

const POOL = {
  apiVersion: "cilium.io/v2",
  kind: "CiliumLoadBalancerIPPool",
  metadata: { name: "shops" },
  spec: {
    blocks: [{ cidr: "198.19.7.0/28" }],
    serviceSelector: { matchLabels: { "io.kubernetes.service.namespace": "web" } },
  },
};
const BALANCED = { type: "LoadBalancer", allocateLoadBalancerNodePorts: false };

function endpointsOf(lab: ClusterLab, name: string): readonly string[] {
  const [twin] = [...lab.simulation.world.clusters.values()];
  const slices = twin?.snapshot.endpointSlices.filter(({ serviceName }) => serviceName === name) ?? [];
  return slices.map(
    ({ endpoints, ports }) =>
      `${endpoints.map(({ targetRef, ready }) => `${targetRef?.name}${ready === true ? "" : " (not ready)"}`).join(", ")} at ${ports.map(({ port }) => port).join(", ")}`,
  );
}

describe("what kubectl prints", () => {
  test("created, unchanged, configured, deleted", () => {
    const lab = new ClusterLab();
    expect(lab.apply(NAMESPACE, service())).toBe("namespace/web created\nservice/shop created");
    expect(lab.apply(NAMESPACE, service())).toBe("namespace/web unchanged\nservice/shop unchanged");
    expect(lab.apply(service({ selector: { app: "other" } }))).toBe("service/shop configured");
    expect(lab.delete("service/web/shop")).toBe('service "shop" deleted from web namespace');
    expect(lab.delete("svc/web/shop")).toBe('Error from server (NotFound): services "shop" not found');
    expect(lab.apply(service())).toBe("service/shop created");
  });

  test("objects of custom resources by their group", () => {
    const lab = new ClusterLab();
    expect(lab.apply(POOL)).toBe("ciliumloadbalancerippool.cilium.io/shops created");
    expect(lab.apply({ ...POOL, spec: { ...POOL.spec, disabled: true } })).toBe(
      "ciliumloadbalancerippool.cilium.io/shops configured",
    );
    expect(lab.delete("ippool/shops")).toBe('ciliumloadbalancerippool.cilium.io "shops" deleted');
    expect(lab.delete("ippool/shops")).toBe(
      'Error from server (NotFound): ciliumloadbalancerippools.cilium.io "shops" not found',
    );
  });

  test.each<readonly [what: string, manifest: unknown, text: string]>([
    ["a namespace that is not there", service(), 'error when creating "STDIN": namespaces "web" not found'],
    ["a kind that is not modelled", { ...NAMESPACE, kind: "Secret" }, "A Secret of v1 is not modelled here."],
    [
      "a version of another kind",
      { ...POOL, apiVersion: "v1" },
      "A CiliumLoadBalancerIPPool of v1 is not modelled here.",
    ],
    ["no name", { apiVersion: "v1", kind: "Pod", metadata: {} }, "apiVersion, kind and metadata.name"],
    ["no object", "x", "apiVersion, kind and metadata.name"],
    ["a node", { apiVersion: "v1", kind: "Node", metadata: { name: "n9" } }, "a Node registers itself"],
    [
      "a pod that would run CoreDNS",
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "x", namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
        spec: { containers: [container] },
      },
      "a pod that the Service of CoreDNS selects cannot be created by hand here",
    ],
    ["a bad pool", { ...POOL, spec: { blocks: "x" } }, 'The CiliumLoadBalancerIPPool "shops" is invalid: spec.blocks'],
  ])("%s is refused", (_what, manifest, text) => {
    const { isAccepted, text: said } = new ClusterLab().simulation.apply([manifest]);
    expect(said).toContain(text);
    expect(isAccepted).toBe(false);
  });

  test("one that is refused keeps none of the others back", () => {
    expect(new ClusterLab().apply(service(), NAMESPACE, service())).toBe(
      'Error from server (NotFound): error when creating "STDIN": namespaces "web" not found\nnamespace/web created\nservice/shop created',
    );
  });

  test("what was made by others is given the annotation by the first manifest, and keeps what that does not say", () => {
    const lab = new ClusterLab();
    const manifest = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web", namespace: "linkerd-viz" },
      spec: { sessionAffinity: "ClientIP" },
    };
    const before = lab.externalIp("web", "linkerd-viz");
    expect(lab.apply(manifest)).toBe("service/web configured");
    expect(lab.apply(manifest)).toBe("service/web unchanged");
    expect(lab.show("services -n linkerd-viz web -o yaml")).toContain("sessionAffinity: ClientIP");
    lab.runTo(5);
    expect(lab.externalIp("web", "linkerd-viz")).toBe(before);
    // What the last manifest said and this one does not is taken away; the default comes back.
    expect(lab.apply({ ...manifest, spec: {} })).toBe("service/web configured");
    expect(lab.show("services -n linkerd-viz web -o yaml")).toContain("sessionAffinity: None");
  });
});

describe("what is not even sent, or not read", () => {
  const map = (name: string, namespace = "default", data: object = {}): object => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace },
    data,
  });
  const asked = (name: string, namespace = "default"): string =>
    `error: error when retrieving current configuration of:\nResource: "/v1, Resource=configmaps", GroupVersionKind: "/v1, Kind=ConfigMap"\nName: "${name}", Namespace: "${namespace}"\nfrom server for: "STDIN": `;
  const TOO_LARGE =
    'Error from server (RequestEntityTooLarge): error when creating "STDIN": Request entity too large: limit is 3145728';

  test.each<readonly [object: object, text: string]>([
    [map("a/b"), `${asked("a/b")}invalid resource name "a/b": [may not contain '/']`],
    [map("%2f/"), `${asked("%2f/")}invalid resource name "%2f/": [may not contain '/' may not contain '%']`],
    [map(".."), `${asked("..")}invalid resource name "..": [may not be '..']`],
    [map("a", "b/c"), `${asked("a", "b/c")}invalid namespace "b/c": [may not contain '/']`],
  ])("%j", (manifest, text) => {
    expect(new ClusterLab().apply(manifest)).toBe(text);
  });

  test("a name that can be asked for and is none is the server's to refuse", () => {
    const texts = ["__proto__", "constructor", "A", "a".repeat(254)].map((name) => pods().apply([map(name)]).text);
    expect(texts.map((text) => text.split(":")[0])).toEqual([
      'The ConfigMap "__proto__" is invalid',
      "configmap/constructor created",
      'The ConfigMap "A" is invalid',
      `The ConfigMap "${"a".repeat(254)}" is invalid`,
    ]);
  });

  test("patches and deletions of such names (client-go rest/request.go)", () => {
    const { simulation } = new ClusterLab();
    const named = (name: string) => ({ cluster: null, kind: "configmap", namespace: "kube-system", name });
    expect(simulation.patch({ ...named("a%b"), type: "merge", body: {} }).text).toBe(
      `error: invalid resource name "a%b": [may not contain '%']`,
    );
    expect(simulation.patch({ ...named("a/b"), type: "merge", body: {} }).text).toMatch(
      /^error: there is no need to specify a resource type as a separate argument/,
    );
    expect(simulation.delete({ ...named(".."), kind: "service" }).text).toBe(
      `error: invalid resource name "..": [may not be '..']`,
    );
  });

  // What is sent has the manifest twice, the second time as a text.
  const sized = (bytes: number): object => {
    const empty = `${JSON.stringify(withLastApplied(map("big", "default", { x: "" }) as JsonMap))}\n`.length;
    return map("big", "default", { x: "a".repeat(Math.ceil((bytes - empty) / 2)) });
  };

  test("more than 3 MiB: not even the namespace is looked at", () => {
    expect(pods().apply([sized(3_145_728)]).text).toMatch(/^The ConfigMap "big" is invalid: .*Too long/s);
    expect(pods().apply([sized(3_145_730)]).text).toBe(TOO_LARGE);
    const { metadata: _, ...rest } = sized(3_145_730) as Record<string, unknown>;
    expect(pods().apply([{ ...rest, metadata: { name: "big", namespace: "nowhere" } }]).text).toBe(TOO_LARGE);
    expect(new ClusterLab().apply({ ...service(), spec: { ports: [{ port: 80 }], x: "a".repeat(3_145_728) } })).toBe(
      TOO_LARGE,
    );
  });

  test("an object that is there is patched, and the patch is as large", () => {
    const simulation = pods();
    simulation.apply([map("big")]);
    const { text } = simulation.apply([sized(3_150_000)]);
    expect(text.slice(0, 94)).toBe(
      'Error from server (RequestEntityTooLarge): error when applying patch:\n{"data":{"x":"aaaaaaaaaa',
    );
    expect(text).toMatch(/for: "STDIN": error when patching "STDIN": Request entity too large: limit is 3145728$/);
    expect(text).toContain(
      '\nto:\nResource: "/v1, Resource=configmaps", GroupVersionKind: "/v1, Kind=ConfigMap"\nName: "big", Namespace: "default"\n',
    );
  });
});

describe("pods made by hand", () => {
  test("the scheduler finds a node, kubelet an address, and then it is ready and behind its Service", () => {
    const lab = new ClusterLab();
    lab.apply(NAMESPACE, service(), pod("a"));
    expect(lab.show("pods -n web")).toMatch(/a {6}0\/1 {5}Pending/);
    lab.runTo(5);
    expect(lab.show("pods -n web")).toMatch(/a {6}1\/1 {5}Running/);
    expect(lab.told("pod/web/a")).toEqual([
      "pod/web/a: pod/a created",
      expect.stringMatching(/^pod\/web\/a: comes on k8s1master\d with 100\.64\.\d\.\d+$/),
      "pod/web/a: is ready",
    ]);
    expect(endpointsOf(lab, "shop")).toEqual(["a at 8080"]);
    expect(lab.simulation.world.places.get("web/a")?.station).toBe("web/a");
  });

  test.each<readonly [what: string, spec: object, told: RegExp]>([
    ["a node that it names", { nodeName: "k8s1master2" }, /comes on k8s1master2 with 100\.64\.1\./],
    [
      "a node by its labels",
      { nodeSelector: { "kubernetes.io/hostname": "k8s1master3" } },
      /comes on k8s1master3 with 100\.64\.2\./,
    ],
    ["none that it would take", { nodeSelector: { disk: "none" } }, /waits: no node takes it/],
    ["its node's own network", { nodeName: "k8s1master1", hostNetwork: true }, /with 192\.168\.14\.31$/],
  ])("%s", (_what, spec, told) => {
    const lab = new ClusterLab();
    lab.apply(NAMESPACE, pod("a", spec));
    lab.runTo(5);
    expect(lab.told("pod/web/a").some((line) => told.test(line))).toBe(true);
  });

  test("no two pods have one address", () => {
    const lab = new ClusterLab();
    const names = ["a", "b", "c", "d", "e", "f"];
    lab.apply(NAMESPACE, ...names.map((name) => pod(name)));
    lab.runTo(5);
    const [twin] = [...lab.simulation.world.clusters.values()];
    const addresses =
      twin?.snapshot.pods.filter(({ hostNetwork }) => !hostNetwork).flatMap(({ podIps }) => podIps) ?? [];
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.length).toBeGreaterThanOrEqual(names.length);
  });

  test("a node that has lost its power takes none", () => {
    const lab = new ClusterLab();
    for (const node of ["k8s1master1", "k8s1master2"]) lab.simulation.inject({ kind: "crash", machine: node });
    lab.apply(NAMESPACE, pod("a"));
    lab.runTo(5);
    expect(lab.told("comes on").join()).toContain("k8s1master3");
  });
});

describe("Services and pools", () => {
  test("a new load balancer has an address of a new pool, and the routers hear of it", () => {
    const lab = new ClusterLab();
    lab.apply(POOL, NAMESPACE, service(BALANCED));
    lab.runTo(5);
    expect(lab.externalIp("shop", "web")).toBe("198.19.7.0");
    expect(lab.nextHops("198.19.7.0")).toHaveLength(3);
    lab.delete("service/web/shop");
    lab.runTo(10);
    expect(lab.nextHops("198.19.7.0")).toEqual([]);
    expect(endpointsOf(lab, "shop")).toEqual([]);
  });

  test("whoever holds an address is deleted: who waits for it has it at once (cilium.md: holder deleted)", () => {
    const lab = new ClusterLab();
    const wanted = { "io.cilium/lb-ipam-ips": "198.19.0.30" };
    const duplicate = {
      ...service(BALANCED, wanted),
      metadata: { name: "dns2", namespace: "kube-system", annotations: wanted },
    };
    lab.apply(duplicate);
    lab.runTo(3);
    expect([lab.externalIp(), lab.externalIp("dns2", "kube-system")]).toEqual(["198.19.0.30", "<pending>"]);
    expect(lab.delete("service/kube-system/kube-dns")).toBe('service "kube-dns" deleted from kube-system namespace');
    lab.runTo(6);
    expect(lab.externalIp("dns2", "kube-system")).toBe("198.19.0.30");
  });

  test("a pool is deleted: its addresses are withdrawn (cilium.md: pool deleted)", () => {
    const lab = new ClusterLab();
    lab.runTo(1);
    expect(lab.externalIp()).toBe("198.19.0.30");
    lab.delete("ippool/kube-system");
    lab.runTo(4);
    expect(lab.externalIp()).toBe("<pending>");
    expect(lab.nextHops()).toEqual([]);
  });

  test("another selector: the endpoints follow, a moment later", () => {
    const lab = new ClusterLab();
    lab.apply(NAMESPACE, service(), pod("a"));
    lab.runTo(5);
    lab.apply(service({ selector: { app: "other" } }));
    expect(endpointsOf(lab, "shop")).toEqual(["a at 8080"]);
    lab.runTo(7);
    expect(endpointsOf(lab, "shop")).toEqual([" at "]);
    lab.apply(service());
    lab.runTo(9);
    expect(endpointsOf(lab, "shop")).toEqual(["a at 8080"]);
  });

  test("BGP: without an advertisement nothing is announced, with one all of it", () => {
    const lab = new ClusterLab();
    const [twin] = [...lab.simulation.world.clusters.values()];
    const names = twin?.snapshot.bgpAdvertisements.map(({ metadata: { name } }) => name) ?? [];
    for (const name of names) lab.delete(`ciliumbgpadvertisement/${name}`);
    lab.runTo(3);
    expect(lab.nextHops()).toEqual([]);
    const [first] = twin?.snapshot.bgpAdvertisements ?? [];
    lab.apply({
      apiVersion: "cilium.io/v2",
      kind: "CiliumBGPAdvertisement",
      metadata: { name: "again", labels: first?.metadata.labels },
      spec: {
        advertisements: [
          {
            advertisementType: "Service",
            service: { addresses: ["LoadBalancerIP"] },
            selector: { matchExpressions: [{ key: "somekey", operator: "NotIn", values: ["never"] }] },
          },
        ],
      },
    });
    lab.runTo(6);
    expect(lab.nextHops().length).toBeGreaterThan(0);
  });
});
