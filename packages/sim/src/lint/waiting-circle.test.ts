import { nameOf } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadSiteFrom, siteForFiles } from "../site/index.ts";
import { siteOfFiles, treeOfFiles } from "../site/site-files.fixture.ts";
import type { TraceEvent, TraceStep } from "../trace/index.ts";
import type { Inquiry } from "./evidence.ts";
import { lintSite } from "./lint-site.ts";
import { lintRules } from "./rules.ts";
import { waitingCircle } from "./waiting-circle.ts";

const NAME = nameOf("example.com.");
const INQUIRY: Inquiry = { from: "pc", server: null, name: NAME, type: "A" };
const SOCKET = { address: INQUIRY.server ?? "10.0.0.1", port: 53 } as const;

/** `pc a`: who asks whom, in a conversation of its own each; `waits` behind it: the server joins what it looks up already. */
function stepsOf(words: readonly string[], name = NAME): readonly TraceStep[] {
  return words.flatMap((word, conversation): readonly TraceStep[] => {
    const [by = "", server = "", waits] = word.split(" ");
    const step = (event: TraceEvent): TraceStep => ({ at: 0 as TraceStep["at"], depth: 0, conversation, event });
    const question = { name, type: "A", class: "IN" } as const;
    const source = SOCKET as never;
    return [
      step({ kind: "asked", by, to: source, transport: "udp", question, recursionDesired: true }),
      step({ kind: "received", server, station: server, source }),
      ...(waits === undefined
        ? []
        : [
            step({
              kind: "remark",
              actor: "resolver",
              text: "looked up already for another client: waits for that answer",
            }),
          ]),
    ];
  });
}

const circle = (...words: readonly string[]): string | null =>
  waitingCircle({ inquiry: INQUIRY, steps: stepsOf(words) })?.join(" ") ?? null;

describe("who waits for himself", () => {
  it.each<readonly [what: string, words: readonly string[], circle: string | null]>([
    ["one that asks itself", ["pc a", "a a waits"], "a a"],
    ["two", ["pc a", "a b", "b a waits"], "a b a"],
    ["three", ["pc a", "a b", "b c", "c a waits"], "a b c a"],
    ["a circle that the first one is not in", ["pc a", "a b", "b c", "c b waits"], "b c b"],
    ["by way of one that hands on again and again", ["pc c", "c n", "n c", "c n waits"], "n c n"],
    ["two ways to it, the nearest is told", ["pc a", "a b", "b d", "d a", "a d", "d a waits"], "a d a"],
    ["another client's question", ["pc a", "mac a waits"], null],
    ["a client that tries again", ["pc a", "pc a waits"], null],
    ["who comes back and is answered", ["pc a", "a b", "b a"], null],
    ["who waits for one whom he does not ask", ["pc a", "mac b", "a b waits"], null],
    ["nobody asks anybody", [], null],
  ])("%s", (_, words, expected) => {
    expect(circle(...words)).toBe(expected);
  });

  it("what is asked of another name on the way is another question", () => {
    const steps = stepsOf(["pc a", "a b", "b a waits"], nameOf("other.example."));
    expect(waitingCircle({ inquiry: INQUIRY, steps })).toBeNull();
  });

  it("law: the first is the last, each asks the next, and none stands there twice", () => {
    const servers = ["a", "b", "c", "d"];
    const word = fc
      .tuple(fc.constantFrom("pc", ...servers), fc.constantFrom(...servers), fc.boolean())
      .map(([by, server, waits]) => `${by} ${server}${waits ? " waits" : ""}`);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const path = waitingCircle({ inquiry: INQUIRY, steps: stepsOf(words) });
        if (path === null) return;
        expect(path.at(0)).toBe(path.at(-1));
        expect(new Set(path.slice(1)).size).toBe(path.length - 1);
        const asked = words.map((own) => own.split(" ").slice(0, 2).join(" "));
        for (const [at, server] of path.slice(1).entries()) expect(asked).toContain(`${path[at]} ${server}`);
      }),
    );
  });
});

const rules = lintRules.filter(({ code }) => code === "LINT_FORWARDING_LOOP");

