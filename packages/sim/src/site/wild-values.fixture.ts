import fc from "fast-check";

/** A step into a value: a key or an index. */
type Path = readonly (string | number)[];

/** Where something stands in a value of JSON, the whole of it first. */
export function pathsIn(value: unknown, at: Path = []): readonly Path[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((own, index) => pathsIn(own, [...at, index]))];
  if (!isMap(value)) return [at];
  return [at, ...Object.entries(value).flatMap(([key, own]) => pathsIn(own, [...at, key]))];
}

/** The value with another one in one place. */
export function replacedIn(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((own, index) => (index === step ? replacedIn(own, rest, by) : own));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, own]) => [key, key === String(step) ? replacedIn(own, rest, by) : own]),
  );
}

/** The value with another key in one place; the same value where no key stands there. */
export function renamedIn(value: unknown, path: Path, key: string): unknown {
  const last = path.at(-1);
  if (typeof last !== "string") return value;
  const parent = valueAt(value, path.slice(0, -1));
  if (!isMap(parent)) return value;
  const renamed = Object.fromEntries(Object.entries(parent).map(([own, inner]) => [own === last ? key : own, inner]));
  return replacedIn(value, path.slice(0, -1), renamed);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((own, step) => {
    if (Array.isArray(own)) return typeof step === "number" ? own[step] : undefined;
    return isMap(own) ? own[step] : undefined;
  }, value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What nobody expects in a file: other types, ends of ranges, names that mean something to us, and any JSON. */
export const wildValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1, 1.5, 65_536, 2 ** 53, 1e300, -1e300),
  fc.constantFrom<unknown>("", " ", ".", "..", "/", "*", "0", "-1", "NaN", "a".repeat(300), "\u0000", "\ud800"),
  fc.constantFrom<unknown>(
    "0.0.0.0",
    "::",
    "10.0.0.0/8",
    "::/0",
    "255.255.255.255",
    "127.0.0.1",
    "198.19.0.30",
    "fd00::1",
  ),
  fc.constantFrom<unknown>("dns1", "router", "laptop", "kube-dns", "default", "None", "k8s1master1", "192.168.13.10"),
  fc.constantFrom<unknown>("__proto__", "constructor", "toString", "0s", "1ms", "9999999999h", "-1s"),
  fc.constantFrom<unknown>([], {}, [[]], [null], { a: 1 }),
  fc.jsonValue({ maxDepth: 2 }),
);
