import { parseName, parseRcode, parseRrType } from "@splithorizon/core";
import type { Expectation } from "./model.ts";
import type { SettingsReader } from "./settings-reader.ts";

export const EXPECTATION_KEYS = ["from", "ask", "server", "transport", "answers", "rcode", "silence"] as const;

/** `others` are keys beside those of an expectation, which somebody else reads. */
export function readExpectation(reader: SettingsReader, others: readonly string[] = []): Expectation | null {
  reader.takesOnly([...EXPECTATION_KEYS, ...others]);
  const from = reader.need("from").text;
  const ask = reader.need("ask");
  const question = readAsk(ask);
  if (from === null || question === null) return null;
  const rcodeText = reader.at("rcode").text;
  const rcode = rcodeText === null ? null : parseRcode(rcodeText);
  if (rcodeText !== null && rcode === null)
    reader.at("rcode").fault("SITE_UNKNOWN_WORD", `"${rcodeText}" is no rcode.`);
  const answers = reader.at("answers");
  const isTransfer = question.type === "AXFR" || question.type === "IXFR";
  return {
    from,
    ...question,
    server: reader.at("server").text,
    transport: reader.at("transport").oneOf(["udp", "tcp"]) ?? (isTransfer ? "tcp" : "udp"),
    answers: answers.isPresent ? answers.items.flatMap((item) => item.text ?? []) : null,
    rcode,
    silence: reader.at("silence").oneOf(["timeout"]) !== null,
    span: reader.span,
  };
}

/** `NAME TYPE`, as one would write it behind dig; A without a type. */
function readAsk(reader: SettingsReader): Pick<Expectation, "name" | "type"> | null {
  const { text } = reader;
  if (text === null) return null;
  const [nameText = "", typeText = "A", ...rest] = text.trim().split(/\s+/);
  const name = parseName(nameText);
  if (typeof name === "string") return reader.faultOfName(nameText, name);
  const type = parseRrType(typeText.toUpperCase());
  if (type === null || rest.length > 0) {
    return reader.fault("SITE_UNKNOWN_WORD", `"${[typeText, ...rest].join(" ")}" is not a record type.`);
  }
  return { name, type };
}
