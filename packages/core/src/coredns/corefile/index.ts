export type {
  Corefile,
  CorefileDocument,
  Directive,
  KeyTransport,
  ServerBlock,
  ServerZone,
  Token,
} from "./ast.ts";
export { Dispenser } from "./dispenser.ts";
export { type Environment, emptyEnvironment } from "./environment.ts";
export { type CorefileLimits, corefileLimits } from "./import.ts";
export { lexCorefile } from "./lexer.ts";
export { type CorefileOptions, parseCorefile } from "./parse.ts";
export { printCorefile } from "./print.ts";
export {
  durationFault,
  parseGoDuration,
  parseGoInteger,
  zonesFromArgument,
  zonesFromArguments,
} from "./values.ts";
