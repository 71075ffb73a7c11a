/** A command of the tutorial whose effect is a change through time, played on a stage of the site. */
export interface TimedTutorialRow {
  /** As the tutorial has it. */
  readonly tutorial: string;
  readonly stage: string;
  /** Steps of a scenario: what is done, and what must be seen then. */
  readonly steps: string;
}

const ANNOTATE = `{ at: 10s, patch: { object: service/kube-system/kube-dns, body: { metadata: { annotations: { io.cilium/lb-ipam-ips: 198.19.0.30 } } } }, answer: service/kube-dns patched }`;
const TO_BALANCER = `{ at: 20s, patch: { object: service/kube-system/kube-dns, type: json, body: [{ op: replace, path: /spec/type, value: LoadBalancer }, { op: add, path: /spec/allocateLoadBalancerNodePorts, value: false }] }, answer: service/kube-dns patched }`;
const TO_LOCAL = `{ at: 40s, patch: { object: service/kube-system/kube-dns, body: { spec: { externalTrafficPolicy: Local } } }, answer: service/kube-dns patched }`;

/** Each row goes on where the one before it ended, so it plays that one's steps too. */
export const rowsInTime: readonly TimedTutorialRow[] = [
  {
    tutorial:
      'kubectl patch services -n kube-system kube-dns -p \'{"metadata":{"annotations":{"io.cilium/lb-ipam-ips":"198.19.0.30"}}}\'',
    stage: "kloud-lan-default",
    steps: `
  - ${ANNOTATE}
  # The annotation alone does nothing: the Service is a ClusterIP.
  - { at: 15s, show: services -n kube-system kube-dns, lines: ["ClusterIP   198.18.0.10   <none>        53/UDP,53/TCP,9153/TCP"] }
  - { at: 15s, ask: web.linkerd-viz.svc.cluster.local A, from: laptop, server: 198.19.0.30, silence: timeout }
  - { at: 16s, patch: { object: service/kube-system/kube-dns, body: { metadata: { annotations: { io.cilium/lb-ipam-ips: 198.19.0.30 } } } }, answer: service/kube-dns patched (no change) }
`,
  },
  {
    tutorial:
      'kubectl patch services -n kube-system kube-dns --type=json -p \'[{"op":"replace","path":"/spec/type",...}]\' (atomic, or a NodePort is configured)',
    stage: "kloud-lan-default",
    steps: `
  - ${ANNOTATE}
  - ${TO_BALANCER}
  # cilium-operator has not seen it yet.
  - { at: 20s, show: services -n kube-system kube-dns, lines: ["LoadBalancer   198.18.0.10   <pending>     53/UDP,53/TCP,9153/TCP"] }
  - { at: 25s, show: services -n kube-system kube-dns, lines: ["LoadBalancer   198.18.0.10   198.19.0.30   53/UDP,53/TCP,9153/TCP"] }
  - { at: 25s, show: routes router, lines: ["198.19.0.30 proto bgp", "nexthop via 192.168.14.31", "nexthop via 192.168.14.32", "nexthop via 192.168.14.33"] }
  - { at: 26s, ask: web.linkerd-viz.svc.cluster.local A, from: laptop, server: 198.19.0.30, answers: [198.18.0.245] }
`,
  },
  {
    tutorial: "the same in two patches: a NodePort is configured, and stays",
    stage: "kloud-lan-default",
    steps: `
  - ${ANNOTATE}
  - { at: 20s, patch: { object: service/kube-system/kube-dns, body: { spec: { type: LoadBalancer } } }, answer: service/kube-dns patched }
  - { at: 21s, patch: { object: service/kube-system/kube-dns, body: { spec: { allocateLoadBalancerNodePorts: false } } }, answer: service/kube-dns patched }
  - { at: 25s, show: services -n kube-system kube-dns, lines: ["198.19.0.30   53:3"] }
`,
  },
  {
    tutorial:
      'kubectl patch services -n kube-system kube-dns -p \'{"spec":{"externalTrafficPolicy":"Local"}}\', and the healthCheckNodePort that is allocated',
    stage: "kloud-lan-default",
    steps: `
  - ${ANNOTATE}
  - ${TO_BALANCER}
  - { at: 30s, show: services -n kube-system kube-dns -o yaml, lines: ["  externalTrafficPolicy: Cluster"] }
  - ${TO_LOCAL}
  - { at: 40s, show: services -n kube-system kube-dns -o yaml, lines: ["  externalTrafficPolicy: Local", "  healthCheckNodePort: 3"] }
  - { at: 45s, show: routes router, lines: ["198.19.0.30 proto bgp metric 20 \\n\\tnexthop via 192.168.14.31 dev eth1 weight 1 \\n\\tnexthop via 192.168.14.32 dev eth1 weight 1 \\n198."] }
  - { at: 45s, show: healthz k8s1master1, lines: ['"localEndpoints": 1'] }
  - { at: 45s, show: healthz k8s1master3, lines: ["HTTP 503", '"localEndpoints": 0'] }
  - { at: 46s, ask: web.linkerd-viz.svc.cluster.local A, from: mac, server: 198.19.0.30, answers: [198.18.0.245] }
`,
  },
  {
    tutorial: "kubectl delete pods -n kube-system -l k8s-app=kube-dns",
    stage: "kloud-lan-default",
    steps: `
  - { at: 10s, delete-pods: { namespace: kube-system, selector: k8s-app=kube-dns }, answer: "pod \\"coredns-5dd5756b68-7wq2m\\" deleted from kube-system namespace\\npod \\"coredns-5dd5756b68-x4k9t\\" deleted from kube-system namespace" }
  - { at: 10s, ask: web.linkerd-viz.svc.cluster.local A, from: dnsutils/dnsutils, every: 200ms, until: 20s, timeout: 1s, answers: [198.18.0.245], outage: 2s }
  - { at: 20s, show: pods -n kube-system -l k8s-app=kube-dns, lines: ["coredns-5dd5756b68-", "1/1     Running   0          10s"] }
`,
  },
  {
    tutorial: "sudo systemctl restart bind9; sudo systemctl status bind9",
    stage: "kloud-lan",
    steps: `
  - { at: 5s, ask: web.linkerd-viz.k8s1-prod.kloud.lan A, from: laptop, answers: [198.19.0.5] }
  - { at: 10s, restart: named, on: dns2 }
  - { at: 12s, ask: kloud.lan SOA, from: laptop, server: 192.168.13.12 }
`,
  },
];
