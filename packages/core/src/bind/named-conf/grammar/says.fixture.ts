import { describe, expect, it } from "vitest";
import { parseText } from "../../fixtures/conf.fixture.ts";
import type { BindVersion } from "../../settings.ts";

/** A configuration and what named-checkconf says of its grammar, word for word; nothing where it is taken in silence. */
export type Row = readonly [conf: string, ...said: string[]];
/** The same where the two versions differ. */
export type VersionRow = readonly [conf: string, said918: readonly string[], said920: readonly string[]];

/** What the reader of the grammar says, in the order of the alphabet; what holds between statements is not looked at. */
export function parserSays(conf: string, version: BindVersion): readonly string[] {
  return parseText(conf, version)
    .diagnostics.map(({ message }) => message)
    .sort();
}

export const options = (text: string): string => `options { ${text} };`;
export const view = (text: string): string => `view v { ${text} };`;
export const zone = (text: string): string => `zone "a" { type primary; file "f"; ${text} };`;
export const secondary = (text: string): string => `zone "a" { type secondary; ${text} };`;
export const server = (text: string): string => `server 192.0.2.1 { ${text} };`;
export const logging = (text: string): string => `logging { ${text} };`;
export const channel = (text: string): string => logging(`channel c { ${text} };`);
export const policy = (text: string): string => `dnssec-policy p { ${text} };`;

type Topics<R> = Readonly<Record<string, readonly R[]>>;

/** A test for each row: of `topics` both versions say the same. */
export function checkWhatIsSaid(topics: Topics<Row>, byVersion: Topics<VersionRow> = {}): void {
  describe.each(Object.entries(topics))("%s", (_topic, rows) => {
    it.each(rows)("%s", (conf, ...said) => {
      expect(parserSays(conf, "9.18")).toEqual(said);
      expect(parserSays(conf, "9.20")).toEqual(said);
    });
  });
  describe.each(Object.entries(byVersion))("%s, by version", (_topic, rows) => {
    it.each(rows)("%s", (conf, said918, said920) => {
      expect(parserSays(conf, "9.18")).toEqual(said918);
      expect(parserSays(conf, "9.20")).toEqual(said920);
    });
  });
}
