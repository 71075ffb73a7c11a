import type { VrrpScript } from "@splithorizon/core/keepalived";
import type { Fault } from "../world/fault.ts";
import type { SimulationContext } from "../world/part.ts";
import { endlessRun, runWhileNamedHangs, type ScriptRun } from "./script-command.ts";

type ScriptFault = Fault & { readonly kind: "fail-script" | "hang-script" };

/** What the scripts that keepalived runs come to: declared in the site, or what the named of their machine does. */
export class ScriptOutcomes {
  readonly #context: Pick<SimulationContext, "world" | "processes">;
  readonly #failing = new Set<string>();
  readonly #hanging = new Set<string>();

  constructor(context: Pick<SimulationContext, "world" | "processes">) {
    this.#context = context;
  }

  struck({ kind, machine, script }: ScriptFault, how: "injected" | "healed"): void {
    const faulty = kind === "fail-script" ? this.#failing : this.#hanging;
    const key = `${machine} ${script}`;
    if (how === "injected") faulty.add(key);
    else faulty.delete(key);
  }

  /** Of a run that begins now and may take so long. */
  run(machine: string, { name, command }: VrrpScript, timeoutMs: number): ScriptRun {
    const key = `${machine} ${name}`;
    if (this.#hanging.has(key)) return endlessRun(timeoutMs);
    if (this.#failing.has(key)) return { result: "fail", tookMs: 0 };
    const declared = this.#declared(machine, name);
    if (declared !== "named") return { result: declared, tookMs: 0 };
    const { world, processes } = this.#context;
    const named = world.residents.find(({ station, program }) => station === machine && program === "bind");
    if (named === undefined) return { result: "fail", tookMs: 0 };
    return processes.stateOf(named) === "held" ? runWhileNamedHangs(command, timeoutMs) : { result: "ok", tookMs: 0 };
  }

  /** Whether a tracked process is said to be the machine's named. */
  isNamed(machine: string, name: string): boolean {
    return this.#declared(machine, name) === "named";
  }

  #declared(machine: string, name: string): "ok" | "fail" | "named" {
    return (
      this.#context.world.settings.hosts.find((host) => host.name === machine)?.keepalived?.scripts.get(name) ?? "ok"
    );
  }
}
