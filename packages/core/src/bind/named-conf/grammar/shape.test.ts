import { describe, expect, it } from "vitest";
import { type Shape, shapeFromNotation } from "./shape.ts";

/** The notation of BIND's doc/misc/options, in which the rows of the grammar are written. */
const literal = (word: string): Shape => ({ kind: "literal", word });
const type = (name: string): Shape => ({ kind: "type", type: name });

describe("the notation", () => {
  it.each<readonly [notation: string, shape: Shape]>([
    ["", { kind: "sequence", items: [] }],
    ["port", literal("port")],
    ["<integer>", type("integer")],
    ["port <integer>", { kind: "sequence", items: [literal("port"), type("integer")] }],
    ["( yes | no )", { kind: "choice", items: [literal("yes"), literal("no")] }],
    [
      "[ port <integer> ]",
      { kind: "optional", repeated: false, items: [{ kind: "sequence", items: [literal("port"), type("integer")] }] },
    ],
    ["[ a | b ]*", { kind: "optional", repeated: true, items: [literal("a"), literal("b")] }],
    ["{ <string>; }", { kind: "list", item: type("string") }],
    ["{ a <string>; }", { kind: "list", item: { kind: "sequence", items: [literal("a"), type("string")] } }],
    ["{ @server }", { kind: "body", block: "server" }],
    ["{ <unspecified-text> }", { kind: "type", type: "block" }],
    ["( a | { b; } )", { kind: "choice", items: [literal("a"), { kind: "list", item: literal("b") }] }],
    ["( a | )", { kind: "choice", items: [literal("a"), { kind: "sequence", items: [] }] }],
  ])("%s", (notation, shape) => {
    expect(shapeFromNotation(notation)).toEqual(shape);
  });

  it.each(["( a", "[ a | b", "a )", "{ a }", "a | b", "[ a } ]"])("%s is a mistake of ours", (notation) => {
    expect(() => shapeFromNotation(notation)).toThrow();
  });
});
