import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { Clockwork, primaryWith, treeOf } from "../fixtures/clockwork.fixture.ts";
import { SERVER } from "../fixtures/texts.fixture.ts";
import type { Script } from "../fixtures/upstreams.fixture.ts";
import type { ZoneCommand } from "./zone-command.ts";

/** What named does for a zone that several views have: seen in courses of three nameds (`view-*` in `conformance/recordings-zones`). */
const A = "192.0.2.1";
const fileOf = (serial: number): string => `$TTL 60\n@ SOA ns h ${serial} 1000 500 90000 60\n@ NS ns\nns A ${A}\n`;
/** Whoever is no friend of the inner view is in the outer one, which points to the inner one's zone. */
const SHARED = (zone: string): string => `options { recursion no; notify no; };
view "in" { match-clients { 192.0.2.9; }; zone "z.lan" { ${zone} }; };
view "out" { match-clients { any; }; zone "z.lan" { in-view "in"; }; };`;
const COPY = SHARED(`type secondary; primaries { ${A}; }; file "/s.db";`);

const copied = (): Clockwork => {
  const clockwork = new Clockwork(COPY, { [A]: primaryWith(fileOf(7)) });
  clockwork.passUntil(10);
  clockwork.takeLines();
  clockwork.takeAsked();
  clockwork.others.set(A, primaryWith(fileOf(8)));
  return clockwork;
};
const commandIn = (
  clockwork: Clockwork,
  verb: ZoneCommand["verb"],
  view: string | null,
  files: Readonly<Record<string, string>> = {},
): string => clockwork.server.zoneCommand({ verb, zone: nameOf("z.lan."), view }, treeOf(files), clockwork.now);

describe("a zone that is `in-view` of another's", () => {
  it("is the other's zone for a NOTIFY that comes to it (course view-1)", () => {
    const clockwork = copied();
    expect(clockwork.notify("z.lan.", 8, A)).toBe("NOERROR");
    clockwork.passUntil(11);
    expect(clockwork.takeLines().slice(0, 3)).toEqual([
      `10.0 client @0x0 ${A}#41000: view out: received notify for zone 'z.lan'`,
      `10.0 zone z.lan/IN/in: notify from ${A}#41000: serial 8`,
      "10.0 zone z.lan/IN/in: Transfer started.",
    ]);
    expect(clockwork.serial("z.lan.")).toBe("8");
  });

  it("refuses a NOTIFY in the name of the other's (course view-1)", () => {
    const clockwork = copied();
    expect(clockwork.notify("z.lan.", 8, "192.0.2.77")).toBe("REFUSED");
    expect(clockwork.takeLines()).toEqual([
      "10.0 client @0x0 192.0.2.77#41000: view out: received notify for zone 'z.lan'",
      "10.0 zone z.lan/IN/in: refused notify from non-primary: 192.0.2.77#41000",
    ]);
  });

  it.each<readonly [verb: ZoneCommand["verb"], view: string | null, printed: string, asked: number]>([
    ["refresh", "in", "zone refresh queued", 2],
    ["refresh", "out", "zone refresh queued", 2],
    ["retransfer", "out", "", 2],
    ["reload", "out", "zone refresh queued", 2],
    ["notify", "out", "zone notify queued", 0],
    ["refresh", null, "rndc: 'refresh' failed: multiple\nzone 'z.lan' was found in multiple views", 0],
    ["refresh", "of", "rndc: 'refresh' failed: not found\nno matching view 'of'", 0],
  ])("is told %s in view %s", (verb, view, printed, asked) => {
    const clockwork = copied();
    expect(commandIn(clockwork, verb, view)).toBe(printed);
    clockwork.passUntil(11);
    expect(clockwork.takeAsked()).toHaveLength(asked);
  });

  it("is read again where the other's is a primary", () => {
    const conf = SHARED('type primary; file "/z.db";');
    const clockwork = new Clockwork(conf, {}, { files: { "/z.db": fileOf(7) } });
    clockwork.passUntil(1);
    expect(commandIn(clockwork, "reload", "out", { "/z.db": fileOf(9) })).toBe("zone reload queued");
    expect(clockwork.serial("z.lan.")).toBe("9");
  });
});

