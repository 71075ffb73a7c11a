import { describe, expect, it } from "vitest";
import { nameOf, printRdata } from "../../../dns/index.ts";
import {
  type Diagnostic,
  fileTreeFromSources,
  hasErrors,
  sourceFromBytes,
  sourceFromText,
} from "../../../text/index.ts";
import type { Zone } from "../../zone.ts";
import { checkZone } from "../../zone-check.ts";
import { parseZoneFile, readZone } from "../index.ts";
import { INCLUDED, VERDICT_HEAD } from "../zone-verdicts.fixture.ts";
import { generatedVerdicts } from "./generated.fixture.ts";
import { namesVerdicts } from "./names.fixture.ts";
import { originsVerdicts } from "./origins.fixture.ts";
import type { VerdictRow } from "./row.fixture.ts";
import { timesVerdicts } from "./times.fixture.ts";
import { wordsVerdicts } from "./words.fixture.ts";

const topics: readonly (readonly [string, readonly VerdictRow[]])[] = Object.entries({
  ...timesVerdicts,
  ...originsVerdicts,
  ...generatedVerdicts,
  ...wordsVerdicts,
  ...namesVerdicts,
});
const options = {
  origin: nameOf("example."),
  files: fileTreeFromSources(new Map([["/inc.db", sourceFromText("inc.db", INCLUDED)]])),
};
const sourceOf = (lines: string) => sourceFromBytes("zone", Buffer.from(`${VERDICT_HEAD}${lines}\n`, "latin1"));
const shown = (zone: Zone): readonly string[] =>
  [...zone.records()].map(({ owner, ttl, data }) => `${owner.text} ${ttl} ${data.type} ${printRdata(data)}`.trimEnd());
const codes = (found: readonly Diagnostic[]): string => found.map(({ code }) => code.replace("ZONE_", "")).join(" ");

/** The head's own records, which every zone has; a row may change their TTL, and add servers. */
const head = shown(readZone(sourceOf(""), options).value);
const isHead = (line: string): boolean =>
  head.includes(line) || /^example\. \d+ NS |^ns\.example\. \d+ A 1\.2\.3\.4$/.test(line);

describe.each(topics)("named-checkzone on %s", (_, rows) => {
  it.each(rows)("%j: %s", (lines, expected, records) => {
    const { value, diagnostics } = readZone(sourceOf(lines), options);
    const found = [...diagnostics, ...checkZone(value)];
    expect(codes(found)).toBe(expected);
    expect(hasErrors(found)).toBe(records === null);
    const own = shown(value).filter((line) => !isHead(line));
    if (records !== null) expect(own.join(" | ")).toBe(records);
  });

  it.each(rows)("%j: the lossless way reads the same", (lines) => {
    const [whole, fast] = [parseZoneFile(sourceOf(lines), options), readZone(sourceOf(lines), options)];
    expect(codes(whole.diagnostics)).toBe(codes(fast.diagnostics));
    expect(shown(whole.value.zone)).toEqual(shown(fast.value));
    expect(whole.value.parts[0]?.entries.at(-1)?.end).toBe(sourceOf(lines).bytes.length);
  });
});
