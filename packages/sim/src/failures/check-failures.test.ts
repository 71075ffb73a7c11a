import { type Diagnostic, placeOf } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { type PairOptions, pairTwin } from "../simulation/pair.fixture.ts";
import { siteOfFiles } from "../site/site-files.fixture.ts";
import { twoClusters } from "../site/two-clusters.fixture.ts";
import { checkFailures } from "./check-failures.ts";

/** `While dns1 ...`: what is lost, for how many questions. */
function lostIn(options: PairOptions): readonly string[] {
  const { diagnostics } = checkFailures(pairTwin(options));
  return diagnostics.map(({ code, message }) => {
    const more = Number(/, and (\d+) more\.$/.exec(message)?.[1] ?? 0);
    return `${code} ${message.split(",")[0]}: ${1 + more}`;
  });
}

describe("check --failures 1 of a pair, asked from beside it and from behind the router", () => {
  test("its keepalived looks at nothing: whoever loses named or the link to the active one waits until somebody mends it", () => {
    expect(lostIn({})).toEqual([
      "FAILURE_LOST While router has no power: 4",
      "FAILURE_LOST While named on dns1 is killed: 8",
      "FAILURE_LOST While named on dns1 hangs: 8",
      "FAILURE_LOST While nothing passes between dns1 and router: 4",
      "FAILURE_LOST While nothing passes between dns1 and cl: 4",
    ]);
  });

  test("with the other one active, the same of the other one", () => {
    expect(lostIn({ dns2: "priority 102" }).filter((line) => line.includes("named"))).toEqual([
      "FAILURE_LOST While named on dns2 is killed: 8",
      "FAILURE_LOST While named on dns2 hangs: 8",
    ]);
  });
});

/** Of `failures/check-failures.ts`: where it is told, what it is, and of what. */
function toldOf({ code, message, span }: Diagnostic): string {
  return `${placeOf(span)} ${code} ${/^(?:While|When|After the time in which) ([^,]+),/.exec(message)?.[1]}`;
}

describe("check --failures 1 of two clusters behind routes by hand", () => {
  const { twin } = siteOfFiles(twoClusters);
  const { diagnostics } = checkFailures(twin);

  test("what happens to machines and pods is told at the place of their own cluster", () => {
    expect(diagnostics.map(toldOf)).toEqual([
      "site.yaml:5:5 FAILURE_LOST gw has no power",
      "site.yaml:10:5 FAILURE_LOST east-1 has no power",
      "site.yaml:10:5 FAILURE_OUTAGE east-1 has no power",
      "site.yaml:15:5 FAILURE_LOST west-2 has no power",
      "site.yaml:15:5 FAILURE_OUTAGE west-2 has no power",
      "site.yaml:10:5 FAILURE_OUTAGE coredns on kube-system/east-dns-1 is killed",
      "site.yaml:10:5 FAILURE_OUTAGE coredns on kube-system/east-dns-1 is stopped",
      "site.yaml:10:5 FAILURE_OUTAGE coredns on kube-system/east-dns-1 hangs",
      "site.yaml:15:5 FAILURE_LOST coredns on kube-system/west-dns-2 hangs",
      "site.yaml:10:5 FAILURE_LOST kube-system/east-dns-1 is not ready",
      "site.yaml:10:5 FAILURE_OUTAGE kube-system/east-dns-1 is not ready",
      "site.yaml:15:5 FAILURE_LOST kube-system/west-dns-2 is not ready",
    ]);
  });

  test("who only waits for a node that starts is told how long, not that it stays so: also who is asked past everybody's resolver", () => {
    const [, , west] = diagnostics.filter(({ code }) => code === "FAILURE_LOST").map(({ message }) => message);
    expect(west).toContain("pc asks @10.9.2.53 web.shop.west.test. A and gets timeout");
    const outages = diagnostics.filter(({ code, message }) => code === "FAILURE_OUTAGE" && / no power,/.test(message));
    expect(outages.map(({ message }) => message.replace(/\d+(\.5)?s, and the take/, "N s, and the take"))).toEqual([
      "After the time in which east-1 has no power, pc asks ns1.dns.east.test. A is without its answer for N s, and the take-over takes 2.5s.",
      "After the time in which west-2 has no power, pc asks @10.9.2.53 web.shop.west.test. A is without its answer for N s, and the take-over takes 2.5s.",
    ]);
  });
});
