import type { ClusterSnapshot } from "@splithorizon/core";
import { bindOf } from "@splithorizon/core/bind";
import type { SiteTwin } from "../site/index.ts";

/** Prints what servers answer from, as far as it changes without anybody's writing to a file. */
export class HoldingsPrinter {
  /** Lists of a cluster's objects are values, and most are those that the site was read with. */
  readonly #numbers = new WeakMap<object, number>();
  readonly #byText = new Map<string, number>();

  /** Of the servers on these machines their zones' serials; of clusters a number for each list of objects, the same for lists that say the same. */
  print({ residents, clusters }: SiteTwin, stations: ReadonlySet<string>): readonly string[] {
    const zones = residents.flatMap(({ station, title, server }) =>
      stations.has(station) ? [`${title}: ${bindOf(server)?.serials().join(", ") ?? ""}`] : [],
    );
    return [...zones.toSorted(), ...[...clusters].map(([name, { snapshot }]) => `${name}: ${this.#objects(snapshot)}`)];
  }

  #objects(snapshot: ClusterSnapshot): string {
    const lists = Object.values(snapshot).filter((list) => typeof list === "object");
    return lists.map((list) => this.#numberOf(list)).join(" ");
  }

  #numberOf(list: object): number {
    const known = this.#numbers.get(list);
    if (known !== undefined) return known;
    const text = JSON.stringify(list);
    const number = this.#byText.get(text) ?? this.#byText.size;
    this.#byText.set(text, number);
    this.#numbers.set(list, number);
    return number;
  }
}
