import { type ClusterNode, type ClusterSnapshot, instantFromMs, type Pod } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ManualAgenda } from "../../live/index.ts";
import { readObject } from "../cluster/stored-lists.ts";
import { Evictions } from "./evictions.ts";
import { nodesBack } from "./node-losses.ts";

const EMPTY = readObject("Namespace", { kind: "Namespace", apiVersion: "v1", metadata: { name: "default" } });

function nodeNamed(name: string, ready: boolean, labels: Readonly<Record<string, string>> = {}): ClusterNode {
  const conditions = [{ type: "Ready", status: ready ? "True" : "Unknown" }];
  const [node] = readObject("Node", {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels },
    status: { conditions },
  }).nodes;
  if (node === undefined) throw new Error("a node that is none");
  return node;
}

/** One on each node, which says nothing of what it tolerates. */
function podOn(node: string): readonly Pod[] {
  const spec = { nodeName: node, containers: [{ name: "web", image: "web" }] };
  return readObject("Pod", {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `on-${node}`, namespace: "default" },
    spec,
  }).pods;
}

/** A cluster's nodes, all Ready at first, and what becomes of their pods: `82 a` is "evicted from a at 82 s". */
class Lab {
  readonly said: string[] = [];
  readonly #agenda = new ManualAgenda();
  readonly #evictions: Evictions;
  #snapshot: ClusterSnapshot;

