import { describe, expect, test } from "vitest";
import { CoreDnsUnderTest } from "../plugins/ask-coredns.fixture.ts";
import type { ProcessSettings } from "./process-settings.ts";

const nothing: ProcessSettings = {
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
    expect(new CoreDnsUnderTest(corefile).server.process).toEqual({ ...nothing, ...expected });
  });
});
