import { describe, expect, it } from "vitest";
import { type Change, findingsOf } from "./variation.fixture.ts";

const FIRST = "kloud-lan/dns1/etc/bind/named.conf.local";
const SECOND = "kloud-lan/dns2/etc/bind/named.conf.local";
const ZONE = 'zone "kloud.lan" {\n';
const key = (name: string, secret = "b3Vycw==", algorithm = "hmac-sha256"): string =>
  `key ${name} { algorithm ${algorithm}; secret "${secret}"; };\n`;

/** What stands in front of the zone on each, what the first's zone says, and the second's primary. */
function pair(first: string, allow: string, second: string, primary: string): readonly Change[] {
  return [
    [FIRST, ZONE, `${first}${ZONE}${allow}`],
    [SECOND, ZONE, `${second}${ZONE}`],
    [SECOND, "primaries { 192.168.13.11; };", `primaries { ${primary} };`],
  ];
}

const WANTS = "allow-transfer { key pair; };";
const PRIMARY = "192.168.13.11 key pair;";

describe("a pair whose keys differ", () => {
  it.each<readonly [what: string, changes: readonly Change[], why: string | null]>([
    ["no key at all", [], null],
    ["the same", pair(key("pair"), WANTS, key("pair"), PRIMARY), null],
    ["more than is wanted", pair(key("pair"), "", key("pair"), PRIMARY), null],
    [
      "the primary has none",
      pair("", "", key("pair"), PRIMARY),
      "dns1 refuses its key pair (BADKEY: it has none of this name and algorithm)",
    ],
    [
      "another algorithm",
      pair(key("pair", "b3Vycw==", "hmac-sha512"), WANTS, key("pair"), PRIMARY),
      "dns1 refuses its key pair (BADKEY: it has none of this name and algorithm)",
    ],
    [
      "another secret",
      pair(key("pair", "b3RoZXI="), WANTS, key("pair"), PRIMARY),
      "dns1 refuses its key pair (BADSIG: the secret is another)",
    ],
    [
      "cut short",
      pair(key("pair"), WANTS, key("pair", "b3Vycw==", "hmac-sha256-128"), PRIMARY),
      "dns1 refuses its key pair (BADTRUNC: the digest is cut too short)",
    ],
    ["the secondary has none", pair(key("pair"), WANTS, "", PRIMARY), "it has no key pair, and asks nobody"],
    [
      "it is not used",
      pair(key("pair"), WANTS, key("pair"), "192.168.13.11;"),
      "it asks without a key, and allow-transfer of dns1 wants pair",
    ],
    [
      "another is used",
      pair(key("pair") + key("x"), WANTS, key("x"), "192.168.13.11 key x;"),
      "it asks with the key x, and allow-transfer of dns1 wants pair",
    ],
    ["refused whatever the key", pair(key("pair"), "allow-transfer { none; };", key("pair"), PRIMARY), null],
    ["one primary of two has it", pair("", "", key("pair"), `${PRIMARY} 192.168.13.11;`), null],
    [
      "a primary outside of the site may have it",
      pair("", "", key("pair"), `${PRIMARY} 192.168.13.77 key pair;`),
      null,
    ],
  ])("%s", (_, changes, why) => {
    const said = findingsOf({ changes }, "LINT_TRANSFER_KEYS_DIFFER").map(({ message }) => message);
    expect(said).toEqual(
      why === null
        ? []
        : [expect.stringContaining(`dns2 gets no copy of kloud.lan. from dns1 (192.168.13.11): ${why}. A copy`)],
    );
  });
});
