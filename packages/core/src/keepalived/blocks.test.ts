import { describe, expect, it } from "vitest";
import { fileTreeFromSources, positionOf, sourceFromText } from "../text/index.ts";
import { parseKeepalived } from "./index.ts";

type Fields = Readonly<Record<string, unknown>>;
/** What a file comes to besides the defaults, and what is said: `line: words: severity code`. */
type Row = readonly [text: string, made: Fields, said: readonly string[]];

const SCRIPT: Fields = {
  name: "s",
  command: "/bin/true",
  intervalMs: 1000,
  timeoutMs: null,
  weight: 0,
  reverse: false,
  rise: 1,
  fall: 1,
};
const { global: GLOBAL } = parseKeepalived(sourceFromText("nothing", "")).value.settings;

function besides(fields: Fields, defaults: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key, field]) => key !== "span" && field !== defaults[key]));
}

function read(text: string): { readonly made: Fields; readonly said: readonly string[] } {
  const source = sourceFromText("keepalived.conf", `${text}\n`);
  const { value, diagnostics } = parseKeepalived(source);
  const { global, scripts, processes, files, syncGroups } = value.settings;
  const parts: Readonly<Record<string, readonly Fields[]>> = {
    global: [besides({ ...global }, { ...GLOBAL })].filter((fields) => Object.keys(fields).length > 0),
    scripts: scripts.map((script) => besides({ ...script }, SCRIPT)),
    processes: processes.map((process) => besides({ ...process }, {})),
    files: files.map((file) => besides({ ...file }, {})),
    syncGroups: syncGroups.map((group) => besides({ ...group }, {})),
  };
  const made = Object.entries(parts).filter(([, all]) => all.length > 0);
  const said = diagnostics.map(({ span, severity, code }) => {
    const words = text.slice(span.start, span.end);
    return `${positionOf(source, span.start).line}: ${words}: ${severity} ${code.replace("KEEPALIVED_", "")}`;
  });
  return { made: Object.fromEntries(made.map(([key, all]) => [key, key === "global" ? all[0] : all])), said };
}

describe("vrrp_script", () => {
  it.each<Row>([
    [
      'vrrp_script s {\nscript "/bin/true"\ninterval 5x\n}',
      { scripts: [{ intervalMs: 5000 }] },
      ["3: 5x: warning BAD_VALUE"],
    ],
    ['vrrp_script s {\nscript "/bin/true"\ninterval 4295\n}', { scripts: [{}] }, ["3: 4295: warning BAD_VALUE"]],
    ['vrrp_script s {\nscript "/bin/true"\ninterval -1\n}', { scripts: [{}] }, ["3: -1: warning BAD_VALUE"]],
    ['vrrp_script s {\nscript "/bin/true"\ntimeout 3\n}', { scripts: [{ timeoutMs: 3000 }] }, []],
    ['vrrp_script s {\nscript "/bin/true"\nweight 10 reverse\n}', { scripts: [{ weight: 10, reverse: true }] }, []],
    [
      'vrrp_script s {\nscript "/bin/true"\nweight 254\n}',
      { scripts: [{ weight: 254 }] },
      ["3: 254: warning BAD_VALUE"],
    ],
    ['vrrp_script s {\nscript "/bin/true"\nweight -253\n}', { scripts: [{ weight: -253 }] }, []],
    [
      'vrrp_script s {\nscript "/bin/true"\nweight 5 often\n}',
      { scripts: [{ weight: 5 }] },
      ["3: weight 5 often: warning BAD_VALUE"],
    ],
    ['vrrp_script s {\nscript "/bin/true"\nrise 0\n}', { scripts: [{}] }, ["3: 0: warning BAD_VALUE"]],
    ['vrrp_script s {\nscript "/bin/true"\nfall 3\nrise 2\n}', { scripts: [{ rise: 2, fall: 3 }] }, []],
    ['vrrp_script s {\nscript "/bin/true"\nscript /bin/false a b\n}', { scripts: [{ command: "/bin/false a b" }] }, []],
    ['vrrp_script s {\nscript "/bin/true"\nuser nobody\n}', { scripts: [{}] }, []],
    ['vrrp_script s {\nscript "/bin/true"\ninit_fail\n}', { scripts: [{}] }, []],
    [
      'vrrp_script s {\nscript "/bin/true"\nintervall 5\n}',
      { scripts: [{}] },
      ["3: intervall 5: warning UNKNOWN_KEYWORD"],
    ],
    ["vrrp_script {\nscript x\n}", {}, ["1: vrrp_script: error MISSING_VALUE"]],
    ["vrrp_script a b {\nscript x\n}", {}, ["1: vrrp_script a b: error MISSING_VALUE"]],
    ["vrrp_script s {\ninterval 5\n}", {}, ["1: vrrp_script s: error MISSING_VALUE"]],
    [
      "vrrp_script s {\nscript a\n}\nvrrp_script s {\nscript b\n}",
      { scripts: [{ command: "a" }] },
      ["4: vrrp_script s: error DUPLICATE"],
    ],
  ])("%j", (text, made, said) => expect(read(text)).toEqual({ made, said }));
});

