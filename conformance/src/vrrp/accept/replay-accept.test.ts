import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileTreeFromSources, makeQuery, nameOf, parseAddress, sourceFromText } from "@splithorizon/core";
import { findPlace, loadSite, Simulation, VrrpPart } from "@splithorizon/sim";
import { describe, expect, test } from "vitest";
import { type AcceptCourse, type Answers, acceptCourses, QUESTIONS, type Step } from "./courses.ts";

type Recorded = AcceptCourse & { readonly answers: readonly Answers[] };

const recorded = readFileSync(join(import.meta.dirname, "../../../recordings/vrrp-accept.ndjson"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Recorded);

const SITE = `version: 1
networks: { lan: 192.168.13.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], nameservers: [192.168.13.10], bind: { version: "9.18", config: dns1/named.conf }, keepalived: { version: "2.2.7", config: dns1/keepalived.conf, interfaces: { eth0: lan } } }
  cl: { addresses: [192.168.13.50], nameservers: [192.168.13.10] }
`;
const FILES = {
  "/site.yaml": SITE,
  "/dns1/named.conf": `options { directory "/"; recursion no; listen-on { any; }; };\nzone "lab" { type primary; file "/lab.db"; };\n`,
  "/dns1/lab.db": "$TTL 60\n@ SOA a b 1 1 1 1 1\n@ NS a\na A 192.168.13.11\n",
};
const KEEPALIVED = { machine: "dns1", program: "keepalived" } as const;
const SETTLED_MS = 5000;

function play({ steps }: AcceptCourse): readonly Answers[] {
  const [first] = steps;
  const config = first?.kind === "start" ? first.config : "";
  const texts = { ...FILES, "/dns1/keepalived.conf": config };
  const sources = Object.entries(texts).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  const { value } = loadSite(fileTreeFromSources(new Map(sources)));
  const simulation = new Simulation(value, { seed: 1 }, [(context) => new VrrpPart(context)]);
  simulation.inject({ kind: "stop", ...KEEPALIVED });
  simulation.runFor(SETTLED_MS);
  return steps.map((step) => {
    perform(simulation, step);
    simulation.runFor(SETTLED_MS);
    return QUESTIONS.map(([from, server]) => ask(simulation, from, server));
  });
}

function perform(simulation: Simulation, step: Step): void {
  if (step.kind === "start" || step.kind === "reload") simulation.edit("/dns1/keepalived.conf", step.config);
  switch (step.kind) {
    case "start":
      simulation.heal({ kind: "stop", ...KEEPALIVED });
      return;
    case "reload":
      simulation.reload("dns1", "keepalived");
      return;
    case "stop":
      simulation.inject({ kind: "stop", ...KEEPALIVED });
      return;
    case "kill-all":
      simulation.inject({ kind: "kill", ...KEEPALIVED });
      return;
    case "kill-child":
      simulation.inject({ kind: "kill-vrrp-child", machine: "dns1" });
      return;
    case "interface-down":
      simulation.inject({ kind: "interface-down", machine: "dns1" });
      return;
    case "interface-up":
      simulation.heal({ kind: "interface-down", machine: "dns1" });
      return;
    default:
      step satisfies never;
  }
}

function ask(simulation: Simulation, from: string, server: string): string {
  const place = findPlace(simulation.world, from);
  const address = parseAddress(server);
  if (place.kind === "missing" || address === null) throw new RangeError(from);
  let said = "failed";
  simulation.ask(
    { from: place.value, servers: [{ address, port: 53 }], source: null, transport: "udp" },
    makeQuery({ name: nameOf("a.lab."), type: "A", class: "IN" }),
    (answer) => (said = answer.kind === "answered" ? "answered" : "failed"),
    { kind: "dig", timeoutMs: 1000, attempts: 1, whenTruncated: "accept" },
  );
  simulation.runFor(1100);
  return said;
}

describe("whom keepalived 2.2.7 let ask a named at its addresses, the twin does", () => {
  test.each(recorded.map((line) => [line.name, line] as const))("%s", (_, line) => {
    expect(play(line)).toEqual(line.answers);
  });

  test("every course is recorded", () => {
    expect(recorded.map(({ name, steps }) => ({ name, steps }))).toEqual(acceptCourses);
  });
});
