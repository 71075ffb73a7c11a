/** What was on a link: an advert of VRRP, or a gratuitous ARP (in IPv6 a neighbour advertisement that nobody asked for). Seconds since 1970. */
export type SeenPacket =
  | {
      readonly kind: "advert";
      readonly at: number;
      readonly mac: string;
      /** Where it says that it comes from. */
      readonly source: string;
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
const ARP_REQUEST = 1;
const ICMP6_PROTOCOL = 58;
const IPV6_HEADER = 40;
const NEIGHBOUR_ADVERTISEMENT = 136;
const SOLICITED = 0x40;

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
      return readIp(at, macOf(frame), body);
    case 0x0806:
      return readArp(at, macOf(frame), body);
    case 0x86dd:
      return readIp6(at, macOf(frame), body);
    default:
      return null;
  }
}

/** Of whoever has sent it. */
function macOf(frame: Buffer): string {
  return [...frame.subarray(6, 12)].map((octet) => octet.toString(16).padStart(2, "0")).join(":");
}

function readIp(at: number, mac: string, packet: Buffer): SeenPacket | null {
  const header = (packet.readUInt8(0) & 0x0f) * 4;
  const protocol = packet.readUInt8(9);
  const [inner, sender] = [packet.subarray(header), { mac, source: addressAt(packet, 12) }];
  if (protocol === AH_PROTOCOL) return readAdvert(at, sender, inner.subarray((inner.readUInt8(1) + 2) * 4));
  return protocol === VRRP_PROTOCOL ? readAdvert(at, sender, inner) : null;
}

function readIp6(at: number, mac: string, packet: Buffer): SeenPacket | null {
  const [protocol, inner] = [packet.readUInt8(6), packet.subarray(IPV6_HEADER)];
  if (protocol === VRRP_PROTOCOL) return readAdvert(at, { mac, source: address6At(packet, 8) }, inner);
  if (protocol !== ICMP6_PROTOCOL || inner.readUInt8(0) !== NEIGHBOUR_ADVERTISEMENT) return null;
  if ((inner.readUInt8(4) & SOLICITED) !== 0) return null;
  return { kind: "gratuitous-arp", at, mac, address: address6At(inner, 8) };
}

function readAdvert(at: number, sender: { readonly mac: string; readonly source: string }, advert: Buffer): SeenPacket {
  const [first, id, priority] = [advert.readUInt8(0), advert.readUInt8(1), advert.readUInt8(2)];
  return { kind: "advert", at, ...sender, id, priority, version: first >> 4 };
}

/** Who asks for his own address tells it; an answer is the kernel's, which still has the address that another announces. */
function readArp(at: number, mac: string, arp: Buffer): SeenPacket | null {
  const [sender, target] = [addressAt(arp, 14), addressAt(arp, 24)];
  const isAsked = arp.readUInt16BE(6) === ARP_REQUEST;
  return isAsked && sender === target ? { kind: "gratuitous-arp", at, mac, address: sender } : null;
}

function addressAt(octets: Buffer, place: number): string {
  return [...octets.subarray(place, place + 4)].join(".");
}

/** As `ip` writes it, for addresses that have one gap. */
function address6At(octets: Buffer, place: number): string {
  const groups = Array.from({ length: 8 }, (_, at) => octets.readUInt16BE(place + 2 * at).toString(16));
  return groups.join(":").replace(/(^|:)0(:0)+(:|$)/, "::");
}
