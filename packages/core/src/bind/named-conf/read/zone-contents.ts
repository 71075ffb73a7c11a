import type { JournalLimit, ZoneContents } from "../../zone-settings.ts";
import type { Clause } from "../clauses.ts";
import { parseBoolean, parseSize } from "../scalar.ts";
import { booleanIn, durationIn, findClause, findClauses, integerIn, type Scope, textAt } from "./scope.ts";

type LoadedKind = "primary" | "secondary" | "mirror";

/** What bounds a zone's data, and what makes answers other than the data. `scope`: the zone's statements, then those around it. */
export function readContents(kind: LoadedKind, clause: Clause, scope: Scope): ZoneContents {
  return {
    maxRecords: integerIn(scope, "max-records", 0),
    maxRecordsPerType: kind === "mirror" ? 0 : integerIn(scope, "max-records-per-type", 100),
    maxTypesPerName: kind === "mirror" ? 0 : integerIn(scope, "max-types-per-name", 100),
    maxZoneTtl: maxZoneTtl(scope),
    checkNames: checkNames(kind, clause, scope),
    journalsDifferences: journalsDifferences(kind, scope),
    maxIxfrRatio: maxIxfrRatio(scope),
    journalLimit: journalLimit(scope),
    zeroNoSoaTtl: booleanIn(scope, "zero-no-soa-ttl", true),
    notModelled: notModelledIn(kind, clause, scope),
    signedBy: signedBy(clause, scope),
  };
}

function maxZoneTtl(scope: Scope): number | null {
  const text = textAt(findClause(scope, "max-zone-ttl"), 0);
  const isBounded = text !== undefined && text.toLowerCase() !== "unlimited";
  return isBounded ? durationIn(scope, "max-zone-ttl", 0) : null;
}

/** A boolean, or the kind of zones that it holds for. */
function journalsDifferences(kind: LoadedKind, scope: Scope): boolean {
  const word = textAt(findClause(scope, "ixfr-from-differences"), 0)?.toLowerCase() ?? "no";
  return (OLD_WORDS[word] ?? word) === kind || parseBoolean(word) === true;
}

/** `10%`; `unlimited` is 0. */
function maxIxfrRatio(scope: Scope): number {
  const text = textAt(findClause(scope, "max-ixfr-ratio"), 0)?.toLowerCase() ?? "100%";
  return text === "unlimited" ? 0 : Number.parseInt(text, 10);
}

/** Octets, or a word. */
function journalLimit(scope: Scope): JournalLimit {
  const text = textAt(findClause(scope, "max-journal-size"), 0)?.toLowerCase() ?? "default";
  if (text === "unlimited") return Number.POSITIVE_INFINITY;
  return parseSize(text) ?? "twice-the-zone";
}

const LEVELS = ["fail", "warn", "ignore"] as const;
const OLD_WORDS: Readonly<Record<string, string>> = { master: "primary", slave: "secondary" };

/** The zone's own level; else that of its kind of zones. */
function checkNames(kind: LoadedKind, clause: Clause, scope: Scope): ZoneContents["checkNames"] {
  const levelIn = (text: string | undefined): ZoneContents["checkNames"] | undefined =>
    LEVELS.find((level) => level === text?.toLowerCase());
  const own = levelIn(textAt(findClause([clause.clauses], "check-names"), 0));
  if (own !== undefined) return own;
  const ofKind = scope.slice(1).flatMap((clauses) =>
    findClauses([clauses], "check-names").filter((statement) => {
      const word = textAt(statement, 0)?.toLowerCase() ?? "";
      return (OLD_WORDS[word] ?? word) === (kind === "mirror" ? "secondary" : kind);
    }),
  );
  return levelIn(textAt(ofKind[0], 1)) ?? (kind === "primary" ? "fail" : "warn");
}

/** `rbt` is the only database that a file is read into; `raw` files are in a form of named's own. */
function notModelledIn(kind: LoadedKind, clause: Clause, scope: Scope): string | null {
  if (kind === "mirror") return "a mirror zone";
  const own: Scope = [clause.clauses];
  if (findClause(own, "dlz") !== undefined) return "dlz";
  const database = textAt(findClause(own, "database"), 0);
  if (database !== undefined && database.trim().split(" ")[0] !== "rbt") return `database "${database}"`;
  const strict = kind === "primary" ? STRICT.find((name) => saysFail(scope, name)) : undefined;
  if (strict !== undefined) return `${strict} fail`;
  const isRaw = kind === "primary" && textAt(findClause(scope, "masterfile-format"), 0)?.toLowerCase() === "raw";
  return isRaw ? "masterfile-format raw" : null;
}

/** Options by which a zone that is not as it should be does not load. */
const STRICT = ["check-dup-records", "check-mx", "check-mx-cname", "check-srv-cname"];

function saysFail(scope: Scope, name: string): boolean {
  return textAt(findClause(scope, name), 0)?.toLowerCase() === "fail";
}

function signedBy(clause: Clause, scope: Scope): string | null {
  const policy = textAt(findClause(scope, "dnssec-policy"), 0)?.toLowerCase() ?? "none";
  if (policy !== "none") return `dnssec-policy ${policy}`;
  if (booleanIn([clause.clauses], "inline-signing", false)) return "inline-signing";
  const automatic = textAt(findClause(scope, "auto-dnssec"), 0)?.toLowerCase() ?? "off";
  return automatic === "off" ? null : `auto-dnssec ${automatic}`;
}
