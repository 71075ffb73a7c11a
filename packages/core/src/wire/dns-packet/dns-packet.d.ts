/**
 * As much of dns-packet 5.6.1 as is used here. Its published types pull Node's globals into whoever reads them, and know neither
 * rcodes nor a third of its own record types: they are left alone.
 */
declare module "dns-packet" {
  interface PacketBuffer extends Uint8Array {
    readonly constructor: typeof Function & { from(octets: Uint8Array): PacketBuffer };
  }
  export function encode(packet: object): PacketBuffer;
  export function decode(octets: PacketBuffer): object;
  export const name: { encode(text: string): PacketBuffer };
}
