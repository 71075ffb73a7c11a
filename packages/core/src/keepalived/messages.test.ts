import { describe, expect, it } from "vitest";
import { sourceFromText } from "../text/index.ts";
import { parseKeepalived } from "./index.ts";

/** What an operator reads of one line in an instance: the words that are marked, and the sentence. */

const instance = (line: string): string => `vrrp_instance VI_1 {
interface eth0
virtual_router_id 51
virtual_ipaddress {
192.168.13.10/24
}
${line}
}
`;

describe("a complaint says what keepalived does", () => {
  it.each([
    ["priority 256", "256", '"priority" takes a number from 1 to 255, not "256"; keepalived uses 100.'],
    ["priority", "priority", '"priority" needs a value: keepalived ends here.'],
    ["state MATSER", "MATSER", '"state" takes MASTER or BACKUP, not "MATSER".'],
    ["strict_mode maybe", "maybe", '"strict_mode" takes yes or no, not "maybe"; keepalived ignores it.'],
    ["prioritty 5", "prioritty 5", 'keepalived does not know "prioritty" in a vrrp_instance, and ignores it.'],
    ["linkbeat_use_polling", "linkbeat_use_polling", 'What "linkbeat_use_polling" does is not modelled.'],
    [
      "track_interface {\neth0\n}",
      "eth0",
      '"eth0" is the instance\'s own interface, which is watched anyway; keepalived ignores it.',
    ],
    [
      "track_interface {\neth1 weight 300\n}",
      "eth1 weight 300",
      'A weight is from -253 to 253, not "300"; keepalived ignores it.',
    ],
    [
      "track_interface {\neth1 weight 5x\n}",
      "eth1 weight 5x",
      'A weight is from -253 to 253, not "5x"; keepalived takes 5.',
    ],
    ["track_script {\nchk\n}", "chk", 'No vrrp_script above is called "chk"; keepalived ignores it.'],
    ["virtual_ipaddress {\n10.0.0.9 dev\n}", "10.0.0.9 dev", '"dev" needs a value; keepalived ignores it.'],
    [
      "virtual_ipaddress {\n10.0.0.9/33\n}",
      "10.0.0.9/33",
      '"10.0.0.9/33" has no length from 0 to 32; keepalived uses 32.',
    ],
    [
      "virtual_ipaddress {\nfd13::9\n}",
      "fd13::9",
      "fd13::9 is not of the instance's family, IPv4; keepalived ignores it.",
    ],
    ["virtual_routes {\nvia 192.168.13.1\n}", "via 192.168.13.1", "It has no destination; keepalived ignores it."],
    [
      "virtual_routes {\n10.0.0.0/8 via fe80::1\n}",
      "10.0.0.0/8 via fe80::1",
      "It is of IPv4 and of IPv6; keepalived ignores it.",
    ],
    [
      "virtual_routes {\nblackhole 10.0.0.0/8\n}",
      "blackhole 10.0.0.0/8",
      'What "blackhole" does to a route is not modelled: it is left out.',
    ],
  ])("%j", (line, words, message) => {
    const text = instance(line);
    const { diagnostics } = parseKeepalived(sourceFromText("keepalived.conf", text));
    expect(diagnostics.map(({ span, message: said }) => [text.slice(span.start, span.end), said])).toEqual([
      [words, message],
    ]);
  });
});
