import type { Rcode, RrClass, RrType } from "../../../dns/index.ts";
import type { GoRegexp } from "../../go-regexp/index.ts";

/** How a name is compared: as text in lower case with its final dot. */
export type NameMatch =
  | { readonly kind: "exact" | "prefix" | "suffix" | "substring"; readonly text: string }
  | { readonly kind: "regex"; readonly pattern: GoRegexp };

/** One rule. Which request it changes, and what becomes of the reply. */
export type RewriteRule = {
  /** Whether the rules behind it are looked at after it has matched. */
  readonly continues: boolean;
} & RewriteAction;

export type RewriteAction =
  | NameAction
  | { readonly kind: "type"; readonly from: RrType; readonly to: RrType }
  | { readonly kind: "class"; readonly from: RrClass; readonly to: RrClass }
  | EdnsAction
  | { readonly kind: "ttl"; readonly match: NameMatch; readonly min: number; readonly max: number }
  | { readonly kind: "rcode"; readonly match: NameMatch; readonly from: Rcode; readonly to: Rcode }
  | CnameAction
  /** A rule that is not modelled: a question that reaches it has no known answer. */
  | { readonly kind: "unsupported"; readonly what: string };

export interface NameAction {
  readonly kind: "name";
  readonly match: NameMatch;
  /** In lower case; `{0}` to `{9}...` are the groups of a regular expression. */
  readonly to: string;
  /** Puts the asked name back in the place of the new one, in owners and data. */
  readonly revertsByItself: boolean;
  readonly answers: readonly TextRule[];
}

/** A change of a record's owner, or of the name in its data. */
export interface TextRule {
  readonly kind: "owner" | "value";
  readonly rewriter: TextRewriter;
}

export type TextRewriter =
  | { readonly kind: "regex"; readonly pattern: GoRegexp; readonly to: string }
  /** A name and all below it. */
  | { readonly kind: "remap"; readonly from: string; readonly to: string }
  | { readonly kind: "suffix"; readonly from: string; readonly to: string };

export interface CnameAction {
  readonly kind: "cname";
  readonly match: NameMatch;
  readonly to: string;
}

export type EdnsVerb = "set" | "append" | "replace" | "unset";

export interface EdnsAction {
  readonly kind: "edns0";
  readonly verb: EdnsVerb;
  readonly option: EdnsSource;
  /** Whether the reply shows the option as the client sent it. */
  readonly reverts: boolean;
}

/** Where an option's data come from. */
export type EdnsSource =
  | { readonly kind: "nsid" }
  | { readonly kind: "local"; readonly code: number; readonly data: Uint8Array }
  | { readonly kind: "variable"; readonly code: number; readonly variable: string }
  | { readonly kind: "subnet"; readonly ipv4Length: number; readonly ipv6Length: number };

/** A rule's words do not make a rule; the text is CoreDNS's own. */
export interface RuleFault {
  readonly fault: string;
}
