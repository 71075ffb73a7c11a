import type { DomainName } from "../../../dns/index.ts";
import type { DeniedAddresses, DeniedAliases, ViewOptions } from "../../settings.ts";
import type { Clause } from "../clauses.ts";
import { listIn } from "./access.ts";
import { readDns64 } from "./dns64.ts";
import type { MatchListReader } from "./match-lists.ts";
import { readRateLimit } from "./rate-limit.ts";
import {
  booleanIn,
  elementsOf,
  findClause,
  integerIn,
  keywordValue,
  nameFrom,
  type Scope,
  textAt,
  textOf,
  wordIn,
} from "./scope.ts";

export type AnswerOptions = Pick<
  ViewOptions,
  | "rateLimit"
  | "transferFormat"
  | "provideIxfr"
  | "transferMessageSize"
  | "dns64"
  | "denyAnswerAddresses"
  | "denyAnswerAliases"
  | "sortlist"
  | "preferredGlue"
  | "catalogZones"
  | "attachCache"
>;

/** Options that make, refuse or order records of an answer. */
export function readAnswerOptions(scope: Scope, reader: MatchListReader): AnswerOptions {
  const glue = textAt(findClause(scope, "preferred-glue"), 0)?.toUpperCase();
  return {
    rateLimit: readRateLimit(scope, reader),
    provideIxfr: booleanIn(scope, "provide-ixfr", true),
    transferFormat: wordIn(scope, "transfer-format", ["many-answers", "one-answer"], "many-answers"),
    transferMessageSize: Math.min(65_535, Math.max(512, integerIn(scope, "transfer-message-size", 20_480))),
    dns64: readDns64(scope, reader),
    denyAnswerAddresses: deniedAddresses(scope, reader),
    denyAnswerAliases: deniedAliases(scope),
    sortlist: listIn(scope, "sortlist", reader),
    preferredGlue: glue === "A" || glue === "AAAA" ? glue : null,
    catalogZones: elementsOf(findClause(scope, "catalog-zones")).flatMap(
      ({ values }) => nameFrom(keywordValue(values, "zone")) ?? [],
    ),
    attachCache: textAt(findClause(scope, "attach-cache"), 0) ?? null,
  };
}

function deniedAddresses(scope: Scope, reader: MatchListReader): DeniedAddresses | null {
  const addresses = listIn(scope, "deny-answer-addresses", reader);
  return addresses === null ? null : { addresses, exceptFrom: exceptFrom(findClause(scope, "deny-answer-addresses")) };
}

function deniedAliases(scope: Scope): DeniedAliases | null {
  const clause = findClause(scope, "deny-answer-aliases");
  if (clause === undefined) return null;
  return { names: namesOf(elementsOf(clause)), exceptFrom: exceptFrom(clause) };
}

/** The names in the block behind `except-from`. */
function exceptFrom(clause: Clause | undefined): readonly DomainName[] {
  const values = clause?.values ?? [];
  const at = values.findIndex((value) => value.kind === "word" && value.text.toLowerCase() === "except-from");
  const block = at === -1 ? undefined : values[at + 1];
  return block?.kind === "block" ? namesOf(block.statements) : [];
}

function namesOf(statements: ReturnType<typeof elementsOf>): readonly DomainName[] {
  return statements.flatMap(({ values }) => nameFrom(textOf(values[0])) ?? []);
}
