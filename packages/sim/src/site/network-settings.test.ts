import { printPrefix, sourceFromText } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { parseSiteFile } from "./site-file.ts";
import { printUnderlined } from "./site-files.fixture.ts";

/** A host `a` with these keys, and what is said of them. */
function hostWith(keys: string) {
  const text = `version: 1\nhosts:\n  a: { ${keys} }\n`;
  const { value, diagnostics } = parseSiteFile(sourceFromText("site.yaml", text), "/");
  const [host] = value.hosts;
  if (host === undefined) throw new RangeError("no host");
  return { host, said: diagnostics.map(printUnderlined) };
}

describe("an address of a host", () => {
  it.each<readonly [string, string | null]>([
    ["192.0.2.1", "192.0.2.1/null"],
    ["192.0.2.1/24", "192.0.2.1/24"],
    ["192.0.2.0/31", "192.0.2.0/31"],
    ["192.0.2.1/0", "192.0.2.1/0"],
    ["192.0.2.1/32", "192.0.2.1/32"],
    ["192.0.2.1/33", null],
    ["192.0.2.1/", null],
    ["192.0.2.1/24/24", null],
    ["192.0.2.1/-1", null],
    ["192.0.2.1/255.255.255.0", null],
    ["192.0.2", null],
    ["192.0.2.1:53", null],
    ["2001:DB8:0:0::1", "2001:db8::1/null"],
    ["2001:db8::1/64", "2001:db8::1/64"],
    ["2001:db8::1/128", "2001:db8::1/128"],
    ["2001:db8::1/129", null],
    ["::ffff:192.0.2.1", "::ffff:192.0.2.1/null"],
    ["fe80::1%eth0", null],
    ["", null],
    ["dns1", null],
  ])("%j: %s", (text, read) => {
    const { host, said } = hostWith(`addresses: ["${text}"]`);
    expect(host.addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`)).toEqual(
      read === null ? [] : [read],
    );
    expect(said).toEqual(read === null ? [`‹"${text}"› "${text}" is not an IP address.`] : []);
  });
});

describe("routes of a host", () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ["default: 192.0.2.1", ["0.0.0.0/0 via 192.0.2.1"], []],
    ['default: "2001:db8::1"', ["::/0 via 2001:db8::1"], []],
    ['0.0.0.0/0: 192.0.2.1, "::/0": "2001:db8::1"', ["0.0.0.0/0 via 192.0.2.1", "::/0 via 2001:db8::1"], []],
    ["198.19.0.0/16: [192.0.2.1, 192.0.2.2]", ["198.19.0.0/16 via 192.0.2.1,192.0.2.2"], []],
    ["198.19.0.5: 192.0.2.1", ["198.19.0.5/32 via 192.0.2.1"], []],
    ["198.19.0.0/16: [192.0.2.1, gw]", ["198.19.0.0/16 via 192.0.2.1"], ['‹gw› "gw" is not an IP address.']],
    ["198.19.0.0/16: gw", [], ['‹gw› "gw" is not an IP address.']],
    ["198.19.0.0/16: []", [], []],
    ['"::/0": 192.0.2.1', [], ["‹192.0.2.1› ::/0 cannot go by 192.0.2.1: it is IPv6."]],
    [
      '"2001:db8::/32": ["2001:db8::1", 192.0.2.1]',
      [],
      ['‹["2001:db8::1", 192.0.2.1]› 2001:db8::/32 cannot go by 192.0.2.1: it is IPv6.'],
    ],
    ['198.19.0.0/16: "2001:db8::1"', ["198.19.0.0/16 via 2001:db8::1"], []],
    ["198.19.0.1/16: 192.0.2.1", [], ['‹192.0.2.1› "198.19.0.1/16" is neither "default" nor a block of addresses.']],
    ["Default: 192.0.2.1", [], ['‹192.0.2.1› "Default" is neither "default" nor a block of addresses.']],
    ["default: 192.0.2.1/24", [], ['‹192.0.2.1/24› "192.0.2.1/24" is not an IP address.']],
    ["default: 1", [], ["‹1› Expected a string; a number or a date may need quotes."]],
    ["default:", [], []],
    ["192.168.13.0/24: link", ["192.168.13.0/24 on the link"], []],
    ["192.168.13.0/24: [link]", [], ['‹link› "link" is not an IP address.']],
    ["default: { via: 192.0.2.1 }", ["0.0.0.0/0 via 192.0.2.1"], []],
    ["default: { via: 192.0.2.1, src: 192.0.2.10 }", ["0.0.0.0/0 via 192.0.2.1 src 192.0.2.10"], []],
    ["default: { via: link, src: 192.0.2.10 }", ["0.0.0.0/0 on the link src 192.0.2.10"], []],
    ['default: { via: link, src: "2001:db8::1" }', ["::/0 on the link src 2001:db8::1"], []],
    [
      "default: { via: [192.0.2.1, 192.0.2.2], src: 192.0.2.10 }",
      ["0.0.0.0/0 via 192.0.2.1,192.0.2.2 src 192.0.2.10"],
      [],
    ],
    ["default: { src: 192.0.2.10 }", [], ['‹{ src: 192.0.2.10 }› The key "via" is missing.']],
    ["default: { via: 192.0.2.1, src: dns1 }", [], ['‹dns1› "dns1" is not an IP address.']],
    [
      'default: { via: 192.0.2.1, src: "2001:db8::1" }',
      [],
      ['‹"2001:db8::1"› 2001:db8::1 cannot be the source of what goes by 192.0.2.1.'],
    ],
    [
      "default: { gateway: 192.0.2.1 }",
      [],
      ['‹gateway› Unknown key "gateway". (It takes via, src.)', '‹{ gateway: 192.0.2.1 }› The key "via" is missing.'],
    ],
  ])("{ %s }", (routes, read, faults) => {
    const { host, said } = hostWith(`addresses: 192.0.2.9, routes: { ${routes} }`);
    expect(
      host.routes.map(({ destination, gateways, source }) => {
        const next = gateways.length === 0 ? "on the link" : `via ${gateways.join(",")}`;
        return `${printPrefix(destination)} ${next}${source === null ? "" : ` src ${source}`}`;
      }),
    ).toEqual(read);
    expect(said).toEqual(faults);
  });
});

describe("sysctls of a host", () => {
  it.each<readonly [string, readonly [boolean, boolean], readonly string[]]>([
    ["", [false, false], []],
    ["net.ipv4.ip_nonlocal_bind: 1", [true, false], []],
    ["net.ipv4.ip_nonlocal_bind: 0", [false, false], []],
    ["net.ipv6.ip_nonlocal_bind: 1", [false, true], []],
    ["net.ipv4.ip_nonlocal_bind: 2", [false, false], ["‹2› Expected a whole number from 0 to 1."]],
    ["net.ipv4.ip_nonlocal_bind: true", [false, false], ["‹true› Expected a whole number from 0 to 1."]],
    ["net.ipv4.fib_multipath_hash_policy: 0", [false, false], []],
    [
      "net.ipv4.fib_multipath_hash_policy: 1",
      [false, false],
      ["‹1› fib_multipath_hash_policy 1 is not modelled: two addresses keep one next hop, whatever their ports."],
    ],
    ["net.ipv6.fib_multipath_hash_policy: 4", [false, false], ["‹4› Expected a whole number from 0 to 3."]],
    [
      "net.ipv4.ip_nonlocal_bnd: 1",
      [false, false],
      [
        '‹net.ipv4.ip_nonlocal_bnd› Unknown key "net.ipv4.ip_nonlocal_bnd". (Did you mean "net.ipv4.ip_nonlocal_bind"?)',
      ],
    ],
    [
      "net.ipv4.tcp_syncookies: 1",
      [false, false],
      [
        '‹net.ipv4.tcp_syncookies› Unknown key "net.ipv4.tcp_syncookies". (It takes net.ipv4.ip_nonlocal_bind, net.ipv6.ip_nonlocal_bind, net.ipv4.fib_multipath_hash_policy, net.ipv6.fib_multipath_hash_policy.)',
      ],
    ],
  ])("{ %s }", (sysctls, [v4, v6], faults) => {
    const { host, said } = hostWith(`addresses: 192.0.2.9, sysctls: { ${sysctls} }`);
    expect([host.sysctls.nonlocalBindV4, host.sysctls.nonlocalBindV6]).toEqual([v4, v6]);
    expect(said).toEqual(faults);
  });
});

describe("a line of a firewall", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["action: accept", "accept any to any", []],
    ["action: drop, from: 192.0.2.0/24", "drop 192.0.2.0/24 to any", []],
    ["action: reject, to: 192.0.2.53", "reject any to 192.0.2.53/32", []],
    ['action: drop, to: "2001:db8::53"', "drop any to 2001:db8::53/128", []],
    ["action: drop, protocol: udp, port: 53", "drop any to any udp port 53", []],
    ["action: drop, protocol: tcp, port: 65535", "drop any to any tcp port 65535", []],
    ["action: drop, port: 0", "drop any to any port 0", []],
    ["action: drop, port: 65536", "drop any to any", ["‹65536› Expected a whole number from 0 to 65535."]],
    ['action: drop, port: "53"', "drop any to any", ['‹"53"› Expected a whole number from 0 to 65535.']],
    ["action: drop, port: -1", "drop any to any", ["‹-1› Expected a whole number from 0 to 65535."]],
    ["action: drop, protocol: icmp", "drop any to any", ['‹icmp› "icmp" is not known here. (It takes udp, tcp.)']],
    ["action: drop, protocol: UDP", "drop any to any", ['‹UDP› "UDP" is not known here. (Did you mean "udp"?)']],
    ["action: drop, from: any", "drop any to any", ['‹any› "any" is not a block of addresses.']],
    [
      "action: drop, from: 192.0.2.1/24",
      "drop any to any",
      ['‹192.0.2.1/24› "192.0.2.1/24" has bits set beyond its length: 192.0.2.0/24?'],
    ],
    [
      "action: drop, source: 192.0.2.1",
      "drop any to any",
      ['‹source› Unknown key "source". (It takes action, from, to, protocol, port.)'],
    ],
  ])("{ %s }", (rule, read, faults) => {
    const { host, said } = hostWith(`addresses: 192.0.2.9, firewall: { ${rule} }`);
    const printed = host.firewall.map(({ action, from, to, protocol, port }) =>
      [
        action,
        from === null ? "any" : printPrefix(from),
        "to",
        to === null ? "any" : printPrefix(to),
        ...(protocol === null ? [] : [protocol]),
        ...(port === null ? [] : [`port ${port}`]),
      ].join(" "),
    );
    expect(printed).toEqual([read]);
    expect(said).toEqual(faults);
  });

  it("without an action it is none, and those around it stay in their order", () => {
    const { host } = hostWith(
      "addresses: 192.0.2.9, firewall: [{ action: drop, port: 1 }, { port: 2 }, { action: accept }]",
    );
    expect(host.firewall.map(({ action, port }) => `${action} ${port}`)).toEqual(["drop 1", "accept null"]);
  });
});

describe("a BGP speaker", () => {
  it.each<readonly [string, string | null, readonly string[]]>([
    ["asn: 65000, neighbours: [192.0.2.31, 192.0.2.32]", "65000 192.0.2.31,192.0.2.32", []],
    ["asn: 1, neighbours: 192.0.2.31", "1 192.0.2.31", []],
    ["asn: 4294967295, neighbours: []", "4294967295 ", []],
    ["asn: 4294967296, neighbours: []", null, ["‹4294967296› Expected a whole number from 1 to 4294967295."]],
    ["asn: 1.10, neighbours: []", null, ["‹1.10› Expected a whole number from 1 to 4294967295."]],
    ["neighbours: []", null, ['‹{ neighbours: [] }› The key "asn" is missing.']],
    ["asn: 65000", "65000 ", ['‹{ asn: 65000 }› The key "neighbours" is missing.']],
    ["asn: 65000, neighbours: [n1]", "65000 ", ['‹n1› "n1" is not an IP address.']],
    [
      "asn: 65000, neighbors: []",
      "65000 ",
      [
        '‹neighbors› Unknown key "neighbors". (Did you mean "neighbours"?)',
        '‹{ asn: 65000, neighbors: [] }› The key "neighbours" is missing.',
      ],
    ],
  ])("{ %s }", (bgp, read, faults) => {
    const { host, said } = hostWith(`addresses: 192.0.2.9, bgp: { ${bgp} }`);
    expect(host.bgp === null ? null : `${host.bgp.asn} ${host.bgp.neighbours.join(",")}`).toBe(read);
    expect(said).toEqual(faults);
  });
});
