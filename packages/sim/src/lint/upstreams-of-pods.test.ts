import { printDiagnostic } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { block, onBoth, options, paths, withoutPodRoutes } from "./edits.fixture.ts";
import { type Change, findingsOf } from "./variation.fixture.ts";

const CODE = "LINT_UPSTREAM_REFUSES_PODS";
const HERE = "kube-system/coredns-5dd5756b68-7wq2m (and 1 more) forwards ";
const to = (upstreams: string): Change => [paths.corefile, "forward . /etc/resolv.conf", `forward . ${upstreams}`];
const withoutNodes = onBoth("named.conf.options", "        192.168.14.0/24;\n", "");
const unmasqueraded: Change = [
  paths.site,
  "routing: tunnel, mode: snat,",
  "routing: native, mode: snat, masquerade: false,",
];
const SEEN = "192.168.14.31 and 192.168.14.32";
const OWN = "100.64.0.10 and 100.64.1.10";
const NO_ROUTE = "isp has no route to 100.64.0.10";

describe("whom the upstreams of CoreDNS let in", () => {
  it.each<readonly [what: string, changes: readonly Change[], said: readonly string[]]>([
    ["the tutorial's", [], []],
    [
      "one of two",
      [to("192.168.13.11 192.168.13.12"), ...withoutNodes.slice(1)],
      [`192.168.13.12, which refuses what comes from ${SEEN}`],
    ],
    [
      "each of two",
      [to("192.168.13.11 192.168.13.12:53"), ...withoutNodes],
      [`192.168.13.11, which refuses what comes from ${SEEN}`, `192.168.13.12, which refuses what comes from ${SEEN}`],
    ],
    [
      "with its transport",
      [to("dns://192.168.13.11"), ...withoutNodes],
      [`192.168.13.11, which refuses what comes from ${SEEN}`],
    ],
    ["over TLS nobody has asked", [to("tls://192.168.13.11"), ...withoutNodes], []],
    ["nor at another port", [to("192.168.13.11:5353"), ...withoutNodes], []],
    [
      "recursion for the LAN alone",
      options("allow-recursion { 192.168.13.0/24; };"),
      [`192.168.13.10, which refuses what comes from ${SEEN}`],
    ],
    [
      "one zone",
      [block("corp.lan:53 {\n    forward corp.lan 192.168.13.11\n}"), ...withoutNodes.slice(0, 1)],
      [
        `corp.lan. to 192.168.13.11, which refuses what comes from ${SEEN}`,
        `forwards . to 192.168.13.10, which refuses what comes from ${SEEN}`,
      ],
    ],
    ["blackholed", options("blackhole { 192.168.14.0/24; };"), [`192.168.13.10, which says nothing to ${SEEN} (`]],
    ["the pods' own addresses are admitted and known", [unmasqueraded], []],
    [
      "but not where nobody knows them",
      [unmasqueraded, ...withoutPodRoutes],
      [`192.168.13.10, whose answers to ${OWN} do not arrive (${NO_ROUTE})`],
    ],
    [
      "nor where they are not admitted",
      [unmasqueraded, ...onBoth("named.conf.options", "        100.64.0.0/16;\n", "")],
      [`192.168.13.10, which refuses what comes from ${OWN}`],
    ],
    ["nobody has the address", [to("192.168.13.77")], ["192.168.13.77, which hears nothing of it ("]],
    ["nobody knows who has it", [to("203.0.113.9")], []],
  ])("%s", (_, changes, said) => {
    const messages = findingsOf({ changes }, CODE).map(({ message }) => message);
    expect(messages).toEqual(said.map((words) => expect.stringContaining(words)));
    for (const message of messages) expect(message).toContain(HERE);
  });

  it("points at the upstream's own word, and says whom to admit", () => {
    const [finding] = findingsOf({ changes: [to("192.168.13.11"), ...withoutNodes] }, CODE);
    expect(finding === undefined ? "" : printDiagnostic(finding)).toMatch(/configmap\.yaml:21:19: /);
    expect(finding?.hint).toContain("Admit 192.168.14.31 192.168.14.32 at 192.168.13.11");
    expect(finding?.evidence?.[0]?.steps.length).toBeGreaterThan(3);
  });
});
