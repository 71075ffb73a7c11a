import { expect, it } from "vitest";
import { fileTreeFromSources, sourceFromBytes } from "../../text/index.ts";
import { bindSettings, checkNamedConf, parseNamedConf, printNamedConf } from "./index.ts";

const times = (n: number, text: (at: number) => string): string =>
  Array.from({ length: n }, (_, at) => text(at)).join("");

/** Inputs that grow with n, each in a way that makes some reader slow. */
const hostile: Readonly<Record<string, (n: number) => string>> = {
  "braces inside braces": (n) => "a {".repeat(n),
  "closed braces alone": (n) => "}".repeat(n),
  semicolons: (n) => ";".repeat(n),
  "one long word": (n) => "x".repeat(n),
  "a string that never ends": (n) => `directory "${"x".repeat(n)}`,
  "strings that never end": (n) => times(n / 4, () => '"x\\"'),
  "a comment that never ends": (n) => `/*${"*".repeat(n)}`,
  "comments of all kinds": (n) => times(n / 16, () => "/* x */ # y\n//z\n"),
  "stars and slashes": (n) => "/*/ */".repeat(n / 4),
  negations: (n) => `acl a { ${"!".repeat(n)} any; };`,
  "one list of many": (n) => `acl a { ${times(n / 8, () => "10/8; ")} };`,
  "lists in lists": (n) => `acl a { ${times(n / 16, () => "{ any; }; ")} };`,
  "a chain of acls": (n) => times(n / 16, (at) => `acl a${at} { a${at + 1}; };\n`),
  "one acl used everywhere": (n) =>
    `acl a { ${times(64, () => "10/8; ")} };\n${times(n / 16, (at) => `acl b${at} { a; };\n`)}`,
  "the same statement": (n) => `options { ${times(n / 16, () => "recursion yes; ")} };`,
  "unknown statements": (n) => `options { ${times(n / 16, (at) => `no-such-${at} yes; `)} };`,
  zones: (n) => times(n / 64, (at) => `zone "z${at}.lan" { type primary; file "f${at}"; };\n`),
  "zones of one name": (n) => times(n / 64, () => 'zone "z.lan" { type primary; file "f"; };\n'),
  "copies with named servers": (n) =>
    times(
      n / 64,
      (at) => `primaries p${at} { 192.0.2.1; };\nzone "z${at}" { type secondary; primaries { p${at}; }; };\n`,
    ),
  "signed zones": (n) =>
    times(
      n / 64,
      (at) =>
        `dnssec-policy "p${at}" { };\nzone "z${at}" { type primary; file "f${at}"; dnssec-policy "p${at}"; inline-signing yes; };\n`,
    ),
  "views with a zone each": (n) =>
    times(n / 64, (at) => `view "v${at}" { match-clients { 10/8; }; zone "z" { type primary; file "f${at}"; }; };\n`),
  "keys and servers": (n) =>
    times(
      n / 64,
      (at) =>
        `key k${at} { algorithm hmac-sha256; secret "AA=="; };\nserver 10.0.${at >> 8}.${at & 255} { keys k${at}; };\n`,
    ),
  "trust anchors": (n) => `trust-anchors { ${times(n / 32, (at) => `z${at}. initial-key 257 3 8 "AwEAAQ==";\n`)} };`,
  "update rules": (n) =>
    `zone "a" { type primary; file "f"; update-policy { ${times(n / 32, (at) => `grant k${at}.a name w${at}.a A;\n`)} }; };`,
  "empty zones switched off": (n) => `options { ${times(n / 32, (at) => `disable-empty-zone "z${at}.lan"; `)} };`,
};

/** Methods that walk a list: each element is a step. */
const WALKS = [
  "filter",
  "find",
  "findIndex",
  "flatMap",
  "forEach",
  "includes",
  "indexOf",
  "map",
  "reduce",
  "some",
  "every",
] as const;

/** Counts the elements that lists are walked by while something is done. */
function walked(act: () => void): number {
  let steps = 0;
  const own = WALKS.map((name) => [name, Array.prototype[name]] as const);
  for (const [name, method] of own) {
    Object.defineProperty(Array.prototype, name, {
      configurable: true,
      writable: true,
      value(this: unknown[], ...args: unknown[]) {
        steps += this.length;
        return Reflect.apply(method, this, args);
      },
    });
  }
  try {
    act();
  } finally {
    for (const [name, value] of own) {
      Object.defineProperty(Array.prototype, name, { configurable: true, writable: true, value });
    }
  }
  return steps;
}

/** Octets that count how often one of them is looked at. */
function counted(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly looks: () => number } {
  let looks = 0;
  const get = (target: Uint8Array, key: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, key);
    if (typeof value === "number" && key !== "length") looks += 1;
    return typeof value === "function" ? value.bind(target) : value;
  };
  return { bytes: new Proxy(bytes, { get }), looks: () => looks };
}

/** Steps of reading, checking and settling a configuration, and of printing it. */
function steps(text: string): number {
  const { bytes, looks } = counted(new TextEncoder().encode(text));
  const source = sourceFromBytes("named.conf", bytes);
  const files = fileTreeFromSources(new Map());
  const elements = walked(() => {
    const { value } = parseNamedConf(source, { files, version: "9.18", directory: "/etc/bind" });
    checkNamedConf(value);
    bindSettings(value);
    for (const document of value.documents) printNamedConf(document);
  });
  return looks() + elements;
}

it.each(Object.keys(hostile))("%s: twice the input, twice the work", (what) => {
  const make = hostile[what] ?? ((): string => "");
  const [once, twice] = [steps(make(8192)), steps(make(16_384))];
  expect(once).toBeGreaterThan(1000);
  expect(twice).toBeLessThanOrEqual(2.2 * once);
  expect(once).toBeLessThanOrEqual(MOST_STEPS_FOR_AN_OCTET * make(8192).length);
});

const MOST_STEPS_FOR_AN_OCTET = 60;
