export {
  type Asking,
  type AskingOptions,
  askOnce,
  askSite,
  digPatience,
  type SiteAnswer,
  type StubPatience,
} from "./ask-site.ts";
export { type Chooser, firstAlternative } from "./drive.ts";
export { defaultPlace, type Found, findPlace, findServer, serversOf } from "./whom-to-ask.ts";
