import { describe, expect, test } from "vitest";
import { type Address, nameOf, parseAddress, parseRrType, printRdata } from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import { isMachinesWord, OwnNames } from "./resolved-own.ts";

const addressesOf = (...texts: readonly string[]): readonly Address[] =>
  texts.flatMap((text) => parseAddress(text) ?? []);
const laptop = new OwnNames({
  hostname: nameOf("laptop."),
  addresses: addressesOf("192.168.13.50", "fd13::50"),
  gateways: addressesOf("192.168.13.91"),
  outbound: addressesOf("192.168.13.50"),
});

/** `name type` to `rcode: data, data`, as systemd-resolved 252 was seen to answer on a host called laptop. */
function said(own: OwnNames, question: string): string {
  const [name = "", text = ""] = question.split(" ");
  const type = parseRrType(text);
  invariant(type !== null, `a type: ${text}`);
  const answer = own.answer({ name: nameOf(name), type, class: "IN" });
  if (answer === null) return "not its own";
  return `${answer.rcode}: ${answer.records.map(({ ttl, data }) => `${ttl} ${data.type} ${printRdata(data)}`).join(", ")}`;
}

describe("the machine's own names and addresses", () => {
  test.each([
    ["laptop. A", "NOERROR: 0 A 192.168.13.50"],
    ["LAPTOP. A", "NOERROR: 0 A 192.168.13.50"],
    ["laptop. AAAA", "NOERROR: 0 AAAA fd13::50"],
    ["laptop. ANY", "NOERROR: 0 A 192.168.13.50, 0 AAAA fd13::50"],
    ["laptop. TXT", "NOERROR: "],
    ["laptop.local. A", "NOERROR: 0 A 192.168.13.50"],
    ["x.laptop. A", "not its own"],
    ["laptop.kloud.lan. A", "not its own"],
    ["_gateway. A", "NOERROR: 0 A 192.168.13.91"],
    ["_gateway. AAAA", "NOERROR: "],
    ["_gateway. MX", "NOERROR: "],
    ["x._gateway. A", "not its own"],
    ["_outbound. A", "NOERROR: 0 A 192.168.13.50"],
    ["50.13.168.192.in-addr.arpa. PTR", "NOERROR: 0 PTR laptop., 0 PTR laptop.local."],
    // They stand in the additional section then: whoever asks for another type is told all the same.
    ["50.13.168.192.in-addr.arpa. A", "NOERROR: 0 PTR laptop., 0 PTR laptop.local."],
    ["91.13.168.192.in-addr.arpa. PTR", "NOERROR: 0 PTR _gateway."],
    ["2.0.0.127.in-addr.arpa. PTR", "NOERROR: 0 PTR laptop., 0 PTR laptop.local., 0 PTR localhost."],
    ["92.13.168.192.in-addr.arpa. PTR", "not its own"],
  ])("%s", (question, answer) => expect(said(laptop, question)).toBe(answer));

  test("a whole name is its own beside its first label, and has an address without having one", () => {
    const whole = new OwnNames({ hostname: nameOf("a.kloud.lan."), addresses: [], gateways: [], outbound: [] });
    expect(["a.kloud.lan. A", "a. A", "a.local. A", "kloud.lan. A"].map((question) => said(whole, question))).toEqual([
      "NOERROR: 0 A 127.0.0.2",
      "NOERROR: 0 A 127.0.0.2",
      "NOERROR: 0 A 127.0.0.2",
      "not its own",
    ]);
  });

  test("without a default route there is no gateway", () => {
    const alone = new OwnNames({ hostname: nameOf("a."), addresses: [], gateways: [], outbound: [] });
    expect(said(alone, "_gateway. A")).toBe("NXDOMAIN: ");
    expect(said(alone, "_outbound. A")).toBe("NXDOMAIN: ");
  });

  test("another class is none of its business", () => {
    expect(laptop.answer({ name: nameOf("laptop."), type: "A", class: "CH" })).toBeNull();
  });

  test("its words are asked of nobody", () => {
    expect(["_gateway.", "_OUTBOUND.", "x._gateway.", "gateway."].map((text) => isMachinesWord(nameOf(text)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
