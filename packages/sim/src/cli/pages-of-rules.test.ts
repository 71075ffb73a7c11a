import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { explain, explainWords } from "../lint/index.ts";
import { type CliIo, unhurried } from "./io.ts";
import { runCli } from "./program.ts";

/** What the words of a page stand for on the tutorial's site; longer words first. */
const MEANING: readonly (readonly [word: string, meaning: string])[] = [
  ["NAMESPACE/POD", "dnsutils/dnsutils"],
  ["SERVICE.NAMESPACE", "web.linkerd-viz"],
  ["@CLUSTER-DNS", "@198.19.0.30"],
  ["@SERVER1", "@dns1"],
  ["@SERVER2", "@dns2"],
  ["SECONDARY", "dns2"],
  ["ADDRESS", "100.64.2.20"],
  ["CLIENT", "laptop"],
  ["SERVER", "dns1"],
  ["DOMAIN", "cluster.local"],
  ["COPY", "kloud-lan"],
  ["SITE", "kloud-lan"],
  ["ZONE", "k8s1-prod.kloud.lan"],
  ["HOST", "dns1"],
  ["NAME", "web.linkerd-viz.k8s1-prod.kloud.lan"],
  ["POD", "kube-system/coredns-5dd5756b68-7wq2m"],
  ["named.conf", "kloud-lan/dns1/etc/bind/named.conf"],
  ["Corefile", "kloud-lan/cluster/coredns-configmap.yaml"],
];

const PROMPT = "    splithorizon ";

/** Every command line of every page, as one would type it here. */
const lines = [
  ...new Set(
    explainWords
      .flatMap(explain)
      .flatMap((page) => page.split("\n"))
      .filter((line) => line.startsWith(PROMPT))
      .map((line) =>
        MEANING.reduce((text, [word, meaning]) => text.replaceAll(word, meaning), line.slice(PROMPT.length)),
      ),
  ),
];

async function run(line: string): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = "";
  let err = "";
  const io: CliIo = {
    ...unhurried,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    lines: async function* () {},
    workingDirectory: join(import.meta.dirname, "../../../../examples"),
    now: () => 0,
  };
  const code = await runCli(line.split(" "), io);
  return { code, out, err };
}

describe("the commands that the pages of the rules name", () => {
  it("are many", () => {
    expect(lines.length).toBeGreaterThan(20);
  });

  it.each(lines)("%s", async (line) => {
    const { code, out, err } = await run(line);
    // dig ends with 0 for every answer, check where nothing is an error, lint with 1 where an include is missing: 2 is for a line that is wrong.
    expect({ isUnderstood: code <= 1, err }).toEqual({ isUnderstood: true, err: "" });
    if (!line.startsWith("lint ")) expect({ code, isSilent: out === "" }).toEqual({ code: 0, isSilent: false });
  });
});
