export {
  DEFAULT_MAX_RECORDS,
  type DecodedMessage,
  type DecodeOptions,
  decodeMessage,
  queryFromMessage,
  responseFromMessage,
} from "./decode.ts";
export { type EncodeOptions, encodeMessage } from "./encode.ts";
export { WireError, type WireErrorKind, type WireFault, type WireFaultKind } from "./fault.ts";
export { encodeForTransport, type FittedResponse, fitToTransport, type WireTransport } from "./fit.ts";
export type { AnnouncedCounts, MessageHeader } from "./header.ts";
export type { Irregularity, RecordSection } from "./irregularity.ts";
export { mostOctets } from "./size-bound.ts";
export { frameForTcp, TcpFrames } from "./tcp-frames.ts";
export { type Compression, MAX_MESSAGE_OCTETS } from "./writer.ts";
