/** Mnemonics of response codes by number, EDNS's extended ones included (RFC 6895 section 2.3). */
export const rcodeNumbers = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  YXRRSET: 7,
  NXRRSET: 8,
  NOTAUTH: 9,
  NOTZONE: 10,
  DSOTYPENI: 11,
  BADVERS: 16,
  BADKEY: 17,
  BADTIME: 18,
  BADMODE: 19,
  BADNAME: 20,
  BADALG: 21,
  BADTRUNC: 22,
  BADCOOKIE: 23,
} as const;
export type Rcode = keyof typeof rcodeNumbers | `RCODE${number}`;

const rcodeByNumber = new Map<number, Rcode>(
  Object.entries(rcodeNumbers).map(([mnemonic, number]) => [number, mnemonic as Rcode]),
);

/** From the 12 bits of header and OPT. */
export function rcodeFromNumber(number: number): Rcode {
  return number === 0 ? "NOERROR" : (rcodeByNumber.get(number) ?? `RCODE${number}`);
}

export function numberOfRcode(rcode: Rcode): number {
  const known = (rcodeNumbers as Readonly<Record<string, number | undefined>>)[rcode];
  return known ?? Number(rcode.slice(5));
}

export function parseRcode(text: string): Rcode | null {
  const upper = text.toUpperCase();
  return Object.hasOwn(rcodeNumbers, upper) ? (upper as Rcode) : null;
}

/** Mnemonics of operation codes (RFC 6895 section 2.2). */
export const opcodeNumbers = { QUERY: 0, IQUERY: 1, STATUS: 2, NOTIFY: 4, UPDATE: 5, DSO: 6 } as const;
export type Opcode = keyof typeof opcodeNumbers | `OPCODE${number}`;

const opcodeByNumber = new Map<number, Opcode>(
  Object.entries(opcodeNumbers).map(([mnemonic, number]) => [number, mnemonic as Opcode]),
);

export function opcodeFromNumber(number: number): Opcode {
  return number === 0 ? "QUERY" : (opcodeByNumber.get(number) ?? `OPCODE${number}`);
}

export function numberOfOpcode(opcode: Opcode): number {
  const known = (opcodeNumbers as Readonly<Record<string, number | undefined>>)[opcode];
  return known ?? Number(opcode.slice(6));
}
