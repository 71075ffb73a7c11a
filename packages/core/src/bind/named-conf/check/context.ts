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
import { parentalAgentLists, type RemoteServerLists, remoteServerLists } from "../read/servers.ts";

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
    known: knownNames(conf.clauses),
  };
}

function knownNames(clauses: readonly Clause[]): KnownNames {
  const policies = named(clauses, "dnssec-policy").map((clause) => textOfValue(clause.values[0]) ?? "");
  return {
    policies: new Set(policies),
    primaries: remoteServerLists(clauses),
    parents: parentalAgentLists(clauses),
  };
}

export function named(clauses: readonly Clause[], name: string): readonly Clause[] {
  return clauses.filter((clause) => clause.name === name);
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
