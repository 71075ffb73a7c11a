import { describe, expect, it } from "vitest";
import { parseLabelSelector } from "./label-selector.ts";

function read(text: string): string | null {
  const selector = parseLabelSelector(text);
  if ("fault" in selector) return selector.fault === "" ? null : selector.fault;
  const equal = Object.entries(selector.matchLabels).map(([key, value]) => `${key}=${value}`);
  const others = selector.matchExpressions.map(({ key, operator, values }) => `${key} ${operator} [${values}]`);
  return [...equal, ...others].join("; ");
}

describe("the text form of a selector", () => {
  it.each<readonly [string, string | null]>([
    ["app=web", "app=web"],
    ["app==web", "app=web"],
    ["app!=web", '"!=" is not a valid label selector operator'],
    ["a=b,c!=d", '"!=" is not a valid label selector operator'],
    ["a>1", '"gt" isn\'t supported in label selectors'],
    ["a < 1", '"lt" isn\'t supported in label selectors'],
    ["a>b", null],
    ["a=b,a=c", "a=c"],
    ["a/b/c=d", null],
    ["/b=c", null],
    ["A.test/b=c", null],
    ["a,,b", null],
    ["app = web", "app=web"],
    ["app=", "app="],
    ["app", "app Exists []"],
    ["!app", "app DoesNotExist []"],
    ["app in (a,b)", "app In [a,b]"],
    ["app in ( a , b )", "app In [a,b]"],
    ["app notin (a)", "app NotIn [a]"],
    ["a=b,c=d", "a=b; c=d"],
    ["a in (b,c),d", "a In [b,c]; d Exists []"],
    ["example.org/app=web", "example.org/app=web"],
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
