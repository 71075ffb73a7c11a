import { type Address, numberOfOpcode } from "../../../dns/index.ts";
import { encodeMessage } from "../../../wire/index.ts";
import type { ExpressionSubject } from "../../expression/index.ts";
import type { PluginRequest } from "../../plugin.ts";
import type { BlockFilter } from "../../plugin-entry.ts";
import type { ViewSettings } from "./settings.ts";

const SMALLEST_UDP = 512;
const MOST_TCP = 65_535;

/** plugin/view/view.go Filter: every expression must be true; the first that is not modelled decides that nobody knows. */
export function viewFilter({ name, expressions }: ViewSettings): BlockFilter {
  return (request, listenAddress) => {
    const subject = new RequestSubject(request, listenAddress);
    for (const expression of expressions) {
      if (expression.kind === "unsupported") return { unsupported: expression.what };
      if (expression.holds(subject)) continue;
      request.remark?.({ actor: `view ${name}`, text: `not taken: ${expression.text}` });
      return false;
    }
    return true;
  };
}

/** A question as pkg/expression shows it, worked out where it is asked for. */
class RequestSubject implements ExpressionSubject {
  readonly #request: PluginRequest;
  readonly #listenAddress: Address | null;

  constructor(request: PluginRequest, listenAddress: Address | null) {
    this.#request = request;
    this.#listenAddress = listenAddress;
  }

  get type(): string {
    return this.#request.question.type;
  }

  get name(): string {
    return this.#request.question.name.key;
  }

  get class(): string {
    return this.#request.question.class;
  }

  get proto(): "udp" | "tcp" {
    return this.#request.transport === "udp" ? "udp" : "tcp";
  }

  get size(): number {
    return encodeMessage(this.#request.query).length;
  }

  get client_ip(): string {
    return this.#request.source.address;
  }

  get port(): string {
    return String(this.#request.source.port);
  }

  get id(): number {
    return this.#request.query.id;
  }

  get opcode(): number {
    return numberOfOpcode(this.#request.query.opcode);
  }

  get do(): boolean {
    return this.#request.query.edns?.dnssecOk === true;
  }

  /** pkg/edns Size: over UDP at least 512. */
  get bufsize(): number {
    return this.proto === "tcp" ? MOST_TCP : Math.max(SMALLEST_UDP, this.#request.query.edns?.udpSize ?? 0);
  }

  /** A UDP socket on every address does not know which one was asked. */
  get server_ip(): string {
    if (this.proto === "tcp") return this.#request.destination.address;
    return this.#listenAddress ?? "::";
  }

  get server_port(): string {
    return String(this.#request.destination.port);
  }
}
