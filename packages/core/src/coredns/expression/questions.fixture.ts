import { tell } from "./expression.fixture.ts";
import type { ExpressionSubject } from "./index.ts";

const common = { class: "IN", opcode: 0, server_ip: "127.0.0.1", server_port: "53" } as const;
const udp = { ...common, proto: "udp" } as const;
const tcp = { ...common, proto: "tcp", bufsize: 65_535 } as const;

/** Five questions by a letter; names are lower case to CoreDNS, and over TCP every reply has room. */
export const QUESTIONS: Readonly<Record<string, ExpressionSubject>> = {
  a: {
    ...udp,
    name: "www.example.org.",
    type: "A",
    client_ip: "10.240.0.1",
    port: "40212",
    id: 7,
    size: 33,
    do: false,
    bufsize: 512,
  },
  b: {
    ...tcp,
    name: "mail.example.org.",
    type: "MX",
    client_ip: "192.0.2.7",
    port: "53",
    id: 4711,
    size: 34,
    do: false,
  },
  c: {
    ...udp,
    name: "_http._tcp.example.org.",
    type: "SRV",
    client_ip: "2001:db8::1",
    port: "1024",
    id: 0,
    size: 51,
    do: true,
    bufsize: 4096,
  },
  d: {
    ...udp,
    name: "1.2.0.192.in-addr.arpa.",
    type: "PTR",
    client_ip: "10.1.2.3",
    port: "5353",
    id: 65_535,
    size: 51,
    do: false,
    bufsize: 1232,
  },
  e: { ...tcp, name: ".", type: "NS", client_ip: "127.0.0.1", port: "60000", id: 100, size: 28, do: true },
};

/** The letters of the questions that an expression takes; or why it takes none. */
export function takenBy(expression: string): string {
  const told = Object.entries(QUESTIONS).map(([letter, question]) => [letter, tell(expression, question)] as const);
  const words = told.find(([, holds]) => typeof holds === "string")?.[1];
  if (typeof words === "string") return words;
  return told.flatMap(([letter, holds]) => (holds === true ? [letter] : [])).join("");
}
