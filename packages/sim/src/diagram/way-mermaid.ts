import { mermaidText } from "../trace/index.ts";
import type { WayPicture, WayRow } from "./way-picture.ts";

/** A question's way as a Mermaid sequence diagram, with every machine between the asker and the server. */
export function wayMermaid({ machines, rows }: WayPicture, title: string): string {
  const id = (machine: string): string => `m${machines.indexOf(machine)}`;
  const line = (row: WayRow): string => {
    if (row.kind === "note") return `Note over ${id(row.at)}: ${row.lines.map(mermaidText).join("<br/>")}`;
    const arrow = row.direction === "there" ? "->>" : "-->>";
    return `${id(row.from)}${arrow}${id(row.to)}: ${mermaidText(row.said)}`;
  };
  const declared = machines.map((name) => `participant ${id(name)} as ${mermaidText(name)}`);
  return `${["sequenceDiagram", ...[`title ${mermaidText(title)}`, ...declared, ...rows.map(line)].map((own) => `  ${own}`)].join("\n")}\n`;
}
