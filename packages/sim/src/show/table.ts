import { escapeForTerminal } from "@splithorizon/core";

/** Columns as kubectl aligns them (cli-runtime printers: tabwriter with three blanks between). */
export function printTable(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map(escapeForTerminal));
  const widths: number[] = [];
  for (const row of safe) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, [...cell].length);
  }
  return safe.map((row) => `${row.map((cell, column) => padded(cell, column, row, widths)).join("")}\n`).join("");
}

function padded(cell: string, column: number, row: readonly string[], widths: readonly number[]): string {
  const isLast = column === row.length - 1;
  return isLast ? cell : cell + " ".repeat((widths[column] ?? 0) - [...cell].length + 3);
}
