import type { Method } from "../../../device/wire/face.ts";
import type { Part } from "../../cast.ts";
import { prompt, received } from "../../expect/host.ts";
import { anyOf } from "../../expect/selector.ts";
import type { Wishes } from "../../host.ts";
import type { Stage } from "../../stage.ts";

type ReaderStage = Stage<"reader">;

/** Starts a reception and gives back its id; the reader asks for a card. */
export async function begin({ bench, see }: ReaderStage, wishes?: Partial<Wishes>): Promise<number> {
  await bench.host.hello();
  await see(received("identity"));
  const reception = await bench.host.begin(wishes);
  await see(prompt("placeCard"));
  return reception;
}

/** A card is placed, and the reader goes on to the choice of method, or past it where there is none. */
export async function place(stage: ReaderStage, part: Part): Promise<"chosen" | "choice"> {
  const { hand, see } = stage;
  await hand.place(part);
  const next = anyOf(prompt("chooseMethod"), prompt("lookAtCamera"), prompt("enterPin"), prompt("staffPassword"));
  return (await see(next)).screen === "chooseMethod" ? "choice" : "chosen";
}

/** From nothing to the method of the patient's choice. */
export async function arrive(
  stage: ReaderStage,
  part: Part,
  method: Method,
  wishes?: Partial<Wishes>,
): Promise<number> {
  const reception = await begin(stage, wishes);
  if ((await place(stage, part)) === "choice") await stage.hand.choose(method);
  return reception;
}

/** The patient agrees to all, gets a result, and takes the card. */
export async function agreeAndLeave({ hand, see }: ReaderStage): Promise<void> {
  await see(prompt("consent"));
  await hand.agree("all");
  await see(received("completed"));
  await leave({ hand, see });
}

export async function leave({ hand, see }: Pick<ReaderStage, "hand" | "see">): Promise<void> {
  await hand.remove();
  await see(received("cardRemoved"));
}

/** A whole reception by face, as it should be. */
export async function byFace(stage: ReaderStage, part: Part): Promise<void> {
  await stage.hand.show(part);
  await arrive(stage, part, "face");
  await agreeAndLeave(stage);
}

/** A whole reception by PIN, as it should be. */
export async function byPin(stage: ReaderStage, part: Part): Promise<void> {
  await arrive(stage, part, "pin");
  await stage.hand.typePinOf(part);
  await agreeAndLeave(stage);
}
