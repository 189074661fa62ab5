import { hex, unhex } from "../../device/wire/bytes.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";

/** Prints the milliseconds from here to the first answer of a new country's first card; what Node takes to load is not among them. */
const start = performance.now();
const card = await makeProducts().country.card("hanako");
const [, answer] = card.transact(card.initial, unhex("00a4040c0ad392f000260100000001"));
if (hex(answer) !== "9000") throw new Error(hex(answer));
console.log(performance.now() - start);
