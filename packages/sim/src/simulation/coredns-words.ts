import { type ClusterChange, type Diagnostic, positionOf } from "@splithorizon/core";
import { COREFILE_OF_POD } from "../site/index.ts";

/** What stops caddyfile.Parse itself, before a directive's name is looked at: reload only warns of it, at each look. */
const SYNTAX_CODES: ReadonlySet<string> = new Set([
  "COREFILE_SYNTAX",
  "COREFILE_IMPORT",
  "COREFILE_SNIPPET",
  "COREFILE_ARGUMENTS",
  "COREFILE_LIMIT",
]);

/** What caddyfile.Parse says of a Corefile that it cannot read; null: it can. `read`: what our reading found. */
export function syntaxFault(read: readonly Diagnostic[]): string | null {
  const fault = read.find(({ severity, code }) => severity === "error" && SYNTAX_CODES.has(code));
  return fault === undefined ? null : placed(fault);
}

/**
 * What a start says of a Corefile that does not load. The place stands in front of what the reader of the file says; the words of
 * a plugin's own setup come without one.
 */
export function startFault(read: readonly Diagnostic[], all: readonly Diagnostic[]): string | null {
  const own = read.find(({ severity }) => severity === "error");
  if (own !== undefined) return placed(own);
  return all.find(({ severity }) => severity === "error")?.message ?? null;
}

function placed({ span, message }: Diagnostic): string {
  return `${COREFILE_OF_POD}:${positionOf(span.source, span.start).line} - Error during parsing: ${message}`;
}

/** `hears of service linkerd-viz/web`. */
export function changeText({ kind, before, after }: ClusterChange): string {
  const metadata = (after ?? before)?.metadata;
  const name = metadata === undefined ? "" : `${metadata.namespace}/${metadata.name}`;
  const what = { namespaces: "namespace", services: "service", endpointSlices: "endpointslice", pods: "pod" }[kind];
  if (before === null) return `hears of ${what} ${name}, which is new`;
  return after === null ? `hears that ${what} ${name} is gone` : `hears of ${what} ${name}`;
}
