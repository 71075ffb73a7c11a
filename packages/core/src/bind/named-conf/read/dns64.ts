import { parseAddress, parsePrefix } from "../../../dns/index.ts";
import { type AddressMatchList, anyAddress } from "../../acl.ts";
import type { Dns64Rule, Dns64Settings } from "../../settings.ts";
import type { Clause } from "../clauses.ts";
import { listIn } from "./access.ts";
import type { MatchListReader } from "./match-lists.ts";
import { booleanIn, findClause, findClauses, type Scope, textAt } from "./scope.ts";

/** What `exclude` is where nothing is said: IPv4 addresses written as IPv6 (bin/named/server.c, create_mapped_acl). */
const MAPPED: AddressMatchList = listOfPrefix("::ffff:0:0/96");

function listOfPrefix(text: string): AddressMatchList {
  const prefix = parsePrefix(text);
  return typeof prefix === "string" ? { elements: [] } : { elements: [{ kind: "prefix", negated: false, prefix }] };
}

/** `dns64` of a view and the zones that named makes for it; a view with a statement of its own has none of those of options. */
export function readDns64(scope: Scope, reader: MatchListReader): Dns64Settings {
  const rules = findClauses(scope, "dns64").flatMap((clause) => readRule(clause, reader) ?? []);
  const nameIn = (option: string): string | null => textAt(findClause(scope, option), 0) ?? null;
  return {
    rules,
    server: nameIn("dns64-server"),
    contact: nameIn("dns64-contact"),
    ipv4OnlyEnable: booleanIn(scope, "ipv4only-enable", rules.length > 0),
    ipv4OnlyServer: nameIn("ipv4only-server"),
    ipv4OnlyContact: nameIn("ipv4only-contact"),
  };
}

function readRule(clause: Clause, reader: MatchListReader): Dns64Rule | null {
  const prefix = parsePrefix(textAt(clause, 0) ?? "");
  if (typeof prefix === "string") return null;
  const own: Scope = [clause.clauses];
  return {
    prefix,
    suffix: parseAddress(textAt(findClause(own, "suffix"), 0) ?? ""),
    clients: listIn(own, "clients", reader) ?? anyAddress,
    mapped: listIn(own, "mapped", reader) ?? anyAddress,
    exclude: listIn(own, "exclude", reader) ?? MAPPED,
    recursiveOnly: booleanIn(own, "recursive-only", false),
    breakDnssec: booleanIn(own, "break-dnssec", false),
  };
}
