import type { Address } from "../../../dns/index.ts";
import type { AskFailure, Endpoint, Transport } from "../../../resolution/index.ts";

/** Nobody's ports are modelled: all clients of a twin have this one. */
const OWN_PORT = 40_000;

interface Failed {
  readonly how: AskFailure;
  /** There was a connection. */
  readonly isConnected?: boolean;
}

/** What Go's net package says of a question that came to nothing; plugin/errors prints it. */
export function goError(
  { how, isConnected = false }: Failed,
  transport: Transport,
  own: Address,
  upstream: Endpoint,
): string {
  const to = print(upstream);
  const protocol = transport === "udp" ? "udp" : "tcp";
  const pair = `${print({ address: own, port: OWN_PORT })}->${to}`;
  if (how === "timeout") {
    return protocol === "udp" || isConnected ? `read ${protocol} ${pair}: i/o timeout` : `dial tcp ${to}: i/o timeout`;
  }
  if (how === "unreachable") return `dial ${protocol} ${to}: connect: network is unreachable`;
  if (how === "reset") return `read ${protocol} ${pair}: read: connection reset by peer`;
  return protocol === "udp"
    ? `read udp ${pair}: read: connection refused`
    : `dial tcp ${to}: connect: connection refused`;
}

function print({ address, port }: Endpoint): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
