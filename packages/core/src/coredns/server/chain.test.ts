import { describe, expect, it } from "vitest";
import {
  BEGINNING,
  type Edns,
  makeQuery,
  nameOf,
  parseAddress,
  type Query,
  type Response,
  type RrClass,
  type RrType,
} from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import { emptyFileTree, sourceFromText } from "../../text/index.ts";
import { parseCorefile } from "../corefile/index.ts";
import { makeCoreDns } from "./index.ts";

const NSID = 3;
const edns = (udpSize: number, codes: readonly number[] = []): Edns => ({
  udpSize,
  version: 0,
  dnssecOk: false,
  z: 0,
  options: codes.map((code) => ({ code, data: new Uint8Array() })),
});

/** The reply of a server with one block that holds these directives. */
function reply(
  directives: string,
  name: string,
  type: RrType,
  rrClass: RrClass,
  changes: Partial<Query> = {},
): Response {
  const { value } = parseCorefile(sourceFromText("Corefile", `. {\n${directives}\n}`), { version: "1.15.0" });
  const surroundings = { cluster: null, ownAddresses: [], hostNameServers: [], hostSearch: [], files: emptyFileTree };
  const server = makeCoreDns(value, { ...surroundings, workingDirectory: "/", hostname: "host" }).value;
  const address = parseAddress("192.0.2.1");
  invariant(address !== null, "an address of this test");
  const end = { address, port: 53 };
  const message = makeQuery({ name: nameOf(name), type, class: rrClass }, changes);
  const content = { kind: "message", message } as const;
  const outcome = server.receive({ source: end, destination: end, transport: "udp", content }, BEGINNING);
  invariant("kind" in outcome && outcome.kind === "reply", "a reply");
  const [first] = outcome.messages;
  invariant(first !== undefined, "one message");
  return first;
}

function texts({ answer }: Response): string {
  const strings = answer.flatMap(({ data }) => ("strings" in data ? data.strings : []));
  return strings.map((octets) => String.fromCharCode(...octets)).join(" ");
}

describe("chaos", () => {
  it.each([
    ["chaos", "version.bind.", "CoreDNS-1.15.0"],
    ["chaos V", "Version.Server.", "V"],
    ["chaos V", "hostname.bind.", "host"],
    ["chaos V", "id.server.", "host"],
    ["chaos V b a b", "authors.bind.", "a b"],
  ])("%s: %s is %s", (directives, name, expected) => {
    const found = reply(directives, name, "TXT", "CH");
    expect(texts(found)).toBe(expected);
    expect(found.flags.authoritative).toBe(false);
    expect(found.questions[0]?.name.text).toBe(name);
  });

  it("passes other names and classes on", () => {
    expect(reply("chaos", "x.bind.", "TXT", "CH").rcode).toBe("SERVFAIL");
    expect(reply("chaos", "version.bind.", "TXT", "IN").rcode).toBe("SERVFAIL");
  });

  it("is needed for any class but IN", () => {
    expect(reply("acl {\n filter\n}", "version.bind.", "TXT", "CH").rcode).toBe("REFUSED");
  });
});

describe("the OPT record of a reply", () => {
  const cases: readonly (readonly [string, string, Edns | null, string])[] = [
    ["none without one", "chaos V", null, "none"],
    ["the client's size", "chaos V", edns(4096), "4096 do=false"],
    ["lowered", "bufsize 1000\nchaos V", edns(4096), "1000 do=false"],
    ["never raised", "bufsize 1000\nchaos V", edns(600), "600 do=false"],
    ["options dropped", "chaos V", edns(600, [NSID, 10]), "600 do=false"],
    ["nsid with DO", "nsid id\nchaos V", edns(600, [NSID]), "600 do=true 3"],
    ["no nsid unasked", "nsid id\nchaos V", edns(600), "600 do=false"],
    ["acl's own for everybody", "acl {\n block\n}", null, "4096 do=true 15"],
    ["acl's own with the client's size", "acl {\n filter\n}", edns(700), "700 do=true 15"],
  ];
  it.each(cases)("%s", (_, directives, asked, expected) => {
    const found = reply(directives, "version.bind.", "TXT", directives.includes("chaos") ? "CH" : "IN", {
      edns: asked,
    });
    const own = found.edns;
    const shown = own && [own.udpSize, `do=${own.dnssecOk}`, ...own.options.map(({ code }) => code)].join(" ");
    expect(shown ?? "none").toBe(expected);
  });
});
