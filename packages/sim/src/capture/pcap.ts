import type { Frame } from "./capture.ts";
import { join } from "./octets/index.ts";

const ETHERNET = 1;
const MOST_OCTETS = 262_144;

/** A time in microseconds, as captures tell it, of a moment of the site. */
function microseconds({ atMs }: Frame, beginsAt: number): number {
  return Math.round(beginsAt * 1_000_000 + atMs * 1000);
}

/** Little-endian, as most captures are. */
function number32(value: number): readonly number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

function number16(value: number): readonly number[] {
  return [value & 0xff, value >>> 8];
}

/** One machine's view as a classic pcap file (version 2.4). `beginsAt`: seconds since 1970 at the site's first moment. */
export function pcapOf(frames: readonly Frame[], beginsAt = 0): Uint8Array {
  const version = [...number16(2), ...number16(4)];
  const head = [...number32(0xa1b2c3d4), ...version, ...number32(0), ...number32(0)];
  const records = frames.flatMap((frame) => {
    const at = microseconds(frame, beginsAt);
    const { length } = frame.octets;
    const times = [...number32(Math.floor(at / 1_000_000)), ...number32(at % 1_000_000)];
    return [[...times, ...number32(length), ...number32(length)], frame.octets];
  });
  return join(head, [...number32(MOST_OCTETS), ...number32(ETHERNET)], ...records);
}

const BLOCKS = { section: 0x0a0d0d0a, interface: 1, packet: 6 } as const;
const OPTIONS = { interfaceName: 2, packetFlags: 2 } as const;
const DIRECTIONS = { in: 1, out: 2 } as const;

/** The views of several machines as one pcapng file: each is an interface with its name, and every frame has its direction. */
export function pcapngOf(frames: readonly Frame[], beginsAt = 0): Uint8Array {
  const machines = [...new Set(frames.map(({ machine }) => machine))].sort();
  const interfaces = new Map(machines.map((machine, place) => [machine, place]));
  return join(
    block(BLOCKS.section, [...number32(0x1a2b3c4d), ...number16(1), ...number16(0), ...number32(-1), ...number32(-1)]),
    ...machines.map(interfaceBlock),
    ...frames.map((frame) => packetBlock(frame, interfaces.get(frame.machine) ?? 0, beginsAt)),
  );
}

function block(type: number, body: Uint8Array | readonly number[]): Uint8Array {
  const length = number32(12 + body.length);
  return join(number32(type), length, body, length);
}

function interfaceBlock(machine: string): Uint8Array {
  const head = [...number16(ETHERNET), 0, 0, ...number32(MOST_OCTETS)];
  return block(BLOCKS.interface, join(head, option(OPTIONS.interfaceName, new TextEncoder().encode(machine)), END));
}

function packetBlock(frame: Frame, place: number, beginsAt: number): Uint8Array {
  const at = microseconds(frame, beginsAt);
  const { octets, direction } = frame;
  const head = [...number32(place), ...number32(Math.floor(at / 2 ** 32)), ...number32(at % 2 ** 32)];
  const lengths = [...number32(octets.length), ...number32(octets.length)];
  const flags = option(OPTIONS.packetFlags, Uint8Array.from(number32(DIRECTIONS[direction])));
  return block(BLOCKS.packet, join(head, lengths, padded(octets), flags, END));
}

const END = [0, 0, 0, 0] as const;

function option(code: number, value: Uint8Array): Uint8Array {
  return join(number16(code), number16(value.length), padded(value));
}

function padded(octets: Uint8Array): Uint8Array {
  return join(octets, new Uint8Array((4 - (octets.length % 4)) % 4));
}