describe("vrrp_track_process and vrrp_sync_group", () => {
  it.each<Row>([
    [
      "vrrp_track_process p {\nprocess named\nweight 5\nweight 6\n}",
      { processes: [{ name: "p", process: "named", weight: 5, reverse: false }] },
      ["4: weight 6: error DUPLICATE"],
    ],
    [
      "vrrp_track_process p {\nprocess named -g\nweight 255\n}",
      { processes: [{ name: "p", process: "named -g", weight: 0, reverse: false }] },
      ["3: 255: warning BAD_VALUE"],
    ],
    ["vrrp_track_process p {\nweight 5\n}", {}, ["1: vrrp_track_process p: error MISSING_VALUE"]],
    [
      "vrrp_track_process p {\nprocess named\nquorum 2\n}",
      { processes: [{ name: "p", process: "named", weight: 0, reverse: false }] },
      ["3: quorum 2: warning UNSUPPORTED"],
    ],
    [
      "vrrp_track_process p {\nprocess a\nprocess b\n}",
      { processes: [{ name: "p", process: "a", weight: 0, reverse: false }] },
      ["3: process b: error DUPLICATE"],
    ],
    [
      "vrrp_sync_group G {\ngroup {\nA B\n}\n}",
      {},
      [
        "1: vrrp_sync_group G: error UNDEFINED",
        "1: vrrp_sync_group G: error UNDEFINED",
        "1: vrrp_sync_group G: warning UNDEFINED",
      ],
    ],
    [
      "track_file f {\nfile /run/prio\n}",
      { files: [{ name: "f", path: "/run/prio", weight: 1, reverse: false, init: null }] },
      [],
    ],
    [
      "vrrp_track_file f {\nfile /run/prio\nweight -2 reverse\ninit_file 7 overwrite\n}",
      { files: [{ name: "f", path: "/run/prio", weight: -2, reverse: true, init: { value: 7, overwrites: true } }] },
      [],
    ],
    [
      "track_file f {\nfile /a\nfile /b\nweight 255\nweight 3\nweight 4\n}",
      { files: [{ name: "f", path: "/a", weight: 3, reverse: false, init: null }] },
      ["3: file /b: error DUPLICATE", "4: 255: warning BAD_VALUE", "6: weight 4: error DUPLICATE"],
    ],
    [
      "track_file f {\nfile /a\ninit_file 300 x\n}",
      { files: [{ name: "f", path: "/a", weight: 1, reverse: false, init: { value: 300, overwrites: false } }] },
      ["3: 300: warning BAD_VALUE", "3: x: warning BAD_VALUE"],
    ],
    ["track_file f {\nweight 3\n}", {}, ["1: track_file f: error MISSING_VALUE"]],
    ["track_file {\nfile /a\n}", {}, ["1: track_file: error MISSING_VALUE"]],
    ["vrrp_sync_group {\ngroup {\n}\n}", {}, ["1: vrrp_sync_group: error MISSING_VALUE"]],
  ])("%j", (text, made, said) => expect(read(text)).toEqual({ made, said }));
});

