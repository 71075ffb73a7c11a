import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyJsonPath } from "./json-path.ts";

const LIST = {
  items: [
    {
      metadata: { name: "a", labels: { "k8s-app": "x", "app.kubernetes.io/name": "y" } },
      spec: { ports: [{ port: 53, name: "dns" }, { port: 9153 }], on: true, none: null, ratio: 1.5 },
    },
    { metadata: { name: "b" }, spec: {} },
  ],
};

/** The text; what is wrong stands behind `!`. */
function printed(template: string, root: unknown = LIST): string {
  const rendered = applyJsonPath(template, root);
  if (rendered.kind === "text") return rendered.text;
  return rendered.kind === "bad-index" ? `! ${rendered.message}` : "! template";
}

// What k8s.io/client-go v0.37.1 util/jsonpath printed for this list, with AllowMissingKeys as kubectl sets it.
describe("JSONPath as kubectl applies it", () => {
  it.each<readonly [string, string]>([
    ["{.items[*].metadata.name}", "a b"],
    ["{$.items[0].metadata.name}", "a"],
    ["{@.items[0].metadata.name}", "a"],
    ["{.items[0].metadata.name }", "a"],
    ["{ .items[0].metadata.name}", "a"],
    ["{.items[0].metadata.labels}", '{"app.kubernetes.io/name":"y","k8s-app":"x"}'],
    ["{.items[0].metadata.labels.k8s-app}", "x"],
    ["{.items[0].metadata.labels.app\\.kubernetes\\.io/name}", "y"],
    ["{.items[0].metadata.labels['app\\.kubernetes\\.io/name']}", "y"],
    ["{.items[0].metadata.labels['app.kubernetes.io/name']}", ""],
    ["{.items[0]['spec'].on}", "true"],
    ["{.items[*]['metadata.name']}", "a b"],
    ["{.items[0].spec.none}", "null"],
    ["{.items[0].spec.ratio}", "1.5"],
    ["{.items[0].spec.ports}", '[{"name":"dns","port":53},{"port":9153}]'],
    ["{.items[0:2].metadata.name}", "a b"],
    ["{.items[:1].metadata.name}", "a"],
    ["{.items[1:].metadata.name}", "b"],
    ["{.items[-1:].metadata.name}", "b"],
    ["{.items[-1].metadata.name}", "b"],
    ["{.items[0,1].metadata.name}", "a b"],
    ["{.items.*.metadata.name}", "a b"],
    ['{.items[?(@.metadata.name=="b")].metadata.name}', "b"],
    ["{.items[?(@.spec.on)].metadata.name}", "a"],
    ["{..name}", "a dns b"],
    ["{..port}", "53 9153"],
    ["{.items[*].metadata.name} {.items[0].spec.on}", "a b true"],
    ['{"a\\tb"}', "a\tb"],
    ["{'a\\tb'}", "a\tb"],
    ['{"a}b"}', "a}b"],
    ["{range .items[*]}{.metadata.name},{end}", "a,b,"],
    ["{range .items[*]}{.metadata.name}{range .spec.ports[*]}:{.port}{end};{end}", "a:53:9153;b;"],
    ["{range .nothing[*]}x{end}", ""],
    ["{range .items[*]}{.metadata.name}", "ab"],
    ["text only", "text only"],
    ["}", "}"],
    ["", ""],
    ["names: {.items[*].metadata.name}!", "names: a b!"],
    // What is not there, or is no map, is nothing.
    ["{.items[*].spec.missing}", ""],
    ["{.items[0].metadata.name.first}", ""],
    ["{.constructor}", ""],
    // What client-go refuses.
    ["{.items[5].metadata.name}", "! array index out of bounds: index 5, length 2"],
    ["{.items[-3].metadata.name}", "! array index out of bounds: index -1, length 2"],
    ['{.items[0].metadata.labels["k8s-app"]}', "! template"],
    ["{items[0].metadata.name}", "! template"],
    ["{.items[a]}", "! template"],
    ["{.items", "! template"],
    ["{.items[*]", "! template"],
    ["{end}", "! template"],
  ])("%s: %j", (template, expected) => {
    expect(printed(template)).toBe(expected);
  });

  const NODE = {
    status: {
      addresses: [
        { type: "InternalIP", address: "192.0.2.31" },
        { type: "Hostname", address: "n1" },
      ],
      conditions: [
        { type: "Ready", status: "True" },
        { type: "DiskPressure", status: "False" },
      ],
    },
  };
  it.each<readonly [string, string]>([
    ['{.status.addresses[?(@.type=="InternalIP")].address}', "192.0.2.31"],
    ["{.status.addresses[?(@.type=='InternalIP')].address}", "192.0.2.31"],
    ['{.status.addresses[?(@.type != "InternalIP")].address}', "n1"],
    ['{.status.addresses[?(@.type=="ExternalIP")].address}', ""],
    ['{.status.conditions[?(@.status=="True")].type}', "Ready"],
    ["{range .status.conditions[?(@.type)]}{.type}={.status} {end}", "Ready=True DiskPressure=False "],
  ])("what people ask of a node: %s", (template, expected) => {
    expect(printed(template, NODE)).toBe(expected);
  });

  it.each(["{.items[?(@.port>100)]}", "{.items[?(.x)]}", "{.items[?(@.a==b)]}", "{.items | length}", "{.a[1:2:1]}"])(
    "not known here: %s",
    (template) => {
      expect(printed(template)).toBe("! template");
    },
  );
});

describe("laws of JSONPath", () => {
  const key = fc.stringMatching(/^[a-z]{1,3}$/);

  it("a field's path gives its value, whatever dots its name has", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z./-]{1,8}$/), fc.string(), (name, value) => {
        expect(printed(`{.${name.replaceAll(".", "\\.")}}`, { [name]: value })).toBe(value);
      }),
    );
  });

  it("each item by itself is what all of them are", () => {
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 5 }), (names) => {
        const items = names.map((name) => ({ name }));
        const indexes = names.map((_, at) => at).join(",");
        expect(printed("{.items[*].name}", { items })).toBe(names.join(" "));
        expect(printed(`{.items[${indexes}].name}`, { items })).toBe(names.join(" "));
        expect(printed("{range .items[*]}{.name} {end}", { items })).toBe(names.map((name) => `${name} `).join(""));
      }),
    );
  });

  it("any text is a template or none, and reading it ends", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ".",
      "..",
      "*",
      "'",
      '"',
      "\\",
      "?(@",
      ")",
      "==",
      "range ",
      "end",
      "a",
      "0",
      ":",
      ",",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
        (template) => {
          expect(["text", "bad-template", "bad-index"]).toContain(applyJsonPath(template, LIST).kind);
        },
      ),
      { numRuns: 500 },
    );
  });
});
