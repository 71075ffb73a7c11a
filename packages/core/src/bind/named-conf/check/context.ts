import { parseName } from "../../../dns/index.ts";
import {
  type Diagnostic,
  type DiagnosticCode,
  errorAt,
  type RelatedSpan,
  type Span,
  warningAt,
} from "../../../text/index.ts";
import { tokenSpan, type Value, valueSpan } from "../ast.ts";
import type { Clause } from "../clauses.ts";
import type { NamedConf } from "../named-conf.ts";
import { findClause } from "../read/scope.ts";
import { parentalAgentLists, type RemoteServerLists, remoteServerLists } from "../read/servers.ts";
import { parseInteger } from "../scalar.ts";

/** What every check gets: the configuration, and where findings go. */
export interface CheckContext {
  readonly conf: NamedConf;
  readonly options: readonly Clause[];
  /** Without `view` statements the one `_default`, whose zones stand in the file itself. */
  readonly views: readonly CheckedView[];
  readonly diagnostics: Diagnostic[];
  /** Whether what is not in the tree is not on the host either. */
  readonly knowsAllFiles: boolean;
  /** What zones refer to, looked up once for all of them. */
  readonly known: KnownNames;
}

export interface KnownNames {
  /** `dnssec-policy` statements of the file. */
  readonly policies: ReadonlySet<string>;
  /** `key` statements of the file, by the key of their name. */
  readonly keys: ReadonlySet<string>;
  /** `tls` statements by lower-case name, and the one that named makes itself. */
  readonly tls: ReadonlySet<string>;
  readonly primaries: RemoteServerLists;
  readonly parents: RemoteServerLists;
}

export interface CheckedView {
  /** null: the view that named makes itself. */
  readonly clause: Clause | null;
  readonly name: string;
  /** Statements of the view; empty for the one that named makes itself. */
  readonly own: readonly Clause[];
  readonly zones: readonly Clause[];
}

export function makeContext(conf: NamedConf, knowsAllFiles: boolean): CheckContext {
  const options = conf.clauses.find((clause) => clause.name === "options")?.clauses ?? [];
  const views = named(conf.clauses, "view").map((clause): CheckedView => {
    const name = textOfValue(clause.values[0]) ?? "";
    return { clause, name, own: clause.clauses, zones: named(clause.clauses, "zone") };
  });
  const everything: CheckedView = { clause: null, name: "_default", own: [], zones: named(conf.clauses, "zone") };
  return {
    conf,
    options,
    views: views.length === 0 ? [everything] : views,
    diagnostics: [],
    knowsAllFiles,
    known: knownNames(conf),
  };
}

function knownNames(conf: NamedConf): KnownNames {
  const policies = named(conf.clauses, "dnssec-policy").map((clause) => textOfValue(clause.values[0]) ?? "");
  return {
    policies: new Set(policies),
    keys: new Set(named(conf.clauses, "key").map((clause) => keyOfName(textOfValue(clause.values[0]) ?? ""))),
    tls: new Set(
      [...named(conf.clauses, "tls").map((clause) => textOfValue(clause.values[0]) ?? ""), "ephemeral"].map((name) =>
        name.toLowerCase(),
      ),
    ),
    primaries: remoteServerLists(conf),
    parents: parentalAgentLists(conf),
  };
}

export function named(clauses: readonly Clause[], name: string): readonly Clause[] {
  return clauses.filter((clause) => clause.name === name);
}

/** Names are compared as names: without regard to letters, a last dot or escapes; what is no name only equals itself. */
export function keyOfName(text: string): string {
  const name = parseName(text);
  return typeof name === "string" ? text : name.key;
}

const DNS_PORT = 53;

/** The port that named listens at, which is then not free to ask from. */
export function listenerPort(context: CheckContext): number {
  return parseInteger(textOfValue(findClause([context.options], "port")?.values[0]) ?? "") ?? DNS_PORT;
}

export function textOfValue(value: Value | undefined): string | undefined {
  return value?.kind === "word" || value?.kind === "string" ? value.text : undefined;
}

/** The statement's first value, else its name: where a caret helps most. */
export function argumentSpan(clause: Clause, at: number = 0): Span {
  const value = clause.values[at];
  return value === undefined || value.kind === "block" ? tokenSpan(clause.word.token) : valueSpan(value);
}

export function nameSpan(clause: Clause): Span {
  return tokenSpan(clause.word.token);
}

export function refuse(context: CheckContext, span: Span, code: DiagnosticCode, message: string, hint?: string): void {
  context.diagnostics.push(errorAt(span, code, message, hint));
}

export function warn(context: CheckContext, span: Span, code: DiagnosticCode, message: string, hint?: string): void {
  context.diagnostics.push(warningAt(span, code, message, hint));
}

/** `... already exists previous definition: file:line`, with the first one shown. */
export function refuseSecond(
  context: CheckContext,
  span: Span,
  code: DiagnosticCode,
  message: string,
  first: Span,
): void {
  const related: readonly RelatedSpan[] = [{ message: "previous definition", span: first }];
  context.diagnostics.push({ ...errorAt(span, code, message), related });
}
