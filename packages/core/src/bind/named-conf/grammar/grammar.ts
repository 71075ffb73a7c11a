import { invariant } from "../../../invariant.ts";
import type { BindVersion } from "../../settings.ts";
import { blockRows, fileRows, removedNames } from "./rows-blocks.ts";
import { optionRowsAToL } from "./rows-options-a-l.ts";
import { optionRowsMToZ } from "./rows-options-m-z.ts";
import { zoneRows } from "./rows-zone.ts";
import { type Shape, shapeFromNotation } from "./shape.ts";

/** What BIND knows about one statement in one place. */
export interface ClauseRule {
  readonly name: string;
  /** May stand more than once. */
  readonly multiple: boolean;
  readonly state: "current" | "deprecated" | "experimental" | "obsolete" | "not-compiled-in";
  /** Zone types that take it, as letters of the rows; empty outside zones. */
  readonly zoneTypes: string;
  readonly since: BindVersion;
  readonly until: BindVersion;
  readonly shape: Shape;
}

/** `file` is the top level. */
export type BlockName = string;

/** The grammar of one version. */
export interface Grammar {
  readonly version: BindVersion;
  /** Rules of a place that this version has, by lower-case name. */
  rulesOf(block: BlockName): ReadonlyMap<string, ClauseRule>;
  /** Rules of a place that only the other version has. */
  foreignRulesOf(block: BlockName): ReadonlyMap<string, ClauseRule>;
  isRemoved(block: BlockName, name: string): boolean;
  /** Places that take a statement of this name. */
  placesOf(name: string): readonly BlockName[];
}

const ZONE_LETTERS = "psmfhrtudi";

const grammars = new Map<BindVersion, Grammar>();

/** The grammar, read at its first use. */
export function grammarOf(version: BindVersion): Grammar {
  const known = grammars.get(version);
  if (known !== undefined) return known;
  const grammar = makeGrammar(version);
  grammars.set(version, grammar);
  return grammar;
}

type RuleTable = Map<BlockName, Map<string, ClauseRule>>;

function makeGrammar(version: BindVersion): Grammar {
  const own: RuleTable = new Map();
  const foreign: RuleTable = new Map();
  for (const { block, rule } of allRules()) {
    const table = rule.since <= version && version <= rule.until ? own : foreign;
    addRule(table, block, rule);
  }
  const removed = new Map(Object.entries(removedNames).map(([block, names]) => [block, new Set(names.split(" "))]));
  const none: ReadonlyMap<string, ClauseRule> = new Map();
  return {
    version,
    rulesOf: (block) => own.get(block) ?? none,
    foreignRulesOf: (block) => foreign.get(block) ?? none,
    isRemoved: (block, name) => removed.get(block)?.has(name) === true,
    placesOf: (name) => [...own].filter(([, rules]) => rules.has(name)).map(([block]) => block),
  };
}

function addRule(table: RuleTable, block: BlockName, rule: ClauseRule): void {
  const rules = table.get(block) ?? new Map<string, ClauseRule>();
  rules.set(rule.name, rule);
  table.set(block, rules);
}

interface PlacedRule {
  readonly block: BlockName;
  readonly rule: ClauseRule;
}

function allRules(): readonly PlacedRule[] {
  const placed = [fileRows, optionRowsAToL, optionRowsMToZ, zoneRows].flatMap((rows) => rulesFromRows(rows));
  const inBlocks = Object.entries(blockRows).flatMap(([block, rows]) =>
    rulesFromRows(rows).map(({ rule }) => ({ block, rule })),
  );
  return [...placed.flatMap(placesFromLetters), ...inBlocks];
}

interface Row {
  readonly letters: string;
  readonly rule: ClauseRule;
}

function rulesFromRows(rows: string): readonly Row[] {
  return rows.trim().split("\n").map(rowFromLine);
}

function rowFromLine(line: string): Row {
  const [name, letters, remarks, ...shape] = line.split("|").map((column) => column.trim());
  invariant(name !== undefined && letters !== undefined && remarks !== undefined, `bad row: ${line}`);
  const words = remarks.split(" ");
  const notation = shape.join(" | ");
  let made: Shape | null = null;
  const rule: ClauseRule = {
    name,
    multiple: words.includes("multi"),
    state: stateOf(words),
    zoneTypes: [...letters].filter((letter) => ZONE_LETTERS.includes(letter)).join(""),
    since: words.includes("since-9.20") ? "9.20" : "9.18",
    until: words.includes("until-9.18") ? "9.18" : "9.20",
    get shape() {
      made ??= shapeFromNotation(notation);
      return made;
    },
  };
  return { letters, rule };
}

const STATES = ["deprecated", "experimental", "obsolete", "not-compiled-in"] as const;

function stateOf(words: readonly string[]): ClauseRule["state"] {
  return STATES.find((state) => words.includes(state)) ?? "current";
}

function placesFromLetters({ letters, rule }: Row): readonly PlacedRule[] {
  const places: PlacedRule[] = [];
  if (letters.includes("T")) places.push({ block: "file", rule });
  if (letters.includes("g")) places.push({ block: "options", rule });
  if (letters.includes("v")) places.push({ block: "view", rule });
  if (rule.zoneTypes !== "") places.push({ block: "zone", rule });
  return places;
}
