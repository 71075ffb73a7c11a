import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { unhurried } from "./io.ts";
import { runCli } from "./program.ts";

const EXAMPLES = join(import.meta.dirname, "../../../../examples");
const scratch = mkdtempSync(join(tmpdir(), "splithorizon-codes-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
writeFileSync(join(scratch, "Corefile"), ".:53 {\n  forwrad . 1.1.1.1\n}\n");
writeFileSync(join(scratch, "good"), ".:53 {\n  whoami\n}\n");
writeFileSync(
  join(scratch, "wrong.yaml"),
  "version: 1\nsteps:\n  - { at: 0s, ask: www.kloud.lan A, from: mac, answers: [192.0.2.1] }\n  - { at: 1s, fault: { crash: dns9 } }\n",
);
writeFileSync(join(scratch, "no-step.yaml"), "version: 1\nsteps:\n  - { at: 0s, sho: vrrp }\n");
writeFileSync(join(scratch, "asked.jsonl"), '{"from":"laptop","query":{"name":"www.kloud.lan"}}\n');

async function run(words: readonly string[], input: readonly string[] = []) {
  const said = { out: "", err: "" };
  const code = await runCli(words, {
    ...unhurried,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    lines: async function* () {
      yield* input;
    },
    workingDirectory: EXAMPLES,
    now: () => 0,
  });
  return { code, ...said };
}

const question = '{"from":"laptop","query":{"name":"www.kloud.lan"}}';

describe("every verb's exit codes", () => {
  const rows: readonly (readonly [line: string, code: number, input?: readonly string[]])[] = [
    ["check kloud-lan", 0],
    [`check ${scratch}`, 1],
    ["check nowhere", 2],
    ["check kloud-lan --format xml", 2],
    ["dig kloud-lan www.kloud.lan", 0],
    ["dig kloud-lan nix.kloud.lan", 0],
    ["dig -v", 0],
    ["dig kloud-lan www.kloud.lan @192.168.13.99 +tries=1", 9],
    ["dig kloud-lan www.kloud.lan @203.0.113.9", 10],
    ["dig kloud-lan a..b", 2],
    ["dig kloud-lan www.kloud.lan --from nobody", 2],
    ["trace kloud-lan www.kloud.lan", 0],
    ["trace kloud-lan www.kloud.lan @192.168.13.99", 9],
    ["trace kloud-lan www.kloud.lan @203.0.113.9", 10],
    ["trace kloud-lan www.kloud.lan --format pdf", 2],
    ["map kloud-lan web.linkerd-viz.svc.cluster.local", 0],
    ["map kloud-lan --all", 0],
    ["map kloud-lan www.example.com", 1],
    ["map kloud-lan", 2],
    ["map kloud-lan a b", 2],
    ["show kloud-lan vrrp", 0],
    ["show kloud-lan services nix", 1],
    ["show kloud-lan nonsense", 2],
    ["show kloud-lan healthz k8s1master3 1", 9],
    ["show kloud-lan vrrp --at yesterday", 2],
    ["show kloud-lan log", 0],
    ["show kloud-lan log mac", 1],
    [`show kloud-lan log dns1 --asked ${scratch}/asked.jsonl`, 0],
    [`show kloud-lan log laptop --asked ${scratch}/asked.jsonl`, 1],
    ["show kloud-lan log --asked nowhere", 2],
    [`lint ${scratch}/good`, 0],
    [`lint ${scratch}/Corefile`, 1],
    ["lint nowhere", 2],
    ["lint", 2],
    ["lint ../LICENSE", 2],
    [`lint ${scratch}/good --coredns 0.1`, 2],
    [`lint ${scratch}/good --origin a..b`, 2],
    ["run scenarios/keepalived-stopped.yaml --budget 1000", 1],
    ["run scenarios/keepalived-stopped.yaml --budget 0", 2],
    ["run scenarios/keepalived-stopped.yaml --budget many", 2],
    [`run ${scratch}/wrong.yaml --site kloud-lan`, 1],
    [`run ${scratch}/no-step.yaml --site kloud-lan`, 2],
    ["ask kloud-lan --batch", 0, [question]],
    ["ask kloud-lan --batch", 0],
    ["ask kloud-lan --batch", 2, [question, "{"]],
    ["ask kloud-lan", 2, [question]],
    ["serve kloud-lan", 0],
    ["serve kloud-lan --port 70000", 2],
    ["serve kloud-lan --seed x", 2],
    ["serve kloud-lan --as nobody", 2],
    [`init ${scratch}/new`, 0],
    [`init ${EXAMPLES}/kloud-lan`, 2],
    [`init ${EXAMPLES}/kloud-lan/site.yaml`, 2],
    [`init ${EXAMPLES}/kloud-lan/site.yaml/below`, 2],
    ["init /proc/nowhere", 2],
    ["--help", 0],
    ["help dig", 0],
    ["dig --help", 0],
    ["nonsense", 2],
    ["", 2],
  ];
  test.each(rows.map(([line, code, input = []]) => ({ line, code, input })))(
    "$line: $code",
    async ({ line, code, input }) => {
      const words = line.split(" ").filter((word) => word !== "");
      const ran = await run(words, input);
      expect({ code: ran.code, err: ran.err }).toEqual({ code, err: ran.err });
      // Whatever ends badly says why.
      if (code === 2 || code > 8) expect(ran.out + ran.err).not.toBe("");
    },
  );
});

describe("law: hostile arguments", () => {
  const word = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(
      "--from",
      "--format",
      "-x",
      "+time=1e9",
      "@",
      "__proto__",
      "../../etc/passwd",
      "kloud-lan",
      "\u001b[2J",
      "-n",
      "--",
    ),
  );

  test("every verb comes to an end, with a code of its own, and nothing odd reaches the terminal", async () => {
    const verb = fc.constantFrom("check", "dig", "trace", "map", "show", "lint", "ask", "help");
    await fc.assert(
      fc.asyncProperty(verb, fc.array(word, { maxLength: 4 }), async (name, words) => {
        const { code, out, err } = await run([name, ...words], ["{}"]);
        expect([0, 1, 2, 9, 10]).toContain(code);
        expect(
          [...(out + err)].filter(
            (character) => (character < " " && !"\t\n".includes(character)) || character === "\u007f",
          ),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("what a run says beside its lines", () => {
  test("what does not hold, each at its place and its moment, with what came instead", async () => {
    const { code, err } = await run(["run", `${scratch}/wrong.yaml`, "--site", "kloud-lan"]);
    expect([code, err]).toEqual([
      1,
      `${scratch}/wrong.yaml:4:5: at 1s: does not hold: Nobody in the site is called "dns9"\n`.replace(
        /^/,
        firstFault(),
      ),
    ]);
  });

  test("that its budget is spent, and where", async () => {
    const { code, err } = await run(["run", "scenarios/keepalived-stopped.yaml", "--budget", "1000"]);
    expect(code).toBe(1);
    expect(err).toMatch(/^The budget of 1000 events is spent at [\d.]+ s: the scenario was not played to its end\.\n$/);
  });

  test("which steps there are, where one is none", async () => {
    const { code, err } = await run(["run", `${scratch}/no-step.yaml`, "--site", "kloud-lan"]);
    expect([code, err.split("\n")[0]]).toEqual([
      2,
      `${scratch}/no-step.yaml:3:5: error SITE_MISSING_KEY: A step does one of fault, heal, ask, patch, apply, delete, delete-pods, edit, reload, rndc, restart, route, show, note.`,
    ]);
  });
});

function firstFault(): string {
  return `${scratch}/wrong.yaml:3:5: at 1ms: does not hold: mac asks www.kloud.lan. A: expected 192.0.2.1, and got nas.kloud.lan., 192.168.13.20 (NOERROR)\n`;
}
