import { describe, expect, it } from "vitest";
import { parseLabelSelector } from "./label-selector.ts";

function read(text: string): string | null {
  const selector = parseLabelSelector(text);
  if (selector === null) return null;
  return selector.matchExpressions.map(({ key, operator, values }) => `${key} ${operator} [${values}]`).join("; ");
}

describe("the text form of a selector", () => {
  it.each<readonly [string, string | null]>([
    ["app=web", "app In [web]"],
    ["app==web", "app In [web]"],
    ["app!=web", "app NotIn [web]"],
    ["app = web", "app In [web]"],
    ["app=", "app In []"],
    ["app", "app Exists []"],
    ["!app", "app DoesNotExist []"],
    ["app in (a,b)", "app In [a,b]"],
    ["app in ( a , b )", "app In [a,b]"],
    ["app notin (a)", "app NotIn [a]"],
    ["a=b,c=d", "a In [b]; c In [d]"],
    ["a in (b,c),d", "a In [b,c]; d Exists []"],
    ["example.org/app=web", "example.org/app In [web]"],
    ["app.kubernetes.io/part-of in (x)", "app.kubernetes.io/part-of In [x]"],
    ["a=b c", null],
    ["a=(b", null],
    ["a in b", null],
    ["a in (b", null],
    ["=b", null],
    ["-a=b", null],
    ["a=-b", null],
    [`a=${"b".repeat(64)}`, null],
    ["a b", null],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));
});
