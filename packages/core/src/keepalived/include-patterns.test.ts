// biome-ignore-all lint/suspicious/noTemplateCurlyInString: keepalived writes the use of a definition so
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTreeFromSources, sourceFromText } from "../text/index.ts";
import { parseKeepalived, printKeepalived } from "./index.ts";

/** Files that are included, and the instances that `keepalived -d` (2.2.7) has then; null where it does not start. */

const ROUTERS = new Map([...["A", "B", "C", "D"].entries()].map(([at, name]) => [name, 51 + at]));
const instance = (name: string, first = ""): string =>
  `vrrp_instance ${name} {\n${first}interface eth0\nvirtual_router_id ${ROUTERS.get(name) ?? 60}\nvirtual_ipaddress {\n192.168.13.${ROUTERS.get(name) ?? 60}\n}\n}\n`;
type Files = Readonly<Record<string, string>>;

function read(text: string, files: Files): ReturnType<typeof parseKeepalived> {
  const sources = Object.entries(files).map(
    ([path, body]) => [`/etc/keepalived/${path}`, sourceFromText(path, body)] as const,
  );
  const options = { files: fileTreeFromSources(new Map(sources)), directory: "/etc/keepalived" };
  return parseKeepalived(sourceFromText("keepalived.conf", text), options);
}

function instancesOf(text: string, files: Files): string | null {
  const { starts, instances } = read(text, files).value.settings;
  return starts
    ? instances.map(({ name, priority }) => (priority === 100 ? name : `${name} ${priority}`)).join(" ")
    : null;
}

const ab: Files = { "a.conf": instance("A"), "b.conf": instance("B") };

describe("braces in a pattern", () => {
  it.each<readonly [line: string, files: Files, instances: string]>([
    ["include {a,b}.conf", ab, "A B"],
    ["include {b,a,c}.conf", ab, "B A"],
    ["include {a}.conf", ab, "A"],
    ["include {a,{b,c}}.conf", { ...ab, "c.conf": instance("C") }, "A B C"],
    ["include d/{a*,b}.conf", { "d/a1.conf": instance("A"), "d/b.conf": instance("B") }, "A B"],
    ["include {,x}a.conf", { "a.conf": instance("A"), "xa.conf": instance("B") }, "A B"],
    ["include a{}.conf", { "a{}.conf": instance("A"), "a.conf": instance("B") }, "B"],
    ["include {a,b.conf", { "{a,b.conf": instance("A"), "b.conf": instance("B") }, "A"],
    ["include {a,a}.conf", ab, "A"],
  ])("%s: %#", (line, files, instances) => expect(instancesOf(`${line}\n`, files)).toBe(instances));
});

describe("a pattern is the rest of its line", () => {
  it.each<readonly [line: string, files: Files, instances: string]>([
    ["include a.conf b.conf", { ...ab, "a.conf b.conf": instance("D") }, "D"],
    ['include "a.conf"', ab, ""],
    ["include a.conf # the first", ab, "A"],
    ["include a.conf   ", ab, "A"],
    ["include\ta.conf\r", ab, "A"],
    ["  include   a.conf", ab, "A"],
    ["include a\\#b.conf", { "a#b.conf": instance("A") }, "A"],
    ["$FILE=a\ninclude ${FILE}.conf", ab, "A"],
    ["$FILE=a.conf\ninclude $FILE", ab, "A"],
    ["$LIST={a,b}\ninclude ${LIST}.conf", ab, "A B"],
    ["include", ab, ""],
    ["includes a.conf", ab, ""],
    ["INCLUDE a.conf", ab, ""],
    ["@other include a.conf", ab, ""],
    ["@^other include a.conf", ab, "A"],
  ])("%j: %#", (line, files, instances) => expect(instancesOf(`${line}\n`, files)).toBe(instances));

  it.each([
    ["on a line of its own", instance("A", "include x.conf\n")],
    ["behind the brace", instance("A").replace("{\n", "{ include x.conf\n")],
    ["at the end of the block", instance("A").replace(/\}\n$/, "include x.conf\n}\n")],
  ])("in a block, %s", (_, text) => expect(instancesOf(text, { "x.conf": "priority 7\n" })).toBe("A 7"));

  it("a brace of the block that stands on its line is the pattern's", () => {
    const text = "vrrp_instance A {\ninterface eth0\nvirtual_router_id 51\ninclude x.conf }\n";
    expect(read(text, { "x.conf": "priority 7\n" }).diagnostics.map(({ message }) => message)).toEqual([
      "This block is never closed.",
      '"/etc/keepalived/x.conf }" is missing.',
      'The instance "A" has no virtual_ipaddress: it stands for nothing.',
    ]);
  });
});

describe("files that are not there", () => {
  it.each<readonly [line: string, instances: string | null]>([
    ["include nowhere.conf", "C"],
    ["includer nowhere.conf", "C"],
    ["includem nowhere.conf", null],
    ["includew nowhere.conf", null],
    ["includeb nowhere.conf", "C"],
    ["includea nowhere.conf", null],
    ["include nowhere*.conf", "C"],
    ["includem nowhere*.conf", "C"],
    ["includew nowhere*.conf", null],
    ["includea nowhere*.conf", null],
    ["includeb {a,nowhere}.conf", null],
    ["includem {a,nowhere}.conf", "A C"],
    ["includew {a,nowhere}.conf", "A C"],
    ["includea {a,nowhere}.conf", null],
    ["includeb {nowhere,neither}.conf", null],
    ["includem {nowhere,neither}.conf", "C"],
  ])("%s: %s", (line, instances) => expect(instancesOf(`${line}\n${instance("C")}`, ab)).toBe(instances));

  it("are named, each once", () => {
    const said = read("include {a,x,y}.conf\nincludew z*.conf\n", ab).diagnostics.map(
      ({ code, message }) => `${code}: ${message}`,
    );
    expect(said).toEqual([
      'KEEPALIVED_INCLUDE: "/etc/keepalived/x.conf" is missing.',
      'KEEPALIVED_INCLUDE: "/etc/keepalived/y.conf" is missing.',
      'KEEPALIVED_INCLUDE: No file matches "z*.conf".',
    ]);
  });

  it("a folder is no file", () => {
    expect(read("include d\n", { "d/a.conf": instance("A") }).diagnostics.map(({ message }) => message)).toEqual([
      '"/etc/keepalived/d" is directory.',
    ]);
  });

  it("law: of very many names a thousand are looked up", () => {
    const { diagnostics } = read(`include ${"{a,b}".repeat(30)}\n`, {});
    expect(diagnostics.length).toBeLessThanOrEqual(1001);
  });
});

it("law: a file is printed as it was read, whatever its patterns are", () => {
  const piece = fc.constantFrom(
    "include ",
    "includeb\t",
    "{a,b}",
    " ",
    "#",
    "!",
    "\\#",
    '"',
    "}",
    "{",
    "\n",
    "x",
    "\r",
    "\u00a0",
    "$A",
    "$A=x\n",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join("");
      expect(new TextDecoder().decode(printKeepalived(read(text, ab).value.document))).toBe(text);
    }),
  );
});
