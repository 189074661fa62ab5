import { expect, test } from "vitest";
import { dialledAnswers } from "../../../simulator/central/dialled-answers.ts";

test("whoever shows what waits hears of each answer that is dialled, given or taken back", () => {
  let heard = 0;
  const answers = dialledAnswers(() => heard++);
  answers.dial({ persona: "hanako", validity: "3", times: 2 });
  expect(heard).toBe(1);
  expect(answers.take("taro", () => true)).toBeUndefined();
  expect(heard).toBe(1);
  expect(answers.take("hanako", () => true)).toMatchObject({ validity: "3" });
  expect([heard, answers.list()]).toEqual([2, [{ persona: "hanako", validity: "3", times: 1 }]]);
  answers.take("hanako", () => true);
  expect([heard, answers.list()]).toEqual([3, []]);
  answers.dial({ persona: "taro", validity: "2" });
  answers.clear();
  expect([heard, answers.list()]).toEqual([5, []]);
});
