import { letIn, type Lock, refuseStrangeHost } from "../control/admission.ts";
import { ControlRefusal } from "../control/refusal.ts";

type App = (request: Request) => Promise<Response>;

/** The control API with the console in front of it. The pages hold nothing of the counter, so that anyone who can reach them may. */
export function consoleApp(api: App, pages: (path: string) => Response | undefined, lock?: Lock): App {
  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return api(request);
    const page = pages(new URL(request.url).pathname);
    if (!page) return api(request);
    try {
      refuseStrangeHost(request, lock);
    } catch (error) {
      if (error instanceof ControlRefusal) return error.toResponse();
      throw error;
    }
    return (lock && letIn(request, lock)) ?? page;
  };
}
