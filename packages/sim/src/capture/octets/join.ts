/** Octets after each other; numbers are single octets. */
export function join(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Two octets, the upper one first. */
export function word(value: number): readonly [number, number] {
  return [(value >>> 8) & 0xff, value & 0xff];
}

/** Four octets, the uppermost first. */
export function longWord(value: number): readonly number[] {
  return [...word(Math.floor(value / 0x1_0000) & 0xffff), ...word(value % 0x1_0000)];
}
