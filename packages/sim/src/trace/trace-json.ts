import { DomainName, printRdata } from "@splithorizon/core";
import type { TraceStep } from "./step.ts";

/** A trace as JSON: the steps as they are, names and record data as text. */
export function printTraceAsJson(steps: readonly TraceStep[]): string {
  return `${JSON.stringify(steps, plainValue, 2)}\n`;
}

function plainValue(key: string, value: unknown): unknown {
  if (value instanceof DomainName) return value.text;
  if (value instanceof Uint8Array) return [...value].map((octet) => octet.toString(16).padStart(2, "0")).join("");
  if (key === "data" && isRdata(value)) return printRdata(value);
  return value;
}

function isRdata(value: unknown): value is Parameters<typeof printRdata>[0] {
  return typeof value === "object" && value !== null && "type" in value;
}
