import { type DomainName, type NameFault, parseName } from "../../../dns/index.ts";
import type { Span } from "../../../text/index.ts";
import { valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import { elementsOf, findClause, textAt, textOf } from "../read/scope.ts";
import { parseBoolean, parseInteger } from "../scalar.ts";
import { type CheckContext, type CheckedView, named, nameSpan, refuse, refuseSecond, warn } from "./context.ts";

interface Anchor {
  readonly clause: Clause;
  readonly span: Span;
  /** As it is written. */
  readonly text: string;
  readonly name: DomainName | NameFault;
  /** By the statement that came first, `trusted-keys`. */
  readonly isTrusted: boolean;
  /** `trusted-keys` say nothing of it, and are static keys. */
  readonly kind: "static-key" | "static-ds" | "initial-key" | "initial-ds";
  readonly numbers: readonly number[];
  readonly data: string;
}

const KINDS = ["static-key", "static-ds", "initial-key", "initial-ds"] as const;

/** Keys and digests that validation starts from, those of the file and of each view (lib/bind9/check.c, check_trust_anchor). */
export function checkTrustAnchors(context: CheckContext): void {
  const reported = new Set<Clause>();
  const ofFile = context.conf.clauses.filter(isStatement);
  for (const view of context.views) checkOfView(view, ofFile, reported, context);
}

function isStatement({ name }: Clause): boolean {
  return name === "trust-anchors" || name === "managed-keys" || name === "trusted-keys";
}

function checkOfView(view: CheckedView, ofFile: readonly Clause[], reported: Set<Clause>, context: CheckContext): void {
  const all = view.clause === null ? ofFile : [...view.own.filter(isStatement), ...ofFile];
  const trusted = named(all, "trusted-keys").flatMap(anchorsOf);
  const managed = named(all, "managed-keys");
  const current = named(all, "trust-anchors");
  if (managed.length > 0 && current.length > 0 && managed[0] !== undefined) {
    const message = "use of managed-keys is not allowed when trust-anchors is also in use";
    refuse(context, nameSpan(managed[0]), "NAMED_CONF_CONFLICT", message);
  }
  const anchors = (current.length > 0 ? current : managed).flatMap(anchorsOf);
  for (const anchor of [...trusted, ...anchors]) if (!reported.has(anchor.clause)) checkData(anchor, context);
  checkRoot(trusted, anchors, reported, context);
  if (context.conf.version !== "9.18" && trusted.length + anchors.length === 0) checkValidation(view, context);
  checkConflicts([...trusted, ...anchors], isAutomatic(view, context), reported, context);
  for (const { clause } of [...trusted, ...anchors]) reported.add(clause);
}

/** From 9.20 on `dnssec-validation yes` needs something to start from. */
function checkValidation(view: CheckedView, context: CheckContext): void {
  const clause = findClause([view.own, context.options], "dnssec-validation");
  if (clause === undefined || parseBoolean(textAt(clause, 0) ?? "") !== true) return;
  const message =
    "the 'dnssec-validation yes' option requires configured 'trust-anchors'; consider using 'dnssec-validation auto'.";
  refuse(context, nameSpan(clause), "NAMED_CONF_CONFLICT", message);
}

function isAutomatic(view: CheckedView, context: CheckContext): boolean {
  const text = textAt(findClause([view.own, context.options], "dnssec-validation"), 0);
  return text !== undefined && parseBoolean(text) === null;
}

function anchorsOf(clause: Clause): readonly Anchor[] {
  return elementsOf(clause).flatMap(({ values }): readonly Anchor[] => {
    const [first] = values;
    const name = parseName(textOf(first) ?? "");
    if (first === undefined) return [];
    const kind = KINDS.find((known) => known === textOf(values[1])?.toLowerCase()) ?? "static-key";
    const isNamed = clause.name !== "trusted-keys";
    const numbers = values
      .slice(isNamed ? 2 : 1, isNamed ? 5 : 4)
      .map((value) => parseInteger(textOf(value) ?? "") ?? 0);
    const data = (textOf(values[isNamed ? 5 : 4]) ?? "").replaceAll(/\s/g, "");
    return [
      { clause, span: valueSpan(first), text: textOf(first) ?? "", name, isTrusted: !isNamed, kind, numbers, data },
    ];
  });
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const HEX = /^(?:[0-9A-Fa-f]{2})*$/;

/** In the words of lib/isc/result.c. */
const NAME_FAULTS: Readonly<Record<NameFault, string>> = {
  "bad-escape": "bad escape",
  empty: "unexpected end of input",
  "empty-label": "empty label",
  "label-too-long": "label too long",
  "name-too-long": "ran out of space",
  "not-latin1": "bad escape",
  relative: "unexpected end of input",
};
const REVOKED = 0x80;
const RSASHA1 = 5;
/** A key's octets that begin with the length of its exponent and the exponent 3, in base64. */
const WEAK_EXPONENT = /^AQ[M-P]/;

function checkData(anchor: Anchor, context: CheckContext): void {
  const { kind, name, numbers, data, span } = anchor;
  const fail = (message: string): void => refuse(context, span, "NAMED_CONF_VALUE", message);
  if (typeof name === "string") refuse(context, span, "NAMED_CONF_NAME", `bad key name: ${NAME_FAULTS[name]}`);
  const isDigest = kind === "static-ds" || kind === "initial-ds";
  const fields = isDigest ? FIELDS_OF_DIGEST : FIELDS_OF_KEY;
  for (const [at, [field, most]] of fields.entries()) {
    const number = numbers[at] ?? 0;
    if (number > most) fail(`${field} too big: ${number}`);
  }
  if (isDigest ? !HEX.test(data) : !BASE64.test(data)) fail(isDigest ? "bad hex encoding" : "bad base64 encoding");
  else if (!isDigest) warnOfKey(anchor, context);
}

const FIELDS_OF_KEY = [
  ["flags", 0xffff],
  ["protocol", 0xff],
  ["algorithm", 0xff],
] as const;
const FIELDS_OF_DIGEST = [
  ["key tag", 0xffff],
  ["algorithm", 0xff],
  ["digest type", 0xff],
] as const;

function warnOfKey({ kind, text, isTrusted, numbers, data, span }: Anchor, context: CheckContext): void {
  const [flags = 0, , algorithm] = numbers;
  if ((flags & REVOKED) !== 0) warn(context, span, "NAMED_CONF_VALUE", "key flags revoke bit set");
  if (algorithm !== RSASHA1 || !WEAK_EXPONENT.test(data)) return;
  warn(context, span, "NAMED_CONF_VALUE", `${isTrusted ? "trusted-key" : kind} '${text}' has a weak exponent`);
}

/** What is said of the root's keys, at the first statement that has one. */
function checkRoot(
  trusted: readonly Anchor[],
  anchors: readonly Anchor[],
  reported: ReadonlySet<Clause>,
  context: CheckContext,
): void {
  const isOfRoot = (anchor: Anchor): boolean => isRoot(anchor) && !reported.has(anchor.clause);
  const isStatic = ({ kind }: Anchor): boolean => kind.startsWith("static");
  const say = ({ clause }: Anchor, message: string): void =>
    warn(context, nameSpan(clause), "NAMED_CONF_CONFLICT", message);
  const [old] = trusted.filter(isOfRoot);
  const ofRoot = anchors.filter(isOfRoot);
  const [first] = ofRoot;
  const fixed = ofRoot.find(isStatic);
  const ending = "WILL FAIL after key rollover - use trust-anchors with initial-key or initial-ds instead.";
  const isOld = context.conf.version === "9.18";
  if (isOld && old !== undefined) say(old, `trusted-keys entry for the root zone ${ending}`);
  if (isOld && fixed !== undefined) say(fixed, `static entry for the root zone ${ending}`);
  if (old !== undefined && first !== undefined) {
    say(first, "both trusted-keys and trust-anchors for the root zone are present");
  }
  if (fixed !== undefined && first !== undefined && ofRoot.some((anchor) => !isStatic(anchor))) {
    say(first, "both initial and static entries for the root zone are present");
  }
}

function isRoot({ name }: Anchor): boolean {
  return typeof name !== "string" && name.labelCount === 0;
}

/** A name has static keys or initial ones; with `dnssec-validation auto` the root has initial ones. */
function checkConflicts(
  anchors: readonly Anchor[],
  automatic: boolean,
  reported: ReadonlySet<Clause>,
  context: CheckContext,
): void {
  const fixed = new Map<string, Anchor>();
  for (const anchor of anchors) {
    if (!anchor.kind.startsWith("static") || typeof anchor.name === "string") continue;
    if (!fixed.has(anchor.name.key)) fixed.set(anchor.name.key, anchor);
    if (!automatic || !isRoot(anchor) || reported.has(anchor.clause)) continue;
    const message = "static trust anchor for root zone cannot be used with 'dnssec-validation auto'.";
    refuse(context, anchor.span, "NAMED_CONF_CONFLICT", message);
  }
  for (const anchor of anchors) {
    const other = typeof anchor.name === "string" ? undefined : fixed.get(anchor.name.key);
    if (anchor.kind.startsWith("static") || other === undefined || reported.has(anchor.clause)) continue;
    const message = "static and initializing keys cannot be used for the same domain";
    refuseSecond(context, anchor.span, "NAMED_CONF_CONFLICT", message, other.span);
  }
}
