import { compileExpression, type ExpressionSubject } from "./index.ts";

/** `www.example.org. A` from 10.240.0.1 over UDP, without EDNS. */
export const QUESTION: ExpressionSubject = {
  type: "A",
  name: "www.example.org.",
  class: "IN",
  proto: "udp",
  size: 33,
  client_ip: "10.240.0.1",
  port: "40212",
  id: 7,
  opcode: 0,
  do: false,
  bufsize: 512,
  server_ip: "127.0.0.1",
  server_port: "53",
};

/** Whether an expression holds of a question; the compiler's complaint; or what is not modelled. */
export function tell(text: string, subject: ExpressionSubject = QUESTION): boolean | string {
  const compiled = compileExpression(text);
  if (compiled.kind === "expression") return compiled.holds(subject);
  return compiled.kind === "fault" ? compiled.message : `unsupported: ${compiled.what}`;
}
