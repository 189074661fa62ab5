/** レセコンの資格確認。見本なので短い。 / The eligibility check of a receipt computer; short, since it is an example. */

const VALIDITY = { 1: "valid", 2: "lost", 3: "changed", 4: "unknown", 5: "ambiguous", 6: "unregistered" };

/**
 * 中央システムに尋ねる。電文の誤り・通信の誤り・無効を、それぞれ別の結果として返す。
 * Asks the central system. A broken line, a refused message and a lost entitlement are different outcomes, and none is an exception.
 */
export async function askEligibility(url, question, { patience = 10_000 } = {}) {
  let message;
  try {
    const response = await fetch(`${url}/v1/messages/OQSsiquc01req`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(patience),
    });
    if (!response.ok) return { outcome: "unreachable", why: `HTTP ${response.status}` };
    message = (await response.json()).XmlMsg;
  } catch (error) {
    return { outcome: "unreachable", why: error.name };
  }
  return judge(message, question.XmlMsg);
}

function judge({ MessageHeader: header, MessageBody: body }, asked) {
  if (header.SegmentOfResult !== "1") return { outcome: "refused", code: header.ErrorCode };
  if (body.ProcessingResultStatus !== "1") return { outcome: "refused", code: body.ProcessingResultCode };
  const outcome = VALIDITY[body.QualificationValidity] ?? "unknown";
  const result = body.ResultList?.[0]?.ResultOfQualificationConfirmation;
  if (!result) return { outcome };
  // 別の患者の回答は、何があっても取り込まない。 / Another patient's answer is never taken, whatever else it says.
  const wanted = asked.MessageBody.QualificationConfirmSearchInfo;
  const isTheirs =
    header.ArbitraryFileIdentifier === asked.MessageHeader.ArbitraryFileIdentifier &&
    result.Birthdate === wanted.Birthdate &&
    result.InsuredIdentificationNumber === wanted.InsuredIdentificationNumber;
  if (!isTheirs) return { outcome: "refused", code: "not the patient who was asked for" };
  return { outcome, name: result.Name, burden: result.InsuredPartialContributionRatio };
}
