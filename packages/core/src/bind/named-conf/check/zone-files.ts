import type { Span } from "../../../text/index.ts";
import { booleanIn, findClause, textAt } from "../read/scope.ts";
import { argumentSpan, type CheckContext, refuse, refuseSecond } from "./context.ts";
import { isDynamic, policyOf, type SignedZone } from "./zone-signing.ts";

interface FileUse {
  readonly span: Span;
  readonly writes: boolean;
}

/** Databases that are filled from a file, by version; without a word it is the first. */
const FROM_FILES = { "9.18": new Set(["rbt", "rbt64"]), "9.20": new Set(["qpzone"]) };
const READING = new Set(["primary", "hint"]);
const COPYING = new Set(["secondary", "mirror"]);

/** The files of zones: who must have one, and that one which is written is no other zone's (lib/bind9/check.c, fileexist). */
export class ZoneFiles {
  /** By lower-case name, since some file systems know no case. */
  readonly #first = new Map<string, FileUse>();

  check(zone: SignedZone, context: CheckContext): void {
    const own = [zone.clause.clauses];
    const database = textAt(findClause(own, "database"), 0);
    if (findClause(own, "dlz") !== undefined) {
      if (database === undefined) return;
      const message = `zone '${zone.shown}': cannot specify both 'dlz' and 'database'`;
      refuse(context, zone.span, "NAMED_CONF_CONFLICT", message);
      return;
    }
    if (database !== undefined && !FROM_FILES[context.conf.version].has(database)) return;
    if (zone.clause.clauses.some((clause) => clause.name === "file")) this.#use(zone, context);
    else if (READING.has(zone.type) || (zone.type === "secondary" && booleanIn(own, "inline-signing", false))) {
      refuse(context, zone.span, "NAMED_CONF_ZONE_INCOMPLETE", `zone '${zone.shown}': missing 'file' entry`);
    }
  }

  #use(zone: SignedZone, context: CheckContext): void {
    const clause = findClause([zone.clause.clauses], "file");
    const text = textAt(clause, 0);
    const writes = COPYING.has(zone.type) || isUpdated(zone) || policyOf(zone, context) !== null;
    if (clause === undefined || text === undefined || !(writes || READING.has(zone.type))) return;
    const use = { span: argumentSpan(clause), writes };
    const first = this.#first.get(text.toLowerCase());
    if (first === undefined) this.#first.set(text.toLowerCase(), use);
    else if (writes || first.writes) {
      const message = `writeable file '${text}': already in use`;
      refuseSecond(context, use.span, "NAMED_CONF_FILE_SHARED", message, first.span);
    }
  }
}

function isUpdated(zone: SignedZone): boolean {
  return zone.type === "primary" && isDynamic(zone);
}
