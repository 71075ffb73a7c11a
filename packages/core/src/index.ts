export { diagnosticCodes, printDiagnostic } from "./text/index.ts";
