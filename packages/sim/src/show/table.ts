import { escapeForTerminal } from "@splithorizon/core";

/** kubectl's way: columns as wide as their longest cell, three spaces between them, nothing behind the last. */
export function printTable(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map(escapeForTerminal));
  const widths = safe.reduce<readonly number[]>(
    (known, row) => row.map((cell, at) => Math.max(known[at] ?? 0, cell.length)),
    [],
  );
  return safe
    .map(
      (row) =>
        `${row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd((widths[at] ?? 0) + 3))).join("")}\n`,
    )
    .join("");
}
