export { printFindings, type ReportFormat, reportFormats } from "./findings.ts";
