import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTreeFromSources, sourceFromText } from "../../text/index.ts";
import { isRefused, parseText, settingsOf, wordsOf } from "../fixtures/conf.fixture.ts";
import { RICH_CONF } from "../fixtures/rich-conf.fixture.ts";
import type { BindSettings } from "../settings.ts";
import type { Block, Statement, Token, Value } from "./ast.ts";
import { bindSettings, checkNamedConf, parseNamedConf, printNamedConf } from "./index.ts";

/** What becomes of a good configuration when somebody's finger slips. */
function tokensOf(statements: readonly Statement[]): readonly Token[] {
  return statements.flatMap(({ values, semicolon }) => [
    ...values.flatMap(tokensOfValue),
    ...(semicolon === null ? [] : [semicolon]),
  ]);
}

function tokensOfValue(value: Value): readonly Token[] {
  if (value.kind === "stray") return value.tokens;
  return value.kind === "block" ? tokensOfBlock(value) : [value.token];
}

function tokensOfBlock({ open, statements, close }: Block): readonly Token[] {
  return [open, ...tokensOf(statements), ...(close === null ? [] : [close])];
}

const document = parseText(RICH_CONF).value.documents[0];
const tokens = document === undefined ? [] : tokensOf(document.statements);
const textOf = (token: Token): string => RICH_CONF.slice(token.start, token.end);
const without = (token: Token): string => `${RICH_CONF.slice(0, token.start)} ${RICH_CONF.slice(token.end)}`;
const lineOf = (token: Token): number => RICH_CONF.slice(0, token.start).split("\n").length;
const ofKind = (kind: Token["kind"]): readonly Token[] => tokens.filter((token) => token.kind === kind);

/** Settings as text, without the places that they were read from. */
function shown(settings: BindSettings): string {
  return JSON.stringify(settings, (key: string, value: unknown) => {
    if (key === "span") return undefined;
    return value instanceof Map ? [...value] : value;
  });
}

describe("the configuration as it stands", () => {
  it.each(["9.18", "9.20"] as const)("is good for %s", (version) => {
    expect(wordsOf(RICH_CONF, version)).toEqual([]);
  });

  it("has tokens of every kind that a good file has", () => {
    expect(new Set(tokens.map(({ kind }) => kind))).toEqual(
      new Set(["word", "string", "open", "close", "semicolon", "not"]),
    );
  });
});

describe("one token less", () => {
  it.each(["semicolon", "open", "close"] as const)("every %s is missed", (kind) => {
    for (const token of ofKind(kind)) expect(isRefused(without(token)), `line ${lineOf(token)}`).toBe(true);
  });

  it("a semicolon is missed on its own line or at the next token, by its name", () => {
    for (const token of ofKind("semicolon")) {
      const { diagnostics } = parseText(without(token));
      const line = lineOf(token);
      const [first] = diagnostics;
      const at = RICH_CONF.slice(0, first?.span?.start ?? 0).split("\n").length;
      expect(at - line, `line ${line}: ${first?.message}`).toBeGreaterThanOrEqual(-1);
      expect(at - line, `line ${line}: ${first?.message}`).toBeLessThanOrEqual(2);
    }
  });
});

