import { describe, expect, test } from "vitest";
import { CoreDnsUnderTest } from "../plugins/ask-coredns.fixture.ts";
import type { ProcessSettings } from "./process-settings.ts";

const nothing: Omit<ProcessSettings, "httpAddresses"> = {
  reload: null,
  lameducksMs: [],
  hasReadyAddress: false,
  hasHealthAddress: false,
  awaitsInformers: false,
  informers: null,
};

const usual = { watchesPods: false, startupTimeoutMs: 5000 };

describe("what a Corefile says of its process", () => {
  test.each<readonly [string, string, Partial<ProcessSettings>]>([
    ["nothing", ". {\n whoami\n}\n", {}],
    ["reload as it is", ". {\n reload\n}\n", { reload: { intervalMs: 30_000, jitterMs: 15_000 } }],
    [
      "jitter is at most half of the interval",
      ". {\n reload 2s 1s\n}\n",
      { reload: { intervalMs: 2000, jitterMs: 1000 } },
    ],
    [
      "the last block's reload counts",
      ". {\n reload 10s\n}\na. {\n whoami\n}\nb. {\n reload 20s 2s\n}\n",
      { reload: { intervalMs: 20_000, jitterMs: 2000 } },
    ],
    ["health alone", ". {\n health\n}\n", { lameducksMs: [0], hasHealthAddress: true }],
    [
      "each block's lameduck",
      ". {\n health {\n lameduck 3s\n }\n}\nx. {\n health :8081 {\n lameduck 2s\n }\n}\n",
      { lameducksMs: [3000, 2000], hasHealthAddress: true },
    ],
    [
      "ready and kubernetes in one block",
      ". {\n ready\n kubernetes cluster.local\n}\n",
      { hasReadyAddress: true, awaitsInformers: true, informers: usual },
    ],
    [
      "ready in another block than kubernetes waits for nobody",
      ". {\n ready\n}\ncluster.local {\n kubernetes\n}\n",
      { hasReadyAddress: true, informers: usual },
    ],
    [
      "pods verified and a start that waits longer",
      "cluster.local {\n kubernetes {\n pods verified\n startup_timeout 20s\n }\n}\n",
      { informers: { watchesPods: true, startupTimeoutMs: 20_000 } },
    ],
    [
      "two blocks wait one behind the other",
      "a. {\n kubernetes\n}\nb. {\n kubernetes {\n pods verified\n startup_timeout 1s\n }\n}\n",
      { informers: { watchesPods: true, startupTimeoutMs: 6000 } },
    ],
  ])("%s", (_title, corefile, expected) => {
    const { httpAddresses: _, ...said } = new CoreDnsUnderTest(corefile).server.process;
    expect(said).toEqual({ ...nothing, ...expected });
  });

  test.each<readonly [string, string, Partial<ProcessSettings["httpAddresses"]>]>([
    ["nothing", ". {\n whoami\n}\n", {}],
    [
      "as they are",
      ". {\n ready\n health\n prometheus\n}\n",
      { ready: [":8181"], health: [":8080"], metrics: ["localhost:9153"] },
    ],
    ["elsewhere", ". {\n ready :9000\n health localhost:8080\n}\n", { ready: [":9000"], health: ["localhost:8080"] }],
    ["in two blocks", "a. {\n health\n}\nb. {\n health :8081\n}\n", { health: [":8080", ":8081"] }],
  ])("where it is served: %s", (_title, corefile, expected) => {
    const none = { ready: [], health: [], metrics: [] };
    expect(new CoreDnsUnderTest(corefile).server.process.httpAddresses).toEqual({ ...none, ...expected });
  });
});
