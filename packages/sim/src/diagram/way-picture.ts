import { titleWithoutMachine } from "../hosts/index.ts";
import { assertNever } from "../invariant.ts";
import type { Hop } from "../network/index.ts";
import { questionText, responseText, type TraceEvent, type TraceStep } from "../trace/index.ts";

/** A row of a question's way. */
export type WayRow =
  /** A packet from one machine to the next, with the addresses that it has there. */
  | {
      readonly kind: "packet";
      readonly from: string;
      readonly to: string;
      readonly direction: "there" | "back";
      readonly said: string;
    }
  /** What happens at a machine. */
  | {
      readonly kind: "note";
      readonly at: string;
      readonly tone: "question" | "plain" | "translated" | "answer" | "failed";
      readonly lines: readonly string[];
    };

/** The way of one question, whatever it is drawn with. */
export interface WayPicture {
  /** Machines in the order in which the question meets them. */
  readonly machines: readonly string[];
  readonly rows: readonly WayRow[];
}

/** Of what a server says so much. */
const MOST_REMARKS = 4;

export function wayPictureOf(steps: readonly TraceStep[]): WayPicture {
  const drawer = new Drawer();
  for (const { event, conversation } of steps) drawer.take(event, conversation);
  return { machines: drawer.machines, rows: drawer.rows };
}

class Drawer {
  readonly machines: string[] = [];
  readonly rows: WayRow[] = [];
  /** By conversation: who asks, and the machine that has the question now. */
  readonly #askers = new Map<number, string>();
  readonly #servers = new Map<number, string>();
  /** Servers by their titles. */
  readonly #stations = new Map<string, string>();

  take(event: TraceEvent, conversation: number): void {
    switch (event.kind) {
      case "asked": {
        const by = this.#stations.get(event.by) ?? event.by;
        this.#askers.set(conversation, by);
        const over = event.transport === "udp" ? "" : ` over ${event.transport}`;
        this.#note(by, "question", `asks ${event.to.address}${over}: ${questionText(event.question)}`);
        return;
      }
      case "received":
        this.#stations.set(event.server, event.station);
        this.#servers.set(conversation, event.station);
        this.#note(event.station, "plain", `${titleWithoutMachine(event.server)} sees ${event.source.address}`);
        return;
      case "hop":
        this.#hop(event.hop, event.direction);
        return;
      case "remark":
        this.#note(this.#servers.get(conversation), "plain", `${event.actor}: ${event.text}`);
        return;
      case "replied":
        this.#note(this.#stations.get(event.server), "answer", responseText(event.response));
        return;
      case "silent":
        this.#note(this.#stations.get(event.server), "failed", `says nothing: ${event.why}`);
        return;
      case "failed":
        this.#note(this.#askers.get(conversation), "failed", `${event.how}: ${event.why}`);
        return;
      case "chosen":
        return;
      default:
        assertNever(event);
    }
  }

  #hop(hop: Hop, direction: "there" | "back"): void {
    switch (hop.kind) {
      case "forwarded": {
        for (const name of [hop.at, hop.to]) this.#meet(name);
        const said = `${hop.packet.source.address} → ${hop.packet.destination.address}`;
        this.rows.push({ kind: "packet", from: hop.at, to: hop.to, direction, said });
        return;
      }
      case "translated": {
        const [before, after] = [hop.before, hop.packet];
        const changes = [
          ...(before.source.address === after.source.address
            ? []
            : [`source ${before.source.address} ⇒ ${after.source.address}`]),
          ...(before.destination.address === after.destination.address
            ? []
            : [`destination ${before.destination.address} ⇒ ${after.destination.address}`]),
        ];
        for (const change of changes) this.#note(hop.at, "translated", change);
        return;
      }
      case "dropped":
        this.#note(hop.at, "failed", `lost: ${hop.why}`);
        return;
      case "sent":
      case "delivered":
        return;
      default:
        assertNever(hop);
    }
  }

  /** Lines of one kind at one machine make one note. */
  #note(at: string | undefined, tone: (WayRow & { readonly kind: "note" })["tone"], said: string): void {
    if (at === undefined) return;
    this.#meet(at);
    const last = this.rows.at(-1);
    if (last?.kind !== "note" || last.at !== at || last.tone !== tone) {
      this.rows.push({ kind: "note", at, tone, lines: [said] });
      return;
    }
    if (last.lines.length > MOST_REMARKS) return;
    const line = last.lines.length === MOST_REMARKS ? "…" : said;
    this.rows[this.rows.length - 1] = { ...last, lines: [...last.lines, line] };
  }

  #meet(name: string): void {
    if (!this.machines.includes(name)) this.machines.push(name);
  }
}
