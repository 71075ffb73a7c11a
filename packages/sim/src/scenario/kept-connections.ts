import { KeptConnection } from "../sending/index.ts";
import type { ScenarioAction } from "./model.ts";

/** The connections that the places of a scenario keep, by their names; each place has names of its own. */
export class KeptConnections {
  readonly #connections = new Map<string, KeptConnection>();

  /** The one that a question goes over; null: it has its own. */
  of({ connection, expectation: { from } }: ScenarioAction & { readonly kind: "ask" }): KeptConnection | null {
    if (connection === null) return null;
    const key = `${from} ${connection}`;
    const known = this.#connections.get(key);
    if (known !== undefined) return known;
    const made = new KeptConnection();
    this.#connections.set(key, made);
    return made;
  }
}
