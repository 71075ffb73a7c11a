import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allWays, packetOf, printRoundTrip, printWay } from "../network/network.fixture.ts";
import { siteOfFiles } from "./site-files.fixture.ts";
import type { SiteTwin } from "./twin.ts";

/** Each router but the first is linked to an earlier one: `parents[0]` is whom router 1 is linked to. */
type Tree = readonly number[];

const tree: fc.Arbitrary<Tree> = fc
  .integer({ min: 1, max: 6 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => fc.nat(at))));

/**
 * A site.yaml without one route between routers: link n joins router n to its parent, and host n stands behind router n,
 * which is its default route.
 */
function siteOf(parents: Tree): SiteTwin {
  const routers = [0, ...parents.map((_, at) => at + 1)];
  const networks = routers.flatMap((at) => [`h${at}: 10.${at}.0.0/24`, `l${at}: 10.${at}.1.0/24`]);
  const hosts = routers.flatMap((at) => {
    const up = at === 0 ? [] : [`10.${at}.1.1`];
    const down = parents.flatMap((parent, child) => (parent === at ? [`10.${child + 1}.1.2`] : []));
    return [
      `r${at}: { addresses: [${[`10.${at}.0.1`, ...up, ...down].join(", ")}] }`,
      `h${at}: { addresses: 10.${at}.0.9, routes: { default: 10.${at}.0.1 } }`,
    ];
  });
  const text = `version: 1\nnetworks: { ${networks.join(", ")} }\nhosts:\n${hosts.map((host) => `  ${host}\n`).join("")}`;
  const { twin, said } = siteOfFiles({ "site.yaml": text });
  expect(said).toEqual([]);
  return twin;
}

/** A router and those above it. */
function upwards(parents: Tree, from: number): readonly number[] {
  return from === 0 ? [0] : [from, ...upwards(parents, parents[from - 1] ?? 0)];
}

/** The only way in a tree: up to where both ways meet, and down. */
function between(parents: Tree, from: number, to: number): readonly number[] {
  const [up, down] = [upwards(parents, from), upwards(parents, to)];
  const meeting = up.find((router) => down.includes(router)) ?? 0;
  return [...up.slice(0, up.indexOf(meeting)), ...down.slice(0, down.indexOf(meeting) + 1).toReversed()];
}

describe("routers of a site know the way to each other's networks", () => {
  it("law: in any tree of them every host reaches every other by the only way, and the answer comes back by it", () => {
    fc.assert(
      fc.property(tree, (parents) => {
        const { network } = siteOf(parents);
        for (let from = 0; from <= parents.length; from += 1) {
          for (let to = 0; to <= parents.length; to += 1) {
            if (from === to) continue;
            const way = between(parents, from, to).map((at) => `r${at}`);
            const packet = packetOf(`10.${from}.0.9:40000 -> 10.${to}.0.9:53/udp`);
            expect(printRoundTrip(network, packet, `h${from}`)).toBe(
              `h${from} > ${way.join(" > ")} > h${to} | ${way.toReversed().join(" > ")} > h${from} from 10.${to}.0.9:53`,
            );
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each<readonly [string, string, string]>([
    ["a ring: the shorter way round", "", "c > r1 > r2 > d"],
    ["unless one was told the other one", ", routes: { 10.9.0.0/24: 10.1.0.3 }", "c > r1 > r3 > r2 > d"],
    [
      "a block around it does not count before what was learned",
      ", routes: { 10.9.0.0/16: 10.1.0.3 }",
      "c > r1 > r2 > d",
    ],
  ])("%s", (_, routes, expected) => {
    const text = `version: 1
networks: { c: 10.0.0.0/24, one: 10.1.0.0/24, two: 10.2.0.0/24, three: 10.3.0.0/24, d: 10.9.0.0/24 }
hosts:
  c: { addresses: 10.0.0.9, routes: { default: 10.0.0.1 } }
  d: { addresses: 10.9.0.9, routes: { default: 10.9.0.1 } }
  r1: { addresses: [10.0.0.1, 10.1.0.1, 10.2.0.1]${routes} }
  r3: { addresses: [10.1.0.3, 10.3.0.3], forwards: true }
  r2: { addresses: [10.2.0.2, 10.3.0.2, 10.9.0.1] }
`;
    const { network } = siteOfFiles({ "site.yaml": text }).twin;
    expect(allWays(network, packetOf("10.0.0.9:40000 -> 10.9.0.9:53/udp"), "c").map(printWay)).toEqual([expected]);
  });

  it("a default route is nobody else's business, and who does not forward tells nothing", () => {
    const text = `version: 1
networks: { one: 10.1.0.0/24, two: 10.2.0.0/24, out: 192.0.2.0/24 }
hosts:
  r1: { addresses: [10.1.0.1], forwards: true }
  r2: { addresses: [10.1.0.2, 192.0.2.2], forwards: true, routes: { default: 192.0.2.1 } }
  isp: { addresses: [192.0.2.1] }
  quiet: { addresses: [10.1.0.3, 10.2.0.3], forwards: false }
`;
    const { network } = siteOfFiles({ "site.yaml": text }).twin;
    const ways = (to: string): readonly string[] =>
      allWays(network, packetOf(`10.1.0.1:40000 -> ${to}:53/udp`), "r1").map(printWay);
    expect(ways("192.0.2.1")).toEqual(["r1 > r2 > isp"]);
    expect(ways("203.0.113.1")).toEqual(["r1 ! no-route"]);
    expect(ways("10.2.0.3")).toEqual(["r1 ! no-route"]);
  });
});
