export type {
  Corefile,
  CorefileDocument,
  Directive,
  KeyTransport,
  ServerBlock,
  ServerZone,
  Token,
} from "./ast.ts";
export { Dispenser, spanOfTokens } from "./dispenser.ts";
export { type Environment, emptyEnvironment, replaceVariables } from "./environment.ts";
export { type CorefileLimits, corefileLimits } from "./import.ts";
export { lexCorefile } from "./lexer.ts";
export { type CorefileOptions, parseCorefile } from "./parse.ts";
export { printCorefile } from "./print.ts";
export { splitHostPort, splitTransport } from "./server-zones.ts";
export {
  durationFault,
  parseGoDuration,
  parseGoInteger,
  zonesFromArgument,
  zonesFromArguments,
} from "./values.ts";
