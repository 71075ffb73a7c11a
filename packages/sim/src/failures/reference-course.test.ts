import { describe, expect, test } from "vitest";
import { parseDuration, printDuration } from "../scenario/index.ts";
import { printFault } from "../simulation/index.ts";
import { exampleTwin } from "./example-site.fixture.ts";
import { drawnCases, missesTheDelegation, REFERENCE_FILE, referenceCourse, SEED } from "./reference-course.fixture.ts";
import { replayLine } from "./replay-line.ts";
import { singleFaults } from "./single-faults.ts";

const faults = referenceCourse();
const moments = faults.stages.map(({ atMs }) => printDuration(atMs));

test("the moments of the tutorial, and every single fault at each", () => {
  expect(moments.join(" ")).toBe("0ms 5s 6s 11s 20s 25s 45s 201s 202s 210s 220s 222s 250s 405s");
  const counts = new Map<number, number>();
  for (const { atMs } of faults.cases) counts.set(atMs, (counts.get(atMs) ?? 0) + 1);
  expect([...counts.values()]).toEqual(moments.map(() => faults.cases.length / moments.length));
  const own = singleFaults(exampleTwin("kloud-lan-before")).map(printFault);
  const first = faults.cases.slice(0, own.length - 1).map(({ fault }) => printFault(fault));
  // The scenario itself lets dns1 lose its power.
  expect(first).toEqual(own.filter((text) => text !== "crash dns1"));
});

test("a pod that has come in the meantime is one of those that may fail, one that has gone is not", () => {
  const podsAt = (atMs: number): readonly string[] =>
    faults.cases.flatMap(({ fault, atMs: at }) => (at === atMs && fault.kind === "unready" ? [fault.pod] : []));
  const [before, after] = [podsAt(20_000), podsAt(45_000)];
  expect(before).toEqual(["kube-system/coredns-5dd5756b68-7wq2m", "kube-system/coredns-5dd5756b68-x4k9t"]);
  expect(after).toHaveLength(2);
  expect(after.filter((pod) => before.includes(pod))).toEqual([]);
});

const DELEGATED = "NXDOMAIN | 222s SERVFAIL | 250s";

/** What is answered when each step is everywhere. */
test.each<readonly [question: string, settled: string]>([
  ["laptop asks @198.19.0.30 web.linkerd-viz.svc.cluster.local. A", "timeout | 202s NOERROR 198.18.0.245"],
  ["laptop asks web.linkerd-viz.k8s1-prod.kloud.lan. A", `${DELEGATED} NOERROR 198.19.0.5`],
  ["mac asks web.linkerd-viz.svc.cluster.local. A", "NXDOMAIN"],
  [
    "mac asks @198.19.0.30 kube-dns.kube-system.k8s1-prod.kloud.lan. A",
    "timeout | 202s NXDOMAIN | 222s SERVFAIL | 250s REFUSED",
  ],
  ["linkerd-viz/web-6f7c9d8b54-hk2pz asks web.linkerd-viz.svc.cluster.local. A", "NOERROR 198.18.0.245"],
  ["linkerd-viz/web-6f7c9d8b54-hk2pz asks web.linkerd-viz.k8s1-prod.kloud.lan. A", `${DELEGATED} REFUSED`],
])("%s: %s", (question, settled) => {
  const found = faults.questions.find(({ watched }) => watched.title === question);
  const texts = found?.settled.map(({ text }) => text.split(":")[0] ?? "") ?? [];
  const changes = texts.flatMap((text, stage) =>
    text === texts[stage - 1] ? [] : [stage === 0 ? text : `${moments[stage]} ${text}`],
  );
  expect(changes.join(" | ")).toBe(settled);
});

