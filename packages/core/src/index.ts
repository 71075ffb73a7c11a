export * from "./dns/index.ts";
export { diagnosticCodes, printDiagnostic } from "./text/index.ts";
