import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, placeOf, sourceFromText } from "@splithorizon/core";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { wholeSite } from "./site-file.fixture.ts";
import { parseSiteFile } from "./site-file.ts";
import { readYaml } from "./yaml-document.ts";

const schema: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "../../schema/site.schema.json"), "utf8"));
const isValid = new Ajv({ strict: true }).compile(schema as object);

type Path = readonly (string | number)[];
type Map = Record<string, unknown>;

/** What a schema cannot tell: what a text means, and what stands elsewhere. */
const BEYOND_A_SCHEMA: ReadonlySet<string> = new Set(["SITE_BAD_ADDRESS", "SITE_BAD_NAME", "SITE_FILE_MISSING"]);
const BEYOND_WORDS = /is not a record type|is no rcode|has no network/;

/** What the reader says of a value that is written as YAML: of its form, and of what its texts mean. */
function saidOf(site: unknown): { readonly form: readonly string[]; readonly meaning: readonly string[] } {
  const { diagnostics } = parseSiteFile(sourceFromText("site.yaml", stringify(site)), "/");
  const isForm = ({ code, message }: Diagnostic): boolean => !BEYOND_A_SCHEMA.has(code) && !BEYOND_WORDS.test(message);
  const print = ({ span, code, message }: Diagnostic): string => `${placeOf(span)} ${code} ${message}`;
  return {
    form: diagnostics.filter(isForm).map(print),
    meaning: diagnostics.filter((diagnostic) => !isForm(diagnostic)).map(print),
  };
}

const whole = readYaml(sourceFromText("site.yaml", wholeSite)).value[0]?.value;
const paths = pathsIn(whole, []);

/** Of every value inside. */
function pathsIn(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...(path.length === 0 ? [] : [path]), ...inner.flatMap(([key, part]) => pathsIn(part, [...path, key]))];
}

/** The value with another one at this path; `undefined` takes it away. */
function changed(value: unknown, path: Path, replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item, at) => (at === step ? omitted(changed(item, rest, replacement)) : [item]));
  }
  return Object.fromEntries(
    Object.entries(value as Map).flatMap(([key, inner]) =>
      key === step ? omitted(changed(inner, rest, replacement)).map((made) => [key, made]) : [[key, inner]],
    ),
  );
}

function omitted(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value];
}

function printPath(path: Path): string {
  return path.join(".");
}

/** What has the wrong form is not valid, and what the reader takes without a word is; between them only it can tell. */
function agree(site: unknown, what: string): void {
  const { form, meaning } = saidOf(site);
  const valid = isValid(site);
  if (form.length > 0) expect({ what, form, valid }).toEqual({ what, form, valid: false });
  else if (meaning.length === 0) expect({ what, valid, errors: isValid.errors }).toMatchObject({ what, valid: true });
}

describe("the schema and the reader agree about a site in which one thing was changed", () => {
  it.each<readonly [string, unknown]>([
    ["taken away", undefined],
    ["a number", 7],
    ["no whole number", 5.3],
    ["a number below zero", -1],
    ["true", true],
    ["an empty list", []],
    ["an empty map", {}],
    ["a map of something else", { nonsense: 1 }],
    ["a list with a hole", [null]],
    ["a list of lists", [["192.0.2.1"]]],
    ["a list of maps", [{}]],
    ["a word that is no name, address or block", "!"],
  ])("any part of it: %s", (what, replacement) => {
    for (const path of paths) agree(changed(whole, path, replacement), `${printPath(path)}: ${what}`);
  });

  it("every map of it with one key more", () => {
    for (const path of paths) {
      const inner = path.reduce<unknown>((part, step) => (part as Map)[step], whole);
      if (typeof inner !== "object" || inner === null || Array.isArray(inner)) continue;
      agree(changed(whole, path, { ...inner, nonsense: "192.0.2.1" }), `${printPath(path)} and a key`);
    }
  });

  it("any two changes", () => {
    const replacement = fc.constantFrom<unknown>(undefined, 7, true, [], {}, "192.0.2.1", "9.18", "udp", "kloud.lan.");
    const change = fc.tuple(fc.constantFrom(...paths), replacement);
    fc.assert(
      fc.property(change, change, ([first, one], [second, other]) => {
        const once = changed(whole, first, one);
        if (!pathsIn(once, []).some((path) => printPath(path) === printPath(second))) return;
        agree(changed(once, second, other), `${printPath(first)}, ${printPath(second)}`);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what only one of them can say", () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      "a network that is misspelt",
      "version: 1\nnetworks: { nodes: 192.0.2.0/24 }\nclusters: { k: { network: node } }\n",
      ['site.yaml:3:27 SITE_UNKNOWN_WORD The site has no network "node".'],
    ],
    [
      "a word that the data path has no use for",
      "version: 1\nclusters: { k: { dataPath: { kind: kube-proxy, mode: nat, routing: bgp, healthChecks: x } } }\n",
      [
        'site.yaml:2:68 SITE_UNKNOWN_WORD "bgp" is not known here.',
        'site.yaml:2:54 SITE_UNKNOWN_WORD "nat" is not known here.',
        'site.yaml:2:87 SITE_UNKNOWN_WORD "x" is not known here.',
      ],
    ],
    [
      "a route to nowhere that has no gateway yet",
      "version: 1\nhosts: { a: { addresses: [192.0.2.1], routes: { lan: [], default: [] } } }\n",
      ['site.yaml:2:54 SITE_BAD_ADDRESS "lan" is neither "default" nor a block of addresses.'],
    ],
    [
      "a dash with nothing behind it",
      "version: 1\nhosts:\n  a:\n    addresses:\n      - 192.0.2.1\n      -\n    nameservers: [~]\n",
      [
        "site.yaml:6:8 SITE_WRONG_TYPE An item of the list is empty.",
        "site.yaml:7:19 SITE_WRONG_TYPE An item of the list is empty.",
      ],
    ],
  ])("%s", (_, text, said) => {
    const { diagnostics } = parseSiteFile(sourceFromText("site.yaml", text), "/");
    expect(diagnostics.map(({ span, code, message }) => `${placeOf(span)} ${code} ${message}`)).toEqual(said);
  });
});
