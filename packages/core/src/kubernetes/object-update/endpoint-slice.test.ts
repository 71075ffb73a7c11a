import { describe, expect, test } from "vitest";
import type { JsonMap } from "../patching/json-value.ts";
import { answerTo, patched } from "./patched.fixture.ts";

describe("EndpointSlices", () => {
  const endpoint = { addresses: ["10.0.3.53"], conditions: { ready: true } };
  test.each<readonly [body: JsonMap, said: string]>([
    [{ endpoints: [endpoint] }, "endpointslice.discovery.k8s.io/kube-dns-x7k2p patched"],
    [{ addressType: "IPv6" }, 'addressType: Invalid value: "IPv6": field is immutable'],
    [{ addressType: "ipv4" }, 'addressType: Unsupported value: "ipv4": supported values: "FQDN", "IPv4", "IPv6"'],
    [
      { endpoints: [{ ...endpoint, addresses: [] }] },
      "endpoints[0].addresses: Required value: must contain at least 1 address",
    ],
    [
      { endpoints: [{ ...endpoint, addresses: ["2001:db8::1"] }] },
      'endpoints[0].addresses: Invalid value: "2001:db8::1": must be an IPv4 address',
    ],
    [
      { endpoints: [{ ...endpoint, addresses: ["127.0.0.1"] }] },
      'endpoints[0].addresses[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
    [
      { endpoints: [{ ...endpoint, nodeName: "A" }] },
      'endpoints[0].nodeName: Invalid value: "A": a lowercase RFC 1123 subdomain',
    ],
    [
      { endpoints: [{ ...endpoint, hostname: "a.b" }] },
      'endpoints[0].hostname: Invalid value: "a.b": must not contain dots',
    ],
    [{ ports: [{ port: 1 }, { port: 2 }] }, 'ports[1].name: Duplicate value: ""'],
    [
      { ports: [{ port: 1, protocol: "udp" }] },
      'ports[0].protocol: Unsupported value: "udp": supported values: "SCTP", "TCP", "UDP"',
    ],
  ])("%j", (body, said) => {
    expect(answerTo("EndpointSlice", "merge", body)).toContain(said);
  });

  test("there are at most 1000 endpoints", () => {
    const endpoints = Array.from({ length: 1001 }, () => endpoint);
    expect(answerTo("EndpointSlice", "merge", { endpoints })).toContain(
      "endpoints: Too many: 1001: must have at most 1000 items",
    );
  });

  test("endpoints are replaced as a whole by a strategic patch too", () => {
    const { endpoints } = patched("EndpointSlice", "strategic", { endpoints: [endpoint] });
    expect(endpoints).toEqual([endpoint]);
  });

  test("a port's name and protocol are defaulted", () => {
    expect(patched("EndpointSlice", "merge", { ports: [{ port: 53 }] })["ports"]).toEqual([
      { name: "", port: 53, protocol: "TCP" },
    ]);
  });

  test.each<readonly [body: JsonMap, generation: number]>([
    [{ endpoints: [endpoint] }, 2],
    [{ metadata: { labels: { a: "b" } } }, 2],
    [{ metadata: { annotations: { a: "b" } } }, 1],
  ])("%j: generation %i", (body, generation) => {
    expect(patched("EndpointSlice", "merge", body)["metadata"]).toMatchObject({ generation });
  });
});
