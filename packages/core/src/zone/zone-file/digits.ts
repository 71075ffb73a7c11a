/** A number of $GENERATE: decimal, octal, hexadecimal, or reversed nibbles with dots between; at least `width` characters wide. */
export function printGenerated(value: number, width: number, base: string): string {
  switch (base) {
    case "o":
      return (value >>> 0).toString(8).padStart(width, "0");
    case "x":
      return (value >>> 0).toString(16).padStart(width, "0");
    case "X":
      return (value >>> 0).toString(16).toUpperCase().padStart(width, "0");
    case "n":
      return nibbles(value >>> 0, width);
    case "N":
      return nibbles(value >>> 0, width).toUpperCase();
    default:
      return value < 0 ? `-${String(-value).padStart(width - 1, "0")}` : String(value).padStart(width, "0");
  }
}

/** lib/dns/master.c nibbles: the width counts the dots. */
function nibbles(value: number, width: number): string {
  let text = "";
  let rest = value;
  let left = width;
  do {
    text += (rest & 0x0f).toString(16);
    rest >>>= 4;
    left -= 1;
    if (left > 0 || rest !== 0) {
      text += ".";
      left -= 1;
    }
  } while (rest !== 0 || left > 0);
  return text;
}
