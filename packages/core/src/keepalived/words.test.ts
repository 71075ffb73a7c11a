// biome-ignore-all lint/suspicious/noTemplateCurlyInString: keepalived writes the use of a definition so
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromText } from "../text/index.ts";
import { parseKeepalived, printKeepalived } from "./index.ts";

const read = (text: string) => parseKeepalived(sourceFromText("keepalived.conf", text)).value;
/** The name that the lines of `global_defs` give the router. */
const routerIdOf = (lines: string): string | null => read(`global_defs {\n${lines}\n}\n`).settings.global.routerId;

/** As keepalived 2.2.7 prints its configuration (`-d`); null: it takes the name of the host. */
describe("words", () => {
  it.each<[string, string | null]>([
    ["router_id abc", "abc"],
    ['router_id "a b"', "a b"],
    ['router_id "a b" c', "a b"],
    ['router_id a"b c"', "a"],
    ['router_id a"b c"d', "a"],
    ['router_id "a"b', "a"],
    ["router_id a\\#b", "a#b"],
    ["router_id a#b", "a"],
    ["router_id a!b", "a"],
    ["router_id a\\!b # c", "a!b"],
    ['router_id "a # b"', "a # b"],
    ['router_id "a ! b"', "a ! b"],
    ['router_id \\"a', "\\"],
    ['router_id "a\\"b"', "a\\"],
    ["router_id a\\\\b", "a\\\\b"],
    ["router_id a\\tb", "a\\tb"],
    ["router_id 'a b'", "'a"],
    ['router_id ""', ""],
    ["router_id", null],
    ["router_id a$b", "a$b"],
    ['router_id "a', null],
    ["router_id a{b", "a"],
    ["router_id a;b", "a;b"],
    ["  router_id\tx\t", "x"],
    ["router_id x\r", "x"],
    ["ROUTER_ID x", null],
    ["router_id x y z", "x"],
    ["router_id a\nrouter_id b", "b"],
    ['router_id "a"\nrouter_id ""', ""],
    ["router_id $UNDEFINED", "$UNDEFINED"],
    ["router_id ${UNDEFINED}", "$"],
    ["@a router_id x", null],
    ["@^a router_id x", "x"],
    ["@^a router_id x\n@a router_id y", "x"],
    ["router_id \\@x", "\\@x"],
    ["! router_id x\nrouter_id y", "y"],
    ["router_id x }\nglobal_defs {", "x"],
    ["router_id a\\\nb", "a\\"],
  ])("%j: %j", (lines, name) => expect(routerIdOf(lines)).toBe(name));
});

describe("definitions", () => {
  it.each<[string, string | null]>([
    ["$R=abc\nrouter_id $R", "abc"],
    ["$R=abc\nrouter_id ${R}d", "abcd"],
    ["$R=abc\nrouter_id $Rd", "$Rd"],
    ['$R="a b"\nrouter_id $R', "a b"],
    ["$R=a b\nrouter_id $R", "a"],
    ['$R=a b\nrouter_id "$R"', "$R"],
    ["$R=a\n$S=${R}b\nrouter_id $S", "ab"],
    ["$R=a\n$R=b\nrouter_id $R", "b"],
    ["$R=a # c\nrouter_id $R", "a"],
    ["$R = a\nrouter_id $R", "$R"],
    ["$R=\nrouter_id x$R", "x"],
    ["$R=router_id x\n$R", "x"],
    ["$R=abc\nrouter_id x$R/24", "x$R/24"],
    ["$R=abc\nrouter_id x${R}/24", "xabc/24"],
    ["$R=abc\nrouter_id $R,$R", "abc,abc"],
    ["$R=abc\nrouter_id ($R)", "(abc)"],
    ["$R=abc\nrouter_id $R.x", "$R.x"],
    ['$R=abc\nrouter_id "$R x"', "abc x"],
    ['$R=abc\nrouter_id "x ${R}"', "x abc"],
    ['$R=abc\nrouter_id "x $R"', "x $R"],
    ["$R=abc\nrouter_id $R#c", "abc"],
    ["$R=abc\nrouter_id $R # c", "abc"],
    ['$R=abc\nrouter_id $R"x"', "$R"],
    ["$R=abc\nrouter_id ${R", "$"],
    ["$R=a\n$S=${R}b\n$R=c\nrouter_id $S", "cb"],
    ["$S=${R}b\n$R=c\nrouter_id $S", "cb"],
    ["$A=$B\n$B=x\nrouter_id $A", "x"],
    ["$A=x$B\n$B=y\nrouter_id z${A}", "zxy"],
    ["$1=x\nrouter_id $1", "$1"],
    ["$_x=y\nrouter_id $_x", "y"],
    ["$R=abc\nrouter_id $$R", "$abc"],
    ["$R=abc\nrouter_id ${R}${R}", "abcabc"],
    ['$R=a"b c"\nrouter_id $R', "a"],
    ['$R="x"y\nrouter_id $R', "x"],
    ["$R=abc\nrouter_id\t$R\t", "abc"],
    ["$R=id\nrouter_${R} x", "x"],
    ["$R=x }\nrouter_id $R\nglobal_defs {", "x"],
    ["$R=abc\nrouter_id \\$R", "\\abc"],
    ["$R=abc\n@^q router_id $R", "abc"],
    ["$R=\nrouter_id $R x", "x"],
    ["$R=abc\nrouter_id $R;", "$R;"],
  ])("%j: %j", (lines, name) => expect(routerIdOf(lines)).toBe(name));

  it("that use themselves end at the longest line", () => {
    expect(routerIdOf("$R=x${R}\nrouter_id ${R}")?.length).toBeLessThanOrEqual(1024);
    expect(routerIdOf("$R=${R}\nrouter_id ${R}")).toBe("${R}");
  });

  it("law: with braces a definition is used wherever it stands, without them before a space, a comma and a parenthesis", () => {
    const before = fc.stringMatching(/^[a-z.:/-]{0,4}$/);
    const behind = fc.constantFrom("", ",x", ")", ".x", "/24", ":1", "x", "-");
    const value = fc.stringMatching(/^[a-z0-9.]{1,6}$/);
    fc.assert(
      fc.property(before, behind, value, (left, right, text) => {
        expect(routerIdOf(`$NAME=${text}\nrouter_id ${left}\${NAME}${right}`)).toBe(`${left}${text}${right}`);
        const isUsed = right === "" || right.startsWith(",") || right.startsWith(")");
        const bare = isUsed ? text : "$NAME";
        expect(routerIdOf(`$NAME=${text}\nrouter_id ${left}$NAME${right}`)).toBe(`${left}${bare}${right}`);
      }),
    );
  });

  it("law: a file with definitions is printed as it was read", () => {
    const line = fc.constantFrom("$A=x", "$B=$A y", "router_id $A", 'router_id "$B" # c', "$C=", "$C x", "${A}${C}");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.join("\n");
        expect(new TextDecoder().decode(printKeepalived(read(text).document))).toBe(text);
      }),
    );
  });
});
