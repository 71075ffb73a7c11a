export type {
  Block,
  NamedConfDocument,
  Negation,
  QuotedString,
  Statement,
  Stray,
  Token,
  TokenKind,
  Value,
  Word,
} from "./ast.ts";
export { checkNamedConf } from "./check/index.ts";
export type { Clause } from "./clauses.ts";
export { type NamedConf, type NamedConfOptions, parseNamedConf } from "./named-conf.ts";
export { defaultLimits, type NamedConfLimits } from "./parse.ts";
export { printNamedConf } from "./print.ts";
export { bindSettings } from "./read/bind-settings.ts";
