export {
  type DecodedMessage,
  type DecodeOptions,
  decodeMessage,
  queryFromMessage,
  responseFromMessage,
} from "./decode.ts";
export { type EncodeOptions, encodeMessage } from "./encode.ts";
export { WireError, type WireErrorKind, type WireFault, type WireFaultKind } from "./fault.ts";
export { encodeForTransport, type FittedResponse, fitToTransport } from "./fit.ts";
export type { MessageHeader } from "./header.ts";
export type { Irregularity, RecordSection } from "./irregularity.ts";
export { mostOctets } from "./size-bound.ts";
export { frameForTcp, TcpFrames } from "./tcp-frames.ts";
export type { Compression } from "./writer.ts";
