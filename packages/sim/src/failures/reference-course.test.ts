import { expect, test } from "vitest";
import { printFault } from "../simulation/index.ts";
import { referenceCourse } from "./reference-course.fixture.ts";

const faults = referenceCourse();

test("the moments of the tutorial's patches, and every single fault at each", () => {
  expect(faults.stages.map(({ atMs }) => atMs)).toEqual([0, 10_000, 20_000, 40_000, 60_000]);
  expect(faults.cases.length).toBe(5 * new Set(faults.cases.map(({ fault }) => printFault(fault))).size);
});

/** What is answered when each patch is everywhere. */
test.each<readonly [question: string, settled: readonly string[]]>([
  [
    "laptop asks @198.19.0.30 web.linkerd-viz.svc.cluster.local. A",
    ["timeout", "timeout", "NOERROR 198.18.0.245", "NOERROR 198.18.0.245", "NOERROR 198.18.0.245"],
  ],
  [
    "laptop asks web.linkerd-viz.k8s1-prod.kloud.lan. A",
    ["SERVFAIL", "SERVFAIL", "SERVFAIL", "SERVFAIL", "NOERROR 198.19.0.5"],
  ],
  ["mac asks web.linkerd-viz.svc.cluster.local. A", ["NXDOMAIN", "NXDOMAIN", "NXDOMAIN", "NXDOMAIN", "NXDOMAIN"]],
  [
    "mac asks @198.19.0.30 kube-dns.kube-system.k8s1-prod.kloud.lan. A",
    ["timeout", "timeout", "SERVFAIL", "SERVFAIL", "REFUSED"],
  ],
  [
    "dnsutils/dnsutils asks web.linkerd-viz.svc.cluster.local. A",
    Array.from({ length: 5 }, () => "NOERROR 198.18.0.245"),
  ],
  [
    "dnsutils/dnsutils asks web.linkerd-viz.k8s1-prod.kloud.lan. A",
    ["SERVFAIL", "SERVFAIL", "SERVFAIL", "SERVFAIL", "REFUSED"],
  ],
])("%s: %j", (question, settled) => {
  const found = faults.questions.find(({ watched }) => watched.title === question);
  expect(found?.settled.map(({ text }) => text.split(":")[0])).toEqual(settled);
});

test("while the Corefile spreads, a pod of the old one forwards to BIND what the new one answers there: the acl refuses whoever asks himself, not BIND", () => {
  const spreading = faults.questions.flatMap(({ watched, spreading: heard }) =>
    heard.flatMap((answers, stage) => answers.map(({ text }) => `${stage}: ${watched.title}: ${text}`)),
  );
  expect(spreading.toSorted()).toEqual([
    "4: dnsutils/dnsutils asks @198.19.0.30 kube-dns.kube-system.k8s1-prod.kloud.lan. A: NOERROR 198.19.0.30",
    "4: dnsutils/dnsutils asks kube-dns.kube-system.k8s1-prod.kloud.lan. A: NOERROR 198.19.0.30",
    "4: dnsutils/dnsutils asks ns1.dns.k8s1-prod.kloud.lan. A: NOERROR 198.19.0.30",
    "4: dnsutils/dnsutils asks web.linkerd-viz.k8s1-prod.kloud.lan. A: NOERROR 198.19.0.5",
    "4: k8s1master1 asks @198.19.0.30 kube-dns.kube-system.k8s1-prod.kloud.lan. A: NOERROR 198.19.0.30",
    "4: laptop asks @198.19.0.30 kube-dns.kube-system.k8s1-prod.kloud.lan. A: NOERROR 198.19.0.30",
    "4: mac asks @198.19.0.30 kube-dns.kube-system.k8s1-prod.kloud.lan. A: NOERROR 198.19.0.30",
  ]);
});
