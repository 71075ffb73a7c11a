import {
  type Address,
  type DomainName,
  type Edns,
  instantFromMs,
  makeQuery,
  NO_FLAGS,
  parseAddress,
  parseName,
  parseRrClass,
  parseRrType,
  type Query,
  type QueryPacket,
  type RrClass,
  type RrType,
} from "@splithorizon/core";

/** A question of `ask --batch`, read. */
export interface BatchQuestion {
  /** As it stood in the line; null where it had none. */
  readonly id: string | number | null;
  /** Name of a place. */
  readonly from: string;
  /** As dig's `-b`. */
  readonly source: Address | null;
  /** An address or the name of a place; null: the place's own resolver. */
  readonly server: string | null;
  readonly at: ReturnType<typeof instantFromMs>;
  readonly transport: "udp" | "tcp";
  readonly content: QueryPacket["content"];
  /** Keys that nobody knows: passed over, and said aloud. */
  readonly ignored: readonly string[];
}

/** A line that is no question. */
export interface BatchFault {
  readonly id: string | number | null;
  readonly fault: string;
}

/** Reads one line; every fault in it is named. */
export function readBatchLine(line: string): BatchQuestion | BatchFault {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (fault) {
    return { id: null, fault: `not JSON: ${fault instanceof Error ? fault.message : String(fault)}` };
  }
  const reader = new LineReader(value);
  const question = readQuestion(reader);
  const id = reader.id;
  return reader.faults.length > 0
    ? { id, fault: reader.faults.join("; ") }
    : { id, ...question, ignored: reader.ignored };
}

const LINE_KEYS = ["id", "from", "source", "server", "atMs", "query", "wire", "tcp"] as const;
const QUERY_KEYS = ["name", "type", "class", "tcp", "rd", "cd", "ad", "edns"] as const;
const EDNS_KEYS = ["size", "do", "version"] as const;

function readQuestion(reader: LineReader): Omit<BatchQuestion, "id" | "ignored"> {
  reader.takesOnly(LINE_KEYS);
  const wire = reader.text("wire");
  const query = reader.within("query");
  if ((wire === null) === !query.isPresent) reader.fault('it takes either "query" or "wire"');
  const sourceText = reader.text("source");
  const source = sourceText === null ? null : parseAddress(sourceText);
  if (sourceText !== null && source === null) reader.fault(`"source": "${sourceText}" is not an address`);
  const isTcp = (query.isPresent ? query.flag("tcp") : reader.flag("tcp")) ?? false;
  return {
    from: reader.text("from") ?? reader.fault('"from" is missing', ""),
    source,
    server: reader.text("server"),
    at: instantFromMs(reader.number("atMs") ?? 0),
    transport: isTcp ? "tcp" : "udp",
    content:
      wire === null ? { kind: "message", message: readQuery(query) } : { kind: "bytes", bytes: bytesOf(wire, reader) },
  };
}

function readQuery(reader: LineReader): Query {
  reader.takesOnly(QUERY_KEYS);
  const question = { name: readName(reader), type: readType(reader), class: readClass(reader) };
  const flags = {
    ...NO_FLAGS,
    recursionDesired: reader.flag("rd") ?? true,
    checkingDisabled: reader.flag("cd") ?? false,
    authenticData: reader.flag("ad") ?? false,
  };
  return makeQuery(question, { flags, edns: readEdns(reader.within("edns")) });
}

const ROOT = parseName(".");

function readName(reader: LineReader): DomainName {
  const text = reader.isPresent ? reader.text("name") : ".";
  const name = parseName(text ?? "");
  if (typeof name !== "string") return name;
  reader.fault(text === null ? '"name" is missing' : `"${text}" is not a domain name: ${name.replaceAll("-", " ")}`);
  if (typeof ROOT === "string") throw new RangeError(ROOT);
  return ROOT;
}

function readType(reader: LineReader): RrType {
  const text = reader.text("type") ?? "A";
  return parseRrType(text.toUpperCase()) ?? reader.fault(`"${text}" is not a record type`, "A");
}

function readClass(reader: LineReader): RrClass {
  const text = reader.text("class") ?? "IN";
  return parseRrClass(text.toUpperCase()) ?? reader.fault(`"${text}" is not a class`, "IN");
}

function readEdns(reader: LineReader): Edns | null {
  if (!reader.isPresent) return null;
  reader.takesOnly(EDNS_KEYS);
  const udpSize = reader.number("size") ?? 1232;
  return { udpSize, version: reader.number("version") ?? 0, dnssecOk: reader.flag("do") ?? false, z: 0, options: [] };
}

const HEX = /^(?:[0-9a-f]{2})*$/i;

function bytesOf(wire: string, reader: LineReader): Uint8Array {
  if (!HEX.test(wire)) return reader.fault('"wire" is not hexadecimal', new Uint8Array());
  const bytes = new Uint8Array(wire.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(wire.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** Walks through one line's JSON. What is wrong is collected, and reading goes on. */
class LineReader {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #path: string;
  readonly isPresent: boolean;
  readonly faults: string[];
  readonly ignored: string[];

  constructor(value: unknown, path: string = "", faults: string[] = [], ignored: string[] = []) {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    this.#fields = new Map(isObject ? Object.entries(value) : []);
    this.#path = path;
    this.faults = faults;
    this.ignored = ignored;
    this.isPresent = value !== undefined && value !== null;
    if (this.isPresent && !isObject) this.fault(`${path === "" ? "the line" : `"${path}"`} is not an object`);
  }

  get id(): string | number | null {
    const value = this.#fields.get("id");
    return typeof value === "string" || typeof value === "number" ? value : null;
  }

  takesOnly(keys: readonly string[]): void {
    const prefix = this.#path === "" ? "" : `${this.#path}.`;
    for (const key of this.#fields.keys()) if (!keys.includes(key)) this.ignored.push(`${prefix}${key}`);
  }

  within(key: string): LineReader {
    return new LineReader(this.#fields.get(key), key, this.faults, this.ignored);
  }

  text(key: string): string | null {
    return this.#read(key, (value) => (typeof value === "string" ? value : null), "a string");
  }

  /** A number that is not negative. */
  number(key: string): number | null {
    return this.#read(key, (value) => (typeof value === "number" && value >= 0 ? value : null), "a number from 0 on");
  }

  flag(key: string): boolean | null {
    return this.#read(key, (value) => (typeof value === "boolean" ? value : null), "true or false");
  }

  fault(text: string): null;
  fault<T>(text: string, instead: T): T;
  fault<T>(text: string, instead: T | null = null): T | null {
    this.faults.push(text);
    return instead;
  }

  #read<T>(key: string, convert: (value: unknown) => T | null, expected: string): T | null {
    const value = this.#fields.get(key);
    if (value === undefined || value === null) return null;
    return convert(value) ?? this.fault(`"${key}" is not ${expected}`);
  }
}
