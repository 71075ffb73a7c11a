import { CLIENT, type Course } from "./course.ts";

/** Whom the client asks again and again: which machine, from which of its addresses, for which zone. */
export interface Polled {
  readonly machine: string;
  readonly source: string;
  readonly zone: string;
}

export const ZONE = "z.lan";

/** Each as it stands before what was heard: `s`, `s 10.9.0.19`, `s y.lan`. */
export function polledIn({ machines, polled }: Course): readonly string[] {
  return polled ?? Object.keys(machines);
}

export function readPolled(text: string): Polled {
  const [machine = "", other] = text.split(" ");
  const plain: Polled = { machine, source: CLIENT, zone: ZONE };
  if (other === undefined) return plain;
  return /^[\d.]+$/.test(other) ? { ...plain, source: other } : { ...plain, zone: other };
}

/** `s y.lan 7` without its last word. */
export function whoSaid(text: string): string {
  return text.slice(0, text.lastIndexOf(" "));
}