  constructor(nodes: readonly ClusterNode[]) {
    this.#snapshot = { ...EMPTY, nodes, pods: nodes.flatMap(({ metadata }) => podOn(metadata.name)) };
    const agenda = this.#agenda;
    this.#evictions = new Evictions(
      { agenda, now: () => agenda.now() },
      {
        snapshot: () => this.#snapshot,
        evict: ({ nodeName }) => void this.said.push(`${this.#seconds} ${nodeName}`),
      },
    );
  }

  get #seconds(): number {
    return this.#agenda.now() / 1000;
  }

  runTo(seconds: number): this {
    const until = instantFromMs(seconds * 1000);
    while (this.#agenda.keepNext(until));
    this.#agenda.passUntil(until);
    return this;
  }

  /** `a-`: is lost; `a+`: is Ready again. All of them at once. */
  at(seconds: number, ...words: readonly string[]): this {
    this.runTo(seconds);
    const before = this.#snapshot;
    const isReady = (name: string): boolean | undefined =>
      words.includes(`${name}-`) ? false : words.includes(`${name}+`) ? true : undefined;
    const nodes = before.nodes.map((node) => ({ ...node, ready: isReady(node.metadata.name) ?? node.ready }));
    this.#snapshot = { ...before, nodes };
    this.#evictions.changed(before, this.#snapshot);
    for (const name of nodesBack(before, this.#snapshot)) this.said.push(`${this.#seconds} ${name} is back`);
    return this;
  }
}

const lab = (names: string, labels: (name: string) => Readonly<Record<string, string>> = () => ({})): Lab =>
  new Lab(names.split("").map((name) => nodeNamed(name, true, labels(name))));

describe("which nodes' pods are evicted, and when", () => {
  test.each<readonly [what: string, course: (lab: Lab) => Lab, said: readonly string[]]>([
    ["after 300 s", (own) => own.at(1, "a-"), ["301 a"]],
    ["not, where it is back before", (own) => own.at(1, "a-").at(300, "a+"), ["300 a is back"]],
    ["each loss waits anew", (own) => own.at(1, "a-").at(300, "a+").at(310, "a-"), ["300 a is back", "610 a"]],
    ["of two each in its time", (own) => own.at(1, "a-").at(15, "b-"), ["301 a", "315 b"]],
    ["the second waits ten seconds at the least", (own) => own.at(1, "a-").at(5, "b-"), ["301 a", "311 b"]],
    [
      "and keeps nobody waiting that is back before",
      (own) => own.at(1, "a-").at(5, "b-").at(10, "b+"),
      ["10 b is back", "301 a"],
    ],
    ["once for one loss", (own) => own.at(1, "a-").at(2).at(3), ["301 a"]],
    ["none where all are lost at once", (own) => own.at(1, "a-", "b-", "c-"), []],
    ["none where the last is lost while others wait", (own) => own.at(1, "a-").at(2, "b-").at(300, "c-"), []],
    [
      "one of them comes back: the others wait from then on",
      (own) => own.at(1, "a-", "b-", "c-").at(1000, "c+"),
      ["1000 c is back", "1310 a", "1320 b"],
    ],
    [
      "what has been evicted stays so, though all are lost afterwards",
      (own) => own.at(1, "a-").at(400, "b-", "c-"),
      ["301 a"],
    ],
  ])("%s", (_what, course, said) => {
    expect(course(lab("abc")).runTo(2000).said).toEqual(said);
  });

  test("a cluster of one node never evicts", () => {
    expect(lab("a").at(1, "a-").runTo(2000).said).toEqual([]);
  });

  test("more than two and more than 55 % of a zone: the later ones wait until fewer are lost", () => {
    const five = lab("abcde").at(1, "a-", "b-").at(12, "c-").runTo(1000);
    expect(five.said).toEqual(["301 a", "311 b"]);
    five.at(1000, "a+").runTo(1500);
    expect(five.said).toEqual(["301 a", "311 b", "1000 a is back", "1310 c"]);
  });

  test("and so does one that has not had its turn yet", () => {
    const five = lab("abcde").at(1, "a-", "b-").at(5, "c-").runTo(1000);
    expect(five.said).toEqual(["301 a"]);
    five.at(1000, "a+").runTo(1500);
    expect(five.said).toEqual(["301 a", "1000 a is back", "1310 b", "1320 c"]);
  });

  test("a large zone that is disrupted in part: one in a hundred seconds", () => {
    const names = Array.from({ length: 51 }, (_, at) => String.fromCharCode(0x4e00 + at)).join("");
    const lost = [...names].slice(0, 30);
    const [first, second, third] = lost;
    const { said } = lab(names)
      .at(1, ...lost.map((name) => `${name}-`))
      .runTo(510);
    expect(said).toEqual([`301 ${first}`, `401 ${second}`, `501 ${third}`]);
  });

  test("three of six are 50 %: nobody is kept back", () => {
    expect(lab("abcdef").at(1, "a-", "b-", "c-").runTo(500).said).toEqual(["301 a", "311 b", "321 c"]);
  });

  test("zones stand alone: one that is lost as a whole is evicted while another has a node", () => {
    const zones = (name: string) => ({ "topology.kubernetes.io/zone": "abc".includes(name) ? "west" : "east" });
    expect(lab("abcd", zones).at(1, "a-", "b-", "c-").runTo(500).said).toEqual(["301 a", "311 b", "321 c"]);
    expect(lab("abcd", zones).at(1, "a-", "b-", "c-", "d-").runTo(500).said).toEqual([]);
  });

  test("a node that is left out of the count is evicted by what the others are", () => {
    const labels = (name: string): Readonly<Record<string, string>> =>
      name === "c" ? { "node.kubernetes.io/exclude-disruption": "" } : {};
    expect(lab("abc", labels).at(1, "a-", "b-").runTo(500).said).toEqual([]);
    expect(lab("abc", labels).at(1, "a-", "c-").runTo(500).said).toEqual(["301 a", "311 c"]);
  });
});

test("law: who is evicted was lost for the 300 s before, and at no moment of them were all lost", () => {
  const NAMES = ["a", "b", "c", "d"] as const;
  const step = fc.record({ after: fc.integer({ min: 1, max: 400 }), node: fc.constantFrom(...NAMES) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const own = lab(NAMES.join(""));
      const turns: { readonly at: number; readonly node: string }[] = [];
      const isLost = (node: string, at: number): boolean =>
        turns.filter((turn) => turn.node === node && turn.at <= at).length % 2 === 1;
      for (const { after, node } of steps) {
        const at = (turns.at(-1)?.at ?? 0) + after;
        own.at(at, `${node}${isLost(node, at) ? "+" : "-"}`);
        turns.push({ at, node });
      }
      for (const line of own.runTo(9999).said.filter((said) => !said.endsWith("back"))) {
        const [seconds = "", node = ""] = line.split(" ");
        const end = Number(seconds);
        const moments = [end - 300, ...turns.map(({ at }) => at).filter((at) => at > end - 300 && at < end)];
        for (const at of moments) {
          expect([isLost(node, at), NAMES.every((name) => isLost(name, at))]).toEqual([true, false]);
        }
      }
    }),
  );
});
