import type { Hono } from "hono";
import { z } from "zod";
import {
  type ActivationCodeTold,
  type Address,
  HELD_CARD,
  MODES,
  type Modes,
  PHONE_NAMES,
  type PhoneName,
  type PhoneOutcome,
  type Phones,
  READING,
  type Reading,
  REGISTRATION,
  RELEASE,
  type Release,
} from "../../device/control/phones.ts";
import { readBody } from "./read-request.ts";
import { ControlRefusal } from "./refusal.ts";

/** The phones of care away from the counter, and the facility that they belong to. */
export interface ControlPhones {
  state(): Promise<Phones>;
  switch(modes: Modes): Promise<void>;
  /** Throws where nobody is called so, or where the phone reads with a real reader. */
  hold(phone: PhoneName, persona: string | undefined): void;
  code(phone: PhoneName): Promise<ActivationCodeTold>;
  register(phone: PhoneName, code: string | undefined): Promise<PhoneOutcome>;
  strikeOff(phone: PhoneName): Promise<void>;
  address(use: "2" | "3"): Promise<Address>;
  read(phone: PhoneName, reading: Reading): Promise<PhoneOutcome>;
  release(release: Release): Promise<PhoneOutcome>;
}

const USE = z.enum(["2", "3"]);
const PHONE = z.enum(PHONE_NAMES);

export function phoneRoutes(app: Hono, phones: ControlPhones | undefined): void {
  const offered = () => {
    if (phones) return phones;
    throw new ControlRefusal(501);
  };
  const named = <T>(shape: z.ZodType<T>, word: string): T => {
    const read = shape.safeParse(word);
    if (read.success) return read.data;
    throw new ControlRefusal(404);
  };
  const phone = (word: string) => named(PHONE, word);

  app.get("/phones", async (context) => context.json(await offered().state()));
  app.put("/phones/modes", async (context) => {
    await offered().switch(await readBody(context, MODES));
    return context.body(null, 204);
  });
  app.post("/phones/addresses/:use", async (context) =>
    context.json(await offered().address(named(USE, context.req.param("use")))),
  );
  app.put("/phones/:phone/card", async (context) => {
    offered().hold(phone(context.req.param("phone")), (await readBody(context, HELD_CARD)).persona);
    return context.body(null, 204);
  });
  app.delete("/phones/:phone/card", (context) => {
    offered().hold(phone(context.req.param("phone")), undefined);
    return context.body(null, 204);
  });
  app.post("/phones/:phone/codes", async (context) =>
    context.json(await offered().code(phone(context.req.param("phone")))),
  );
  app.post("/phones/:phone/registration", async (context) => {
    const { code } = await readBody(context, REGISTRATION);
    return context.json(await offered().register(phone(context.req.param("phone")), code));
  });
  app.delete("/phones/:phone/registration", async (context) => {
    await offered().strikeOff(phone(context.req.param("phone")));
    return context.body(null, 204);
  });
  app.post("/phones/:phone/readings", async (context) =>
    context.json(await offered().read(phone(context.req.param("phone")), await readBody(context, READING))),
  );
  app.post("/phones/patient/release", async (context) =>
    context.json(await offered().release(await readBody(context, RELEASE))),
  );
}
