import { afterEach, expect, it, vi } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { sourceFromBytes } from "../../text/index.ts";
import { parseZoneFile, readZone } from "./index.ts";

const START = "$TTL 300\n@ SOA ns h 1 2 3 4 5\n NS ns\nns A 1.1.1.1\n";

/** Inputs that grow with n, each in a way that has made some parser slow. */
const hostile: Readonly<Record<string, (n: number) => string>> = {
  "open parentheses": (n) => "(".repeat(n),
  "balanced parentheses": (n) => `a A ${"()".repeat(n)}1.1.1.1\n`,
  "one long word": (n) => "x".repeat(n),
  "one long string": (n) => `a TXT "${"x".repeat(n)}"\n`,
  "a string that never ends": (n) => `a TXT "${"x".repeat(n)}`,
  backslashes: (n) => `a TXT ${"\\".repeat(n)}\n`,
  "escapes that never end": (n) => `a TXT ${"\\00".repeat(n)}\n`,
  "many labels": (n) => `${"a.".repeat(n)} A 1.1.1.1\n`,
  "many words": (n) => `a TXT ${"x ".repeat(n)}\n`,
  "comments in parentheses": (n) => `a A (${" ;\n".repeat(n)} 1.1.1.1)\n`,
  "empty lines": (n) => "\n".repeat(n),
  "carriage returns": (n) => "\r".repeat(n),
  "one set of many": (n) => Array.from({ length: n / 4 }, (_, at) => `a TXT ${at}\n`).join(""),
  "one name in many runs": (n) => Array.from({ length: n / 8 }, (_, at) => `a TXT ${at}\nb TXT ${at}\n`).join(""),
  "deep names": (n) => Array.from({ length: n / 64 }, (_, at) => `${"a.".repeat(40)}${at} A 1.1.1.1\n`).join(""),
  "dollar signs": (n) => `$GENERATE 1-2 ${"$".repeat(n)} A 1.1.1.1\n`,
  "many origins": (n) => "$ORIGIN a\n$ORIGIN example.\n".repeat(n / 16),
};

afterEach(() => {
  vi.restoreAllMocks();
});

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

/** How often an octet of the file or a character of its text is looked at. */
function looks(text: string, read: typeof readZone | typeof parseZoneFile): number {
  const { bytes, looks: octets } = counted(new TextEncoder().encode(START + text));
  const spy = vi.spyOn(String.prototype, "charCodeAt");
  const limits = { maxLineOctets: 1_000_000, maxParentheses: 1_000_000 };
  read(sourceFromBytes("zone", bytes), { origin: nameOf("example."), limits });
  const characters = spy.mock.calls.length;
  spy.mockRestore();
  return characters + octets();
}

it.each(Object.keys(hostile))("%s: twice the input, twice the work", (what) => {
  const make = hostile[what] ?? ((): string => "");
  for (const read of [readZone, parseZoneFile]) {
    const once = looks(make(2048), read);
    const twice = looks(make(4096), read);
    expect(once).toBeGreaterThan(1000);
    expect(twice).toBeLessThan(once * 2.3 + 200);
    expect(twice).toBeLessThan(START.length * 8 + 4096 * 24);
  }
});
