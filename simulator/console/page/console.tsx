import { render } from "preact";
import { App } from "./app.tsx";
import "./console.css";
import "./counter.css";
import "./panel.css";
import "./glyphs.css";
import "./reception.css";
import "./conformance.css";
import { lang, speak } from "./language.tsx";
import { follow } from "./live.ts";
import { grow } from "./type-size.tsx";

const place = document.getElementById("console");
if (place) {
  // What stood there until now said that this script is awaited.
  place.replaceChildren();
  speak(lang.value);
  grow();
  render(<App />, place);
  void follow();
}
