import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { diagnosticCodes } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { explain, explainList, explainWords } from "./explain.ts";
import { pageTexts } from "./pages.ts";
import { propertyTraps } from "./property-traps.ts";
import { readerTraps } from "./reader-traps.ts";
import { lintRules } from "./rules.ts";

const written = ["rules", "readers", "properties"].flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => [basename(file, ".md"), readFileSync(join(import.meta.dirname, folder, file), "utf8")] as const),
);

const SECTIONS = ["## What happens to whom", "## How to see it", "## How to mend it", "## Evidence"];

describe("the pages", () => {
  it("in the package are those beside the rules; if not: node tools/lint-pages.ts", () => {
    expect([...pageTexts].toSorted()).toEqual(written.toSorted());
  });

  it("are one for each rule, for each row that the readers find, and for each that is how a server is", () => {
    const ids = [...lintRules, ...readerTraps, ...propertyTraps].map(({ id }) => id);
    expect([...pageTexts.keys()].toSorted()).toEqual(ids.toSorted());
  });

  it.each(lintRules.map((rule) => [rule.id, rule] as const))(
    "%s: its title, its code, how bad it is, its rows",
    (id, rule) => {
      const [title, , about] = (pageTexts.get(id) ?? "").split("\n");
      expect(title).toBe(`# ${diagnosticCodes[rule.code]}`);
      expect(about?.startsWith(`\`${rule.code}\`, ${rule.severity}; `)).toBe(true);
      for (const trap of rule.traps) expect(about).toContain(trap === "seed" ? "the tutorial" : trap);
    },
  );

  it.each(readerTraps.map((trap) => [trap.id, trap] as const))(
    "%s: its title, its codes, its row",
    (id, { title, codes, trap }) => {
      const [first, , about] = (pageTexts.get(id) ?? "").split("\n");
      expect(first).toBe(`# ${title}`);
      for (const word of [...codes, trap]) expect(about).toContain(word);
    },
  );

  it.each(propertyTraps.map((trap) => [trap.id, trap] as const))("%s: its title, its row", (id, { title, trap }) => {
    const [first, , about] = (pageTexts.get(id) ?? "").split("\n");
    expect(first).toBe(`# ${title}`);
    expect(about).toContain(trap);
  });

  it.each(written)("%s says what happens, how to see it, how to mend it, and how that is known", (_id, text) => {
    expect(text.split("\n").filter((line) => line.startsWith("## "))).toEqual(SECTIONS);
    for (const part of text.split(/^## .*$/m).slice(1)) expect(part.trim().length).toBeGreaterThan(10);
  });
});

describe("explain", () => {
  it.each([
    ["pair-answers-differ", ["# Two servers behind one virtual address"]],
    ["LINT_PAIR_ANSWERS_DIFFER", ["# Two servers behind one virtual address"]],
    ["T12", ["# Two servers behind one virtual address"]],
    ["t28", ["# A rewrite of a part of a name", "# A rewrite changes the question alone"]],
    ["ZONE_OCCLUDED", ["# A record lands below a delegation"]],
    ["seed", ["# A machine outside has a route to the pods."]],
    ["T34", ["# CoreDNS answers FORMERR"]],
    ["long-questions", ["# CoreDNS answers FORMERR"]],
    ["T5", ["# The NS records of a delegation", "# A delegated zone denies its own name server"]],
    ["T99", []],
    ["", []],
  ])("%s", (word, begins) => {
    const pages = explain(word);
    expect(pages).toHaveLength(begins.length);
    for (const [at, begin] of begins.entries()) expect(pages[at]?.startsWith(begin)).toBe(true);
  });

  it("takes every word that it says it takes, and lists every page", () => {
    for (const word of explainWords) expect(explain(word).length).toBeGreaterThan(0);
    expect(explainList()).toHaveLength(pageTexts.size);
  });

  it("has every row of the list of traps", () => {
    const rows = Array.from({ length: 39 }, (_, index) => `T${index + 1}`);
    expect(rows.filter((row) => explain(row).length === 0)).toEqual([]);
  });
});
