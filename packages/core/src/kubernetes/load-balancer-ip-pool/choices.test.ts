import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asking, IpamLab, poolOf, type ServiceWords, serviceOf } from "./ipam.fixture.ts";

/** Every outcome of what a chooser may decide, sorted: by replaying all prefixes of choices. */
function outcomes(play: (choose: (among: number) => number) => string): readonly string[] {
  const found = new Set<string>();
  const open: (readonly number[])[] = [[]];
  for (let prefix = open.pop(); prefix !== undefined; prefix = open.pop()) {
    const told = prefix;
    const asked: number[] = [];
    found.add(
      play((among) => {
        asked.push(among);
        return told[asked.length - 1] ?? 0;
      }),
    );
    for (let at = prefix.length; at < asked.length; at += 1) {
      const before = [...prefix, ...Array.from({ length: at - prefix.length }, () => 0)];
      for (let other = 1; other < (asked[at] ?? 0); other += 1) open.push([...before, other]);
    }
  }
  return [...found].sort();
}

describe("cilium.md, Choice: what Go's map order decides is asked for", () => {
  test("across pools: an unpinned service may get its address from either", () => {
    const told = outcomes((choose) => {
      const made = new IpamLab(choose);
      made.put(poolOf("a", ["198.19.0.0/24"]), poolOf("b", ["198.19.1.0/24"]), serviceOf("web"));
      return made.told("web");
    });
    expect(told).toEqual(["198.19.0.0 True satisfied", "198.19.1.0 True satisfied"]);
  });

  test("services that wait together: either gets the only address", () => {
    const told = outcomes((choose) => {
      const made = new IpamLab(choose);
      made.put(serviceOf("one"), serviceOf("two"), poolOf("a", ["198.19.0.7"]));
      return `${made.told("one").slice(0, 12)} ${made.told("two").slice(0, 12)}`;
    });
    expect(told).toEqual(["- False out_ 198.19.0.7 T", "198.19.0.7 T - False out_"]);
  });

  test("pinned services and pools that select each their own leave nothing to chance", () => {
    const told = outcomes((choose) => {
      const made = new IpamLab(choose);
      made.put(
        poolOf("a", ["198.19.0.0/24"], { namespace: "kube-system" }),
        poolOf("b", ["198.19.1.0/24"], { namespace: "web" }),
        serviceOf("one", asking("198.19.0.9")),
        serviceOf("two", { namespace: "web" }),
      );
      return `${made.told("one")}, ${made.told("two")}`;
    });
    expect(told).toEqual(["198.19.0.9 True satisfied, 198.19.1.0 True satisfied"]);
  });

  test("of two pools of one second that overlap, either is marked; of two of different ages the newer one", () => {
    const marked = (created: string): readonly string[] =>
      outcomes((choose) => {
        const made = new IpamLab(choose);
        made.put(poolOf("a", ["198.19.0.0/24"]), poolOf("b", ["198.19.0.0/24"], { created }));
        return ["a", "b"].filter((name) => made.counts(name)["PoolConflict"]?.startsWith("True")).join();
      });
    expect(marked("2023-11-20T15:40:00Z")).toEqual(["a", "b"]);
    expect(marked("2023-11-20T15:40:01Z")).toEqual(["b"]);
    expect(marked("2023-11-20T15:39:59Z")).toEqual(["a"]);
  });
});

test("a restart reads the pools in any order: one that overlaps a pool in conflict with itself is marked, or not (measured)", () => {
  const told = outcomes((choose) => {
    const made = new IpamLab(choose);
    made.put(poolOf("a", ["198.19.0.0/30", "198.19.0.3"]));
    made.put(poolOf("b", ["198.19.0.0/30"], { created: "2024-01-01T00:00:00Z" }));
    made.startOperator();
    return ["a", "b"].filter((name) => made.counts(name)["PoolConflict"]?.startsWith("True")).join();
  });
  expect(told).toEqual(["a", "a,b"]);
});

type Deed =
  | { readonly kind: "put"; readonly name: string; readonly words: ServiceWords }
  | { readonly kind: "remove"; readonly name: string }
  | { readonly kind: "pool"; readonly disabled: boolean; readonly blocks: readonly string[] }
  | { readonly kind: "restart" };

const name = fc.constantFrom("a", "b", "c", "d");
const ips = fc.constantFrom("", "198.19.0.1", "198.19.0.1,198.19.0.2", "banana", "10.9.9.9");
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), name, words: ips.map((text) => asking(text)) }),
  fc.record({ kind: fc.constant("remove" as const), name }),
  fc.record({
    kind: fc.constant("pool" as const),
    disabled: fc.boolean(),
    blocks: fc.constantFrom(["198.19.0.0/30"], ["198.19.0.0/30", "198.19.1.0/31"], ["198.19.0.2-198.19.0.3"]),
  }),
  fc.constant({ kind: "restart" as const }),
);

test("law: nobody has an address of nobody's pool or of another service, and what the operator wrote settles", () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 25 }), fc.infiniteStream(fc.nat(23)), (deeds, lots) => {
      const made = new IpamLab((among) => (lots.next().value ?? 0) % among);
      made.put(poolOf("p", ["198.19.0.0/30"]));
      for (const step of deeds) {
        if (step.kind === "put") made.put(serviceOf(step.name, step.words));
        else if (step.kind === "remove") made.remove(step.name);
        else if (step.kind === "restart") made.startOperator();
        else made.put(poolOf("p", step.blocks, { disabled: step.disabled }));
        const given = [...made.services.values()].flatMap(({ loadBalancerIngress }) =>
          loadBalancerIngress.map((entry) => (entry.kind === "ip" ? entry.ip : "")),
        );
        expect(new Set(given).size).toBe(given.length);
        expect(given.every((ip) => ip.startsWith("198.19."))).toBe(true);
      }
      for (const service of [...made.services.values()]) expect(made.put(service)).toBe(0);
    }),
  );
});