/** What is found where each server, by its last octet, forwards to these. */
function foundIn(forwarders: Readonly<Record<number, string>>, more = ""): readonly string[] {
  const hosts = Object.keys(forwarders).map(
    (at) => `  ns${at}: { addresses: 10.0.0.${at}, bind: { version: "9.18", config: ns${at}/named.conf } }\n`,
  );
  const files = {
    "site.yaml": `version: 1\nnetworks: { lan: 10.0.0.0/24 }\nhosts:\n${hosts.join("")}  pc: { addresses: 10.0.0.50, nameservers: 10.0.0.1 }\n`,
    ...Object.fromEntries(
      Object.entries(forwarders).map(([at, to]) => [
        `ns${at}/named.conf`,
        `options { directory "/"; recursion yes; allow-query { any; }; allow-recursion { any; }; dnssec-validation no; ${to} };\n${more}`,
      ]),
    ),
  };
  const { twin } = siteOfFiles(files);
  return lintSite(twin, treeOfFiles(files), [], rules).map(({ message }) => message.replaceAll("BIND 9.18 on ", ""));
}

const to = (at: number, how = "only"): string => `forward ${how}; forwarders { 10.0.0.${at}; };`;

describe("forwarding-loop: servers of BIND, which never ask for ever", () => {
  it.each<readonly [what: string, forwarders: Readonly<Record<number, string>>, paths: readonly string[]]>([
    ["two to each other", { 1: to(2), 2: to(1) }, ["ns1 -> ns2 -> ns1", "ns2 -> ns1 -> ns2"]],
    [
      "three in a ring",
      { 1: to(2), 2: to(3), 3: to(1) },
      ["ns1 -> ns2 -> ns3 -> ns1", "ns2 -> ns3 -> ns1 -> ns2", "ns3 -> ns1 -> ns2 -> ns3"],
    ],
    ["each falls back on the root after a while", { 1: to(2, "first"), 2: to(1, "first") }, ["ns1", "ns1"]],
    [
      "a tail that leads into it",
      { 1: to(2), 2: to(3), 3: to(2) },
      ["ns2 -> ns3 -> ns2", "ns2 -> ns3 -> ns2", "ns3 -> ns2 -> ns3"],
    ],
    ["a chain with an end", { 1: to(2), 2: to(3), 3: "forwarders { };" }, []],
    ["to one that is dead", { 1: to(9), 2: to(9) }, []],
    ["both to a third, which does not recurse", { 1: to(3), 2: to(3), 3: "recursion no;" }, []],
  ])("%s", (_, forwarders, paths) => {
    const found = foundIn(forwarders);
    expect(found).toHaveLength(paths.length);
    for (const [at, path] of paths.entries()) expect(found[at]).toContain(path);
  });

  it("of one zone alone", () => {
    const zone = 'zone "corp.test" { type forward; forward only; forwarders { 10.0.0.1; 10.0.0.2; }; };\n';
    expect(foundIn({ 1: "", 2: "" }, zone).map((message) => message.split(":")[0])).toEqual([
      "ns1 asks 10.0.0.1 for corp.test. SOA",
      "ns2 asks 10.0.0.2 for corp.test. SOA",
    ]);
  });
});

describe("forwarding-loop: a CoreDNS that no Service leads to is asked itself", () => {
  it.each<readonly [corefile: string, found: number]>([
    [". {\n forward . 127.0.0.1\n}\n", 1],
    [". {\n forward . 10.244.0.10\n}\n", 1],
    [". {\n whoami\n}\nlan {\n forward . 127.0.0.1\n}\n", 0],
    [". {\n forward . 10.244.0.99\n}\n", 0],
    [". {\n whoami\n}\n", 0],
  ])("%j", (corefile, found) => {
    const made = siteForFiles(treeOfFiles({ Corefile: corefile }));
    if (made === null) throw new Error("a Corefile makes a site");
    const { value: twin } = loadSiteFrom(made.source, made.files, "/");
    expect(lintSite(twin, made.files, [], rules)).toHaveLength(found);
  });
});
