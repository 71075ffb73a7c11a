import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  decodeMessage,
  type EffectResult,
  encodeForTransport,
  type Instant,
  instantFromMs,
  isExchange,
  laterBy,
  type Message,
  makeSystemdResolved,
  type NameServer,
  nameOf,
  type Outcome,
  parseAddress,
  printRecord,
  type QueryPacket,
  responseFromMessage,
} from "@splithorizon/core";
import { DOMAIN, UPSTREAMS } from "./script.ts";

/** A question to 127.0.0.53 as it was recorded, octets in hexadecimal. */
export interface ResolvedRecording {
  readonly atMs: number;
  readonly transport: "udp" | "tcp";
  readonly query: string;
  /** null: nothing came. */
  readonly reply: string | null;
  readonly asked: readonly {
    readonly to: string;
    readonly transport: string;
    readonly query: string;
    readonly reply: string | null;
  }[];
}

export function resolvedRecordings(): readonly ResolvedRecording[] {
  const path = join(import.meta.dirname, "../../recordings/systemd-resolved.ndjson");
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as ResolvedRecording);
}

const endpoint = (text: string, port = 53) => {
  const address = parseAddress(text);
  if (address === null) throw new Error(`not an address: ${text}`);
  return { address, port };
};

/** Of the machine that was recorded. */
const HOSTNAME = "vm";

export function twinOfResolved(): NameServer {
  const addresses = ["192.168.13.50", ...UPSTREAMS].map((text) => endpoint(text).address);
  return makeSystemdResolved({
    nameservers: UPSTREAMS.map((address) => endpoint(address)),
    domains: [nameOf(DOMAIN)],
    machine: { hostname: nameOf(`${HOSTNAME}.`), addresses, gateways: [], outbound: [] },
  });
}

/** What the twin replies, in the words of {@link described}, with the upstreams' recorded replies. */
export function replayed(twin: NameServer, recording: ResolvedRecording): readonly string[] {
  const { query, transport, atMs } = recording;
  const bytes = Buffer.from(query, "hex");
  const packet: QueryPacket = {
    source: endpoint("127.0.0.1", 40_000),
    destination: endpoint("127.0.0.53"),
    transport,
    content: { kind: "bytes", bytes },
  };
  const outcome = drive(twin, packet, recording, instantFromMs(atMs));
  if (outcome.kind !== "reply") return [`no reply: ${outcome.kind}`];
  const [response] = outcome.messages;
  const decoded = decodeMessage(bytes);
  if (response === undefined || decoded.kind === "undecodable") return ["no reply"];
  const { kind: _, ...message } = { ...decoded.message, kind: "query" as const };
  const fitted = encodeForTransport(response, transport, { ...message, kind: "query" });
  return described(Buffer.from(fitted.bytes).toString("hex"));
}

function drive(twin: NameServer, packet: QueryPacket, recording: ResolvedRecording, start: Instant): Outcome {
  const step = twin.receive(packet, start);
  if (!isExchange(step)) return step;
  const left = [...recording.asked];
  let now = start;
  let result = step.next({ kind: "spawned", now });
  while (result.done !== true) {
    const effect = result.value;
    if (effect.kind !== "ask") throw new Error(`systemd-resolved does not ${effect.kind}`);
    const [question] = effect.message.questions;
    const index = left.findIndex(
      ({ to, transport, query }) =>
        to === effect.to.address &&
        transport === effect.transport &&
        isAbout(query, `${question?.name.key} ${question?.type}`),
    );
    const [entry] = index === -1 ? [] : left.splice(index, 1);
    const answer = entry?.reply == null ? null : messageOf(entry.reply);
    const next: EffectResult =
      answer === null
        ? { kind: "failed", how: "timeout", now: laterBy(now, effect.timeoutMs) }
        : { kind: "answered", messages: [responseFromMessage(answer)], now };
    now = next.now;
    result = step.next(next);
  }
  return result.value;
}

function isAbout(query: string, question: string): boolean {
  const [asked] = messageOf(query).questions;
  return `${asked?.name.key} ${asked?.type}` === question;
}

function messageOf(hex: string): Message {
  const decoded = decodeMessage(Buffer.from(hex, "hex"));
  if (decoded.kind === "undecodable") throw new Error(decoded.why.kind);
  return decoded.message;
}

/** A reply in lines that can be compared: header, EDNS and records, each section as a set. */
export function described(hex: string | null): readonly string[] {
  if (hex === null) return ["no reply"];
  const { flags, rcode, opcode, questions, answer, authority, additional, edns } = messageOf(hex);
  const on = Object.entries(flags).flatMap(([flag, isOn]) => (isOn ? [flag] : []));
  const lines = [`${opcode} ${rcode} ${on.join(" ")}`, `octets ${hex.length / 2}`];
  if (edns !== null) lines.push(`edns ${edns.udpSize} ${edns.version} ${edns.dnssecOk} ${edns.options.length}`);
  for (const { name, type, class: rrClass } of questions) lines.push(`? ${name.text} ${rrClass} ${type}`);
  for (const [section, records] of Object.entries({ answer, authority, additional })) {
    lines.push(...records.map((record) => `${section} ${printRecord(record).replaceAll("\t", " ")}`).sort());
  }
  return lines;
}
