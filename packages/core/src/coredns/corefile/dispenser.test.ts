import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromText } from "../../text/index.ts";
import { Dispenser } from "./dispenser.ts";
import { lexCorefile } from "./lexer.ts";

function dispenserOf(text: string): Dispenser {
  return new Dispenser(lexCorefile(sourceFromText("Corefile", text), ""));
}

/** How the usual shape of a plugin's settings goes over a text: `name(arguments) { property(arguments) ... }`. */
function walk(text: string): string {
  const dispenser = dispenserOf(text);
  const uses: string[] = [];
  while (dispenser.next()) {
    const head = `${dispenser.value}(${dispenser.remainingArguments().join(" ")})`;
    const properties: string[] = [];
    while (dispenser.nextInBlock()) properties.push(`${dispenser.value}(${dispenser.remainingArguments().join(" ")})`);
    uses.push(properties.length === 0 ? head : `${head} { ${properties.join(" ")} }`);
  }
  return uses.join(", ");
}

describe("a directive, its arguments and its block", () => {
  it.each([
    ["", ""],
    ["log", "log()"],
    ["log . example.org", "log(. example.org)"],
    ["log a\nlog b", "log(a), log(b)"],
    ["cache {\n}", "cache()"],
    ["cache 30 {\n success 5\n}", "cache(30) { success(5) }"],
    ["cache {\n success 5 6\n denial\n}", "cache() { success(5 6) denial() }"],
    ["cache { success 5\n}", "cache() { success(5) }"],
    ["cache {\n success 5\n}\ncache 30", "cache() { success(5) }, cache(30)"],
    ["acl {\n allow net 10.0.0.0/8\n}\nacl a {\n block\n}", "acl() { allow(net 10.0.0.0/8) }, acl(a) { block() }"],
    ['log "a b" ""', "log(a b )"],
    ["cache\n{\n success 5\n}", "cache(), {(), success(5), }()"],
    ["cache {\n success 5", "cache() { success(5) }"],
  ])("%j", (text, expected) => expect(walk(text)).toBe(expected));
});

describe("step by step", () => {
  it("before the first word there is none", () => {
    const dispenser = dispenserOf("log a");
    expect(dispenser.value).toBe("");
    expect([dispenser.next(), dispenser.value, dispenser.nextArgument(), dispenser.value]).toEqual([
      true,
      "log",
      true,
      "a",
    ]);
    expect([dispenser.nextArgument(), dispenser.next(), dispenser.value]).toEqual([false, false, "a"]);
  });

  it("an argument stands on the line of the word before it", () => {
    const dispenser = dispenserOf('log "a\nb" c\nd');
    dispenser.next();
    const words: string[] = [];
    while (dispenser.nextArgument()) words.push(dispenser.value);
    expect(words).toEqual(["a\nb", "c"]);
  });

  it("a brace is an argument for who asks for just the next one", () => {
    const dispenser = dispenserOf("template {\n}");
    dispenser.next();
    expect([dispenser.nextArgument(), dispenser.value]).toEqual([true, "{"]);
  });

  it.each([
    ["one", "ttl 5", "5", []],
    ["none", "ttl", null, ["Wrong argument count or unexpected line ending after 'ttl'"]],
    ["two", "ttl 5 6", null, ["Wrong argument count or unexpected line ending after '6'"]],
    ["a block instead", "ttl {\n}", null, ["Wrong argument count or unexpected line ending after 'ttl'"]],
  ] as const)("the only argument: %s", (_, text, expected, complaints) => {
    const dispenser = dispenserOf(text);
    dispenser.next();
    expect(dispenser.onlyArgument()?.text ?? null).toBe(expected);
    expect(dispenser.diagnostics.map(({ message }) => message)).toEqual(complaints);
  });

  it("what is not known is passed over with its block, and named with what it may have been", () => {
    const dispenser = dispenserOf("cache {\n sucess 5 {\n a {\n b\n }\n }\n denial 6\n}");
    dispenser.next();
    dispenser.nextInBlock();
    dispenser.unknownProperty(["success", "denial"]);
    expect([dispenser.nextInBlock(), dispenser.value]).toEqual([true, "denial"]);
    expect(dispenser.diagnostics.map(({ message, hint }) => `${message}: ${hint}`)).toEqual([
      `unknown property 'sucess': Did you mean "success"?`,
    ]);
  });
});

it("any words come to an end, and each is met once", () => {
  const word = fc.constantFrom("a", "b", "{", "}", "\n");
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (list) => {
      const dispenser = dispenserOf(list.join(" "));
      const spans: number[] = [];
      while (dispenser.next()) {
        spans.push(dispenser.span.start);
        spans.push(...dispenser.remainingTokens().map(({ span }) => span.start));
      }
      expect(spans).toEqual([...new Set(spans)].sort((left, right) => left - right));
      expect(spans).toHaveLength(list.filter((text) => text !== "\n").length);
    }),
  );
});
