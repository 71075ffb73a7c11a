import type { SettingsReader } from "../site/index.ts";
import { parseDuration } from "./duration.ts";

/** Of a day at most a hundred: longer than any timer of the servers. */
const MOST_MS = 100 * 24 * 3_600_000;

/** null: it is not there, or is no duration, which is reported. */
export function readDuration(reader: SettingsReader): number | null {
  const { text } = reader;
  if (text === null) return null;
  const ms = parseDuration(text);
  if (ms !== null && ms <= MOST_MS) return ms;
  return reader.fault("SITE_WRONG_TYPE", `"${text}" is no duration: 250ms, 1.5s, 1m30s, 2h.`);
}
