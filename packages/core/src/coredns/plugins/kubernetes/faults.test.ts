import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["kubernetes"], ["kubernetes in-addr.arpa"]])("%s", (body) => expect(faultOf(body)).toBe(""));
});

describe("what stops it, in its own words", () => {
  it.each([
    ["kubernetes cluster.local {\n pods\n}", "Wrong argument count or unexpected line ending after 'pods'"],
    [
      "kubernetes cluster.local {\n pods all\n}",
      "wrong value for pods: all,  must be one of: disabled, verified, insecure",
    ],
    [
      "kubernetes cluster.local {\n pods verified insecure\n}",
      "Wrong argument count or unexpected line ending after 'insecure'",
    ],
    ["kubernetes cluster.local {\n namespaces\n}", "Wrong argument count or unexpected line ending after 'namespaces'"],
    [
      "kubernetes cluster.local {\n namespaces a\n namespace_labels b=c\n}",
      "namespaces and namespace_labels cannot both be set",
    ],
    ["kubernetes cluster.local {\n labels\n}", "Wrong argument count or unexpected line ending after 'labels'"],
    [
      "kubernetes cluster.local {\n namespace_labels\n}",
      "Wrong argument count or unexpected line ending after 'namespace_labels'",
    ],
    ["kubernetes cluster.local {\n endpoint\n}", "Wrong argument count or unexpected line ending after 'endpoint'"],
    ["kubernetes cluster.local {\n tls a b\n}", "Wrong argument count or unexpected line ending after 'b'"],
    ["kubernetes cluster.local {\n kubeconfig\n}", "Wrong argument count or unexpected line ending after 'kubeconfig'"],
    ["kubernetes cluster.local {\n kubeconfig a b c\n}", "Wrong argument count or unexpected line ending after 'c'"],
    ["kubernetes cluster.local {\n ttl\n}", "Wrong argument count or unexpected line ending after 'ttl'"],
    ["kubernetes cluster.local {\n ttl x\n}", 'strconv.Atoi: parsing "x": invalid syntax'],
    ["kubernetes cluster.local {\n ttl -1\n}", "ttl must be in range [0, 3600]: -1"],
    ["kubernetes cluster.local {\n ttl 3601\n}", "ttl must be in range [0, 3600]: 3601"],
    ["kubernetes cluster.local {\n noendpoints x\n}", "Wrong argument count or unexpected line ending after 'x'"],
    [
      "kubernetes cluster.local {\n endpoint_pod_names x\n}",
      "Wrong argument count or unexpected line ending after 'x'",
    ],
    ["kubernetes cluster.local {\n ignore everything\n}", "unable to parse ignore value: 'everything'"],
    ["kubernetes cluster.local {\n zonal x\n}", "Wrong argument count or unexpected line ending after 'x'"],
    ["kubernetes cluster.local {\n zonal\n noendpoints\n}", "zonal requires the endpoint cache; remove noendpoints"],
    [
      "kubernetes cluster.local {\n multicluster other.local\n}",
      "is not authoritative for the multicluster zone other.local. (authoritative zones: [cluster.local.])",
    ],
    [
      "kubernetes cluster.local {\n startup_timeout\n}",
      "Wrong argument count or unexpected line ending after 'startup_timeout'",
    ],
    [
      "kubernetes cluster.local {\n startup_timeout soon\n}",
      'failed to parse startup_timeout: soon, time: invalid duration "soon"',
    ],
    [
      "kubernetes cluster.local {\n apiserver_qps fast\n}",
      'invalid apiserver_qps "fast": strconv.ParseFloat: parsing "fast": invalid syntax',
    ],
    ["kubernetes cluster.local {\n apiserver_qps -1\n}", "apiserver_qps must be >= 0"],
    [
      "kubernetes cluster.local {\n apiserver_burst 1.5\n}",
      'invalid apiserver_burst "1.5": strconv.Atoi: parsing "1.5": invalid syntax',
    ],
    [
      "kubernetes cluster.local {\n apiserver_max_inflight\n}",
      "Wrong argument count or unexpected line ending after 'apiserver_max_inflight'",
    ],
    ["kubernetes cluster.local {\n upstream x\n}", "unknown property 'upstream'"],
    ["kubernetes cluster.local\n kubernetes other.local", "this plugin can only be used once per Server Block"],
  ])("%s", (body, expected) => expect(faultOf(body)).toBe(expected));
});
