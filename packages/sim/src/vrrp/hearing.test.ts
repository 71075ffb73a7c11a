import { expect, test } from "vitest";
import { asReadOfKnown, hearingOf } from "./hearing.ts";
import { contenderOf } from "./lone-router.fixture.ts";

const PASS = "authentication {\nauth_type PASS\nauth_pass 1111\n}";
const AH = "authentication {\nauth_type AH\nauth_pass 1111\n}";
const OTHER_AH = "authentication {\nauth_type AH\nauth_pass 2222\n}";
const unicast = (own: string, peer: string): string => `unicast_src_ip ${own}\nunicast_peer {\n${peer}\n}`;
const ONE = unicast("192.168.13.11", "192.168.13.12");
const OTHER = unicast("192.168.13.12", "192.168.13.11");
const three = (lines: string): string => `version 3\n${lines}`;
const old = (lines: string): string => three(`old_unicast_checksum\n${lines}`);
const never = (lines: string): string => three(`old_unicast_checksum never\n${lines}`);

/** What dns1, with its lines, makes of dns2's adverts. */
function heard(mine: string, theirs: string): string {
  const own = contenderOf({ lines: mine });
  const other = contenderOf({ host: "dns2", address: "192.168.13.12", lines: theirs });
  const hearing = hearingOf(own, other);
  return hearing.kind === "refused" ? `refused for its ${hearing.of}` : hearing.kind;
}

// Each row was recorded of two keepalived 2.2.7 (vrrp-measured.md section 7; AH and the check of sources: conformance).
test.each<readonly [string, string, string, string]>([
  ["nothing differs", "", "", "heard"],
  ["AH on both", AH, AH, "heard"],
  ["AH, passwords differ", AH, OTHER_AH, "refused for its proof"],
  ["AH is another protocol: none never hears it", "", AH, "unheard"],
  ["nor PASS", PASS, AH, "unheard"],
  ["nor the other way round", AH, PASS, "unheard"],
  ["PASS and none", "", PASS, "refused for its proof"],
  ["versions differ", "version 3", "", "refused for its packet"],
  ["version 2, intervals differ", "", "advert_int 2", "refused for its packet"],
  ["version 3, intervals differ", "version 3", "version 3\nadvert_int 2", "heard"],
  ["addresses differ", "", "virtual_ipaddress {\n192.168.13.20/24\n}", "refused for its addresses"],
  ["excluded addresses are not in it", "", "virtual_ipaddress_excluded {\n192.168.13.20/24\n}", "heard"],
  ["unicast on both", ONE, unicast("192.168.13.12", "192.168.13.11"), "heard"],
  ["unicast and multicast", ONE, "", "unheard"],
  [
    "a peer that is not in the own list",
    unicast("192.168.13.11", "192.168.13.77"),
    unicast("192.168.13.12", "192.168.13.11"),
    "heard",
  ],
  [
    "and is with check_unicast_src",
    `check_unicast_src\n${unicast("192.168.13.11", "192.168.13.77")}`,
    unicast("192.168.13.12", "192.168.13.11"),
    "refused for its addresses",
  ],
  [
    "check_unicast_src, a peer of the list",
    `check_unicast_src\n${ONE}`,
    unicast("192.168.13.12", "192.168.13.11"),
    "heard",
  ],
  ["version 3, old checksums on both", old(ONE), old(OTHER), "heard"],
  ["an old checksum", three(ONE), old(OTHER), "heard"],
  ["a new one where an old one is wanted", old(ONE), three(OTHER), "refused for its packet"],
  ["an old one where it never is", never(ONE), old(OTHER), "refused for its packet"],
  ["a new one where an old one never is", never(ONE), three(OTHER), "heard"],
  ["version 2 has no addresses in it", `old_unicast_checksum\n${ONE}`, OTHER, "heard"],
  ["multicast has the group in it", "version 3\nold_unicast_checksum", "version 3", "heard"],
])("%s", (_, mine, theirs, expected) => {
  expect(heard(mine, theirs)).toBe(expected);
});

test("skip_check_adv_addr forgives the addresses alone", () => {
  const { instance } = contenderOf({ lines: "skip_check_adv_addr" });
  expect(asReadOfKnown({ kind: "refused", why: "", of: "addresses" }, instance).kind).toBe("heard");
  expect(asReadOfKnown({ kind: "refused", why: "", of: "packet" }, instance).kind).toBe("refused");
  expect(asReadOfKnown({ kind: "unheard", why: "" }, instance).kind).toBe("unheard");
  expect(asReadOfKnown({ kind: "refused", why: "", of: "addresses" }, contenderOf({}).instance).kind).toBe("refused");
});
