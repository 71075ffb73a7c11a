export { Batch, type BatchError, type BatchResult } from "./batch.ts";
export type { BatchAnswer, BatchRecord, BatchResponse } from "./batch-answer.ts";
