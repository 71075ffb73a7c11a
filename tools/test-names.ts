import { expect } from "vitest";
import { DomainName } from "../packages/core/src/dns/name.ts";

/** A name makes its text when somebody asks, so comparing fields says little: names in test results are equal if they are spelled alike. */
function areNamesEqual(left: unknown, right: unknown): boolean | undefined {
  if (left instanceof DomainName && right instanceof DomainName)
    return left.text === right.text && left.key === right.key;
  return left instanceof DomainName || right instanceof DomainName ? false : undefined;
}
expect.addEqualityTesters([areNamesEqual]);