describe("a NOTIFY to an address of the server's own", () => {
  const KEYS = ["one", "two"]
    .map((name) => `key ${name} { algorithm hmac-sha256; secret "c3BsaXRob3Jpem9uLW9uZQ=="; };\n`)
    .join("");
  const zoneOf = (more = ""): string => `zone "z.lan" { type primary; file "/z.db"; ${more} };`;
  const inView = (clients: string, more = ""): string =>
    `${KEYS}options { recursion no; };
view "in" { match-clients { ${clients}; }; ${more} ${zoneOf()} };
view "out" { match-clients { any; }; };`;
  const server = `server ${SERVER} { keys one; };`;
  const file = `$TTL 60\n@ SOA ns h 7 1000 500 90000 60\n@ NS ns\n@ NS own\nns A ${A}\nown A ${SERVER}\n`;

  it.each<readonly [what: string, conf: string, told: readonly string[]]>([
    ["without views goes nowhere", `options { recursion no; };\n${zoneOf()}`, []],
    ["of the zone's view goes nowhere", inView(SERVER), []],
    ["that another view takes is sent (course view-3)", inView("192.0.2.9"), [SERVER]],
    ["that no view takes is sent", inView("192.0.2.9").replace("any", "none"), [SERVER]],
    ["with the key of its view goes nowhere", inView("key one", server), []],
    ["with the key of another view is sent", inView("key two", server), [SERVER]],
    [
      "from an address that another view takes is sent",
      inView(SERVER).replace('"/z.db"', '"/z.db"; notify-source 192.0.2.77'),
      [SERVER],
    ],
    ["for which the view wants recursion is sent", inView(SERVER, "match-recursive-only yes;"), [SERVER]],
  ])("%s", (_what, conf, told) => {
    const clockwork = new Clockwork(conf, {}, { files: { "/z.db": file } });
    clockwork.passUntil(1);
    expect(clockwork.takeAsked().flatMap((line) => (line.includes("NOTIFY") ? [line.split(" ")[1]] : []))).toEqual(
      told,
    );
  });
});

describe("a primary to whom no connection comes about", () => {
  const copy = (file: string, more: string): string =>
    `zone "z.lan" { type secondary; primaries { ${A}; }; file "${file}"; ${more} };`;
  const conf = (more: string): string => `options { recursion no; notify no; };
view "in" { match-clients { 192.0.2.9; }; ${copy("/in.db", "")} };
view "out" { match-clients { any; }; ${copy("/out.db", more)} };`;
  const withoutTcp: Script = (query, transport, now) =>
    transport === "tcp" ? { kind: "closed" } : primaryWith(fileOf(7))(query, transport, now);

  it.each<readonly [what: string, more: string, connections: number]>([
    ["is left alone by all views after two tries", "", 2],
    ["from one source is tried twice from another", `transfer-source ${SERVER};`, 4],
  ])("%s (dns_zonemgr_unreachable)", (_what, more, connections) => {
    const clockwork = new Clockwork(conf(more), { [A]: withoutTcp });
    clockwork.passUntil(400);
    expect(clockwork.takeAsked().filter((line) => line.includes(" tcp "))).toHaveLength(connections);
  });
});

describe("a view that copies from another of the same server", () => {
  it("is told before its first question is answered (course view-20)", () => {
    const conf = `key k { algorithm hmac-sha256; secret "c3BsaXRob3Jpem9uLW9uZQ=="; };
options { recursion no; notify explicit; };
view "in" { match-clients { key k; }; zone "z.lan" { type primary; file "/z.db"; also-notify { ${SERVER}; }; }; };
view "out" { match-clients { any; }; zone "z.lan" { type secondary; primaries { ${SERVER} key k; }; }; };`;
    const clockwork = new Clockwork(conf, {}, { files: { "/z.db": fileOf(7) } });
    clockwork.passUntil(0.1);
    expect(clockwork.takeAsked().map((line) => line.replace("no-edns ", ""))).toEqual([
      `0.0 ${SERVER} NOTIFY z.lan. SOA`,
      `0.0 ${SERVER} z.lan. SOA`,
    ]);
  });
});
