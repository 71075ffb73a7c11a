import type { Address } from "../dns/index.ts";
import type { Statement } from "./ast.ts";
import type { VirtualAddress, VirtualRoute } from "./settings.ts";
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

/** vrrp_ipaddress.c alloc_ipaddress: one, or none. */
export function readAddress(statement: Statement, reader: StatementReader): readonly VirtualAddress[] {
  const read = reader.interfaceAddress(statement, 0);
  const last = statement.words.at(-1)?.value ?? "";
  if (read !== null && ADDRESS_OPTIONS.has(last)) {
    reader.ignored(statement, "KEEPALIVED_MISSING_VALUE", `"${last}" needs a value`);
    return [];
  }
  return read === null
    ? []
    : [{ address: read.address, prefixLength: read.length, device: optionOf(statement, "dev") }];
}

export function readRoutes(statement: Statement, reader: StatementReader): readonly VirtualRoute[] {
  return (statement.block?.statements ?? []).map((inner) => ({
    destination: reader.keywordOf(inner),
    via: addressOption(inner, "via", reader),
    device: optionOf(inner, "dev"),
    source: addressOption(inner, "src", reader),
  }));
}

function optionOf(statement: Statement, name: string): string | null {
  const at = statement.words.findIndex((word) => word.value === name);
  return at === -1 ? null : (statement.words[at + 1]?.value ?? null);
}

function addressOption(statement: Statement, name: string, reader: StatementReader): Address | null {
  const at = statement.words.findIndex((word) => word.value === name);
  return at === -1 ? null : reader.address(statement, at + 1);
}
