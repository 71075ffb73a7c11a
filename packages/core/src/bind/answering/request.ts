import type { Query, Question } from "../../dns/index.ts";
import type { Endpoint, Lots, RemarkSink, Transport } from "../../resolution/index.ts";
import type { QuestionLog } from "../log-lines.ts";

/** One question of a client, after everything odd about its message was dealt with. */
export interface BindRequest {
  readonly query: Query;
  readonly question: Question;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly transport: Transport;
  readonly remark: RemarkSink;
  readonly lots: () => Lots;
  readonly log: QuestionLog;
  /** The same where failures are logged as well; null: they are not. */
  readonly failureLog: QuestionLog;
}

/** EDE codes (RFC 8914) that BIND sends here. */
export const EDE_OTHER = 0;
export const EDE_PROHIBITED = 18;
/** From 9.20 on. */
export const EDE_NOT_AUTHORITATIVE = 20;

/** An Extended DNS Error: its code, and a text or none. */
export interface ExtendedError {
  readonly code: number;
  readonly text: string;
}
