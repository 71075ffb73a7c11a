import type { Address, Transport } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { siteOfFiles } from "./site-files.fixture.ts";

/**
 * What named 9.18.49 opened (`ss -lnut`) in a network namespace with 192.0.2.53/24, 192.0.2.54/32, 2001:db8::53/64 and
 * both loopback addresses, for each of these options.
 */
const V4 = "192.0.2.53 192.0.2.54 127.0.0.1";
const V6 = "2001:db8::53 ::1";
const OPENED: readonly (readonly [string, readonly string[]])[] = [
  ["", [`53: ${V4} ${V6}`]],
  ["listen-on { 192.0.2.53; };", [`53: 192.0.2.53 ${V6}`]],
  ["listen-on { none; };", [`53: ${V6}`]],
  ["listen-on { !192.0.2.53; any; };", [`53: 192.0.2.54 127.0.0.1 ${V6}`]],
  ["listen-on port 5353 { any; };", [`53: ${V6}`, `5353: ${V4}`]],
  ["listen-on { 127.0.0.1; };", [`53: 127.0.0.1 ${V6}`]],
  ["listen-on { 127.0.0.53; };", [`53: ${V6}`]],
  ["listen-on { localhost; };", [`53: ${V4} ${V6}`]],
  ["listen-on { localnets; };", [`53: ${V4} ${V6}`]],
  [
    "listen-on { 192.0.2.0/24; }; listen-on port 5353 { 127.0.0.0/8; };",
    [`53: 192.0.2.53 192.0.2.54 ${V6}`, "5353: 127.0.0.1"],
  ],
  ["listen-on-v6 { none; };", [`53: ${V4}`]],
  ["listen-on-v6 { 2001:db8::53; };", [`53: ${V4} 2001:db8::53`]],
  ["listen-on-v6 { ::1; };", [`53: ${V4} ::1`]],
  ["listen-on-v6 { 192.0.2.53; };", [`53: ${V4}`]],
  ["port 5300;", [`5300: ${V4} ${V6}`]],
  ["port 5300; listen-on port 53 { 192.0.2.53; };", ["53: 192.0.2.53", `5300: ${V6}`]],
  ["listen-on tls ephemeral { 192.0.2.53; };", [`53: ${V6}`, "853 tls: 192.0.2.53"]],
  ["listen-on port 853 tls ephemeral { any; }; listen-on { any; };", [`53: ${V4} ${V6}`, `853 tls: ${V4}`]],
  ["listen-on tls none { 192.0.2.53; };", [`53: 192.0.2.53 ${V6}`]],
  ["listen-on { 192.0.2.53; 192.0.2.99; };", [`53: 192.0.2.53 ${V6}`]],
];

const ADDRESSES = ["192.0.2.53", "192.0.2.54", "192.0.2.99", "127.0.0.1", "127.0.0.53", "2001:db8::53", "::1"];
const PORTS = [53, 853, 5300, 5353];

/** Lines as {@link OPENED} has them, for one transport. */
function socketsOf(options: string, transport: Transport): readonly string[] {
  const { twin } = siteOfFiles({
    "site.yaml":
      'version: 1\nhosts:\n  dns1: { addresses: [192.0.2.53/24, 192.0.2.54/32, "2001:db8::53/64"], bind: { version: "9.18", config: dns1/etc/named.conf } }\n',
    "dns1/etc/named.conf": `options { recursion no; ${options} };\n`,
  });
  const [bind] = twin.residents;
  if (bind === undefined) throw new RangeError("named does not start");
  return PORTS.flatMap((port) => {
    const open = ADDRESSES.filter((address) => bind.listensOn({ address: address as Address, port }, transport));
    const kind = transport === "tls" ? `${port} tls` : `${port}`;
    return open.length === 0 ? [] : [`${kind}: ${open.join(" ")}`];
  });
}

describe("the sockets that named opens", () => {
  it.each(OPENED)("%s", (options, opened) => {
    // An address that the host does not have is asked for too: there a datagram never arrives.
    const held = (lines: readonly string[]): readonly string[] =>
      lines.flatMap((line) => {
        const without = line.replace(" 192.0.2.99", "");
        return without.endsWith(":") ? [] : [without];
      });
    const plain = opened.filter((line) => !line.includes("tls"));
    expect(held(socketsOf(options, "udp"))).toEqual(plain);
    expect(held(socketsOf(options, "tcp"))).toEqual(plain);
    expect(held(socketsOf(options, "tls"))).toEqual(opened.filter((line) => line.includes("tls")));
  });
});
