import { refusal, refusedBecause } from "./api.ts";

/** Does it; what is refused is shown to the person, and nothing is left half-said. */
export async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    refusal.value = undefined;
    await work();
  } catch (error) {
    refusal.value = refusedBecause(error);
  }
}
