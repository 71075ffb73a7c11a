import { describe, expect, it } from "vitest";
import { probes } from "./cluster-cases.fixture.ts";
import { type Change, findingsOf } from "./variation.fixture.ts";

const CONFIG_MAP = "kloud-lan/cluster/coredns-configmap.yaml";
const corefile = (from: string, to: string): Change => [CONFIG_MAP, from, to];

/** What is found, without what is said of the pods. */
function found(changes: readonly Change[]): readonly string[] {
  return findingsOf({ changes }, "LINT_PROBE_UNANSWERED").map(({ message }) =>
    message.replace(" of kube-system/coredns-5dd5756b68-7wq2m (and 1 more)", "").replace(/: [^:]*$/, ""),
  );
}

const POD = "kloud-lan/cluster/coredns-pods.yaml";
const more = (probe: string): Change => [POD, "      name: kube-dns\n", `      name: kube-dns\n      ${probe}\n`];
const TLS = "readinessProbe: { httpGet: { path: /ready, port: 8181, scheme: HTTPS } }";

const misses = (name: string, asks: string): string =>
  `The ${name} probe asks ${asks}, and its CoreDNS answers nothing there`;

describe("probes of the pods and where the Corefile answers", () => {
  it.each<readonly [string, readonly Change[], readonly string[]]>([
    ["a manifest without probes: kubeadm's are not compared", [corefile("        ready\n", "")], []],
    ["kubeadm's ports", [probes(8181, 8080)], []],
    [
      "ready and health changed places",
      [probes(8080, 8181)],
      [misses("readiness", "/ready at port 8080"), misses("liveness", "/health at port 8181")],
    ],
    ["no ready", [probes(8181, 8080), corefile("        ready\n", "")], [misses("readiness", "/ready at port 8181")]],
    [
      "ready elsewhere, and the probe with it",
      [probes(8282, 8080), corefile("        ready\n", "        ready :8282\n")],
      [],
    ],
    [
      "health on the loopback alone",
      [probes(8181, 8080), corefile("        health {", "        health 127.0.0.1:8080 {")],
      [misses("liveness", "/health at port 8080")],
    ],
    [
      "a startup probe at the metrics' port, and a readiness probe over TLS",
      [more("startupProbe: { httpGet: { path: /health, port: 9153 } }"), more(TLS)],
      [misses("readiness", "/ready at port 8181 over TLS"), misses("startup", "/health at port 9153")],
    ],
    ["a port by its name", [probes(8181, "metrics")], [misses("liveness", "/health at port 9153")]],
    [
      "a name that the container does not have",
      [probes("http", 8080)],
      [misses("readiness", '/ready at the port "http", which the container does not have')],
    ],
  ])("%s", (_what, changes, expected) => {
    expect(found(changes)).toEqual(expected);
  });
});