/** BIND's denial TTL is 300 s, which the laptop's systemd-resolved keeps; CoreDNS keeps nothing longer than its 30 s; mac has no cache. */
test.each<readonly [question: string, keptSeconds: number]>([
  ["laptop asks web.linkerd-viz.k8s1-prod.kloud.lan. A", 310],
  ["linkerd-viz/web-6f7c9d8b54-hk2pz asks web.linkerd-viz.k8s1-prod.kloud.lan. A", 40],
  ["mac asks web.linkerd-viz.k8s1-prod.kloud.lan. A", 10],
  ["laptop asks www.kloud.lan. A", 0],
])("%s: what it was before the delegation caches keep for %i s", (question, keptSeconds) => {
  const found = faults.questions.find(({ watched }) => watched.title === question);
  expect((found?.lingersMs[moments.indexOf("220s")] ?? Number.NaN) / 1000).toBe(keptSeconds);
});

test("while a Corefile spreads, a pod of the old one forwards to BIND what the new one answers there: the acl refuses whoever asks himself, not BIND", () => {
  const spreading = faults.questions.flatMap(({ watched, spreading: heard }) =>
    heard.flatMap((answers, stage) => answers.map(({ came }) => `${moments[stage]}: ${watched.title}: ${came.text}`)),
  );
  const pod = "linkerd-viz/web-6f7c9d8b54-hk2pz";
  const direct = ["k8s1master1", "laptop", pod, "mac"];
  const [kubeDns, web] = ["kube-dns.kube-system.k8s1-prod.kloud.lan. A", "web.linkerd-viz.k8s1-prod.kloud.lan. A"];
  expect(spreading.toSorted()).toEqual(
    [
      ...direct.map((place) => `250s: ${place} asks @198.19.0.30 ${kubeDns}: NOERROR 198.19.0.30`),
      ...direct.map((place) => `250s: ${place} asks @198.19.0.30 ${web}: NOERROR 198.19.0.5`),
      `250s: ${pod} asks ${kubeDns}: NOERROR 198.19.0.30`,
      `250s: ${pod} asks ns1.dns.k8s1-prod.kloud.lan. A: NOERROR 198.19.0.30`,
      `250s: ${pod} asks ${web}: NOERROR 198.19.0.5`,
    ].toSorted(),
  );
});

const CRASHED_MS = 405_000;
/** A question may wait for its third try. */
const LONGEST_TRY_MS = 15_000;
const DENIED =
  /^at [^ ]+ \S+ asks (k8s1-prod|kweb|\S+\.k8s1-prod)\.kloud\.lan\. A and gets (NXDOMAIN|SERVFAIL|timeout)/;

/** `at 6m45.5s …` or `at 405.5s …`. */
function momentOf(breach: string): number {
  return parseDuration(breach.split(" ")[1] ?? "") ?? Number.NaN;
}

describe("the tutorial with every kind of fault at every step: never a wrong address, never the inside outside, never past an acl, and after healing all as it must be", () => {
  const cases = drawnCases(faults.cases).filter((one) => !missesTheDelegation(one));
  test.each(cases.map((one) => [printFault(one.fault), printDuration(one.atMs), one] as const))(
    "%s at %s",
    (_fault, _at, one) => {
      const [breach] = faults.play(one).breaches;
      expect(breach === undefined ? "" : `${breach}; seed ${SEED}; ${replayLine(one, REFERENCE_FILE)}`).toBe("");
    },
  );
});

describe("while dns2 cannot hear that dns1 has the delegation: it denies the delegated names as soon as it stands in, and nothing else is wrong", () => {
  const cases = faults.cases.filter((one) => missesTheDelegation(one) && one.atMs === 210_000);

  test.each(cases.map((one) => [printFault(one.fault), one] as const))("%s", (_fault, one) => {
    const { breaches } = faults.play(one);
    const beforeStandingIn = breaches.filter((line) => momentOf(line) < CRASHED_MS - LONGEST_TRY_MS);
    expect(beforeStandingIn).toEqual([]);
    expect(breaches.filter((line) => !DENIED.test(line))).toEqual([]);
    expect(breaches.length).toBeGreaterThan(10);
  });
});
