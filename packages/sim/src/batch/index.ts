export { Batch, type BatchError } from "./batch.ts";
export type { BatchAnswer, BatchRecord, BatchResponse } from "./batch-answer.ts";