describe("one name that nobody knows", () => {
  const names = tokens.filter((token, at) => {
    const before = tokens[at - 1]?.kind;
    const isInList = /^[\d!"]/.test(textOf(token));
    return token.kind === "word" && (before === "semicolon" || before === "open" || before === undefined) && !isInList;
  });

  it("is refused wherever a statement or an acl begins", () => {
    for (const token of names) {
      const text = `${RICH_CONF.slice(0, token.start)}nobody-knows${RICH_CONF.slice(token.end)}`;
      expect(isRefused(text), `${textOf(token)} in line ${lineOf(token)}`).toBe(true);
    }
    expect(names.length).toBeGreaterThan(60);
  });
});

describe("what changes nothing", () => {
  const whole = shown(settingsOf(RICH_CONF));

  it("comments and white space between any two tokens", () => {
    const blank = fc.constantFrom(" ", "\t", "\n", "\r\n", " # } ;\n", ' // { "\n', " /* ; } */ ", "\f", "\v");
    fc.assert(
      fc.property(fc.array(blank, { minLength: tokens.length, maxLength: tokens.length }), (blanks) => {
        const text = tokens.map((token, at) => `${textOf(token)}${blanks[at] ?? " "}`).join("");
        expect(shown(settingsOf(text))).toBe(whole);
      }),
      { numRuns: 40 },
    );
  });

  it("the case of all words but categories of the log", () => {
    const isLoud = (token: Token): boolean => token.kind === "word" && textOf(token) !== "queries";
    const loud = tokens.map((token) => (isLoud(token) ? textOf(token).toUpperCase() : textOf(token))).join(" ");
    expect(shown(settingsOf(loud)).toLowerCase() === whole.toLowerCase()).toBe(true);
    expect(wordsOf(loud.replace("queries", "QUERIES"))).toEqual(["undefined category: 'QUERIES'"]);
  });

  it("any run of statements of the file moved into an include", () => {
    const statements = document?.statements ?? [];
    const endOf = (at: number): number => statements[at]?.semicolon?.end ?? 0;
    const cut = fc.tuple(fc.nat(statements.length - 1), fc.nat(statements.length - 1));
    fc.assert(
      fc.property(cut, ([one, other]) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const start = from === 0 ? 0 : endOf(from - 1);
        const part = RICH_CONF.slice(start, endOf(to));
        const rest = `${RICH_CONF.slice(0, start)} include "/etc/part"; ${RICH_CONF.slice(endOf(to))}`;
        const files = fileTreeFromSources(new Map([["/etc/part", sourceFromText("/etc/part", part)]]));
        const options = { files, version: "9.18", directory: "/etc/bind" } as const;
        const parsed = parseNamedConf(sourceFromText("c.conf", rest), options);
        expect(parsed.diagnostics).toEqual([]);
        expect(shown(bindSettings(parsed.value).value)).toBe(whole);
      }),
      { numRuns: 40 },
    );
  });

  it("acls, keys and lists of primaries after their use instead of before it", () => {
    const statements = document?.statements ?? [];
    const texts = statements.map(({ values, semicolon }) => {
      const [first] = values;
      return first?.kind === "word" ? RICH_CONF.slice(first.token.start, semicolon?.end ?? 0) : "";
    });
    const isDefinition = (text: string): boolean => /^(?:acl|key|primaries|server)\b/.test(text);
    const turned = [...texts.filter((text) => !isDefinition(text)), ...texts.filter(isDefinition)].join("\n");
    expect(wordsOf(turned)).toEqual([]);
    expect(shown(settingsOf(turned))).toBe(whole);
  });
});

describe("any edit", () => {
  const edit = fc.record({
    at: fc.nat(tokens.length - 1),
    kind: fc.constantFrom("drop", "double", "swap", "insert", "join"),
    text: fc.constantFrom("{", "}", ";", "!", '"', "/*", "any", "zone", "-1", "\0", "\\", "key", "include", "é"),
  });

  function edited(edits: readonly { readonly at: number; readonly kind: string; readonly text: string }[]): string {
    const words = tokens.map((token) => `${textOf(token)} `);
    for (const { at, kind, text } of edits) {
      const [here = "", next = ""] = [words[at], words[at + 1]];
      if (kind === "drop") words[at] = "";
      else if (kind === "double") words[at] = `${here}${here}`;
      else if (kind === "swap") [words[at], words[at + 1]] = [next, here];
      else if (kind === "insert") words[at] = `${here}${text} `;
      else words[at] = here.trimEnd();
    }
    return words.join("");
  }

  it("is read to the end, judged without a throw, and printed back octet by octet", () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const text = edited(edits);
        const { value: conf, diagnostics } = parseText(text);
        const all = [...diagnostics, ...checkNamedConf(conf), ...bindSettings(conf).diagnostics];
        const length = new TextEncoder().encode(text).length;
        for (const { span, message } of all) {
          const isInside = span === null || (0 <= span.start && span.start <= span.end && span.end <= length);
          expect(isInside, message).toBe(true);
        }
        const [read] = conf.documents;
        expect(new TextDecoder().decode(read === undefined ? undefined : printNamedConf(read))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
