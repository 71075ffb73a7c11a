import { type Address, parseAddress } from "../../../dns/index.ts";

/** Weights of addresses by the name that has them, as it is written in the file; an address without one has 1. */
export type Weights = ReadonlyMap<string, ReadonlyMap<Address, number>>;

export const NO_WEIGHTS: Weights = new Map();

export interface ReadWeights {
  readonly weights: Weights;
  /** The first thing that is wrong, in CoreDNS's words: then no weight counts. */
  readonly fault: string | null;
}

const MOST_WEIGHT = 255;

/** A file while it is read: the name whose addresses follow. */
interface Reading {
  readonly weights: Map<string, Map<Address, number>>;
  current: Map<Address, number> | null;
}

/** plugin/loadbalance/weighted.go parseWeights: a line with a name, then lines with its addresses and their weights. */
export function readWeights(text: string, path: string): ReadWeights {
  const reading: Reading = { weights: new Map(), current: null };
  for (const line of text.split("\n").map((whole) => whole.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    const fault = readLine(line, reading);
    if (fault !== null) return { weights: NO_WEIGHTS, fault: fault.replace(IN_FILE, () => ` in weight file ${path}`) };
  }
  return { weights: reading.weights, fault: null };
}

/** Stands in a complaint where the file's name comes. */
const IN_FILE = " @";

function readLine(line: string, reading: Reading): string | null {
  const [first = "", second, ...others] = line.split(/\s+/);
  if (others.length > 0) return `could not parse weight line:"${line}"${IN_FILE}`;
  return second === undefined ? beginName(first, reading) : addWeight(first, second, reading);
}

function beginName(text: string, reading: Reading): string | null {
  if (parseAddress(text) !== null) return `wrong domain name:"${text}"${IN_FILE}. (Maybe a missing weight value?)`;
  const name = text.endsWith(".") ? text : `${text}.`;
  reading.current = reading.weights.get(name) ?? new Map();
  reading.weights.set(name, reading.current);
  return null;
}

/** Of an address that is there twice the first weight counts. */
function addWeight(first: string, second: string, { current }: Reading): string | null {
  const address = parseAddress(first);
  const weight = /^\d+$/.test(second) ? Number(second) : 0;
  if (address === null) return `wrong IP address:"${first}"${IN_FILE}`;
  if (weight === 0 || weight > MOST_WEIGHT) return `wrong weight value:"${second}"${IN_FILE}`;
  if (current === null) return `missing domain name${IN_FILE}`;
  if (!current.has(address)) current.set(address, weight);
  return null;
}
