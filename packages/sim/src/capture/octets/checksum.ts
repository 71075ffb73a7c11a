/** The one's complement of the one's complement sum of 16-bit words (RFC 1071); of an odd octet the rest is 0. */
export function checksum(...parts: readonly Uint8Array[]): number {
  let sum = 0;
  let isUpper = true;
  for (const part of parts) {
    for (const octet of part) {
      sum += isUpper ? octet << 8 : octet;
      isUpper = !isUpper;
    }
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x1_0000);
  return ~sum & 0xffff;
}
