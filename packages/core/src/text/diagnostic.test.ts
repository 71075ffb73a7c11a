import { describe, expect, it } from "vitest";
import { corefileCodes } from "./codes/corefile.ts";
import { failureCodes } from "./codes/failure.ts";
import { diagnosticCodes } from "./codes/index.ts";
import { keepalivedCodes } from "./codes/keepalived.ts";
import { kubernetesCodes } from "./codes/kubernetes.ts";
import { lintCodes } from "./codes/lint.ts";
import { namedConfCodes } from "./codes/named-conf.ts";
import { resolverCodes } from "./codes/resolver.ts";
import { siteCodes } from "./codes/site.ts";
import { wireCodes } from "./codes/wire.ts";
import { zoneCodes } from "./codes/zone.ts";
import { type Diagnostic, errorAt, hasErrors, informationAt, warningAt } from "./diagnostic.ts";
import { sourceFromText, spanOf } from "./source.ts";

const span = spanOf(sourceFromText("db", "a A x\n"), 4, 5);
const error = errorAt(span, "ZONE_RDATA", "bad");
const warning = warningAt(span, "ZONE_RDATA", "odd", "Write an address.");
const information = informationAt(span, "ZONE_RDATA", "so");

describe("findings", () => {
  it("say how bad it is, and a hint where there is one", () => {
    expect(error).toEqual({ code: "ZONE_RDATA", severity: "error", message: "bad", span });
    expect(Object.hasOwn(error, "hint")).toBe(false);
    expect(warning).toEqual({
      code: "ZONE_RDATA",
      severity: "warning",
      message: "odd",
      span,
      hint: "Write an address.",
    });
    expect(information.severity).toBe("information");
  });

  it.each<[string, readonly Diagnostic[], boolean]>([
    ["none", [], false],
    ["what is worth knowing", [information], false],
    ["what is odd", [warning, information], false],
    ["one error among others", [warning, error, information], true],
  ])("%s: an error is among them %s", (_, found, expected) => expect(hasErrors(found)).toBe(expected));
});

describe("codes", () => {
  const areas = {
    corefileCodes,
    failureCodes,
    keepalivedCodes,
    kubernetesCodes,
    lintCodes,
    namedConfCodes,
    resolverCodes,
    siteCodes,
    wireCodes,
    zoneCodes,
  };

  it("stand in one area each", () => {
    const all = Object.values(areas).flatMap((codes) => Object.keys(codes));
    expect(all.filter((code, at) => all.indexOf(code) !== at)).toEqual([]);
    expect(Object.keys(diagnosticCodes).sort()).toEqual([...all].sort());
  });

  it.each(Object.entries(diagnosticCodes))("%s: %s", (code, sentence) => {
    expect(code).toMatch(/^[A-Z]+(?:_[A-Z0-9]+)+$/);
    expect(sentence).toMatch(/^\S.*[.!]$/);
    expect(sentence).not.toMatch(/\s{2}|\n/);
  });
});
