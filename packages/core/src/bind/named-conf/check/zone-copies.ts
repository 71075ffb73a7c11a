import type { Clause } from "../clauses.ts";
import { booleanIn, elementsOf, findClause, keywordNumber, textAt, textOf } from "../read/scope.ts";
import { parseBoolean } from "../scalar.ts";
import { argumentSpan, type CheckContext, listenerPort, refuse, warn } from "./context.ts";
import { checkRemoteServers } from "./remote-servers.ts";
import type { SignedZone } from "./zone-signing.ts";

const NOTIFYING = new Set(["primary", "secondary", "mirror"]);

/** NOTIFY, mirrors, parents and source ports of a zone (lib/bind9/check.c, check_zoneconf). */
export function checkCopies(zone: SignedZone, context: CheckContext): void {
  if (NOTIFYING.has(zone.type)) checkNotify(zone, context);
  if (zone.type === "mirror") checkMirror(zone, context);
  if (zone.type === "primary" || zone.type === "secondary") checkParents(zone, context);
  checkSources(zone, context);
}

function checkNotify({ clause, scope, shown, type, span }: SignedZone, context: CheckContext): void {
  const text = textAt(findClause(scope, "notify"), 0)?.toLowerCase();
  const isForPrimaries = text === "master-only" || text === "primary-only";
  const isOff = text !== undefined && (parseBoolean(text) === false || (isForPrimaries && type !== "primary"));
  const told = findClause(scope, "also-notify");
  if (!isOff) {
    if (told !== undefined) checkRemoteServers(told, context.known.primaries, context);
  } else if (findClause([clause.clauses], "also-notify") !== undefined) {
    warn(context, span, "NAMED_CONF_CONFLICT", `zone '${shown}': 'also-notify' set but 'notify' is disabled`);
  }
}

function checkMirror({ clause, scope, shown, span }: SignedZone, context: CheckContext): void {
  const notify = textAt(findClause([clause.clauses], "notify"), 0)?.toLowerCase();
  const isQuiet = notify === undefined || notify === "explicit" || parseBoolean(notify) === false;
  if (!isQuiet) {
    const message = `zone '${shown}': mirror zones can only be used with 'notify no;' or 'notify explicit;'`;
    refuse(context, span, "NAMED_CONF_CONFLICT", message);
  }
  const allowed = elementsOf(findClause(scope, "allow-recursion"));
  const isNobody = allowed.length === 1 && textOf(allowed[0]?.values[0])?.toLowerCase() === "none";
  if (booleanIn(scope, "recursion", true) && !isNobody) return;
  const message = `zone '${shown}': mirror zones cannot be used if recursion is disabled`;
  refuse(context, span, "NAMED_CONF_CONFLICT", message);
}

function checkParents({ clause, shown, span }: SignedZone, context: CheckContext): void {
  const parents = findClause([clause.clauses], "parental-agents");
  if (parents === undefined) return;
  const { count, isSound } = checkRemoteServers(parents, context.known.parents, context);
  if (!isSound || count > 0) return;
  refuse(context, span, "NAMED_CONF_ZONE_INCOMPLETE", `zone '${shown}': empty 'parental-agents' entry`);
}

const SOURCES = ["transfer-source", "notify-source", "parental-source"].flatMap((name) => [name, `${name}-v6`]);

function checkSources({ scope }: SignedZone, context: CheckContext): void {
  const [own = [], , options = []] = scope;
  const listener = listenerPort(context);
  for (const name of SOURCES) {
    const clause = findClause([own, options], name);
    const port = keywordNumber(clause?.values ?? [], "port");
    if (clause !== undefined && port !== null) checkSourcePort(clause, port, listener, context);
  }
}

function checkSourcePort(clause: Clause, port: number, listener: number, context: CheckContext): void {
  const span = argumentSpan(clause);
  if (port === listener) {
    const message = `'${clause.name}' cannot specify the DNS listener port (${port})`;
    refuse(context, span, "NAMED_CONF_VALUE", message);
  } else if (port !== 0) {
    warn(context, span, "NAMED_CONF_VALUE", `'${clause.name}': specifying a port is not recommended`);
  }
}
