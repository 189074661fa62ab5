import { render } from "preact";
import { App } from "./app.tsx";
import "./console.css";
import { lang, speak } from "./language.tsx";
import { follow } from "./live.ts";

const place = document.getElementById("console");
if (place) {
  speak(lang.value);
  render(<App />, place);
  void follow();
}
