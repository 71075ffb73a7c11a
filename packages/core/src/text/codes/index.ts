import { corefileCodes } from "./corefile.ts";
import { failureCodes } from "./failure.ts";
import { keepalivedCodes } from "./keepalived.ts";
import { kubernetesCodes } from "./kubernetes.ts";
import { lintCodes } from "./lint.ts";
import { namedConfCodes } from "./named-conf.ts";
import { resolverCodes } from "./resolver.ts";
import { siteCodes } from "./site.ts";
import { wireCodes } from "./wire.ts";
import { zoneCodes } from "./zone.ts";

/** Codes of what is wrong with a site as a whole. */
export type LintCode = keyof typeof lintCodes;

/** `AREA_WHAT`: a closed union, so that a tool may switch over it. */
export type DiagnosticCode =
  | keyof typeof corefileCodes
  | keyof typeof failureCodes
  | keyof typeof keepalivedCodes
  | keyof typeof kubernetesCodes
  | LintCode
  | keyof typeof namedConfCodes
  | keyof typeof resolverCodes
  | keyof typeof siteCodes
  | keyof typeof wireCodes
  | keyof typeof zoneCodes;

/** Every code a diagnostic can carry, with the sentence that its documentation page starts with. */
export const diagnosticCodes: Readonly<Record<DiagnosticCode, string>> = {
  ...corefileCodes,
  ...failureCodes,
  ...keepalivedCodes,
  ...kubernetesCodes,
  ...lintCodes,
  ...namedConfCodes,
  ...resolverCodes,
  ...siteCodes,
  ...wireCodes,
  ...zoneCodes,
};

export { lintCodes };
