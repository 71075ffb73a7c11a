import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { expect, test } from "vitest";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { runShow } from "./run-show.ts";
import { writtenLogs } from "./written-logs.ts";

const FILES = {
  "/site.yaml": `
version: 1
networks: { lan: 192.168.13.0/24, nodes: 192.168.14.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], routes: { default: 192.168.13.1 }, bind: { version: "9.18", config: dns1/etc/bind/named.conf } }
  silent: { addresses: [192.168.13.98], routes: { default: 192.168.13.1 }, firewall: [{ action: drop }] }
  laptop: { addresses: [192.168.13.50], routes: { default: 192.168.13.1 }, nameservers: [192.168.13.11] }
  router: { addresses: [192.168.13.1, 192.168.14.1], forwards: true }
clusters:
  k8s1: { objects: cluster.yaml, coredns: { corefile: Corefile }, podCidrs: [100.64.0.0/16], routes: { default: 192.168.14.1 } }
`,
  "/cluster.yaml": `
apiVersion: v1
kind: Node
metadata: { name: node1 }
spec: { podCIDR: 100.64.0.0/24 }
status: { addresses: [{ type: InternalIP, address: 192.168.14.31 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: coredns, namespace: kube-system, labels: { k8s-app: kube-dns } }
spec: { nodeName: node1, containers: [{ name: coredns, image: coredns }] }
status: { podIP: 100.64.0.10, podIPs: [{ ip: 100.64.0.10 }], phase: Running }
`,
  "/Corefile": `.:53 {
  errors {
    consolidate 5m "timeout$" warning
  }
  log . {
    class denial error
  }
  forward silent.test 192.168.13.98
  forward . 192.168.13.11
}
`,
  "/dns1/etc/bind/named.conf": `
options { directory "/etc/bind"; recursion no; querylog yes; };
zone "kloud.lan" { type primary; file "db.kloud.lan"; };
`,
  "/dns1/etc/bind/db.kloud.lan": "$TTL 60\n@ SOA ns admin 1 1800 900 604800 30\n@ NS ns\nns A 192.168.13.11\n",
} as const;

function twin(): SiteTwin {
  const sources = Object.entries(FILES).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  const { value, diagnostics } = loadSite(fileTreeFromSources(new Map(sources)));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return value;
}

const POD = "kube-system/coredns";
const ask = (name: string, atMs = 0): string =>
  JSON.stringify({ from: POD, server: "127.0.0.1", atMs, query: { name, type: "A" } });

const asked = [
  ask("ns.kloud.lan."),
  ask("nix.kloud.lan.", 100),
  ask("a.silent.test.", 200),
  ask("b.silent.test.", 300),
  JSON.stringify({ from: "laptop", atMs: 400, query: { name: "kloud.lan.", type: "A", edns: { size: 1232 } } }),
];

test("what each server wrote, in the order of time", () => {
  expect(Object.fromEntries(writtenLogs(twin(), asked))).toEqual({
    [POD]: [
      '[INFO] 127.0.0.1:40000 - 0 "A IN nix.kloud.lan. udp 31 false 512" NXDOMAIN qr,aa,rd 103 0s',
      '[INFO] 127.0.0.1:40000 - 0 "A IN a.silent.test. udp 31 false 512" SERVFAIL qr,rd 31 4s',
      '[INFO] 127.0.0.1:40000 - 0 "A IN b.silent.test. udp 31 false 512" SERVFAIL qr,rd 31 4s',
      "[WARNING] plugin/errors: 2 errors like 'timeout$' occurred in last 5m0s",
    ],
    dns1: [
      "client @0x0 192.168.14.31#40000 (ns.kloud.lan): query: ns.kloud.lan IN A + (192.168.13.11)",
      "client @0x0 192.168.14.31#40000 (nix.kloud.lan): query: nix.kloud.lan IN A + (192.168.13.11)",
      "client @0x0 192.168.13.50#40000 (kloud.lan): query: kloud.lan IN A +E(0) (192.168.13.11)",
    ],
  });
});

test("nothing is kept by anybody who did not ask for it", () => {
  const site = twin();
  writtenLogs(site, asked);
  expect([...writtenLogs(site, [])]).toEqual([]);
});

test.each([
  [
    "a pod as kubectl logs names it",
    ["log", "-n", "kube-system", "coredns"],
    /^\.:53\nCoreDNS-1\.15\.0\n\[INFO\] .*\n(.*\n){3}$/,
  ],
  ["a pod as a place", ["log", POD], /^\.:53\nCoreDNS/],
  ["every pod", ["log"], /^\.:53\nCoreDNS/],
  [
    "the named of a host",
    ["log", "dns1"],
    /^loading configuration from '\/etc\/bind\/named\.conf'\n(?:.*\n)*running\nclient @0x0 .*\n(?:client .*\n){2}$/,
  ],
])("show log: %s", (_what, words, expected) => {
  const shown = runShow(twin(), words, 0, asked);
  expect(shown.kind === "text" ? shown.text : shown.message).toMatch(expected);
});

test("show log: a named that was not asked has written what it writes when it starts", () => {
  const shown = runShow(twin(), ["log", "dns1"], 0);
  const lines = shown.kind === "text" ? shown.text.split("\n") : [];
  expect(lines).toEqual([
    "loading configuration from '/etc/bind/named.conf'",
    "sizing zone task pool based on 1 zones",
    "zone kloud.lan/IN: loaded serial 1",
    "all zones loaded",
    "running",
    "",
  ]);
});

test("show log: a machine without a name server", () => {
  const message = "No name server that keeps a log runs on laptop.";
  expect(runShow(twin(), ["log", "laptop"], 0)).toEqual({ kind: "fault", fault: "not-found", message });
});
