import type { Resident } from "../hosts/index.ts";
import type { Station } from "../network/index.ts";
import type { Frame, KeptConnection, OutgoingQuestion } from "../sending/index.ts";
import type { Agenda } from "./agenda.ts";
import type { Errand } from "./errand.ts";
import type { Fate } from "./wait.ts";

/** Where conversations take place. */
export interface Stage {
  readonly agenda: Agenda;
  /** Something has happened at this server, so it may want to be woken at another time. */
  touched(resident: Resident): void;
  /** The connection that a server calls so; null: none is kept, since no time passes. */
  connectionOf(name: object): KeptConnection | null;
  /** A server puts a question to another. */
  converse(errand: Errand, from: Station, asked: OutgoingQuestion, frame: Frame, notice: (fate: Fate) => void): void;
}
