import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLabelSelector } from "./label-selector.ts";

const OBJECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  none: {},
  b: { a: "b" },
  c: { a: "c" },
  empty: { a: "" },
  two: { "k8s-app": "kube-dns", a: "b" },
  five: { a: "5" },
  in: { in: "x" },
  domain: { "app.kubernetes.io/name": "web" },
};

/** The objects that are selected; `!`: what is refused. */
function selected(selector: string): string {
  const isSelected = parseLabelSelector(selector);
  if (isSelected === null) return "!";
  return Object.entries(OBJECTS)
    .filter(([, labels]) => isSelected(labels))
    .map(([name]) => name)
    .join(" ");
}

// What labels.Parse and Selector.Matches of k8s.io/apimachinery v0.34.1 said of these objects, row by row.
describe("label selectors", () => {
  it.each<readonly [string, string]>([
    ["", "none b c empty two five in domain"],
    ["a", "b c empty two five"],
    [" a ", "b c empty two five"],
    ["!a", "none in domain"],
    ["! a", "none in domain"],
    ["a=b", "b two"],
    ["a = b", "b two"],
    ["a==b", "b two"],
    ["a!=b", "none c empty five in domain"],
    ["a=", "empty"],
    ["a==", "empty"],
    ["a!=", "none b c two five in domain"],
    ["a=b,a!=c", "b two"],
    ["a,!k8s-app", "b c empty five"],
    ["a in (b,c)", "b c two"],
    ["a in (b, c)", "b c two"],
    ["a in(b)", "b two"],
    ["a  in  ( b )", "b two"],
    ["a notin (b)", "none c empty five in domain"],
    ["a notin(b,c)", "none empty five in domain"],
    ["a in ()", "empty"],
    ["a in (,)", "empty"],
    ["a in (b,)", "b empty two"],
    ["a in (b", "!"],
    ["a in b", "!"],
    ["a=b,", "!"],
    ["a,,b", "!"],
    [",a", "!"],
    ["a b", "!"],
    ["a=b c", "!"],
    ["=b", "!"],
    ["!", "!"],
    ["!a=b", "!"],
    ["a!b", "!"],
    ["a>4", "five"],
    ["a>5", ""],
    ["a<6", "five"],
    ["a>x", "!"],
    ["a=-b", "!"],
    ["a=b-", "!"],
    ["a=b_c.d-e", ""],
    ["a=b/c", "!"],
    ['a="b"', "!"],
    ["a='b'", "!"],
    ["in in (x)", "in"],
    ["in", "in"],
    ["notin", ""],
    ["in=x", "in"],
    ["app.kubernetes.io/name=web", "domain"],
    ["app.kubernetes.io/name", "domain"],
    ["/a=b", "!"],
    ["a/=b", "!"],
    ["a/b/c=d", "!"],
    ["-a=b", "!"],
    ["a.=b", "!"],
    ["_a=b", "!"],
    ["a_b", ""],
    ["A=b", ""],
    ["a==b==c", "!"],
    ["a===b", "!"],
    ["a=b=c", "!"],
    ["a=!b", "!"],
    ["a in (b),k8s-app", "two"],
    ["(a)", "!"],
    ["a in (b)(c)", "!"],
    ["a notin ()", "none b c two five in domain"],
    ["k8s-app in (kube-dns),a notin (c)", "two"],
    ["a=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ""],
    ["a=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "!"],
    ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", ""],
    ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "!"],
    ["é=b", "!"],
    ["a=é", "!"],
    ["a\tin\t(b)", "b two"],
    ["a=b\n", "b two"],
    ["a in (b c)", "!"],
    ["a in (in)", ""],
    ["a in (!b)", "!"],
    ["a!=b,a!=c", "none empty five in domain"],
    ["a=in", ""],
    ["notin=a", ""],
    ["a in (notin,b)", "b two"],
    ["UPPER.example/a", "!"],
    ["example.com/A", ""],
    ["a=b ,a", "b two"],
    ["a <6", "five"],
    ["a> 4", "five"],
  ])("%j: %s", (selector, expected) => {
    expect(selected(selector)).toBe(expected);
  });
});

describe("laws of label selectors", () => {
  const key = fc.constantFrom("a", "k8s-app", "example.com/a", "in", "notin");
  const value = fc.constantFrom("", "b", "c", "5", "-1", "in");
  const labels = fc.dictionary(key, value, { maxKeys: 3 });
  const term = fc.oneof(
    key,
    fc
      .tuple(key, fc.constantFrom("=", "==", "!=", " = "), fc.constantFrom("", "b", "5"))
      .map((parts) => parts.join("")),
    fc
      .tuple(
        key,
        fc.constantFrom(" in ", " notin "),
        fc.array(fc.constantFrom("b", "c", "5"), { minLength: 1, maxLength: 3 }),
      )
      .map(([own, operator, values]) => `${own}${operator}(${values.join(",")})`),
  );
  const verdict = (selector: string, own: Readonly<Record<string, string>>): boolean | undefined =>
    parseLabelSelector(selector)?.(own);

  it("terms that are joined by commas hold where each of them holds", () => {
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 4 }), labels, (terms, own) => {
        expect(verdict(terms.join(","), own)).toBe(terms.every((one) => verdict(one, own)));
      }),
    );
  });

  it.each<readonly [string, string]>([
    ["a=b", "a!=b"],
    ["a", "!a"],
    ["a in (b,c)", "a notin (b,c)"],
    ["a in (b)", "a!=b"],
  ])("%s and %s are each other's opposite", (one, other) => {
    fc.assert(
      fc.property(labels, (own) => {
        expect(verdict(one, own)).toBe(!verdict(other, own));
      }),
    );
  });

  it("any text is a selector or none, and reading it ends", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "=", "!", "(", ")", ",", " ", "in", "<", "/", ".") }),
        (text) => {
          expect([true, false, undefined]).toContain(verdict(text, { a: "a" }));
        },
      ),
    );
  });
});