describe("global_defs", () => {
  it.each<Row>([
    ['vrrp_script s {\nscript "/bin/true"\ninterval 0\n}', { scripts: [{}] }, []],
    ["global_defs {\nvrrp_version 3\n}", { global: { vrrpVersion: 3 } }, []],
    ["global_defs {\nvrrp_version 4\n}", {}, ["2: 4: warning BAD_VALUE"]],
    ["global_defs {\nvrrp_version 2\n}\nglobal_defs {\nvrrp_version 3\n}", { global: { vrrpVersion: 3 } }, []],
    ["global_defs {\nvrrp_startup_delay 5.5\n}", { global: { startupDelayMs: 5500 } }, []],
    ["global_defs {\nvrrp_startup_delay 0\n}", {}, ["2: 0: warning BAD_VALUE"]],
    ["global_defs {\nvrrp_garp_master_refresh 60\n}", { global: { garpMasterRefreshMs: 60000 } }, []],
    ["global_defs {\nvrrp_strict\nvrrp_down_timer_adverts 5\n}", { global: { strict: true, downTimerAdverts: 5 } }, []],
    ["global_defs {\nvrrp_down_timer_adverts 0\n}", {}, ["2: 0: warning BAD_VALUE"]],
    ["global_defs {\nvrrp_higher_prio_send_advert\n}", { global: { higherPrioSendAdvert: true } }, []],
    ["global_defs {\ndynamic_interfaces\n}", {}, ["2: dynamic_interfaces: warning UNSUPPORTED"]],
    ["global_defs {\nsmtp_server 1.2.3.4\n}", {}, []],
    ["global_defs {\nrouter-id x\n}", {}, ["2: router-id x: warning UNKNOWN_KEYWORD"]],
    [
      "global_defs\nrouter_id x\n}",
      { global: { routerId: "x" } },
      ["3: }: error BRACE", "1: global_defs: error BRACE"],
    ],
    [
      "GLOBAL_DEFS {\nrouter_id x\n}",
      {},
      [
        "1: GLOBAL_DEFS: warning UNKNOWN_KEYWORD",
        "1: {: error BRACE",
        "2: router_id x: warning UNKNOWN_KEYWORD",
        "3: }: error BRACE",
      ],
    ],
  ])("%j", (text, made, said) => expect(read(text)).toEqual({ made, said }));
});

describe("included files", () => {
  const tree = (files: Readonly<Record<string, string>>) =>
    fileTreeFromSources(new Map(Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)])));
  const routerIdOf = (text: string, files: Readonly<Record<string, string>>): string | null => {
    const options = { files: tree(files), directory: "/etc/keepalived" };
    return parseKeepalived(sourceFromText("keepalived.conf", text), options).value.settings.global.routerId;
  };
  const block = (name: string): string => `global_defs {\nrouter_id ${name}\n}\n`;

  it.each<[string, string, Readonly<Record<string, string>>, string | null]>([
    ["beside the file", "include a.conf", { "/etc/keepalived/a.conf": block("a") }, "a"],
    ["by an absolute path", "include /srv/a.conf", { "/srv/a.conf": block("a") }, "a"],
    ["from the folder above", "include ../a.conf", { "/etc/a.conf": block("a") }, "a"],
    [
      "relative to the file that includes",
      "include d/a",
      { "/etc/keepalived/d/a": "include b\n", "/etc/keepalived/d/b": block("b") },
      "b",
    ],
    ["in the middle of a block", "global_defs {\ninclude a\n}", { "/etc/keepalived/a": "router_id a\n" }, "a"],
    [
      "by a pattern, in the order of their names",
      "include *.conf",
      { "/etc/keepalived/b.conf": block("b"), "/etc/keepalived/a.conf": block("a") },
      "b",
    ],
    ["not those that a pattern does not match", "include *.conf", { "/etc/keepalived/b.cnf": block("b") }, null],
    [
      "no hidden ones by a pattern",
      "include *",
      { "/etc/keepalived/.b.conf.swp": block("b"), "/etc/keepalived/a": block("a") },
      "a",
    ],
    ["hidden ones by a dot", "include .b*", { "/etc/keepalived/.b.conf": block("b") }, "b"],
    [
      "of one character",
      "include ?.conf",
      { "/etc/keepalived/ab.conf": block("ab"), "/etc/keepalived/a.conf": block("a") },
      "a",
    ],
    ["with a letter for what may be missing", "includer a", { "/etc/keepalived/a": block("a") }, "a"],
    ["with another letter", "includeb a", { "/etc/keepalived/a": block("a") }, "a"],
    ["no word of its own", "includex a", { "/etc/keepalived/a": block("a") }, null],
  ])("%s: %s", (_, text, files, name) => expect(routerIdOf(`${text}\n`, files)).toBe(name));

  it("that are not there are named where they are asked for", () => {
    const text = "global_defs {\n include nowhere.conf\n}\n";
    const [finding, ...more] = parseKeepalived(sourceFromText("k", text), { directory: "/etc" }).diagnostics;
    expect(more).toEqual([]);
    expect([finding?.code, finding?.message]).toEqual(["KEEPALIVED_INCLUDE", '"/etc/nowhere.conf" is missing.']);
    expect(text.slice(finding?.span.start, finding?.span.end)).toBe("include nowhere.conf");
  });

  it("law of a chain: sixteen deep are read, seventeen are not", () => {
    const chain = (length: number): Readonly<Record<string, string>> =>
      Object.fromEntries(
        Array.from({ length }, (_, at) => [
          `/etc/keepalived/${at}`,
          at + 1 < length ? `include ${at + 1}\n` : block("end"),
        ]),
      );
    expect(routerIdOf("include 0\n", chain(16))).toBe("end");
    expect(routerIdOf("include 0\n", chain(17))).toBeNull();
  });
});
