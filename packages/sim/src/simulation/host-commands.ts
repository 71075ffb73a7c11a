import type { Program } from "./world/fault.ts";
import { printRouteChange, type RouteChange } from "./world/host-routes.ts";
import type { SimulationContext, SimulationPart } from "./world/part.ts";

/** What an administrator does on a host by hand. */
export class HostCommands {
  readonly #context: SimulationContext;
  readonly #parts: readonly SimulationPart[];

  constructor(context: SimulationContext, parts: readonly SimulationPart[]) {
    this.#context = context;
    this.#parts = parts;
  }

  changeRoute(machine: string, change: RouteChange): string | null {
    const { world, write } = this.#context;
    const station = world.stationNow(machine);
    if (station?.kind !== "host") return `${machine} is no host of the site`;
    const refusal = world.hostRoutes.change(station, change);
    write("route", machine, () => printRouteChange(change) + (refusal === null ? "" : `: ${refusal}`));
    return refusal;
  }

  edit(path: string, text: string): void {
    const { world, write } = this.#context;
    const isNew = world.files.lookUp(path).kind !== "file";
    world.edit(path, text);
    write("file", path, () => (isNew ? "is a new file" : "has been changed"));
    for (const part of this.#parts) part.fileChanged?.(path);
  }

  reload(machine: string, program: Program): boolean {
    return this.#parts.some((part) => part.reload?.(machine, program) === true);
  }

  rndc(machine: string, words: string): string | null {
    for (const part of this.#parts) {
      const printed = part.rndc?.(machine, words.trim().split(/\s+/)) ?? null;
      if (printed !== null) return printed;
    }
    return null;
  }
}
