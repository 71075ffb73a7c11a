import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseShowWords } from "./words.ts";

/** `what names | option=value ... | flags`; a fault stands behind `!`. */
function print(line: string): string {
  const parsed = parseShowWords(line.split(" ").filter((word) => word !== ""));
  if (typeof parsed === "string") return `! ${parsed}`;
  const { what, names, options, flags } = parsed;
  const pairs = [...options].map(([name, value]) => `${name}=${value}`);
  return [[what, ...names], pairs, [...flags]].map((part) => part.join(" ")).join(" | ");
}

describe("words behind show, as kubectl, ip and curl write them", () => {
  it.each<readonly [string, string]>([
    ["pods", "pods |  | "],
    ["pods web", "pods web |  | "],
    ["pods web api", "pods web api |  | "],
    // kubectl's flags are pflag's: a value behind a blank, behind = or, for a letter, at once.
    ["pods -n a", "pods | namespace=a | "],
    ["pods -na", "pods | namespace=a | "],
    ["pods -n=a", "pods | namespace=a | "],
    ["pods --namespace a", "pods | namespace=a | "],
    ["pods --namespace=a", "pods | namespace=a | "],
    ["pods --namespace=", "pods | namespace= | "],
    ["pods -owide", "pods | output=wide | "],
    ["pods -o wide web", "pods web | output=wide | "],
    ["pods -ojsonpath={.items[0]}", "pods | output=jsonpath={.items[0]} | "],
    ["pods --output=custom-columns=A:.b", "pods | output=custom-columns=A:.b | "],
    ["pods -l k8s-app=kube-dns", "pods | selector=k8s-app=kube-dns | "],
    ["pods -l=a=b", "pods | selector=a=b | "],
    ["pods --selector=a!=b", "pods | selector=a!=b | "],
    ["pods -n a -n b", "pods | namespace=b | "],
    ["pods -A", "pods |  | all-namespaces"],
    ["pods --all-namespaces -A", "pods |  | all-namespaces"],
    ["pods --no-headers -A", "pods |  | no-headers all-namespaces"],
    ["pods -n -A", "pods | namespace=-A | "],
    ["services --cluster k8s1", "services | cluster=k8s1 | "],
    ["healthz n1 31003 -i", "healthz n1 31003 |  | include"],
    ["healthz --include n1", "healthz n1 |  | include"],
    // With routes -n is route's, not a namespace.
    ["routes dns1 -n", "routes dns1 |  | numeric"],
    ["route -n dns1", "route dns1 |  | numeric"],
    ["routes -6 dns1", "routes dns1 |  | 6"],
    ["routes dns1 -o wide", "! Unknown option -o."],
    // What is none.
    ["", "! Show what?"],
    ["-A", "! Show what?"],
    ["--help", "! Show what?"],
    ["pods -n", "! -n needs a value."],
    ["pods --output", "! --output needs a value."],
    ["pods --watch", "! Unknown option --watch."],
    ["pods -w", "! Unknown option -w."],
    ["pods -", "! Unknown option -."],
    ["pods --no-headers=true", "! Unknown option --no-headers=true."],
  ])("%s", (line, expected) => {
    expect(print(line)).toBe(expected);
  });

  it("law: options may stand anywhere among the names", () => {
    const name = fc.stringMatching(/^[a-z]{1,4}$/);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 4 }), fc.nat(4), (names, at) => {
        const place = Math.min(at, names.length);
        const line = ["pods", ...names.slice(0, place), "-n", "a", "-A", ...names.slice(place)].join(" ");
        expect(print(line)).toBe(print(["pods", ...names, "-n", "a", "-A"].join(" ")));
      }),
    );
  });
});
