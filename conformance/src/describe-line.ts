import type { ReplayedLine } from "./replay-site.ts";
import type { BatchQuestion } from "./site-questions/question.ts";

/** `17 at 5.213 laptop @192.168.13.10 web.example. A`, and each field that differs. */
export function describeLine(question: BatchQuestion, result: ReplayedLine | undefined): string {
  if (result === undefined || result.kind === "same") return "";
  const { id, from, server, source, query, wire, atMs } = question;
  const extras = query === undefined ? "" : JSON.stringify({ ...query, name: undefined, type: undefined });
  const what = query === undefined ? `wire ${wire}` : `${query.name} ${query.type} ${extras}`;
  const by = source === null || source === undefined ? from : `${from} (${source})`;
  const head = `  ${id} at ${atMs / 1000} ${by} @${server} ${what}\n`;
  if (result.kind === "unsupported") return `${head}      ${result.what}\n`;
  const show = (text: string): string => text.replaceAll("\n", " | ");
  return (
    head +
    result.differences
      .map(({ field, real, twin }) => `      ${field}\n        real ${show(real)}\n        twin ${show(twin)}\n`)
      .join("")
  );
}
