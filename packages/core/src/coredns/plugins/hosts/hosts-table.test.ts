import { describe, expect, it } from "vitest";
import { nameOf } from "../../../dns/index.ts";
import { type HostsTableOptions, readHostsTable } from "./hosts-table.ts";

const everything: HostsTableOptions = { zones: [nameOf(".")], answersReverse: true };

/** `name: addresses` for each family, and `address -> names` for PTR. */
function read(text: string, options: HostsTableOptions = everything): readonly string[] {
  const { ipv4, ipv6, names } = readHostsTable(text, options);
  const forward = [ipv4, ipv6].flatMap(({ exact, wildcards }) =>
    [...exact, ...wildcards].map(([key, addresses]) => `${key}: ${addresses.join(" ")}`),
  );
  const backward = [...names].map(
    ([address, list]) => `${address} -> ${list.map((name) => name?.text ?? "?").join(" ")}`,
  );
  return [...forward, ...backward];
}

describe("lines of a hosts file", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["nothing", "", []],
    ["a line", "192.0.2.1 a.test", ["a.test.: 192.0.2.1", "192.0.2.1 -> a.test."]],
    [
      "several names",
      "192.0.2.1\ta.test  b.test",
      ["a.test.: 192.0.2.1", "b.test.: 192.0.2.1", "192.0.2.1 -> a.test. b.test."],
    ],
    [
      "several lines add up",
      "192.0.2.1 a.test\n192.0.2.2 a.test",
      ["a.test.: 192.0.2.1 192.0.2.2", "192.0.2.1 -> a.test.", "192.0.2.2 -> a.test."],
    ],
    ["the same line twice", "::1 a.test\n::1 a.test", ["a.test.: ::1 ::1", "::1 -> a.test. a.test."]],
    ["capitals", "192.0.2.1 A.Test", ["a.test.: 192.0.2.1", "192.0.2.1 -> a.test."]],
    ["a comment", "# 192.0.2.1 a.test\n192.0.2.2 b.test # c.test", ["b.test.: 192.0.2.2", "192.0.2.2 -> b.test."]],
    ["a comment that touches a name", "192.0.2.2 b.test#c", ["b.test.: 192.0.2.2", "192.0.2.2 -> b.test."]],
    ["an address alone", "192.0.2.1", []],
    ["no address", "a.test b.test\n192.0.2.256 c.test\n192.0.2 d.test\n192.0.2.01 e.test", []],
    ["a mapped address is one of IPv4", "::ffff:192.0.2.1 a.test", ["a.test.: 192.0.2.1", "192.0.2.1 -> a.test."]],
    ["a zone of an address goes away", "fe80::1%eth0 a.test", ["a.test.: fe80::1", "fe80::1 -> a.test."]],
    ["a wildcard has no PTR", "192.0.2.1 *.a.test", ["*.a.test.: 192.0.2.1"]],
    ["a wildcard in the middle is a name", "192.0.2.1 a.*.test", ["a.*.test.: 192.0.2.1", "192.0.2.1 -> a.*.test."]],
    ["a final dot", "192.0.2.1 a.test.", ["a.test.: 192.0.2.1", "192.0.2.1 -> a.test."]],
    ["a name that cannot be one", "192.0.2.1 a..test", ["192.0.2.1 -> ?"]],
    ["Windows line ends", "192.0.2.1 a.test\r\n", ["a.test.: 192.0.2.1", "192.0.2.1 -> a.test."]],
    ["white space in front", "  192.0.2.1 a.test", ["a.test.: 192.0.2.1", "192.0.2.1 -> a.test."]],
  ])("%s", (_, text, expected) => expect(read(text)).toEqual(expected));
});

describe("settings", () => {
  it("names outside of the zones are left out", () => {
    const zones = [nameOf("a.test."), nameOf("b.test.")];
    const text = "192.0.2.1 x.a.test b.test x.test a.test xa.test";
    expect(read(text, { zones, answersReverse: false })).toEqual([
      "x.a.test.: 192.0.2.1",
      "b.test.: 192.0.2.1",
      "a.test.: 192.0.2.1",
    ]);
  });

  it("no_reverse: no PTR", () => {
    expect(read("192.0.2.1 a.test", { ...everything, answersReverse: false })).toEqual(["a.test.: 192.0.2.1"]);
  });
});
