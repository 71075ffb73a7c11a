import type { Query, Question } from "../../dns/index.ts";
import type { QueryPacket } from "../../resolution/index.ts";
import { questionLog } from "../log-lines.ts";
import type { BindSettings } from "../settings.ts";
import type { BindSurroundings } from "../surroundings.ts";
import { signerOf, type View, type Visitor } from "../view.ts";
import type { BindRequest } from "./request.ts";

/** A question in the view that it belongs to. In which line of the source a question fails is known of 9.18 alone. */
export function makeRequest(
  query: Query,
  question: Question,
  { source, destination, transport }: QueryPacket,
  { view, visitor }: { readonly view: View; readonly visitor: Visitor },
  { remarks, log: sinkOf, lots = () => null }: BindSurroundings,
  { logsQueries, version }: Pick<BindSettings, "logsQueries" | "version">,
): BindRequest {
  const client = { source, view: view.settings.name, signer: signerOf(visitor) };
  const log = questionLog(sinkOf?.() ?? null, client, question.name);
  const failureLog = logsQueries && version === "9.18" ? log : null;
  return { query, question, source, destination, transport, remark: remarks?.() ?? null, lots, log, failureLog };
}
