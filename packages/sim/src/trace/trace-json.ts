import { DomainName, printRdata, type Rdata } from "@splithorizon/core";
import type { TraceStep } from "./step.ts";

/** A trace as JSON: the steps as they are, names and record data as text, each record with its type. */
export function printTraceAsJson(steps: readonly TraceStep[]): string {
  return `${JSON.stringify(steps, plainValue, 2)}\n`;
}

function plainValue(key: string, value: unknown): unknown {
  if (value instanceof DomainName) return value.text;
  if (value instanceof Uint8Array) return [...value].map((octet) => octet.toString(16).padStart(2, "0")).join("");
  if (key === "data" && isRdata(value)) return printRdata(value);
  return isObject(value) && isRdata(value["data"]) ? { ...value, type: value["data"].type } : value;
}

function isRdata(value: unknown): value is Rdata {
  return isObject(value) && "type" in value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
