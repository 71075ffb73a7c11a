import type { Octets } from "@splithorizon/core";

/** What a reader makes of one frame, in the words of `tcpdump`. */
export interface ReadFrame {
  readonly at: number;
  readonly machine: string;
  readonly direction: "in" | "out" | null;
  readonly what: string;
  readonly ttl: number | null;
  readonly content: Uint8Array;
}

interface Raw {
  readonly atMicros: number;
  readonly machine: string;
  readonly direction: "in" | "out" | null;
  readonly octets: Uint8Array;
}

/** Reads a capture of either kind, and complains of every checksum and length that is wrong. */
export function readCapture(file: Uint8Array): readonly ReadFrame[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const raw = view.getUint32(0, true) === 0x0a0d0d0a ? readPcapng(file, view) : readPcap(file, view);
  return raw.map(({ atMicros, machine, direction, octets }) => ({
    at: atMicros / 1000,
    machine,
    direction,
    ...readEthernet(octets),
  }));
}

function readPcap(file: Uint8Array, view: DataView): readonly Raw[] {
  if (view.getUint32(0, true) !== 0xa1b2c3d4 || view.getUint32(20, true) !== 1) throw new Error("no pcap of Ethernet");
  const frames: Raw[] = [];
  for (let at = 24; at < file.length; ) {
    const length = view.getUint32(at + 8, true);
    if (length !== view.getUint32(at + 12, true)) throw new Error("a frame is cut");
    const atMicros = view.getUint32(at, true) * 1e6 + view.getUint32(at + 4, true);
    frames.push({ atMicros, machine: "", direction: null, octets: file.subarray(at + 16, at + 16 + length) });
    at += 16 + length;
  }
  return frames;
}

function readPcapng(file: Uint8Array, view: DataView): readonly Raw[] {
  const machines: string[] = [];
  const frames: Raw[] = [];
  for (let at = 0; at < file.length; ) {
    const [type, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    if (length % 4 !== 0 || view.getUint32(at + length - 4, true) !== length)
      throw new Error(`block at ${at}: lengths`);
    if (type === 1) {
      const size = view.getUint16(at + 18, true);
      machines.push(new TextDecoder().decode(file.subarray(at + 20, at + 20 + size)));
    } else if (type === 6) {
      const size = view.getUint32(at + 20, true);
      const flags = view.getUint32(at + 28 + Math.ceil(size / 4) * 4 + 4, true);
      frames.push({
        atMicros: view.getUint32(at + 12, true) * 2 ** 32 + view.getUint32(at + 16, true),
        machine: machines[view.getUint32(at + 8, true)] ?? "?",
        direction: flags === 1 ? "in" : "out",
        octets: file.subarray(at + 28, at + 28 + size),
      });
    }
    at += length;
  }
  return frames;
}

type Read = Pick<ReadFrame, "what" | "ttl" | "content">;

function readEthernet(octets: Uint8Array): Read {
  const body = octets.subarray(14);
  switch (word(octets, 12)) {
    case 0x0800:
      return readIpv4(body);
    case 0x86dd:
      return readIpv6(body);
    case 0x0806: {
      const [sender, target] = [dotted(body.subarray(14, 18)), dotted(body.subarray(24, 28))];
      return { what: `arp ${sender} asks for ${target}`, ttl: null, content: new Uint8Array(0) };
    }
    default:
      throw new Error(`no ethertype of ours: ${word(octets, 12)}`);
  }
}

function readIpv4(octets: Uint8Array): Read {
  if (sumOf(octets.subarray(0, 20)) !== 0xffff) throw new Error("the IPv4 header's checksum is wrong");
  if (word(octets, 2) !== octets.length) throw new Error("the IPv4 length is wrong");
  const [source, destination] = [octets.subarray(12, 16), octets.subarray(16, 20)];
  const [protocol = 0, payload] = [octets[9], octets.subarray(20)];
  const pseudo = Uint8Array.of(...source, ...destination, 0, protocol, payload.length >> 8, payload.length & 0xff);
  return readPayload(protocol, pseudo, payload, [dotted(source), dotted(destination)], octets[8] ?? 0);
}

function readIpv6(octets: Uint8Array): Read {
  if (word(octets, 4) !== octets.length - 40) throw new Error("the IPv6 length is wrong");
  const [source, destination] = [octets.subarray(8, 24), octets.subarray(24, 40)];
  const [protocol = 0, payload] = [octets[6], octets.subarray(40)];
  const length = [0, 0, payload.length >> 8, payload.length & 0xff];
  const pseudo = Uint8Array.of(...source, ...destination, ...length, 0, 0, 0, protocol);
  return readPayload(protocol, pseudo, payload, [groups(source), groups(destination)], octets[7] ?? 0);
}

type Addresses = readonly [source: string, destination: string];

function readPayload(protocol: number, pseudo: Uint8Array, payload: Uint8Array, ends: Addresses, ttl: number): Read {
  const [source, destination] = ends;
  const ports = `${source}:${word(payload, 0)} > ${destination}:${word(payload, 2)}`;
  const isSealed = sumOf(pseudo, payload) === 0xffff;
  switch (protocol) {
    case 17:
      if (!isSealed || word(payload, 4) !== payload.length) throw new Error(`UDP ${ports}: checksum or length`);
      return { what: `udp ${ports}`, ttl, content: payload.subarray(8) };
    case 6: {
      if (!isSealed) throw new Error(`TCP ${ports}: checksum`);
      const content = payload.subarray(((payload[12] ?? 0) >> 4) * 4);
      const said = `${flagsOf(payload[13] ?? 0)} ${longWord(payload, 4)}+${content.length} ack ${longWord(payload, 8)}`;
      return { what: `tcp ${ports} ${said}`, ttl, content };
    }
    default:
      return { what: readControl(protocol, payload, ends, isSealed), ttl, content: payload.subarray(8) };
  }
}

function readControl(
  protocol: number,
  payload: Uint8Array,
  [source, destination]: Addresses,
  isSealed: boolean,
): string {
  const [first = 0, second, third, fourth] = payload;
  const isSummed = sumOf(payload) === 0xffff;
  switch (protocol) {
    case 112:
      if (first >> 4 === 2 ? !isSummed : !isSealed) throw new Error("VRRP: checksum");
      return `vrrp${first >> 4} ${source} > ${destination} vrid ${second} prio ${third} count ${fourth}`;
    case 1:
      if (!isSummed) throw new Error("ICMP: checksum");
      return `icmp ${source} > ${destination} ${first}/${second}`;
    case 58:
      if (!isSealed) throw new Error("ICMPv6: checksum");
      return `icmp6 ${source} > ${destination} ${first}/${second}`;
    default:
      throw new Error(`no protocol of ours: ${protocol}`);
  }
}

function flagsOf(flags: number): string {
  return ["F", "S", "R", "P", "."].filter((_, bit) => (flags & (1 << bit)) !== 0).join("");
}

function word(octets: Octets | Uint8Array, at: number): number {
  return ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
}

function longWord(octets: Uint8Array, at: number): number {
  return word(octets, at) * 0x1_0000 + word(octets, at + 2);
}

/** All ones where the checksum in it is right. */
function sumOf(...parts: readonly Uint8Array[]): number {
  const octets = parts.flatMap((part) => [...part]);
  let sum = 0;
  for (let at = 0; at < octets.length; at += 2) sum += ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}

function dotted(octets: Uint8Array): string {
  return octets.join(".");
}

function groups(octets: Uint8Array): string {
  return Array.from({ length: 8 }, (_, at) => word(octets, at * 2).toString(16)).join(":");
}
