import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runExamples } from "./run-examples.fixture.ts";

const scratch = mkdtempSync(join(tmpdir(), "splithorizon-faults-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** One server, whose zone is changed after ten seconds; `named` reads it a second later, or never. */
const FILES = {
  "site.yaml": `version: 1
networks: { lan: 192.168.13.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], bind: { version: "9.18", config: dns1/named.conf } }
  dns2: { addresses: [192.168.13.12], bind: { version: "9.18", config: dns2/named.conf } }
  cl: { addresses: [192.168.13.50], nameservers: [192.168.13.11, 192.168.13.12] }
expect:
  - { from: cl, ask: www.lab A, answers: [192.0.2.1] }
`,
  "dns1/named.conf": `options { directory "/"; recursion no; };\nzone "lab" { type primary; file "/lab.db"; };\n`,
  "dns2/named.conf": `options { directory "/"; recursion no; };\nzone "lab" { type primary; file "/lab.db"; };\n`,
  "dns1/lab.db": "$TTL 5\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.168.13.11\nwww A 192.0.2.1\n",
  "dns2/lab.db": "$TTL 5\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.168.13.11\nwww A 192.0.2.1\n",
  "both.yaml": scenario(["dns1", "dns2"]),
  "one.yaml": scenario(["dns1"]),
  "vain.yaml": "version: 1\nsteps:\n  - { at: 1s, reload: named, on: dns9 }\n",
};

function scenario(reloaded: readonly string[]): string {
  const zone = `"$TTL 5\\n@ SOA ns h 2 2 3 4 5\\n@ NS ns\\nns A 192.168.13.11\\nwww A 192.0.2.2\\n"`;
  const edits = ["dns1", "dns2"].map((host) => `  - { at: 10s, edit: /${host}/lab.db, text: ${zone} }`);
  const reloads = reloaded.map((host) => `  - { at: 11s, reload: named, on: ${host} }`);
  const later = `  - { at: 90s, reload: named, on: dns1 }`;
  return `version: 1\ntitle: a zone is changed\nsite: .\nseed: 1\nsteps:\n${[...edits, ...reloads, later].join("\n")}\n`;
}

for (const [name, text] of Object.entries(FILES)) {
  const path = join(scratch, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const run = (file: string, ...words: readonly string[]) => runExamples(["run", join(scratch, file), ...words]);

describe("run --each-fault", () => {
  test("a scenario that does not hold without a fault either is not played with one", async () => {
    const { code, out, err } = await run("vain.yaml", "--each-fault");
    expect([code, out]).toEqual([1, ""]);
    expect(err.replaceAll(scratch, "")).toBe(
      '/vain.yaml:3:5: at 1s: does not hold: Nobody in the site is called "dns9"\nThe scenario does not hold as it is: mend that first.\n',
    );
  });

  test("nothing wrong: one line that counts", async () => {
    const { code, out, err } = await run("both.yaml", "--each-fault");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(
      /^\d+ times played: \d+ faults at 4 moments; \d+ answers to \d+ questions; well again 32\.5s after each healing; 0 broken\n$/,
    );
  });

  test("what is wrong, and the line that plays it again with the same end", async () => {
    const { code, out } = await run("one.yaml", "--each-fault");
    expect(code).toBe(1);
    const [first = "", again = ""] = out.split("\n");
    expect(first).toMatch(
      /^\w+ .*dns1 at 90s: at \d+(\.\d+)?s cl asks www\.lab\. A and gets NOERROR 192\.0\.2\.1 \(wrong\), without the fault NOERROR 192\.0\.2\.2 \(stage 2, 3\), and \d+ more$/,
    );
    const line = /^ {4}splithorizon run \S+ --fault '(.+)' --moment (\S+) --for (\S+)$/.exec(again);
    const played = await run(
      "one.yaml",
      "--fault",
      line?.[1] ?? "",
      "--moment",
      line?.[2] ?? "",
      "--for",
      line?.[3] ?? "",
    );
    expect(played.code).toBe(1);
    expect(played.err.split("\n")[0]).toBe(`does not hold: ${/: (at .*), and \d+ more$/.exec(first)?.[1]}`);
    expect(played.out).toContain(`90.000 s  fault         ${line?.[1]}\n`);
  });

  test("without the fault, nobody notices", async () => {
    expect((await run("one.yaml")).code).toBe(0);
  });
});

test("a fault that the scenario has itself is told from one that nobody knows", async () => {
  const words = ["run", "scenarios/bind-host-dies.yaml", "--fault", "crash dns1", "--moment", "12s"];
  expect(await runExamples(words)).toEqual({
    code: 2,
    out: "",
    err: 'The scenario has "crash dns1" itself: nothing is broken twice.\n',
  });
});

describe("words that do not go together", () => {
  test.each<readonly [words: readonly string[], said: string]>([
    [["--each-fault", "--fault", "crash dns1", "--moment", "1s"], "--each-fault and --fault: one or the other.\n"],
    [["--fault", "crash dns1"], "--fault needs the moment at which it comes: --moment 20s.\n"],
    [["--moment", "1s"], "--moment and --for say when a fault is there: say --fault FAULT too.\n"],
    [["--jobs", "2"], "--jobs goes with --each-fault.\n"],
    [["--each-fault", "--jobs", "none"], "none is no number of threads: a whole number, 1 or more.\n"],
    [["--for", "1s"], "--moment and --for say when a fault is there: say --fault FAULT too.\n"],
    [["--fault", "crash dns1", "--moment", "soon"], "--moment soon: no duration such as 14s.\n"],
    [["--fault", "crash dns1", "--moment", "1s", "--for", "ever"], "--for ever: no duration such as 14s.\n"],
    [
      ["--fault", "crash dns3", "--moment", "1s"],
      'No single fault of this site is called "crash dns3". Did you mean "crash dns1"?\n',
    ],
    [["--fault", "rain", "--moment", "1s"], 'No single fault of this site is called "rain". Known: '],
    [
      ["--each-fault", "--pcap", "x.pcap"],
      "--pcap goes with a scenario as it is written, without faults of its own.\n",
    ],
  ])("%j", async (words, said) => {
    const { code, err, out } = await run("both.yaml", ...words);
    expect([code, out, err.includes(said)]).toEqual([2, "", true]);
  });
});
