// clamd and freshclam run well with test signatures alone, and no real virus is found: the one thing that a healthy service
// must say aloud, and both say it in what they tell the orchestrator.

export const onlyTestSignatures = (detail: string): boolean =>
  /signatures for tests only$|^ONLY TEST SIGNATURES/.test(detail)
