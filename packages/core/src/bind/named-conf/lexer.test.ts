import { describe, expect, it } from "vitest";
import { saidOf, settingsOf } from "../fixtures/conf.fixture.ts";

/** Comments, strings and punctuation as named's lexer takes them (lib/isc/lex.c); what named-checkconf said, and where. */
const version = (text: string): string => {
  const { version: said } = settingsOf(text).identity;
  return said.kind === "text" ? said.text : said.kind;
};

describe("strings", () => {
  it.each([
    ["of any punctuation", 'options { version "a;b{c}#d//e"; };', "a;b{c}#d//e"],
    ["over two lines", 'options { version "two\nlines"; };', "two\nlines"],
    ["with quotes in them", 'options { version "a\\"b"; };', 'a"b'],
    ["empty", 'options { version ""; };', ""],
  ])("%s", (_row, text, expected) => {
    expect(version(text)).toBe(expected);
  });
});

describe("comments are nothing", () => {
  it.each([
    ["# to the end of its line", 'options { version "x"; # } \n };'],
    ["// likewise", 'options { // }\n version "x"; };'],
    ["/* over lines */", 'options { /* version "y";\n } */ version "x"; };'],
    ["that hold others", 'options { /* # // /* */ version "x"; };'],
    ["at the beginning and at the end", '# a\noptions { version "x"; }; // no end of line'],
  ])("%s", (_row, text) => {
    expect(saidOf(text)).toEqual([]);
    expect(version(text)).toBe("x");
  });
});

describe("what is too much, too little, or in the wrong place", () => {
  type Row = readonly [text: string, ...said: string[]];
  it.each<Row>([
    ["options { recursion yes;; };", "error SYNTAX 1 <;> '}' expected near ';'"],
    ["options { ; };", "error SYNTAX 1 <;> '}' expected near ';'"],
    [";options { };", "error SYNTAX 1 <;> syntax error near ';'"],
    ["options { };\n}; acl a { any; };", "error SYNTAX 2 <}> syntax error near '}'"],
    ['"options" { };', `error SYNTAX 1 <options> syntax error near '"'`],
    ['options "x" { };', `error SYNTAX 1 <x> '{' expected near '"'`],
    ['options { version "x" "y"; };', `error MISSING_SEMICOLON 1 <y> missing ';' before '"'`],
    ["acl a { any; }\noptions { };", "error MISSING_SEMICOLON 2 <options> missing ';' before 'options'"],
    ["options { recursion yes }", "error MISSING_SEMICOLON 1 <}> missing ';' before '}'"],
    ["options { recursion yes; }", "error MISSING_SEMICOLON 1 <> missing ';' before end of file"],
    ["options", "error SYNTAX 1 <> '{' expected near end of file"],
    ["acl { any; };", "error SYNTAX 1 <{ any; }> expected string near '{'"],
    ["acl a any;", "error SYNTAX 1 <any> '{' expected near 'any'"],
    ["zone a { type forward; forwarders { 192.0.2.1 }; };", "error MISSING_SEMICOLON 1 <}> missing ';' before '}'"],
    ["zone a { type forward; forwarders 192.0.2.1; };", "error SYNTAX 1 <192.0.2.1> '{' expected near '192.0.2.1'"],
    [
      "options {\n  recursion yes\n  version none;\n};",
      "error MISSING_SEMICOLON 3 <version> missing ';' before 'version'",
    ],
  ])("%s", (text, first, ...more) => {
    const said = saidOf(text);
    expect(said.slice(0, 1 + more.length)).toEqual([first, ...more]);
  });
});
