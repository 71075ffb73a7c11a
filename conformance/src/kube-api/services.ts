import type { JsonMap } from "@splithorizon/core";

/** The tutorial's Service, as it is made. */
export const kubeDns: JsonMap = {
  apiVersion: "v1",
  kind: "Service",
  metadata: {
    annotations: { "prometheus.io/port": "9153" },
    labels: { "k8s-app": "kube-dns" },
    name: "kube-dns",
    namespace: "kube-system",
  },
  spec: {
    clusterIP: "198.18.0.10",
    ports: [
      { name: "dns", port: 53, protocol: "UDP", targetPort: 53 },
      { name: "dns-tcp", port: 53, protocol: "TCP", targetPort: 53 },
      { name: "metrics", port: 9153, protocol: "TCP", targetPort: 9153 },
    ],
    selector: { "k8s-app": "kube-dns" },
  },
};

/** Holds a node port and an address that others may not have. */
export const otherService: JsonMap = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "other", namespace: "kube-system" },
  spec: {
    type: "NodePort",
    clusterIP: "198.18.0.50",
    ports: [{ name: "web", port: 80, nodePort: 30_100 }],
    selector: { app: "other" },
  },
};
