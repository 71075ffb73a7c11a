import { describe, expect, it } from "vitest";
import { sourceFromText } from "../../../text/index.ts";
import { Dispenser, lexCorefile } from "../../corefile/index.ts";
import { readTimeoutsSettings } from "./settings.ts";

/** plugin/timeouts/timeouts.go of CoreDNS 1.15.0: what is set, in milliseconds. */
describe("values", () => {
  it.each<readonly [string, Readonly<Record<string, number>>]>([
    ["read 5s", { read: 5000 }],
    ["read 5", { read: 5000 }],
    ["write 1500ms", { write: 1500 }],
    ["idle 1h30m", { idle: 5_400_000 }],
    ["maxtcpqueries 7", { maxtcpqueries: 7 }],
    ["maxtcpqueries -1", { maxtcpqueries: -1 }],
    ["read 1\n write 2\n idle 3\n read 4", { read: 4000, write: 2000, idle: 3000 }],
    ["read 0s", {}],
    ["keepalive 5s", {}],
  ])("%s", (lines, expected) => {
    const text = `timeouts {\n ${lines}\n}\n`;
    const { value } = readTimeoutsSettings(new Dispenser(lexCorefile(sourceFromText("Corefile", text), "")));
    expect(Object.fromEntries(value)).toEqual(expected);
  });
});
