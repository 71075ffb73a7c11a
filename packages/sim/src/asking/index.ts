export {
  type Asking,
  type AskingOptions,
  askOnce,
  askSite,
  digPatience,
  type SiteAnswer,
  type StubPatience,
} from "./ask-site.ts";
export { joinsOwnQuestion, outgoingOf } from "./carry-question.ts";
export { type Chooser, Drive, type Frame, firstAlternative } from "./drive.ts";
export { workOf } from "./in-flight.ts";
export type { OutgoingQuestion } from "./outgoing-question.ts";
export { type Arrival, choose, sendBack, sendOut } from "./sending.ts";
export { EndlessAsking, NotModelled } from "./signals.ts";
export { defaultPlace, type Found, findPlace, findServer, serversOf } from "./whom-to-ask.ts";
