import { describe, expect, it } from "vitest";
import { nameOf } from "../dns/index.ts";
import { emptyFileTree, sourceFromText } from "../text/index.ts";
import { Dispenser, lexCorefile } from "./corefile/index.ts";
import { returned } from "./plugin.ts";
import { definePlugin, passingInstance, type SettingsContext } from "./plugin-entry.ts";
import { requestOf } from "./plugin-request.fixture.ts";

const context: SettingsContext = {
  zones: [nameOf("b.test.")],
  version: "1.15.0",
  files: emptyFileTree,
  resolveFile: (path) => path,
  hostname: "host",
  interfaces: null,
  hostNameServers: [],
  hostSearch: [],
  siblings: new Set(),
};

const dispenserOf = (text: string): Dispenser => new Dispenser(lexCorefile(sourceFromText("Corefile", text), ""));

/** A plugin whose settings are the words of its line. */
const words = definePlugin<readonly string[]>({
  readSettings(directive) {
    directive.next();
    const value = directive.remainingArguments();
    if (value.includes("bad")) directive.problem("bad word");
    return { value, diagnostics: directive.diagnostics };
  },
  make: (settings) => ({ wrap: () => () => ({ kind: "unsupported", what: settings.join(" ") }) }),
  landmarks: (settings, zones) => zones.map((name) => ({ kind: "name", name, why: settings.join(" ") })),
  traits: (settings) => (settings.length === 0 ? {} : { root: settings.join("/") }),
});

describe("a line of the registry", () => {
  it("reads its settings once, and makes everything of them", () => {
    const { value, diagnostics } = words.prepare(dispenserOf("words a b"), context);
    expect(diagnostics).toEqual([]);
    expect(value.traits).toEqual({ root: "a/b" });
    expect(value.landmarks([nameOf("z.test.")]).map(({ why }) => why)).toEqual(["a b"]);
    const step = value.make({} as Parameters<typeof value.make>[0]).wrap(() => returned("REFUSED"))(requestOf("x."));
    expect(step).toEqual({ kind: "unsupported", what: "a b" });
  });

  it("passes on what is wrong with them, and what could be read as well", () => {
    const { value, diagnostics } = words.prepare(dispenserOf("words bad a"), context);
    expect(diagnostics.map(({ message }) => message)).toEqual(["bad word"]);
    expect(value.traits).toEqual({ root: "bad/a" });
  });

  it("takes part in the chain and changes nothing of its block, unless it says otherwise", () => {
    const plain = definePlugin<null>({
      readSettings: () => ({ value: null, diagnostics: [] }),
      make: () => passingInstance,
      landmarks: () => [],
    });
    expect([plain.isHandler, plain.prepare(dispenserOf("plain"), context).value.traits]).toEqual([true, {}]);
    expect(
      definePlugin({
        readSettings: () => ({ value: null, diagnostics: [] }),
        make: () => passingInstance,
        landmarks: () => [],
        isHandler: false,
      }).isHandler,
    ).toBe(false);
  });

  it("an instance that passes is the plugin behind it", () => {
    const next = () => returned("REFUSED");
    expect(passingInstance.wrap(next)).toBe(next);
  });
});
