import { SharedWork } from "../../resolution/index.ts";
import type { WantedAddress } from "./wanted-address.ts";

/** A question for a name server's address that is under way, and what came of it. */
export class AddressFetch {
  readonly work: SharedWork<true> = new SharedWork();
  #state: "under-way" | "found" | "over" = "under-way";

  get state(): "under-way" | "found" | "over" {
    return this.#state;
  }

  end(hasFound: boolean): void {
    this.#state = hasFound ? "found" : "over";
    this.work.end(true);
  }
}

/** Of each address one question at a time, whoever needs it (lib/dns/adb.c, fetch_name). */
export class AddressFetches {
  readonly #underWay = new Map<string, AddressFetch>();

  at(wanted: WantedAddress): AddressFetch | null {
    return this.#underWay.get(keyOf(wanted)) ?? null;
  }

  begin(wanted: WantedAddress): AddressFetch {
    const fetch = new AddressFetch();
    this.#underWay.set(keyOf(wanted), fetch);
    return fetch;
  }

  end(wanted: WantedAddress, hasFound: boolean): void {
    const fetch = this.at(wanted);
    this.#underWay.delete(keyOf(wanted));
    fetch?.end(hasFound);
  }
}

function keyOf({ host, type, from }: WantedAddress): string {
  return `${type} ${from} ${host.key}`;
}
