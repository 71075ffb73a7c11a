/** Where characters of a decoded text stand in its bytes: `yaml` counts UTF-16 units, sources count bytes. */
export type ByteOffsets = (characters: number) => number;

/** Text of ASCII alone is its own map; any other costs one number a unit, made once. */
export function byteOffsetsOf(text: string, byteLength: number): ByteOffsets {
  if (text.length === byteLength) return (characters) => Math.min(characters, byteLength);
  const offsets = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    offsets[at] = bytes;
    bytes += octetsOf(text.charCodeAt(at));
  }
  offsets[text.length] = bytes;
  return (characters) => offsets[Math.min(characters, text.length)] ?? byteLength;
}

/** Octets in UTF-8; each half of a surrogate pair counts two of the pair's four. */
function octetsOf(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
}
