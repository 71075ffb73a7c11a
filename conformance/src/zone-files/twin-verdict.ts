import {
  checkZone,
  type DiagnosticCode,
  fileTreeFromSources,
  hasErrors,
  nameOf,
  printRdata,
  readZone,
  sourceFromBytes,
  sourceFromText,
} from "@splithorizon/core";
import { INCLUDED, ORIGIN } from "./draw-zone-file.ts";
import type { Verdict } from "./verdict.ts";

const origin = nameOf(ORIGIN);
const files = fileTreeFromSources(new Map([[`/${INCLUDED.name}`, sourceFromText(INCLUDED.name, INCLUDED.text)]]));
/** What named-checkzone does not look for. */
const OURS: readonly DiagnosticCode[] = ["ZONE_OCCLUDED", "ZONE_TOO_MANY_RECORDS"];

/** What the twin says of a zone file. */
export function twinVerdict(text: string): Verdict {
  const source = sourceFromBytes("zone.db", Buffer.from(text, "latin1"));
  const { value: zone, diagnostics } = readZone(source, { origin, files });
  const found = [...diagnostics, ...checkZone(zone)];
  const codes = found.flatMap(({ code }) => (OURS.includes(code) ? [] : [code.replace("ZONE_", "")]));
  const records = [...zone.records()].map(({ owner, ttl, data }) =>
    `${owner.text} ${ttl} ${data.type} ${printRdata(data)}`.trimEnd(),
  );
  return { findings: codes.sort(), records: hasErrors(found) ? null : records.sort() };
}
