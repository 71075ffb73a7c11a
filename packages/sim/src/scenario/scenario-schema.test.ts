import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrors, sourceFromText } from "@splithorizon/core";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { APPLIED_KINDS } from "../simulation/index.ts";
import { readYaml } from "../site/yaml-document.ts";
import { DELETION_KEYS, PATCH_KEYS, SERVICES } from "./read-action.ts";
import { FAULT_WORDS, PROGRAMS } from "./read-fault.ts";
import { parseScenario, SCENARIO_KEYS, STEP_WORDS } from "./scenario-file.ts";

interface Part {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  readonly required: readonly string[];
  readonly additionalProperties: boolean;
}

interface Schema extends Part {
  readonly definitions: Readonly<Record<"step" | "fault", { readonly oneOf: readonly Part[] }>> & {
    readonly manifest: Part;
  };
}

const scenarios = join(import.meta.dirname, "../../../../examples/scenarios");
const path = join(import.meta.dirname, "../../schema/scenario.schema.json");
const schema = JSON.parse(readFileSync(path, "utf8")) as Schema;
const isValid = new Ajv({ allErrors: true, strict: true, strictRequired: false }).compile(schema);

function keysOf({ properties }: Part): readonly string[] {
  return Object.keys(properties).sort();
}

/** The alternative of a step or a fault that is called by this word. */
function alternative(of: "step" | "fault", word: string): Part {
  const found = schema.definitions[of].oneOf.filter(({ required }) => required.includes(word));
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} alternatives for ${word}`);
  return only;
}

describe("the schema and the reader know the same keys", () => {
  it("a scenario", () => {
    expect(keysOf(schema)).toEqual([...SCENARIO_KEYS].sort());
  });

  it.each(Object.entries(STEP_WORDS))("a step: %s", (word, others) => {
    const part = alternative("step", word);
    expect(keysOf(part)).toEqual(["at", word, ...others].sort());
    expect([part.additionalProperties, part.required.includes("at")]).toEqual([false, true]);
  });

  it.each(Object.entries(FAULT_WORDS))("a fault: %s", (word, others) => {
    const part = alternative("fault", word);
    expect(keysOf(part)).toEqual([word, ...others].sort());
    expect(part.additionalProperties).toBe(false);
  });

  it("no others", () => {
    const { step, fault } = schema.definitions;
    expect([step.oneOf.length, fault.oneOf.length]).toEqual([
      Object.keys(STEP_WORDS).length,
      Object.keys(FAULT_WORDS).length,
    ]);
  });

  it("the kinds that can be applied", () => {
    expect(schema.definitions.manifest.properties["kind"]?.enum?.toSorted()).toEqual([...APPLIED_KINDS].sort());
  });

  it("a patch, and the programs", () => {
    const { patch } = alternative("step", "patch").properties;
    expect(keysOf(patch as Part)).toEqual([...PATCH_KEYS].sort());
    expect(alternative("fault", "kill").properties["kill"]?.enum).toEqual(PROGRAMS);
    expect(keysOf(alternative("step", "delete-pods").properties["delete-pods"] as Part)).toEqual(
      [...DELETION_KEYS].sort(),
    );
    expect(alternative("step", "restart").properties["restart"]?.enum).toEqual(SERVICES);
  });
});

function plainOf(text: string): unknown {
  return readYaml(sourceFromText("s.yaml", text)).value[0]?.value;
}

describe("what the reader takes is valid, and what it refuses by its form is not", () => {
  const files = readdirSync(scenarios).filter((name) => name.endsWith(".yaml"));

  it.each(files)("%s, which points its editor at the schema", (name) => {
    const text = readFileSync(join(scenarios, name), "utf8");
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=../../packages/sim/schema/scenario.schema.json");
    expect(isValid(plainOf(text)), JSON.stringify(isValid.errors)).toBe(true);
  });

  it("any scenario", () => {
    fc.assert(
      fc.property(anyScenario(), (scenario) => {
        const { diagnostics } = parseScenario(sourceFromText("s.yaml", stringify(scenario)));
        expect(diagnostics.map(({ message }) => message)).toEqual([]);
        expect(isValid(scenario), JSON.stringify(isValid.errors)).toBe(true);
      }),
    );
  });

  it.each([
    "steps: []",
    "version: 1",
    "version: 2\nsteps: []",
    "version: 1\nsteps: []\nseed: -1",
    "version: 1\nsteps: [{ note: x }]",
    "version: 1\nsteps: [{ at: 1s }]",
    "version: 1\nsteps: [{ at: soon, note: x }]",
    "version: 1\nsteps: [{ at: 1s, note: x, fault: { crash: a } }]",
    "version: 1\nsteps: [{ at: 1s, fault: { kill: nmed, on: a } }]",
    "version: 1\nsteps: [{ at: 1s, fault: { kill: named } }]",
    "version: 1\nsteps: [{ at: 1s, fault: { cut: [a] } }]",
    "version: 1\nsteps: [{ at: 1s, fault: { cut: [a, a] } }]",
    "version: 1\nsteps: [{ at: 1s, fault: { weather: [a, b], loss: 0.3 } }]",
    "version: 1\nsteps: [{ at: 1s, ask: x A }]",
    "version: 1\nsteps: [{ at: 1s, ask: x A, from: a, every: 1s }]",
    "version: 1\nsteps: [{ at: 1s, ask: x A, from: a, every: 0s, until: 2s }]",
    "version: 1\nsteps: [{ at: 1s, ask: x A, from: a, timeout: 0ms }]",
    "version: 1\nsteps: [{ at: 1s, patch: { object: service, body: {} } }]",
    "version: 1\nsteps: [{ at: 1s, reload: keepalive, on: a }]",
    "version: 1\nsteps: [{ at: 1s, rndc: reload }]",
    "version: 1\nsteps: [{ at: 1s, delete-pods: { namespace: a } }]",
    "version: 1\nsteps: [{ at: 1s, delete-pods: { namespace: a, name: b, selector: c=d } }]",
    "version: 1\nsteps: [{ at: 1s, delete-pods: { name: b } }]",
    "version: 1\nsteps: [{ at: 1s, apply: [] }]",
    "version: 1\nsteps: [{ at: 1s, apply: { apiVersion: v1, kind: Secret, metadata: { name: a } } }]",
    "version: 1\nsteps: [{ at: 1s, apply: { apiVersion: v1, kind: Pod } }]",
    "version: 1\nsteps: [{ at: 1s, delete: service }]",
    "version: 1\nsteps: [{ at: 1s, restart: coredns, on: a }]",
    "version: 1\nsteps: [{ at: 1s, restart: named }]",
    "version: 1\nsteps: [{ at: 1s, route: replace, to: 10.0.0.0/8, via: 10.0.0.1, on: a }]",
    "version: 1\nsteps: [{ at: 1s, route: add, via: 10.0.0.1, on: a }]",
  ])("%j", (text) => {
    expect(hasErrors(parseScenario(sourceFromText("s.yaml", text)).diagnostics)).toBe(true);
    expect(isValid(plainOf(text))).toBe(false);
  });
});

/** Scenarios that have nothing wrong, optional keys there or not. */
function anyScenario(): fc.Arbitrary<object> {
  const text = fc.constantFrom("dns1", "ns/pod", "a b");
  const at = fc.constantFrom("0s", "250ms", "1m30s", "1.5s");
  const period = fc.constantFrom("250ms", "1m30s", "1.5s", "0s1ms");
  const later = fc.constantFrom("2m", "1h");
  const between = fc.constant(["a", "b"]);
  const share = fc.constantFrom("0%", "12.5%", "100%");
  const direction = fc.constantFrom("both-ways", "one-way");
  const words = fc.constantFrom("x", ["x"]);
  const fault = fc.oneof(
    ...["crash", "freeze", "unplug", "unready", "stop-agent", "stop-operator"].map((kind) =>
      fc.record({ [kind]: text }),
    ),
    ...["kill", "stop", "hang"].map((kind) => fc.record({ [kind]: fc.constantFrom(...PROGRAMS), on: text })),
    fc.record({ cut: between, direction }, { requiredKeys: ["cut"] }),
    fc.record(
      { weather: between, direction, delay: at, jitter: at, loss: share, duplicates: share },
      { requiredKeys: ["weather"] },
    ),
    fc.record({ "end-session": text, with: text }),
  );
  const manifest = fc.record({
    apiVersion: fc.constant("v1"),
    kind: fc.constantFrom("Pod", "Service", "ConfigMap", "Namespace"),
    metadata: fc.record({ name: text, namespace: text }, { requiredKeys: ["name"] }),
  });
  const question = { at, ask: fc.constant("kloud.lan SOA"), from: text };
  const step = fc.oneof(
    fc.record({ at, fault, as: text, for: at }, { requiredKeys: ["at", "fault"] }),
    fc.record({ ...question, every: period, until: later, answers: fc.constantFrom("x", ["x", "y"]) }),
    fc.record(
      { ...question, timeout: period, outage: at, rcode: fc.constant("NXDOMAIN") },
      { requiredKeys: ["at", "ask", "from"] },
    ),
    fc.record({
      at,
      patch: fc.record({ object: fc.constant("service/a/b"), body: fc.constant({ spec: { a: [1] } }) }),
    }),
    fc.record({ at, "delete-pods": fc.record({ namespace: text, selector: fc.constant("a=b") }) }),
    fc.record({ at, "delete-pods": fc.record({ namespace: text, name: text }), answer: text }),
    fc.record(
      {
        at,
        apply: fc.oneof(manifest, fc.array(manifest, { minLength: 1, maxLength: 3 })),
        cluster: text,
        answer: text,
      },
      { requiredKeys: ["at", "apply"] },
    ),
    fc.record(
      { at, delete: fc.constantFrom("service/a/b", "ippool/a"), cluster: text, answer: text },
      { requiredKeys: ["at", "delete"] },
    ),
    fc.record({ at, edit: text, text }),
    fc.record({ at, reload: fc.constantFrom("named", "coredns", "keepalived"), on: text }),
    fc.record({ at, rndc: text, on: text, answer: text }, { requiredKeys: ["at", "rndc", "on"] }),
    fc.record({ at, restart: fc.constantFrom(...SERVICES), on: text }),
    fc.record({
      at,
      route: fc.constantFrom("add", "del"),
      to: fc.constantFrom("default", "198.19.0.0/16"),
      via: fc.constant("192.168.13.91"),
      on: text,
    }),
    fc.record({ at, show: text, lines: words, grep: words }, { requiredKeys: ["at", "show"] }),
    fc.record({ at, note: text }),
  );
  return fc.record(
    {
      version: fc.constant(1),
      title: text,
      site: text,
      seed: fc.nat(),
      until: later,
      steps: fc.array(step, { maxLength: 4 }),
    },
    { requiredKeys: ["version", "steps"] },
  );
}
