import type { JsonMap } from "@splithorizon/core";
import type { ControlPlane } from "./control-plane.ts";
import { objects } from "./object-courses.ts";
import { create, nameOf } from "./play-course.ts";
import { kubeDns } from "./services.ts";

const RULES = (rules: readonly JsonMap[]): JsonMap => ({ rules });
const GROUP = "rbac.authorization.k8s.io";
const ROLE = "splithorizon-snapshot";
const SUBJECTS = [{ kind: "User", name: "reader", apiGroup: GROUP }];

/** The role of packages/k8s/README.md, as objects. */
const roles: readonly (readonly [list: string, object: JsonMap])[] = [
  [
    `/apis/${GROUP}/v1/clusterroles`,
    {
      metadata: { name: ROLE },
      ...RULES([
        { apiGroups: [""], resources: ["namespaces", "services", "pods", "nodes"], verbs: ["list"] },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list"] },
        {
          apiGroups: ["cilium.io"],
          resources: [
            "ciliumnodes",
            "ciliumloadbalancerippools",
            "ciliumbgpclusterconfigs",
            "ciliumbgppeerconfigs",
            "ciliumbgpadvertisements",
            "ciliuml2announcementpolicies",
          ],
          verbs: ["list"],
        },
      ]),
    },
  ],
  [
    `/apis/${GROUP}/v1/namespaces/kube-system/roles`,
    {
      metadata: { name: ROLE },
      ...RULES([{ apiGroups: [""], resources: ["configmaps"], resourceNames: ["coredns"], verbs: ["get"] }]),
    },
  ],
  [
    `/apis/${GROUP}/v1/clusterrolebindings`,
    { metadata: { name: ROLE }, roleRef: { apiGroup: GROUP, kind: "ClusterRole", name: ROLE }, subjects: SUBJECTS },
  ],
  [
    `/apis/${GROUP}/v1/namespaces/kube-system/rolebindings`,
    { metadata: { name: ROLE }, roleRef: { apiGroup: GROUP, kind: "Role", name: ROLE }, subjects: SUBJECTS },
  ],
];

const kubeSystem = "/api/v1/namespaces/kube-system";

/** What a cluster has that somebody takes a snapshot of, and what none of it may show. */
const inhabitants: readonly (readonly [list: string, object: JsonMap])[] = [
  [`${kubeSystem}/services`, kubeDns],
  [`${kubeSystem}/configmaps`, objects.ConfigMap],
  [`${kubeSystem}/configmaps`, { metadata: { name: "other" }, data: { password: "in-a-configmap" } }],
  [`${kubeSystem}/secrets`, { metadata: { name: "hidden" }, stringData: { password: "in-a-secret" } }],
  [`${kubeSystem}/pods`, objects.Pod],
  ["/api/v1/nodes", objects.Node],
  ["/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices", objects.EndpointSlice],
  ["/apis/cilium.io/v2/ciliumloadbalancerippools", objects.CiliumLoadBalancerIPPool],
  [
    `${kubeSystem}/pods`,
    {
      metadata: { name: "with-a-password" },
      spec: {
        automountServiceAccountToken: false,
        containers: [{ name: "a", image: "a", env: [{ name: "PASSWORD", value: "in-an-environment" }] }],
      },
    },
  ],
];

export async function settle(plane: ControlPlane): Promise<void> {
  for (const [list, object] of [...roles, ...inhabitants]) {
    const made = await create(plane, list, object);
    if (nameOf(made) !== nameOf(object)) throw new Error(`${list}: ${JSON.stringify(made)}`);
  }
}

/** More Services than two pages hold, each with an address of the server's choice. */
export async function crowd(plane: ControlPlane, count: number): Promise<void> {
  await create(plane, "/api/v1/namespaces", { metadata: { name: "crowd" } });
  const numbers = Array.from({ length: count }, (_, at) => at);
  for (let at = 0; at < count; at += 20) {
    await Promise.all(
      numbers.slice(at, at + 20).map((number) =>
        create(plane, "/api/v1/namespaces/crowd/services", {
          metadata: { name: `s${number}`, labels: { number: String(number) } },
          spec: { ports: [{ name: "http", port: 80 }], selector: { app: `s${number}` } },
        }),
      ),
    );
  }
}
