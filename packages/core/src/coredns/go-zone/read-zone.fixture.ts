import { nameOf, printRecord } from "../../dns/index.ts";
import { emptyFileTree, hasErrors, sourceFromText } from "../../text/index.ts";
import { readGoZone } from "./reader.ts";

/** Records of the text of a zone `z.`, divided by ` | `; `refused` where CoreDNS would not load the file. */
export function readZone(text: string): string {
  const { value, diagnostics } = readGoZone(sourceFromText("/db", text), "/db", nameOf("z."), emptyFileTree);
  return hasErrors(diagnostics)
    ? "refused"
    : value.map((record) => printRecord(record).replaceAll("\t", " ")).join(" | ");
}
