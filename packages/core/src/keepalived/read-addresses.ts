import { type Address, isIpv4, parseAddress } from "../dns/index.ts";
import type { Statement } from "./ast.ts";
import type { VirtualAddress } from "./settings.ts";
import type { StatementReader } from "./statement-reader.ts";

/** The addresses of a block, one on each line. */
export function readAddresses(statement: Statement, reader: StatementReader): readonly VirtualAddress[] {
  return (statement.block?.statements ?? []).flatMap((inner) => readAddress(inner, reader));
}

/** Words behind an address that take a word themselves. */
const ADDRESS_OPTIONS: ReadonlySet<string> = new Set([
  "dev",
  "scope",
  "broadcast",
  "brd",
  "label",
  "peer",
  "preferred_lft",
]);
const ADDRESS_FLAGS: ReadonlySet<string> = new Set([
  "home",
  "-nodad",
  "mngtmpaddr",
  "noprefixroute",
  "autojoin",
  "no_track",
]);
const USE_VMAC = "An address on an interface of its own (use_vmac) is not modelled: it stands on the instance's.";
/** The kernel's IFNAMSIZ, with the octet 0 at the end. */
const LABEL_OCTETS = 16;

/** vrrp_ipaddress.c alloc_ipaddress: one, or none. */
export function readAddress(statement: Statement, reader: StatementReader): readonly VirtualAddress[] {
  const read = reader.interfaceAddress(statement, 0);
  if (read === null) return [];
  const options = addressOptions(statement, reader);
  const peer = options?.get("peer");
  const prefixLength = peer === undefined ? read.length : peerLength(peer, read, statement, reader);
  const problem = options === null ? null : problemWith(options, read.address);
  if (problem !== null) reader.ignored(statement, "KEEPALIVED_BAD_VALUE", problem);
  if (options === null || problem !== null) return [];
  return [{ address: read.address, prefixLength, device: options.get("dev") ?? null }];
}

/** The options with their words; null where one stands without its word, or a device is named twice. */
function addressOptions(statement: Statement, reader: StatementReader): ReadonlyMap<string, string> | null {
  const options = new Map<string, string>();
  for (let at = 1; at < statement.words.length; at += 1) {
    const name = statement.words[at]?.value ?? "";
    if (!isOption(name, statement, reader)) continue;
    at += 1;
    const value = statement.words[at]?.value;
    if (value === undefined) {
      reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", `"${name}" needs a value`);
      return null;
    }
    if (name === "dev" && options.has("dev")) {
      reader.ignored(statement, "KEEPALIVED_DUPLICATE", "An address has one device");
      return null;
    }
    options.set(name === "brd" ? "broadcast" : name, value);
  }
  return options;
}

/** Whether a word takes another; one that is unknown is complained about. */
function isOption(name: string, statement: Statement, reader: StatementReader): boolean {
  if (ADDRESS_FLAGS.has(name) || ADDRESS_OPTIONS.has(name)) return ADDRESS_OPTIONS.has(name);
  const unknown = `An address has no option "${name}"; keepalived ignores it.`;
  if (name === "use_vmac") reader.warn(statement.span, "KEEPALIVED_UNSUPPORTED", USE_VMAC);
  else reader.warn(statement.span, "KEEPALIVED_BAD_VALUE", unknown);
  return false;
}

function problemWith(options: ReadonlyMap<string, string>, address: Address): string | null {
  const broadcast = options.get("broadcast");
  if (broadcast !== undefined && !isIpv4(address)) return `${address} has no broadcast address`;
  const given = broadcast === undefined || broadcast === "+" || broadcast === "-" ? null : parseAddress(broadcast);
  const isBroadcast = broadcast === "+" || broadcast === "-" || (given !== null && isIpv4(given));
  if (broadcast !== undefined && !isBroadcast) return `"${broadcast}" is no broadcast address`;
  const label = options.get("label") ?? "";
  return label.length < LABEL_OCTETS ? null : `The label "${label}" is longer than ${LABEL_OCTETS - 1} characters`;
}

/** With `peer` the address stands for itself alone, whatever its length says. */
function peerLength(
  peer: string,
  own: { readonly address: Address; readonly length: number },
  statement: Statement,
  reader: StatementReader,
): number {
  const address = parseAddress(peer);
  if (address !== null && isIpv4(address) === isIpv4(own.address)) return isIpv4(address) ? 32 : 128;
  const message = `"${peer}" is no peer of ${own.address}; keepalived ignores it.`;
  reader.warn(statement.span, "KEEPALIVED_BAD_ADDRESS", message);
  return own.length;
}
