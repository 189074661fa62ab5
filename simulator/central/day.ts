import { z } from "zod";
import { isDay } from "./calendar.ts";

/** A day that the calendar has, JST, yyyyMMdd. */
export const DAY = z.string().refine(isDay, "no such day");
