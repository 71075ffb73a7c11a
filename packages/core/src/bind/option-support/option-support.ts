import { invariant } from "../../invariant.ts";
import { optionSupportAToL } from "./rows-a-l.ts";
import { blockSupportRows } from "./rows-blocks.ts";
import { optionSupportMToZ } from "./rows-m-z.ts";

/** How much of a statement is modelled. */
export interface OptionSupport {
  readonly level: "unsupported" | "ignored" | "partly" | "full";
  /** What is missing, or why it changes nothing; empty where there is nothing to say. */
  readonly why: string;
}

const LEVELS = ["unsupported", "ignored", "partly", "full"] as const;

/** Statements of one place by their name; `*` stands for all that are not named. */
export type SupportTable = ReadonlyMap<string, OptionSupport>;

let tables: ReadonlyMap<string, SupportTable> | null = null;

/**
 * What is modelled of the statements of a block: `file`, `options`, `view` and `zone` have one table, smaller blocks their own.
 * Read at its first use.
 */
export function bindSupport(block: string): SupportTable {
  tables ??= new Map(
    [
      ...PLACES.map((place) => [place, optionSupportAToL + optionSupportMToZ.trimStart()] as const),
      ...Object.entries(blockSupportRows),
    ].map(([name, rows]) => [name, tableFromRows(rows)]),
  );
  return tables.get(block) ?? new Map();
}

/** The level of one statement, by its own line or that of its block. */
export function supportOf(block: string, name: string): OptionSupport | undefined {
  const table = bindSupport(block);
  return table.get(name) ?? table.get("*");
}

const PLACES = ["file", "options", "view", "zone"] as const;

/** The blocks that have a table: `options` stands for the three that share one. */
export const bindSupportBlocks: readonly string[] = ["options", ...Object.keys(blockSupportRows)];

function tableFromRows(rows: string): SupportTable {
  return new Map(
    rows
      .trim()
      .split("\n")
      .map((row) => {
        const [name = "", text, why = ""] = row.split("|").map((column) => column.trim());
        const level = LEVELS.find((known) => known === text);
        invariant(level !== undefined, `bad row: ${row}`);
        return [name, { level, why }];
      }),
  );
}
