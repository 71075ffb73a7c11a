import type { Endpoint, Transport } from "@splithorizon/core";
import type { Resident } from "../../hosts/index.ts";

/** Which server listens where: its sockets as they are now, found by the machine they are on. */
export class Listeners {
  readonly #sockets = new WeakMap<Resident, Resident["listensOn"]>();
  #byStation: ReadonlyMap<string, readonly Resident[]>;

  constructor(residents: readonly Resident[]) {
    this.#byStation = grouped(residents);
  }

  /** Servers have come or gone. */
  residentsAre(residents: readonly Resident[]): void {
    this.#byStation = grouped(residents);
  }

  /** A server's sockets are others from now on. */
  listenBy(resident: Resident, listensOn: Resident["listensOn"]): void {
    this.#sockets.set(resident, listensOn);
  }

  /** The server whose socket a packet finds on a machine; of several the one that came first. */
  at(station: string, destination: Endpoint, transport: Transport): Resident | null {
    for (const resident of this.#byStation.get(station) ?? []) {
      if ((this.#sockets.get(resident) ?? resident.listensOn)(destination, transport)) return resident;
    }
    return null;
  }
}

function grouped(residents: readonly Resident[]): ReadonlyMap<string, readonly Resident[]> {
  const groups = new Map<string, Resident[]>();
  for (const resident of residents) {
    const group = groups.get(resident.station);
    if (group === undefined) groups.set(resident.station, [resident]);
    else group.push(resident);
  }
  return groups;
}
