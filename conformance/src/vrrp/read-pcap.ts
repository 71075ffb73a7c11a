/** What was on a link: an advert of VRRP, or a gratuitous ARP. Seconds since 1970. */
export type SeenPacket =
  | {
      readonly kind: "advert";
      readonly at: number;
      readonly from: string;
      readonly id: number;
      readonly priority: number;
      readonly version: number;
    }
  | { readonly kind: "gratuitous-arp"; readonly at: number; readonly mac: string; readonly address: string };

const FILE_HEADER = 24;
const PACKET_HEADER = 16;
const ETHERNET = 14;
const AH_PROTOCOL = 51;
const VRRP_PROTOCOL = 112;

/** Packets of a file in libpcap's format, as a little-endian machine writes it. */
export function packetsOf(file: Buffer): readonly SeenPacket[] {
  const packets: SeenPacket[] = [];
  let place = FILE_HEADER;
  while (place + PACKET_HEADER <= file.length) {
    const at = file.readUInt32LE(place) + file.readUInt32LE(place + 4) / 1e6;
    const length = file.readUInt32LE(place + 8);
    const frame = file.subarray(place + PACKET_HEADER, place + PACKET_HEADER + length);
    const packet = readFrame(at, frame);
    if (packet !== null) packets.push(packet);
    place += PACKET_HEADER + length;
  }
  return packets;
}

function readFrame(at: number, frame: Buffer): SeenPacket | null {
  const body = frame.subarray(ETHERNET);
  switch (frame.readUInt16BE(12)) {
    case 0x0800:
      return readIp(at, body);
    case 0x0806:
      return readArp(at, frame, body);
    default:
      return null;
  }
}

function readIp(at: number, packet: Buffer): SeenPacket | null {
  const header = (packet.readUInt8(0) & 0x0f) * 4;
  const protocol = packet.readUInt8(9);
  const from = addressAt(packet, 12);
  let advert = packet.subarray(header);
  if (protocol === AH_PROTOCOL) advert = advert.subarray((advert.readUInt8(1) + 2) * 4);
  else if (protocol !== VRRP_PROTOCOL) return null;
  const [first, id, priority] = [advert.readUInt8(0), advert.readUInt8(1), advert.readUInt8(2)];
  return { kind: "advert", at, from, id, priority, version: first >> 4 };
}

/** Who asks for his own address tells it. */
function readArp(at: number, frame: Buffer, arp: Buffer): SeenPacket | null {
  const [sender, target] = [addressAt(arp, 14), addressAt(arp, 24)];
  if (sender !== target) return null;
  return {
    kind: "gratuitous-arp",
    at,
    mac: [...frame.subarray(6, 12)].map((octet) => octet.toString(16).padStart(2, "0")).join(":"),
    address: sender,
  };
}

function addressAt(octets: Buffer, place: number): string {
  return [...octets.subarray(place, place + 4)].join(".");
}
