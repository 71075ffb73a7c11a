import { rrClassFromNumber, rrTypeFromNumber } from "@splithorizon/core";
import type { Ask } from "./suite.ts";

/** `@192.168.13.11 web.kloud.lan. A +tcp from 10.66.0.9`, for the people who read a recording. */
export function describeQuery(ask: Ask): string {
  const bytes = Buffer.from(ask.query, "hex");
  const labels: string[] = [];
  let at = 12;
  while (at < bytes.length && (bytes[at] ?? 0) > 0 && (bytes[at] ?? 0) < 64) {
    const length = bytes[at] ?? 0;
    labels.push(bytes.subarray(at + 1, at + 1 + length).toString("latin1"));
    at += length + 1;
  }
  const isWhole = bytes.length >= at + 5;
  const type = isWhole ? rrTypeFromNumber(bytes.readUInt16BE(at + 1)) : "?";
  const rrClass = isWhole ? rrClassFromNumber(bytes.readUInt16BE(at + 3)) : "?";
  const transport = ask.transport === "tcp" ? " +tcp" : "";
  return `@${ask.to} ${labels.join(".")}. ${rrClass} ${type}${transport} from ${ask.from}`;
}
