import {
  type Edns,
  type EdnsOption,
  encodeMessage,
  type HeaderFlags,
  type Message,
  NO_FLAGS,
  nameOf,
  parseRdataText,
  parseRrClass,
  parseRrType,
  type Rcode,
  type RdataWord,
  type ResourceRecord,
  responseFromMessage,
} from "@splithorizon/core";
import type { DigReply } from "./dig/cases.ts";

const COOKIE = 10;
const FLAGS: Readonly<Record<string, keyof HeaderFlags>> = {
  aa: "authoritative",
  tc: "truncated",
  rd: "recursionDesired",
  ra: "recursionAvailable",
  z: "reserved",
  ad: "authenticData",
  cd: "checkingDisabled",
};

/** The octets of a scripted reply to a query. */
export function replyOctets(reply: DigReply, query: Message): Buffer {
  const flags: HeaderFlags = {
    ...NO_FLAGS,
    ...Object.fromEntries(words(reply.flags).map((word) => [FLAGS[word], true])),
  };
  const message = responseFromMessage({
    ...query,
    flags,
    rcode: (reply.rcode ?? "NOERROR") as Rcode,
    questions: Array.from({ length: reply.questions ?? 1 }, () => query.questions).flat(),
    answer: recordsFrom(reply.answer),
    authority: recordsFrom(reply.authority),
    additional: recordsFrom(reply.additional),
    edns: reply.edns === undefined ? null : ednsFrom(reply.edns, query.edns),
  });
  const trailing = Buffer.from(reply.trailing ?? "", "hex");
  return Buffer.concat([encodeMessage(message, { compression: "bind" }), trailing]);
}

const words = (text: string | undefined): readonly string[] => (text ?? "").split(" ").filter((word) => word !== "");

function ednsFrom(text: string, sent: Edns | null): Edns {
  const [size, ...rest] = words(text);
  const numberBehind = (word: string): number => Number(rest[rest.indexOf(word) + 1] ?? 0);
  return {
    udpSize: Number(size),
    version: rest.includes("version") ? numberBehind("version") : 0,
    dnssecOk: rest.includes("do"),
    z: rest.includes("z") ? numberBehind("z") : 0,
    options: rest.flatMap((word) => optionFrom(word, sent)),
  };
}

function optionFrom(word: string, sent: Edns | null): readonly EdnsOption[] {
  const cookie = sent?.options.find(({ code }) => code === COOKIE)?.data ?? new Uint8Array();
  if (word === "echo") return [{ code: COOKIE, data: cookie }];
  if (word === "good") return [{ code: COOKIE, data: Uint8Array.of(...cookie.subarray(0, 8), 1, 2, 3, 4, 5, 6, 7, 8) }];
  const [, code, hex] = /^(\d+):([0-9a-f]*)$/.exec(word) ?? [];
  return code === undefined ? [] : [{ code: Number(code), data: Buffer.from(hex ?? "", "hex") }];
}

function recordsFrom(text: string | undefined): readonly ResourceRecord[] {
  return (text ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map(recordFrom);
}

function recordFrom(line: string): ResourceRecord {
  const [, owner = "", ttl = "", rrClass = "", type = "", data = ""] =
    /^(\S+) (\d+) (\S+) (\S+) ?(.*)$/.exec(line) ?? [];
  const read = parseRrType(type);
  const readClass = parseRrClass(rrClass);
  if (read === null || readClass === null) throw new Error(`not a record: ${line}`);
  const rdata = parseRdataText(read, rdataWords(data), nameOf("."));
  if ("why" in rdata) throw new Error(`${line}: ${rdata.why}`);
  return { owner: nameOf(owner), class: readClass, ttl: Number(ttl), data: rdata };
}

function rdataWords(text: string): readonly RdataWord[] {
  return Array.from(text.matchAll(/"((?:\\.|[^"\\])*)"|((?:\\.|"[^"]*"|[^\s"\\])+)/g), (match) => {
    const [whole, quoted, bare = ""] = match;
    return {
      text: quoted ?? bare,
      isQuoted: quoted !== undefined,
      start: match.index,
      end: match.index + whole.length,
    };
  });
}
