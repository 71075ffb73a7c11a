import type { Statement } from "./ast.ts";
import { isNumber, leadingNumber } from "./numbers.ts";
import type { Track, TrackedFile, TrackedProcess, VrrpScript } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

/** What an instance can watch. */
export interface Watched {
  readonly scripts: readonly VrrpScript[];
  readonly processes: readonly TrackedProcess[];
  readonly files: readonly TrackedFile[];
}

interface Kind {
  readonly watched: readonly (VrrpScript | TrackedProcess | TrackedFile)[];
  /** Its keyword. */
  readonly what: string;
  readonly mostWeight: number;
}

export function scriptsOf({ scripts }: Watched): Kind {
  return { watched: scripts, what: "vrrp_script", mostWeight: MOST_COUNTED };
}

export function processesOf({ processes }: Watched): Kind {
  return { watched: processes, what: "vrrp_track_process", mostWeight: MOST_WEIGHT };
}

export function filesOf({ files }: Watched): Kind {
  return { watched: files, what: "track_file", mostWeight: MOST_WEIGHT };
}

/** vrrp_track.c alloc_track_script and alloc_track_process, track_file.c vrrp_alloc_track_file: each of what stands further up once. */
export function readTracks(
  statement: Statement,
  before: readonly Track[],
  kind: Kind,
  reader: StatementReader,
): readonly Track[] {
  const tracks = [...before];
  for (const inner of statement.block?.statements ?? []) {
    const track = readTrack(inner, tracks, kind, reader);
    if (track !== null) tracks.push(track);
  }
  return tracks;
}

function readTrack(statement: Statement, before: readonly Track[], kind: Kind, reader: StatementReader): Track | null {
  const name = reader.keywordOf(statement);
  const watched = kind.watched.find((candidate) => candidate.name === name);
  const [, option, weight] = statement.words;
  if (watched === undefined) {
    reader.ignored(statement, "KEEPALIVED_UNDEFINED", `No ${kind.what} above is called "${name}"`);
  } else if (before.some((track) => track.name === name)) {
    reader.ignored(statement, "KEEPALIVED_DUPLICATE", `"${name}" is tracked already`);
  } else if (option !== undefined && (option.value !== "weight" || weight === undefined)) {
    reader.ignored(statement, "KEEPALIVED_BAD_VALUE", `"${name}" takes "weight" and a number`);
  } else if (kind.what === "track_file" && !isKnownOption(statement)) {
    reader.ignored(statement, "KEEPALIVED_BAD_VALUE", `"${statement.words[3]?.value}" is no option of a weight`);
  } else
    return {
      name,
      weight: weightOf(statement, kind.mostWeight, reader) ?? watched.weight,
      reverse: isReverse(statement, watched, reader),
      span: statement.span,
    };
  return null;
}

const MOST_WEIGHT = 254;
/** What keepalived makes of a weight that is too large by one, which older versions took; of a process it takes it. */
const MOST_COUNTED = 253;

/** The number that the word begins with; null where it is out of range, and what was before stays. */
function weightOf(statement: Statement, most: number, reader: StatementReader): number | null {
  const text = statement.words[2]?.value;
  if (text === undefined) return null;
  const weight = leadingNumber(text);
  const isTaken = Math.abs(weight) <= MOST_WEIGHT;
  if (!isTaken || !isNumber(text)) {
    const effect = isTaken ? `takes ${weight}` : "ignores it";
    const message = `A weight is from -253 to 253, not "${text}"; keepalived ${effect}.`;
    reader.warn(statement.span, "KEEPALIVED_BAD_VALUE", message);
  }
  return isTaken ? Math.min(most, Math.max(-most, weight)) : null;
}

function isKnownOption({ words }: Statement): boolean {
  return ["reverse", "noreverse", undefined].includes(words[3]?.value);
}

function isReverse(statement: Statement, watched: Kind["watched"][number], reader: StatementReader): boolean {
  const option = statement.words[3]?.value;
  if (option === "reverse") return true;
  if (option === "noreverse") return false;
  if (option !== undefined) {
    reader.warn(statement.span, "KEEPALIVED_BAD_VALUE", `"${option}" is no option of a weight; keepalived ignores it.`);
  }
  return watched.reverse;
}

/** vrrp_track.c alloc_track_if: each once, of those that the host has; which those are is not known here. */
export function readInterfaces(
  statement: Statement,
  before: readonly Track[],
  reader: StatementReader,
): readonly Track[] {
  const tracks = [...before];
  for (const inner of statement.block?.statements ?? []) {
    const track = readInterface(inner, tracks, reader);
    if (track !== null) tracks.push(track);
  }
  return tracks;
}

function readInterface(statement: Statement, before: readonly Track[], reader: StatementReader): Track | null {
  const name = reader.keywordOf(statement);
  const [, option, weight, reverse] = statement.words;
  if (before.some((track) => track.name === name)) {
    reader.ignored(statement, "KEEPALIVED_DUPLICATE", `"${name}" is tracked already`);
    return null;
  }
  if (option !== undefined && (option.value !== "weight" || weight === undefined)) {
    reader.ignored(statement, "KEEPALIVED_BAD_VALUE", `"${name}" takes "weight" and a number`);
    return null;
  }
  if (reverse !== undefined && reverse.value !== "reverse") {
    const message = `"${reverse.value}" is no option of a weight; keepalived ignores it.`;
    reader.warn(statement.span, "KEEPALIVED_BAD_VALUE", message);
  }
  const isReverse = reverse?.value === "reverse";
  return {
    name,
    weight: option === undefined ? null : (weightOf(statement, MOST_COUNTED, reader) ?? 0),
    reverse: isReverse,
    span: statement.span,
  };
}
