import { numberOfRrClass, numberOfRrType, parseRrClass, parseRrType } from "@splithorizon/core";
import { type Ask, CLIENT } from "./suite.ts";

/** What may differ from a plain question with RD=1 over UDP without EDNS. */
export interface QueryOptions {
  readonly from?: string;
  readonly tcp?: boolean;
  readonly rd?: boolean;
  readonly cd?: boolean;
  readonly ad?: boolean;
  readonly class?: string;
  readonly opcode?: number;
  /** EDNS with this UDP size. */
  readonly edns?: number;
  readonly dnssecOk?: boolean;
  readonly ednsVersion?: number;
  /** Options of the OPT record, in hexadecimal. */
  readonly options?: string;
  /** Serial of the SOA in the authority section of an IXFR. */
  readonly ixfrSerial?: number;
  readonly waitMs?: number;
  readonly timeoutMs?: number;
}

const hex = (value: number, octets: number): string => value.toString(16).padStart(octets * 2, "0");

/** A name in wire format without compression; `\DDD` and `\.` are read, nothing is checked. */
export function nameHex(name: string): string {
  if (name === "." || name === "") return "00";
  const labels: number[][] = [[]];
  for (let at = 0; at < name.length; at += 1) {
    const character = name[at] ?? "";
    if (character === ".") labels.push([]);
    else if (character === "\\" && /^\d{3}$/.test(name.slice(at + 1, at + 4))) {
      labels.at(-1)?.push(Number(name.slice(at + 1, at + 4)));
      at += 3;
    } else if (character === "\\") {
      at += 1;
      labels.at(-1)?.push(name.charCodeAt(at));
    } else labels.at(-1)?.push(name.charCodeAt(at));
  }
  const written = labels.filter((label) => label.length > 0);
  return `${written.map((label) => hex(label.length, 1) + label.map((octet) => hex(octet, 1)).join("")).join("")}00`;
}

/** A query message in hexadecimal, made by hand so that the codec under test takes no part in the truth. */
export function queryHex(name: string, type: string, options: QueryOptions = {}): string {
  const rrType = parseRrType(type);
  const rrClass = parseRrClass(options.class ?? "IN");
  if (rrType === null || rrClass === null) throw new Error(`no such type or class: ${type} ${options.class}`);
  const flags =
    ((options.opcode ?? 0) << 11) |
    ((options.rd ?? true) ? 0x100 : 0) |
    (options.ad === true ? 0x20 : 0) |
    (options.cd === true ? 0x10 : 0);
  const hasOpt = options.edns !== undefined;
  const header = `0000${hex(flags, 2)}0001${hex(0, 2)}${hex(options.ixfrSerial === undefined ? 0 : 1, 2)}${hex(hasOpt ? 1 : 0, 2)}`;
  const question = nameHex(name) + hex(numberOfRrType(rrType), 2) + hex(numberOfRrClass(rrClass), 2);
  return header + question + soaHex(name, options.ixfrSerial) + optHex(options);
}

function soaHex(name: string, serial: number | undefined): string {
  if (serial === undefined) return "";
  return `${nameHex(name)}00060001000000000016${"0000"}${hex(serial, 4)}${"00000000".repeat(4)}`;
}

function optHex(options: QueryOptions): string {
  if (options.edns === undefined) return "";
  const data = options.options ?? "";
  const bits = hex(options.ednsVersion ?? 0, 1) + (options.dnssecOk === true ? "8000" : "0000");
  return `000029${hex(options.edns, 2)}00${bits}${hex(data.length / 2, 2)}${data}`;
}

export function ask(to: string, name: string, type: string, options: QueryOptions = {}): Ask {
  return askBytes(to, queryHex(name, type, options), options);
}

/** Any octets at all. */
export function askBytes(to: string, query: string, options: QueryOptions = {}): Ask {
  return {
    to,
    from: options.from ?? CLIENT,
    transport: options.tcp === true ? "tcp" : "udp",
    query,
    waitMs: options.waitMs ?? 0,
    timeoutMs: options.timeoutMs ?? 3000,
  };
}

/** Every name with every type, with the same options. */
export function askAll(
  to: string,
  names: readonly string[],
  types: readonly string[],
  options: QueryOptions = {},
): readonly Ask[] {
  return names.flatMap((name) => types.map((type) => ask(to, name, type, options)));
}
