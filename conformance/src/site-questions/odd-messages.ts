import { nameHex, queryHex } from "../query.ts";

/** A message that no stub resolver sends, with what is odd about it. */
export interface OddMessage {
  readonly about: string;
  readonly hex: string;
  readonly tcp?: boolean;
}

const header = (flags: string, counts: string): string => `beef${flags}${counts}`;
const question = (name: string, type = "0001"): string => `${nameHex(name)}${type}0001`;

/** Odd in header, counts, names, classes, types, EDNS and length: about names that the server asked answers. */
export function oddMessages(name: string): readonly OddMessage[] {
  return [
    { about: "no question", hex: header("0100", "0000000000000000") },
    { about: "two questions", hex: header("0100", "0002000000000000") + question(name) + question(name) },
    { about: "says one question, has none", hex: header("0100", "0001000000000000") },
    { about: "a response", hex: header("8100", "0001000000000000") + question(name) },
    { about: "four octets", hex: "beef0100" },
    { about: "trailing octets", hex: `${header("0100", "0001000000000000")}${question(name)}00ff00ff` },
    { about: "opcode IQUERY", hex: queryHex(name, "A", { opcode: 1 }) },
    { about: "opcode STATUS", hex: queryHex(name, "A", { opcode: 2 }) },
    { about: "opcode NOTIFY", hex: queryHex(name, "SOA", { opcode: 4, rd: false }) },
    { about: "opcode UPDATE", hex: queryHex(name, "SOA", { opcode: 5, rd: false }) },
    { about: "opcode 15", hex: queryHex(name, "A", { opcode: 15 }) },
    { about: "class CH", hex: queryHex(name, "A", { class: "CH" }) },
    { about: "class ANY", hex: queryHex(name, "A", { class: "ANY" }) },
    { about: "class HS", hex: queryHex(name, "TXT", { class: "HS" }) },
    { about: "version.bind", hex: queryHex("version.bind.", "TXT", { class: "CH" }) },
    { about: "id.server", hex: queryHex("id.server.", "TXT", { class: "CH" }) },
    { about: "type 0", hex: header("0100", "0001000000000000") + question(name, "0000") },
    { about: "type OPT", hex: header("0100", "0001000000000000") + question(name, "0029") },
    { about: "type 65280", hex: header("0100", "0001000000000000") + question(name, "ff00") },
    { about: "type MAILB", hex: header("0100", "0001000000000000") + question(name, "00fd") },
    { about: "AD set", hex: queryHex(name, "A", { ad: true, edns: 1232 }) },
    { about: "Z set", hex: header("0140", "0001000000000000") + question(name) },
    { about: "AA, TC, RA and an rcode set", hex: header("0785", "0001000000000000") + question(name) },
    { about: "EDNS version 1", hex: queryHex(name, "A", { edns: 1232, ednsVersion: 1 }) },
    { about: "EDNS size 0", hex: queryHex(name, "A", { edns: 0 }) },
    { about: "a client cookie", hex: queryHex(name, "A", { edns: 1232, options: "000a00080102030405060708" }) },
    { about: "a short cookie", hex: queryHex(name, "A", { edns: 1232, options: "000a000401020304" }) },
    { about: "NSID", hex: queryHex(name, "A", { edns: 1232, options: "00030000" }) },
    { about: "client subnet", hex: queryHex(name, "A", { edns: 1232, options: "0008000700011800c0a80d" }) },
    { about: "an unknown option", hex: queryHex(name, "A", { edns: 1232, options: "fde900021234" }) },
    { about: "an option that is too long", hex: queryHex(name, "A", { edns: 1232, options: "00030009" }) },
    { about: "TCP keepalive", hex: queryHex(name, "A", { edns: 1232, options: "000b0000" }), tcp: true },
    { about: "two OPT records", hex: twoOpts(name) },
    {
      about: "an answer in the question",
      hex: `${header("0100", "0001000100000000")}${question(name)}c00c00010001000000050004c0a80d01`,
    },
    { about: "a pointer to itself", hex: `${header("0100", "0001000000000000")}c00c00010001` },
    { about: "a label of 64 octets", hex: `${header("0100", "0001000000000000")}40${"61".repeat(64)}0000010001` },
    {
      about: "a name of 256 octets",
      hex: `${header("0100", "0001000000000000")}${`3f${"61".repeat(63)}`.repeat(4)}0000010001`,
    },
    { about: "a blank in a label", hex: queryHex(`a\\032b.${name}`, "A") },
    { about: "a zero octet in a label", hex: queryHex(`a\\000b.${name}`, "A") },
  ];
}

function twoOpts(name: string): string {
  const opt = "0000290200000000000000";
  return `${header("0100", "0001000000000002")}${question(name)}${opt}${opt}`;
}
