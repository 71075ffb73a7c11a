import { describe, expect, it } from "vitest";
import { parseAddress } from "../../../dns/index.ts";
import { emptyFileTree, sourceFromText } from "../../../text/index.ts";
import { parseCorefile } from "../../corefile/index.ts";
import { type CoreDnsSurroundings, makeCoreDns } from "../../server/index.ts";

const addresses = (...texts: readonly string[]) => texts.flatMap((text) => parseAddress(text) ?? []);
const POD: CoreDnsSurroundings["interfaces"] = new Map([["eth0", addresses("2001:db8::53", "192.0.2.53")]]);

function made(lines: string, interfaces?: CoreDnsSurroundings["interfaces"]): ReturnType<typeof makeCoreDns> {
  const { value } = parseCorefile(sourceFromText("Corefile", `. {\n ${lines}\n any\n}\n`), { version: "1.15.0" });
  return makeCoreDns(value, {
    cluster: null,
    ownAddresses: [],
    ...(interfaces === undefined ? {} : { interfaces }),
    hostNameServers: [],
    hostSearch: [],
    files: emptyFileTree,
    workingDirectory: "/",
    hostname: "host",
  });
}

/** What is said of a block, and of a complaint what would mend it. */
function said(lines: string, interfaces?: CoreDnsSurroundings["interfaces"]): readonly string[] {
  return made(lines, interfaces).diagnostics.map(({ message, hint = "" }) => `${message} ${hint}`);
}

describe("names of interfaces (plugin/bind/setup.go listIP)", () => {
  it.each([
    ["bind eth0", "192.0.2.53 2001:db8::53"],
    ["bind eth0 lo", "192.0.2.53 2001:db8::53 127.0.0.1 ::1"],
    ["bind eth0 {\n  except 192.0.2.53\n }", "2001:db8::53"],
    ["bind lo eth0 {\n  except eth0 ::1\n }", "127.0.0.1"],
  ])("%s: known, IPv4 first", (lines, expected) => {
    expect(said(lines, POD)).toEqual([]);
    expect(made(lines, POD).value.listeners.map(({ address }) => address)).toEqual(expected.split(" "));
  });

  it("another one is neither a name nor an address, and those that there are are told", () =>
    expect(said("bind eth1", POD)).toEqual([
      'not a valid IP address or interface name: "eth1" Its interfaces are lo, eth0.',
    ]));

  it("where nobody knows any, that is said", () =>
    expect(said("bind eth0")).toEqual([
      'not a valid IP address or interface name: "eth0" Where the machine has such an interface, write its addresses: nobody knows their names here.',
    ]));
});
