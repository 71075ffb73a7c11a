import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

const block = (...properties: readonly string[]): string =>
  `kubernetes cluster.local {\n${properties.map((property) => `  ${property}\n`).join("")}}`;

describe("what CoreDNS takes", () => {
  it.each([
    ["kubernetes"],
    ["kubernetes cluster.local in-addr.arpa ip6.arpa"],
    ["kubernetes 10.0.0.0/8 cluster.local"],
    [block("pods verified", "pods insecure", "ttl 0", "ttl 3600")],
    [
      block(
        "endpoint https://10.0.0.1:6443",
        "tls cert key ca",
        "kubeconfig /kube.conf",
        "kubeconfig /kube.conf context",
      ),
    ],
    [block("namespaces a b", "namespaces c", "labels app=web,tier in (a, b),!old", "endpoint_pod_names", "zonal")],
    [
      block(
        "namespace_labels team=mesh",
        "noendpoints",
        "ignore",
        "ignore empty_service",
        "fallthrough",
        "fallthrough a.test b.test",
      ),
    ],
    [block("startup_timeout 10s", "apiserver_qps 1.5e1", "apiserver_burst 0", "apiserver_max_inflight 7")],
  ])("%s", (body) => expect(diagnosticsOf(body)).toEqual([]));
});

describe("what stops it, in its own words", () => {
  const count = (word: string): string => `Wrong argument count or unexpected line ending after '${word}'`;
  it.each([
    ["kubernetes 10.0.0.0/8 8.b.d.0.1.0.0.2.ip6.arpa", "non-reverse zone name must be used"],
    ["kubernetes\nkubernetes", "this plugin can only be used once per Server Block"],
    [block("pods"), count("pods")],
    [block("pods maybe"), "wrong value for pods: maybe,  must be one of: disabled, verified, insecure"],
    [block("ttl"), count("ttl")],
    [block("ttl x"), 'strconv.Atoi: parsing "x": invalid syntax'],
    [block("ttl 3601"), "ttl must be in range [0, 3600]: 3601"],
    [block("ttl -1"), "ttl must be in range [0, 3600]: -1"],
    [block("ignore nothing"), "unable to parse ignore value: 'nothing'"],
    [block("labels"), count("labels")],
    [block("labels a in b"), "unable to parse label selector value: 'a in b'"],
    [block("namespace_labels ="), "unable to parse namespace_label selector value: '='"],
    [block("namespaces a", "namespace_labels b=c"), "namespaces and namespace_labels cannot both be set"],
    [block("noendpoints now"), count("now")],
    [block("endpoint_pod_names yes"), count("yes")],
    [block("zonal yes"), count("yes")],
    [block("zonal", "noendpoints"), "zonal requires the endpoint cache; remove noendpoints"],
    [block("tls cert key"), count("key")],
    [block("kubeconfig"), count("kubeconfig")],
    [block("startup_timeout x"), 'failed to parse startup_timeout: x, time: invalid duration "x"'],
    [block("apiserver_qps x"), 'invalid apiserver_qps "x": strconv.ParseFloat: parsing "x": invalid syntax'],
    [block("apiserver_burst 1.5"), 'invalid apiserver_burst "1.5": strconv.Atoi: parsing "1.5": invalid syntax'],
    [block("apiserver_max_inflight -1"), "apiserver_max_inflight must be >= 0"],
    [
      block("multicluster other.test"),
      "is not authoritative for the multicluster zone other.test. (authoritative zones: [cluster.local.])",
    ],
    [block("upstream 1.1.1.1"), "unknown property 'upstream'"],
    [block("transfer to *"), "unknown property 'transfer'"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});

it.each([
  [
    block("endpoint a b"),
    "warning: Multiple endpoints have been deprecated, only the first specified endpoint 'a' is used",
  ],
  [block("multicluster cluster.local"), 'warning: "multicluster" of kubernetes is not modelled'],
])("%s", (body, expected) => expect(diagnosticsOf(body)).toEqual([expected]));
