import { execFileSync } from "node:child_process";
import { CLIENT, OTHER_CLIENT, type Seen } from "./course.ts";
import { packetText } from "./packet-text.ts";

const FIELDS = [
  "frame.time_epoch",
  "ip.src",
  "ip.dst",
  "ip.proto",
  "dns.flags.response",
  "dns.flags.opcode",
  "dns.flags.rcode",
  "dns.qry.name",
  "dns.qry.type",
  "dns.count.answers",
  "dns.soa.serial_number",
  "dns.resp.type",
  "dns.tsig.error",
];
const TYPES: Readonly<Record<string, string>> = { 1: "A", 2: "NS", 6: "SOA", 28: "AAAA", 251: "IXFR", 252: "AXFR" };
const RCODES = [
  "NOERROR",
  "FORMERR",
  "SERVFAIL",
  "NXDOMAIN",
  "NOTIMP",
  "REFUSED",
  "YXDOMAIN",
  "YXRRSET",
  "NXRRSET",
  "NOTAUTH",
];

/** The DNS messages of a capture, but for the client's. */
export function readPackets(file: string, beginsAt: number): readonly Seen[] {
  const fields = FIELDS.flatMap((field) => ["-e", field]);
  const options = ["-r", file, "-Y", "dns", "-T", "fields", "-E", "separator=|", "-E", "aggregator=,"];
  const text = execFileSync("tshark", [...options, ...fields], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return text
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => seenIn(line.split("|"), beginsAt));
}

function seenIn(fields: readonly string[], beginsAt: number): readonly Seen[] {
  const [time = "", source = "", destination = "", protocol, reply, opcode, rcode = "", ...more] = fields;
  const [name = "", type = "", answers = "", serials = "", types = "", errors = ""] = more;
  if ([CLIENT, OTHER_CLIENT].some((client) => source === client || destination === client)) return [];
  const isReply = reply === "1" || reply === "True";
  const seen = packetText({
    source,
    destination,
    transport: protocol === "6" ? "tcp" : "udp",
    isReply,
    isNotify: opcode === "4",
    type: TYPES[type] ?? type,
    name,
    rcode: RCODES[Number(rcode)] ?? rcode,
    hasEdns: types.split(",").includes("41"),
    answers: Number(answers),
    signatureError: errors === "" ? null : Number(errors.split(",")[0]),
    serials: serials.split(",").filter((serial) => serial !== ""),
  });
  return [{ atMs: Math.round(Number(time) * 1000 - beginsAt), text: seen }];
}
